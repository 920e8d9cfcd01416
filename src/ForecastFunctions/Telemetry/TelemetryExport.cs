using System.Data.Common;
using Azure.Identity;
using Azure.Monitor.OpenTelemetry.Exporter;
using ForecastFunctions.Application.Telemetry;
using ForecastFunctions.Infrastructure.Identity;
using Microsoft.Azure.Functions.Worker.OpenTelemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;

namespace ForecastFunctions.Telemetry;

/// <summary>Sends traces, logs and measurements of the worker to where the platform's host sends its own.</summary>
public static class TelemetryExport
{
    /// <summary>The setting that names the Application Insights component.</summary>
    public const string ConnectionString = "APPLICATIONINSIGHTS_CONNECTION_STRING";

    /// <summary>The setting by whose identity telemetry is sent: <c>ClientId=…;Authorization=AAD</c>.</summary>
    public const string AuthenticationString = "APPLICATIONINSIGHTS_AUTHENTICATION_STRING";

    /// <summary>The setting that names a collector of the OpenTelemetry protocol.</summary>
    public const string CollectorEndpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>
    /// Exports to Application Insights, to a collector, or to both, as the host does by the same settings. Without
    /// either the worker's logs go to the host, as they always did.
    /// </summary>
    public static IServiceCollection AddTelemetryExport(this IServiceCollection services, IConfiguration configuration)
    {
        var toInsights = configuration[ConnectionString] is { Length: > 0 };
        var toCollector = configuration[CollectorEndpoint] is { Length: > 0 };
        if (!toInsights && !toCollector)
            return services;

        // The worker tells the host that it exports by itself, and every line is sent once.
        var telemetry = services.AddOpenTelemetry().UseFunctionsWorkerDefaults()
            .WithTracing(tracing => tracing.AddSource("System.Net.Http"))
            .WithMetrics(metrics => metrics.AddMeter(Measurements.MeterName, "System.Runtime"))
            .WithLogging(configureBuilder: null, logs => (logs.IncludeFormattedMessage, logs.IncludeScopes) = (true, true));
        if (toInsights)
        {
            telemetry.UseAzureMonitorExporter(options =>
            {
                options.Credential = CredentialOf(configuration[AuthenticationString]);

                // A request that was not sampled may have logged what went wrong all the same.
                options.EnableTraceBasedLogsSampler = false;
            });
        }

        if (toCollector)
            telemetry.UseOtlpExporter();
        return services;
    }

    /// <summary>What is wrong with the settings; keys in them are not repeated.</summary>
    public static IEnumerable<string> FaultsOf(IConfiguration configuration)
    {
        if (configuration[ConnectionString] is { Length: > 0 } connection
            && !(PartsOf(connection) is { } parts && parts.TryGetValue("InstrumentationKey", out var key) && Guid.TryParse($"{key}", out _)))
            yield return $"{ConnectionString} is not the connection string of an Application Insights component: InstrumentationKey=<GUID>;IngestionEndpoint=https://….";
        if (configuration[AuthenticationString] is { Length: > 0 } authentication
            && !(PartsOf(authentication) is { } words && words.TryGetValue("Authorization", out var kind)
                && string.Equals($"{kind}", "AAD", StringComparison.OrdinalIgnoreCase)))
            yield return $"{AuthenticationString} is not Authorization=AAD, with ClientId=… before it for a user-assigned identity.";
        if (configuration[CollectorEndpoint] is { Length: > 0 } collector
            && !(Uri.TryCreate(collector, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"))
            yield return $"{CollectorEndpoint} is '{collector}'; it is an address, such as http://127.0.0.1:4317.";
    }

    private static DbConnectionStringBuilder? PartsOf(string text)
    {
        try
        {
            return new DbConnectionStringBuilder { ConnectionString = text };
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static ManagedIdentityCredential? CredentialOf(string? authentication)
        => string.IsNullOrEmpty(authentication) ? null
            : AppIdentity.Credential(PartsOf(authentication)!.TryGetValue("ClientId", out var id) ? id as string : null);
}
