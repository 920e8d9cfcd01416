using System.Globalization;
using System.Text.Json;
using Azure.Storage.Queues;

namespace ForecastFunctions.LocalHost.Queues;

/// <summary>How messages are handed to functions: <c>extensions.queues</c> of <c>host.json</c>, with the platform's defaults.</summary>
/// <param name="BatchSize">How many messages of a queue a worker works on at once.</param>
/// <param name="MaxDequeueCount">How often a message is tried before it goes to the poison queue.</param>
/// <param name="VisibilityTimeout">How long a message waits after its function failed.</param>
/// <param name="MaxPollingInterval">The longest pause between two looks into an empty queue.</param>
/// <param name="Encoding">How the text of messages is encoded.</param>
internal sealed record QueueOptions(
    int BatchSize, int MaxDequeueCount, TimeSpan VisibilityTimeout, TimeSpan MaxPollingInterval, QueueMessageEncoding Encoding)
{
    private const string SettingPrefix = "AzureFunctionsJobHost:extensions:queues:";

    /// <summary>Reads the section; a setting <c>AzureFunctionsJobHost__extensions__queues__…</c> comes before it, as on the platform.</summary>
    /// <param name="section">The section, where there is one.</param>
    /// <param name="settings">The app settings.</param>
    public static QueueOptions Read(JsonElement? section, HostSettings settings)
    {
        var batch = Whole("batchSize", 16);
        var more = Whole("newBatchThreshold", batch / 2);
        return new QueueOptions(
            batch + more, Whole("maxDequeueCount", 5), Time("visibilityTimeout", TimeSpan.Zero),
            Time("maxPollingInterval", TimeSpan.FromMinutes(1)),
            string.Equals(Text("messageEncoding"), "none", StringComparison.OrdinalIgnoreCase)
                ? QueueMessageEncoding.None : QueueMessageEncoding.Base64);

        string? Text(string name) => settings.Find(SettingPrefix + name)
            ?? (section is { } queues && queues.TryGetProperty(name, out var value) ? value.ToString() : null);

        int Whole(string name, int otherwise) => Text(name) switch
        {
            null => otherwise,
            var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => number,
            var text => throw new LocalHostException($"extensions.queues.{name} of host.json is '{text}'; it is a whole number."),
        };

        TimeSpan Time(string name, TimeSpan otherwise) => Text(name) switch
        {
            null => otherwise,
            var text when TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var time) => time,
            var text => throw new LocalHostException($"extensions.queues.{name} of host.json is '{text}'; it is a time such as 00:00:30."),
        };
    }
}
