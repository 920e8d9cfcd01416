using ForecastFunctions.LocalHost.Functions;
using ForecastFunctions.LocalHost.Protocol;

namespace ForecastFunctions.LocalHost.Workers;

/// <summary>What a worker tells of itself in the opening exchange: where it takes HTTP, and its functions.</summary>
internal sealed record WorkerIntroduction(Uri HttpUri, IReadOnlyList<FunctionDefinition> Functions)
{
    private const string HostVersion = "4.1037.0";

    /// <summary>Initialises the worker, asks for its functions and loads each of them.</summary>
    public static async Task<WorkerIntroduction> ExchangeAsync(
        WorkerChannel channel, AppDirectory app, HostSettings settings, CancellationToken cancellationToken)
    {
        var httpUri = await InitialiseAsync(channel, app, cancellationToken);
        var functions = await IndexAsync(channel, app, settings, cancellationToken);
        foreach (var function in functions) await LoadAsync(channel, function, cancellationToken);
        return new WorkerIntroduction(httpUri, functions);
    }

    private static async Task<Uri> InitialiseAsync(WorkerChannel channel, AppDirectory app, CancellationToken cancellationToken)
    {
        var request = new WorkerInitRequest
        {
            HostVersion = HostVersion,
            WorkerDirectory = app.Path,
            FunctionAppDirectory = app.Path,
        };
        var answer = await channel.AskAsync(NewMessage(message => message.WorkerInitRequest = request), cancellationToken);
        Require(answer.WorkerInitResponse.Result, "The worker did not initialise");
        return answer.WorkerInitResponse.Capabilities.TryGetValue("HttpUri", out var uri)
            ? new Uri(uri)
            : throw new LocalHostException(
                "The app takes HTTP over gRPC, which this host does not speak: "
                + "call ConfigureFunctionsWebApplication() in its Program.cs.");
    }

    private static async Task<IReadOnlyList<FunctionDefinition>> IndexAsync(
        WorkerChannel channel, AppDirectory app, HostSettings settings, CancellationToken cancellationToken)
    {
        var request = new FunctionsMetadataRequest { FunctionAppDirectory = app.Path };
        var answer = await channel.AskAsync(NewMessage(message => message.FunctionsMetadataRequest = request), cancellationToken);
        Require(answer.FunctionMetadataResponse.Result, "The worker did not list its functions");
        return
        [
            .. answer.FunctionMetadataResponse.FunctionMetadataResults
                .Select(metadata => FunctionDefinition.Read(metadata, settings))
                .OrderBy(function => function.Name, StringComparer.OrdinalIgnoreCase),
        ];
    }

    private static async Task LoadAsync(WorkerChannel channel, FunctionDefinition function, CancellationToken cancellationToken)
    {
        var request = new FunctionLoadRequest { FunctionId = function.Metadata.FunctionId, Metadata = function.Metadata };
        var answer = await channel.AskAsync(NewMessage(message => message.FunctionLoadRequest = request), cancellationToken);
        Require(answer.FunctionLoadResponse.Result, $"The worker could not load {function.Name}");
    }

    private static StreamingMessage NewMessage(Action<StreamingMessage> setContent)
    {
        var message = new StreamingMessage { RequestId = Guid.NewGuid().ToString() };
        setContent(message);
        return message;
    }

    private static void Require(StatusResult? result, string otherwise)
    {
        if (result?.Status == StatusResult.Types.Status.Success) return;
        throw new LocalHostException($"{otherwise}: {result?.Exception?.Message ?? result?.Result ?? "it gave no reason"}");
    }
}
