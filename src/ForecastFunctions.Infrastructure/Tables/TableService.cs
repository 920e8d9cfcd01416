using Azure.Core;
using Azure.Data.Tables;
using ForecastFunctions.Infrastructure.Identity;
using Microsoft.Extensions.Logging;

namespace ForecastFunctions.Infrastructure.Tables;

/// <summary>Makes the client of the table service that settings describe; nothing is sent.</summary>
internal static class TableService
{
    /// <summary>
    /// Four tries, and a rest for storage that does not answer them: what is slower than that is reported as unavailable,
    /// with a request to come back.
    /// </summary>
    public static TableClientOptions Options(ILogger logger, StoragePatience? patience = null)
    {
        patience ??= new StoragePatience();
        var options = new TableClientOptions
        {
            Retry =
            {
                Mode = RetryMode.Exponential,
                MaxRetries = 3,
                Delay = TimeSpan.FromMilliseconds(200),
                MaxDelay = TimeSpan.FromSeconds(2),
                NetworkTimeout = patience.Try,
            },
        };
        options.AddPolicy(new HungStorageBreaker(patience, logger), HttpPipelinePosition.PerRetry);
        return options;
    }

    public static TableServiceClient Connect(TableSettings settings, TableClientOptions options) =>
        settings.ServiceUri is { Length: > 0 } serviceUri
            ? new TableServiceClient(new Uri(serviceUri), AppIdentity.Credential(settings.ClientId), options)
            : new TableServiceClient(settings.ConnectionString, options);
}
