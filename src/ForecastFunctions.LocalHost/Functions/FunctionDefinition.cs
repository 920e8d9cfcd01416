using System.Text.Json;
using ForecastFunctions.LocalHost.Protocol;
using ForecastFunctions.LocalHost.Timers;
using Microsoft.Extensions.Logging;

namespace ForecastFunctions.LocalHost.Functions;

/// <summary>A function as the worker describes it, with what the host reads out of its trigger.</summary>
internal sealed record FunctionDefinition(RpcFunctionMetadata Metadata, Trigger Trigger, bool IsDisabled)
{
    public string Name => Metadata.Name;

    /// <summary>Reads the trigger out of the function's raw bindings.</summary>
    public static FunctionDefinition Read(RpcFunctionMetadata metadata, HostSettings settings)
    {
        foreach (var rawBinding in metadata.RawBindings)
        {
            using var binding = JsonDocument.Parse(rawBinding);
            var type = Text(binding.RootElement, "type") ?? string.Empty;
            if (!type.EndsWith("Trigger", StringComparison.OrdinalIgnoreCase)) continue;

            return new FunctionDefinition(
                metadata,
                ReadTrigger(type, metadata.Name, binding.RootElement, settings),
                settings.IsDisabled(metadata.Name));
        }

        throw new LocalHostException($"The function {metadata.Name} has no trigger.");
    }

    private static Trigger ReadTrigger(string type, string function, JsonElement binding, HostSettings settings)
    {
        var parameter = Text(binding, "name") ?? throw new LocalHostException($"The trigger of {function} has no name.");
        return type.ToUpperInvariant() switch
        {
            "HTTPTRIGGER" => new HttpTrigger(parameter, Text(binding, "route") ?? function, Methods(binding)),
            "TIMERTRIGGER" => ReadTimer(parameter, function, binding, settings),
            "QUEUETRIGGER" => ReadQueue(parameter, function, binding, settings),
            _ => new IdleTrigger(parameter, LogLevel.Warning, $"{function} waits for a {type}, which this host does not fire."),
        };
    }

    // As on the platform, a schedule that is missing or wrong costs the timer alone, and one line.
    private static Trigger ReadTimer(string parameter, string function, JsonElement binding, HostSettings settings)
    {
        try
        {
            return new TimerTrigger(
                parameter,
                TimerSchedule.Parse(settings.Resolve(Text(binding, "schedule") ?? string.Empty, $"schedule of {function}"), function),
                Flag(binding, "runOnStartup", otherwise: false),
                Flag(binding, "useMonitor", otherwise: true));
        }
        catch (LocalHostException exception)
        {
            return new IdleTrigger(parameter, LogLevel.Error, $"{exception.Message} Until then {function} never runs.");
        }
    }

    // As on the platform, a queue or a storage that is not named costs the function alone.
    private static Trigger ReadQueue(string parameter, string function, JsonElement binding, HostSettings settings)
    {
        try
        {
            var connection = Text(binding, "connection") ?? "AzureWebJobsStorage";
            return new QueueTrigger(
                parameter,
                settings.Resolve(Text(binding, "queueName") ?? string.Empty, $"queue of {function}").ToLowerInvariant(),
                settings.Find(connection) ?? throw new LocalHostException(
                    $"{function} waits for messages in the storage of {connection}, which is not set: set it to a connection string."));
        }
        catch (LocalHostException exception)
        {
            return new IdleTrigger(parameter, LogLevel.Error, $"{exception.Message} Until then {function} never runs.");
        }
    }

    private static IReadOnlyList<string>? Methods(JsonElement binding) =>
        Find(binding, "methods") is { ValueKind: JsonValueKind.Array } methods && methods.GetArrayLength() > 0
            ? [.. methods.EnumerateArray().Select(method => method.GetString()!.ToUpperInvariant())]
            : null;

    private static string? Text(JsonElement binding, string name) =>
        Find(binding, name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    private static bool Flag(JsonElement binding, string name, bool otherwise) => Find(binding, name)?.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => otherwise,
    };

    // The generated metadata is not of one mind about the case of its first letters.
    private static JsonElement? Find(JsonElement binding, string name)
    {
        foreach (var property in binding.EnumerateObject())
        {
            if (string.Equals(property.Name, name, StringComparison.OrdinalIgnoreCase)) return property.Value;
        }

        return null;
    }
}
