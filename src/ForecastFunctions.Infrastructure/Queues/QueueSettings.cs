using Azure.Storage.Queues;
using Microsoft.Extensions.Options;

namespace ForecastFunctions.Infrastructure.Queues;

/// <summary>
/// Where work larger than a request waits: section <c>Queues</c> of the configuration. Without either of <see cref="ServiceUri"/> and
/// <see cref="ConnectionString"/> such work is not offered.
/// </summary>
public sealed class QueueSettings
{
    /// <summary>The name of the section.</summary>
    public const string Section = "Queues";

    /// <summary>The setting that names the queue of operations that are to be planned; flat, as the platform reads it too.</summary>
    public const string PlanQueue = "PlanQueue";

    /// <summary>The setting that names the queue of blocks.</summary>
    public const string BlockQueue = "BlockQueue";

    /// <summary>
    /// The queue endpoint of a storage account, such as <c>https://example.queue.core.windows.net</c>, reached by managed identity.
    /// </summary>
    public string? ServiceUri { get; set; }

    /// <summary>The client id of the user-assigned identity; without it the system-assigned one is used.</summary>
    public string? ClientId { get; set; }

    /// <summary>A connection string, for the emulator.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>Whether work larger than a request is offered.</summary>
    public bool IsOffered => ServiceUri is { Length: > 0 } || ConnectionString is { Length: > 0 };
}

/// <summary>Says which setting is wrong and what would be right; a connection string, which holds a key, is never repeated.</summary>
internal sealed class QueueSettingsValidation : IValidateOptions<QueueSettings>
{
    public ValidateOptionsResult Validate(string? name, QueueSettings options)
    {
        var faults = Faults(options).ToArray();
        return faults.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> Faults(QueueSettings settings)
    {
        if (settings is { ServiceUri.Length: > 0, ConnectionString.Length: > 0 })
            yield return "Queues:ServiceUri and Queues:ConnectionString are both set; one of them is wanted.";
        if (settings.ServiceUri is { Length: > 0 } uri && !(Uri.TryCreate(uri, UriKind.Absolute, out var address)
            && address is { Scheme: "https", Query: "", Fragment: "", UserInfo: "" }))
            yield return $"Queues:ServiceUri '{uri.Split('?', 2)[0]}' is not a queue endpoint. It is an https address without a query, "
                + "such as https://<account>.queue.core.windows.net.";
        if (settings.ConnectionString is { Length: > 0 } text && !IsConnectionString(text))
            yield return "Queues:ConnectionString is not a storage connection string with a queue endpoint.";
        if (settings.ClientId is { Length: > 0 } && (!Guid.TryParse(settings.ClientId, out _) || settings.ServiceUri is null or ""))
            yield return "Queues:ClientId is the client id, a GUID, of the identity that is used with Queues:ServiceUri.";
    }

    private static bool IsConnectionString(string text)
    {
        try
        {
            _ = new QueueServiceClient(text);
            return true;
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException or FormatException)
        {
            return false;
        }
    }
}
