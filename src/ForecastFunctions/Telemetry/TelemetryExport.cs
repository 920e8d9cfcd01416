using System.Data.Common;
using Azure.Identity;
using Azure.Monitor.OpenTelemetry.Exporter;
using ForecastFunctions.Application.Telemetry;
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

    private static ManagedIdentityCredential? CredentialOf(string? authentication)
    {
        if (string.IsNullOrEmpty(authentication))
            return null;
        var parts = new DbConnectionStringBuilder { ConnectionString = authentication };
        if (!parts.TryGetValue("Authorization", out var kind) || kind is not string word
            || !word.Equals("AAD", StringComparison.OrdinalIgnoreCase))
            throw new InvalidOperationException(
                $"{AuthenticationString} is Authorization=AAD, with ClientId=… for a user-assigned identity.");
        return new ManagedIdentityCredential(parts.TryGetValue("ClientId", out var id) && id is string { Length: > 0 } client
            ? ManagedIdentityId.FromUserAssignedClientId(client)
            : ManagedIdentityId.SystemAssigned);
    }
}
