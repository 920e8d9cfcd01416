using Azure.Core;
using Azure.Data.Tables;
using Azure.Identity;

namespace ForecastFunctions.Infrastructure.Tables;

/// <summary>Makes the client of the table service that settings describe; nothing is sent.</summary>
internal static class TableService
{
    /// <summary>
    /// Four tries within half a minute, the time a caller waits at most: a storage that is slower than that is
    /// reported as unavailable, with a request to come back.
    /// </summary>
    public static TableClientOptions Options() => new()
    {
        Retry =
        {
            Mode = RetryMode.Exponential,
            MaxRetries = 3,
            Delay = TimeSpan.FromMilliseconds(200),
            MaxDelay = TimeSpan.FromSeconds(2),
            NetworkTimeout = TimeSpan.FromSeconds(6),
        },
    };

    public static TableServiceClient Connect(TableSettings settings, TableClientOptions options) =>
        settings.ServiceUri is { Length: > 0 } serviceUri
            ? new TableServiceClient(new Uri(serviceUri), new ManagedIdentityCredential(Identity(settings)), options)
            : new TableServiceClient(settings.ConnectionString, options);

    private static ManagedIdentityId Identity(TableSettings settings) =>
        settings.ClientId is { Length: > 0 } clientId
            ? ManagedIdentityId.FromUserAssignedClientId(clientId)
            : ManagedIdentityId.SystemAssigned;
}
