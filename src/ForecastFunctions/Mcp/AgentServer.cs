using System.Text.Json;
using System.Text.Json.Nodes;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Partners;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Http;
using ForecastFunctions.Problems;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace ForecastFunctions.Mcp;

/// <summary>What the service is to agents: the tools that a caller may use, and the resources.</summary>
/// <param name="tools">The tools.</param>
/// <param name="failures">Tell what a failure is to a caller.</param>
public sealed class AgentServer(IEnumerable<ITool> tools, Failures failures)
{
    private const string Instructions =
        "Projections of the AI-compute market to 2045 under scenarios, with uncertainty, and what was observed. Search for names first. "
        + "Every answer names its unit, the baseline (the vintage of what was known), the model's version and the run; cite these. "
        + "Numbers here have six significant digits; the link of an answer has all. Money is in the unit that is named, per period.";

    /// <summary>The server for one message.</summary>
    /// <param name="caller">Whose agent sent it.</param>
    /// <param name="addressOf">The address of a path, as the caller reaches it.</param>
    public McpServerOptions OptionsFor(Caller caller, Func<string, Uri> addressOf) => new()
    {
        ServerInfo = new Implementation { Name = "forecast-functions", Title = "ForecastFunctions", Version = ModelVersion.Current },
        ServerInstructions = Instructions,
        Handlers = new McpServerHandlers
        {
            ListToolsHandler = (_, _) => ValueTask.FromResult(new ListToolsResult { Tools = [.. ToolsOf(caller).Select(Describe)] }),
            CallToolHandler = (request, end) => CallAsync(request.Params!, caller, addressOf, end),
            ListResourcesHandler = (_, _) => ValueTask.FromResult(new ListResourcesResult { Resources = [.. AgentResources.All] }),
            ReadResourceHandler = (request, _) => ValueTask.FromResult(AgentResources.Read(request.Params!.Uri)),
        },
    };

    private IEnumerable<ITool> ToolsOf(Caller caller) => tools.Where(t => caller.Scope >= t.Operation.Scope);

    private static ModelContextProtocol.Protocol.Tool Describe(ITool tool)
    {
        var declared = tool.Operation.Tool!;
        return new ModelContextProtocol.Protocol.Tool
        {
            Name = declared.Name,
            Description = declared.Description,
            InputSchema = ToolSchema.Of(tool.Members),
            Annotations = new ToolAnnotations { ReadOnlyHint = true, IdempotentHint = true, OpenWorldHint = false },
        };
    }

    private async ValueTask<CallToolResult> CallAsync(
        CallToolRequestParams call, Caller caller, Func<string, Uri> addressOf, CancellationToken cancellationToken)
    {
        var tool = ToolsOf(caller).FirstOrDefault(t => string.Equals(t.Operation.Tool!.Name, call.Name, StringComparison.Ordinal))
            ?? throw new McpProtocolException(
                $"There is no tool '{call.Name}'.{Suggestion.DidYouMean(call.Name, ToolsOf(caller).Select(t => t.Operation.Tool!.Name))}",
                McpErrorCode.InvalidParams);
        try
        {
            var answer = await tool.CallAsync(ArgumentsOf(tool.Operation, call), caller, cancellationToken);
            return ResultOf(answer.ToJson(addressOf), isError: false);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            return ResultOf(ProblemOf(failures.ProblemOf(e, McpFunctions.Call.Function)), isError: true);
        }
    }

    /// <summary>The arguments as a body has them.</summary>
    private static Arguments ArgumentsOf(Operation operation, CallToolRequestParams call)
    {
        var arguments = new Arguments();
        var body = new JsonObject((call.Arguments ?? new Dictionary<string, JsonElement>(StringComparer.Ordinal))
            .Select(a => KeyValuePair.Create(a.Key, JsonNode.Parse(a.Value.GetRawText()))));
        operation.Flatten(arguments, JsonSerializer.SerializeToElement<JsonNode>(body));
        foreach (var (member, value) in operation.Tool!.Defaults.Where(d => !arguments.Has(d.Member)))
            arguments.Add(member.Name, new Application.Contract.Argument(new Place("body", "").Member(member.Name), value));
        return arguments;
    }

    /// <summary>A problem with the texts that it has over HTTP.</summary>
    private static JsonObject ProblemOf(ProblemException problem)
    {
        var json = new JsonObject { ["code"] = problem.Kind.Code, ["title"] = problem.Kind.Title, ["detail"] = problem.Message };
        if (problem.Faults is { } faults)
            json["errors"] = JsonSerializer.SerializeToNode(faults, JsonText.TypeOf(HttpJson.Default.IReadOnlyListFault));
        if (problem.RetryAfter is { } seconds)
            json["retryAfterSeconds"] = seconds;
        return json;
    }

    private static CallToolResult ResultOf(JsonObject json, bool isError) => new()
    {
        Content = [new TextContentBlock { Text = ToolAnswer.TextOf(json) }],
        StructuredContent = JsonSerializer.SerializeToElement<JsonNode>(json),
        IsError = isError,
    };
}
