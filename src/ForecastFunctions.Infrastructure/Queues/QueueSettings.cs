using Azure.Storage.Queues;
using ForecastFunctions.Infrastructure.Accounts;

namespace ForecastFunctions.Infrastructure.Queues;

/// <summary>
/// Where work larger than a request waits: section <c>Queues</c> of the configuration. Without an account such work is not offered.
/// </summary>
public sealed class QueueSettings : StorageAccountSettings
{
    /// <summary>The name of the section.</summary>
    public const string Section = "Queues";

    /// <summary>The setting that names the queue of operations that are to be planned; flat, as the platform reads it too.</summary>
    public const string PlanQueue = "PlanQueue";

    /// <summary>The setting that names the queue of blocks.</summary>
    public const string BlockQueue = "BlockQueue";
}

/// <summary>Says which setting is wrong and what would be right.</summary>
internal sealed class QueueSettingsValidation()
    : StorageAccountValidation<QueueSettings>(QueueSettings.Section, "queue", text => new QueueServiceClient(text));
