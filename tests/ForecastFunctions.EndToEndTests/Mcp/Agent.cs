using System.Text;
using System.Text.Json;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace ForecastFunctions.EndToEndTests.Mcp;

/// <summary>A client of the tools, made with the protocol's official library, that counts and notes what it asks.</summary>
internal sealed class Agent : IAsyncDisposable
{
    private readonly McpClient _client;
    private readonly StringBuilder _transcript = new();

    private Agent(McpClient client) => _client = client;

    /// <summary>How many messages it needed for its question.</summary>
    public int Calls { get; private set; }

    public string Transcript => _transcript.ToString();

    public McpClient Client => _client;

    public static async Task<Agent> ConnectAsync(Uri host, string? key = null)
    {
        var options = new HttpClientTransportOptions
        {
            Endpoint = new Uri(host, "api/mcp"),
            TransportMode = HttpTransportMode.StreamableHttp,
            AdditionalHeaders = key is null ? null : new Dictionary<string, string>(StringComparer.Ordinal) { ["x-functions-key"] = key },
        };
        return new Agent(await McpClient.CreateAsync(new HttpClientTransport(options)));
    }

    public async Task<IReadOnlyList<McpClientTool>> ToolsAsync()
    {
        var tools = await _client.ListToolsAsync();
        Note("tools/list", string.Join('\n', tools.Select(t => $"{t.Name}: {t.Description}")));
        return [.. tools];
    }

    /// <summary>Calls a tool, and gives what it answered.</summary>
    public async Task<JsonElement> CallAsync(string tool, string arguments)
    {
        var result = await AskAsync(tool, arguments);
        Assert.True(result.IsError is not true, Text(result));
        Note($"{tool} {arguments}", Text(result));
        return result.StructuredContent!.Value;
    }

    public async Task<CallToolResult> AskAsync(string tool, string arguments)
        => await _client.CallToolAsync(tool, JsonElement.Parse(arguments).EnumerateObject()
            .ToDictionary(m => m.Name, m => (object?)m.Value, StringComparer.Ordinal));

    public static string Text(CallToolResult result) => ((TextContentBlock)Assert.Single(result.Content)).Text;

    public ValueTask DisposeAsync() => _client.DisposeAsync();

    private void Note(string question, string answer)
    {
        Calls++;
        _transcript.Append(System.Globalization.CultureInfo.InvariantCulture, $"{Calls}> {question}\n{answer}\n\n");
    }
}
