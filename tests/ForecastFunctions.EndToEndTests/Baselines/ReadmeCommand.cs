using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using ForecastFunctions.EndToEndTests.Fixtures;

namespace ForecastFunctions.EndToEndTests.Baselines;

/// <summary>A request that the README or a guide shows: a <c>curl</c> as a shell would run it, or an address by itself.</summary>
/// <param name="Text">The command, to name it in a failure.</param>
/// <param name="Method">GET where it states none, and has nothing to send.</param>
/// <param name="Path">The path below the host, with its query.</param>
/// <param name="Body">What it sends.</param>
/// <param name="Headers">The headers that it states, but for the body's type.</param>
/// <param name="Printed">What the README prints below it; empty where it prints nothing.</param>
internal sealed partial record ReadmeCommand(
    string Text, HttpMethod Method, string Path, string? Body, IReadOnlyList<(string Name, string Value)> Headers, string Printed)
{
    private const string Host = "http://127.0.0.1:7071";
    private const string Prompt = "$ ";

    /// <summary>What stands for the run of the command before.</summary>
    private const string RunId = "RUN_ID";

    /// <summary>Every request of the README and the guides, in their order.</summary>
    public static IReadOnlyList<ReadmeCommand> All { get; } = Read(Documentation.All);

    /// <summary>Whether it asks for a vintage by name, so that its answer never changes.</summary>
    public bool IsPinned => Path.Contains("baseline=2024-12", StringComparison.Ordinal);

    /// <summary>Whether it may be asked again and again.</summary>
    public bool IsRead => Expected == HttpStatusCode.OK;

    /// <summary>The status of its answer.</summary>
    public HttpStatusCode Expected => Headers.Any(h => h.Name is "Prefer") ? HttpStatusCode.Accepted
        : Method == HttpMethod.Put ? HttpStatusCode.Created : HttpStatusCode.OK;

    /// <summary>The media type of what it sends.</summary>
    public string BodyType { get; init; } = "application/json";

    /// <summary>The command whose run it reads; null where it reads none.</summary>
    public ReadmeCommand? Before { get; init; }

    public async Task<Answer> SendAsync(Api api)
    {
        var path = Before is null
            ? Path : Path.Replace(RunId, RunIdOf((await Before.SendAsync(api)).Ok()), StringComparison.Ordinal);
        return await api.SendAsync(Method, path, Body is null ? null : new StringContent(Body, Encoding.UTF8, BodyType), Headers);
    }

    public override string ToString() => Text;

    private static List<ReadmeCommand> Read(string readme)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal) { ["ADMIN_KEY"] = "ff_admin_of-the-readme" };
        var commands = new List<ReadmeCommand>();
        foreach (Match block in Block().Matches(readme))
        {
            foreach (var (command, printed) in Commands(block.Groups["text"].Value))
            {
                var words = Words(command, variables);
                if (Assignment().Match(words[0]) is { Success: true } assignment)
                    variables[assignment.Groups["name"].Value] = assignment.Groups["value"].Value;
                else if (words[0] == "curl")
                    commands.Add(After(commands.LastOrDefault(), Curl(command, words, printed)));
            }
        }

        var others = Address().Matches(Block().Replace(readme, ""))
            .Select(match => new ReadmeCommand(match.Value, HttpMethod.Get, match.Value[Host.Length..], null, [], ""));
        return [.. commands, .. others];
    }

    private static ReadmeCommand After(ReadmeCommand? before, ReadmeCommand command)
        => command.Path.Contains(RunId, StringComparison.Ordinal) ? command with { Before = before } : command;

    private static string RunIdOf(Answer answer) => answer.ContentType!.StartsWith("text/csv", StringComparison.Ordinal)
        ? answer.Records[1][answer.Records[0].ToList().IndexOf("run_id")] : answer.RunId;

    /// <summary>Commands begin with a prompt, and go on to a line that ends outside quotes and without a backslash.</summary>
    private static IEnumerable<(string Command, string Printed)> Commands(string block)
    {
        var lines = new Queue<string>(block.Split('\n'));
        while (lines.TryDequeue(out var line))
        {
            if (!line.StartsWith(Prompt, StringComparison.Ordinal))
                continue;
            var command = new StringBuilder(line[Prompt.Length..]);
            while (IsOpen(command.ToString()))
                command.Append('\n').Append(lines.Dequeue());
            var printed = new List<string>();
            while (lines.TryPeek(out var next) && !next.StartsWith(Prompt, StringComparison.Ordinal))
                printed.Add(lines.Dequeue());
            yield return (command.ToString(), string.Join('\n', printed).TrimEnd());
        }
    }

    private static bool IsOpen(string command)
    {
        char? quote = null;
        for (var at = 0; at < command.Length; at++)
        {
            if (command[at] == '\\' && quote != '\'')
            {
                if (++at == command.Length)
                    return true;
            }
            else if (command[at] is '\'' or '"' && (quote is null || quote == command[at]))
            {
                quote = quote is null ? command[at] : null;
            }
        }

        return quote is not null;
    }

    /// <summary>The words of a command as a POSIX shell parts them, variables replaced, up to a comment.</summary>
    private static List<string> Words(string command, Dictionary<string, string> variables)
    {
        var words = new List<string>();
        foreach (Match match in Word().Matches(command.Replace("\\\n", " ", StringComparison.Ordinal)))
        {
            if (match.Value.StartsWith('#'))
                break;
            words.Add(string.Concat(Part().Matches(match.Value).Select(part => part.Value[0] switch
            {
                '\'' => part.Value[1..^1],
                '"' => Expanded(part.Value[1..^1], variables),
                _ => Expanded(part.Value, variables),
            })));
        }

        return words;
    }

    private static string Expanded(string text, Dictionary<string, string> variables)
        => Expansion().Replace(text, match => match.Groups["name"] is { Success: true } name ? variables[name.Value] : match.Value[1..]);

    private static ReadmeCommand Curl(string command, List<string> words, string printed)
    {
        var (method, body, address, isLiteral) = (HttpMethod.Get, (string?)null, (string?)null, false);
        var headers = new List<(string Name, string Value)>();
        var rest = new Queue<string>(words.Skip(1));
        while (rest.TryDequeue(out var word))
        {
            switch (word)
            {
                case "-X":
                    method = HttpMethod.Parse(rest.Dequeue());
                    break;
                case "-H":
                    var header = rest.Dequeue().Split(": ", 2);
                    headers.Add((header[0], header[1]));
                    break;
                case "-d":
                    body = rest.Dequeue();
                    break;
                case "-g":
                    isLiteral = true;
                    break;
                default:
                    Assert.False(word.StartsWith('-') || address is not null, $"{word} is not understood in {command}");
                    address = word;
                    break;
            }
        }

        // curl would take these for a list of addresses, and refuse a space.
        Assert.NotNull(address);
        Assert.False(address.AsSpan().ContainsAny(isLiteral ? " " : " {}[]"), command);
        var isLines = headers.Remove(("Content-Type", "text/csv"));
        Assert.True(body is null || isLines || headers.Remove(("Content-Type", "application/json")), command);
        return new(
            command, body is not null && method == HttpMethod.Get ? HttpMethod.Post : method,
            address[address.IndexOf("/api/", StringComparison.Ordinal)..], body, headers, printed)
        {
            BodyType = isLines ? "text/csv" : "application/json",
        };
    }

    [GeneratedRegex("^```console\n(?<text>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Block();

    [GeneratedRegex("^(?<name>[a-z]+)=(?<value>.*)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Assignment();

    [GeneratedRegex(@"http://127\.0\.0\.1:7071/api/[^\s""')\]`]+", RegexOptions.None, 1000)]
    private static partial Regex Address();

    [GeneratedRegex("""(?:'[^']*'|"(?:\\.|[^"\\])*"|\\.|[^\s'"\\])+""", RegexOptions.Singleline, 1000)]
    private static partial Regex Word();

    [GeneratedRegex("""'[^']*'|"(?:\\.|[^"\\])*"|(?:\\.|[^'"\\])+""", RegexOptions.Singleline, 1000)]
    private static partial Regex Part();

    [GeneratedRegex("""\\[\\$"`]|\$(?<name>[A-Za-z_]+)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Expansion();
}
