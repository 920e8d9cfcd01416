using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using ForecastFunctions.LocalHost.Logs;
using Microsoft.Extensions.Logging;
using Spectre.Console;

namespace ForecastFunctions.LocalHost.CommandLine;

/// <summary>What the person at the console sees: the steps of the start, where to go, and the log.</summary>
internal sealed class Screen
{
    private const int Unwrapped = 10_000;

    private readonly IAnsiConsole _out = AnsiConsole.Create(new AnsiConsoleSettings());
    private readonly IAnsiConsole _errors = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
    private readonly TimeProvider _time;

    public Screen(TimeProvider time)
    {
        _time = time;
        // A file or a pipe has no width at which lines must break.
        if (Console.IsOutputRedirected) _out.Profile.Width = Unwrapped;
        _errors.Profile.Width = Unwrapped;
    }

    /// <summary>Shows the steps of some work while it runs: a spinner in a terminal, lines elsewhere.</summary>
    public async Task ShowProgressAsync(Func<IProgress<string>, Task> work)
    {
        if (Console.IsOutputRedirected)
        {
            await work(new Steps(step => Say(step + "…")));
            return;
        }

        await _out.Status().StartAsync("Starting", status => work(new Steps(step => status.Status(Markup.Escape(step) + "…"))));

        // From here on the terminal breaks the lines, so that a command can be copied whole.
        _out.Profile.Width = Unwrapped;
    }

    /// <summary>Says where the app answers and what to try first.</summary>
    public void Welcome(Uri address, string? data)
    {
        var root = address.GetLeftPart(UriPartial.Authority);
        Say($"The explorer: {ExplorerAt(address)}");
        if (data is not null) Say($"Storage is Azurite's, its data in {data}");
        Say($"Listening on {root}");
        Say(string.Empty);
        Say($"  curl \"{root}/api/v1/projections?scenario=article-base\"");
        Say($"  curl \"{root}/api/v1/projections.csv?scenario=asic-surge&to=2030\"");
        Say($"  curl \"{root}/api/v1/scenarios\"");
        Say(string.Empty);
    }

    /// <summary>Opens the explorer in the person's browser, or says that there is none.</summary>
    public void OpenExplorer(Uri address)
    {
        try
        {
            using var browser = Process.Start(new ProcessStartInfo(ExplorerAt(address).AbsoluteUri) { UseShellExecute = true });
        }
        catch (Win32Exception exception)
        {
            Say($"No browser could be opened ({exception.Message}): open the explorer's address yourself.");
        }
    }

    /// <summary>Writes a line.</summary>
    public void Say(string line) => _out.WriteLine(line);

    /// <summary>Says what went wrong.</summary>
    public void Fail(string sentence) => _errors.WriteLine(sentence, new Style(Color.Red));

    /// <summary>Writes a log line, if it says something to the person at the console.</summary>
    public void Show(WorkerLog log)
    {
        if (log.Level < LeastLevel(log.Category)) return;
        var (word, color) = log.Level switch
        {
            LogLevel.Trace => ("trace", Color.Grey),
            LogLevel.Debug => ("debug", Color.Grey),
            LogLevel.Information => ("info ", Color.Green),
            LogLevel.Warning => ("warn ", Color.Yellow),
            LogLevel.Error => ("error", Color.Red),
            _ => ("fatal", Color.Red),
        };
        var time = TimeZoneInfo.ConvertTime(log.Time, _time.LocalTimeZone).ToString("HH:mm:ss", CultureInfo.InvariantCulture);
        var text = log.Exception is null ? log.Message : log.Message + Environment.NewLine + log.Exception;
        _out.Write(new Paragraph()
            .Append($"{time} ")
            .Append(word, new Style(color))
            .Append($" {log.Category}: {text}{Environment.NewLine}"));
    }

    private static Uri ExplorerAt(Uri address) => new(address, "/api/explorer");

    // The frameworks' own chatter would mislead: the worker's "Now listening on" is not where to go.
    private static LogLevel LeastLevel(string category) =>
        category.StartsWith("Microsoft.", StringComparison.Ordinal) || category.StartsWith("System.", StringComparison.Ordinal)
            ? LogLevel.Warning
            : LogLevel.Information;
}
