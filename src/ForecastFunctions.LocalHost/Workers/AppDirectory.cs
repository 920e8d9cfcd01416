using System.Text.Json;

namespace ForecastFunctions.LocalHost.Workers;

/// <summary>A built or published function app: what the host must know of it before it runs.</summary>
internal sealed record AppDirectory(string Path, string WorkerAssembly, string RoutePrefix, int MaxOutstandingRequests)
{
    // The platform's.
    private const string DefaultRoutePrefix = "api";
    private const int DefaultMaxOutstandingRequests = 200;

    /// <summary>What <c>host.json</c> says of queues; nothing where it says nothing.</summary>
    public JsonElement? Queues { get; private init; }

    /// <summary>How long <c>host.json</c> lets a function run; nothing where it does not say.</summary>
    public string? FunctionTimeout { get; private init; }

    /// <summary>Reads the app's <c>worker.config.json</c> and <c>host.json</c>.</summary>
    public static AppDirectory Read(string path)
    {
        path = System.IO.Path.GetFullPath(path);
        var workerConfig = System.IO.Path.Combine(path, "worker.config.json");
        if (!File.Exists(workerConfig))
        {
            throw new LocalHostException(
                $"There is no built function app in {path}: "
                + "build it with `dotnet build`, or name its build or publish folder with --app.");
        }

        var worker = ReadJson(workerConfig, root => root.GetProperty("description").GetProperty("defaultWorkerPath").GetString())
            ?? throw new LocalHostException($"{workerConfig} names no worker: build the function app anew.");
        var assembly = System.IO.Path.Combine(path, worker);
        if (!File.Exists(assembly))
            throw new LocalHostException($"{assembly} is missing: build the function app anew.");

        var hostJson = System.IO.Path.Combine(path, "host.json");
        // The worker reads the prefix from the same file, and falls back to the same default.
        return new AppDirectory(
            path,
            assembly,
            ReadHttp(hostJson, "routePrefix", setting => setting.GetString()) ?? DefaultRoutePrefix,
            ReadHttp(hostJson, "maxOutstandingRequests", setting => (int?)setting.GetInt32()) ?? DefaultMaxOutstandingRequests)
        {
            Queues = ReadExtension(hostJson, "queues", section => (JsonElement?)section.Clone()),
            FunctionTimeout = File.Exists(hostJson)
                ? ReadJson(hostJson, root => root.TryGetProperty("functionTimeout", out var timeout) ? timeout.GetString() : null) : null,
        };
    }

    private static T? ReadHttp<T>(string hostJson, string setting, Func<JsonElement, T?> read) =>
        ReadExtension(hostJson, "http", http => http.TryGetProperty(setting, out var value) ? read(value) : default);

    private static T? ReadExtension<T>(string hostJson, string extension, Func<JsonElement, T?> read) =>
        File.Exists(hostJson)
            ? ReadJson(hostJson, root =>
                root.TryGetProperty("extensions", out var extensions) && extensions.TryGetProperty(extension, out var section)
                    ? read(section)
                    : default)
            : default;

    private static T? ReadJson<T>(string file, Func<JsonElement, T?> select)
    {
        try
        {
            using var document = JsonDocument.Parse(
                File.ReadAllBytes(file),
                new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            return select(document.RootElement);
        }
        catch (Exception exception)
            when (exception is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new LocalHostException($"{file} cannot be read: {exception.Message}", exception);
        }
    }
}
