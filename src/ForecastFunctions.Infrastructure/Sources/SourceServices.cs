using System.Threading.RateLimiting;
using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Infrastructure.Sources.Curated;
using ForecastFunctions.Infrastructure.Sources.EpochAi;
using ForecastFunctions.Infrastructure.Sources.Http;
using ForecastFunctions.Infrastructure.Sources.SecEdgar;
using ForecastFunctions.Infrastructure.Sources.SecFilings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ForecastFunctions.Infrastructure.Sources;

/// <summary>Registers the sources of observations.</summary>
internal static class SourceServices
{
    private const string Sec = "sec";

    private static readonly string[] Json = ["application/json"];
    private static readonly string[] Csv = ["text/csv", "application/csv", "application/vnd.ms-excel", "text/plain", "application/octet-stream"];
    private static readonly string[] Filings = ["application/json", "text/xml", "application/xml", "text/html"];

    /// <summary>Adds each source that is enabled, as an <see cref="IBaselineSource"/>; settings are checked when the host starts.</summary>
    public static IServiceCollection AddSources(this IServiceCollection services, IConfiguration configuration)
    {
        var section = configuration.GetSection(SourceSettings.Section);
        services.AddSingleton(NetworkAccess.From(configuration));
        services.AddSingleton<IValidateOptions<SourceSettings>, SourceSettingsValidation>();
        services.AddOptions<SourceSettings>().Bind(section).ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IRetryDelays>(provider => new RetryDelays(Settings(provider).Http));

        // The SEC counts the requests to all its hosts together, and shuts a client out of all of them.
        services.AddKeyedSingleton<RateLimiter>(
            Sec, (provider, _) => RateLimitHandler.Evenly(Settings(provider).SecEdgar.RequestsPerSecond));
        services.AddSingleton<RefusalRest>();

        var settings = section.Get<SourceSettings>() ?? new SourceSettings();
        if (settings.SecEdgar.IsEnabled)
        {
            services.AddUpstream(SecEdgarSource.SourceName, Json, UserAgent, isSec: true);
            services.AddSingleton<IBaselineSource, SecEdgarSource>();
        }

        if (settings.SecFilings.IsEnabled(settings.SecEdgar))
        {
            services.AddUpstream(SecFilingsSource.SourceName, Filings, UserAgent, isSec: true);
            services.AddSingleton<IBaselineSource, SecFilingsSource>();
        }

        if (settings.EpochAi.IsEnabled)
        {
            services.AddUpstream(EpochAiSource.SourceName, Csv, _ => Product);
            services.AddSingleton<IBaselineSource, EpochAiSource>();
        }

        services.AddUpstream(CuratedSource.SourceName, Csv, _ => Product);
        services.AddSingleton<IBaselineSource, CuratedSource>();
        return services;
    }

    private static string Product => $"ForecastFunctions/{typeof(SourceServices).Assembly.GetName().Version!.ToString(3)}";

    private static string UserAgent(SourceSettings settings) =>
        settings.SecEdgar.Contact is { Length: > 0 } contact ? $"{Product} ({contact})" : Product;

    /// <summary>
    /// A named client. Its handlers are made anew from time to time, for the sake of DNS; what must outlive them, the
    /// policies with their breaker and the rate limiter, are singletons.
    /// </summary>
    private static void AddUpstream(
        this IServiceCollection services, string source, string[] mediaTypes, Func<SourceSettings, string> userAgent,
        bool isSec = false)
    {
        services.AddKeyedSingleton(source, (provider, _) => new UpstreamPolicies(
            source,
            Settings(provider).Http,
            provider.GetRequiredService<IRetryDelays>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILoggerFactory>().CreateLogger<UpstreamPolicies>()));
        var client = services.AddHttpClient(source)
            .ConfigureHttpClient((provider, http) =>
            {
                // A client is made for each reading.
                Policies(provider, source).ForgetPastBreak();
                http.Timeout = Timeout.InfiniteTimeSpan;
                http.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", userAgent(Settings(provider)));
                http.DefaultRequestHeaders.TryAddWithoutValidation("Accept", string.Join(", ", mediaTypes));
            })
            .RemoveAllLoggers()
            .AddPolicyHandler((provider, _) => Policies(provider, source).AroundTries);
        if (isSec)
            client.AddHttpMessageHandler(provider => new RateLimitHandler(provider.GetRequiredKeyedService<RateLimiter>(Sec)));
        client
            .AddPolicyHandler((provider, _) => Policies(provider, source).EachTry)
            .AddHttpMessageHandler(provider => new BodyHandler(
                Settings(provider).Http.MaxBodyBytes, mediaTypes, isSec ? provider.GetRequiredService<RefusalRest>() : null))
            .ConfigurePrimaryHttpMessageHandler(provider => Transport.Create(provider.GetRequiredService<NetworkAccess>()));
    }

    private static UpstreamPolicies Policies(IServiceProvider provider, string source) =>
        provider.GetRequiredKeyedService<UpstreamPolicies>(source);

    private static SourceSettings Settings(IServiceProvider provider) =>
        provider.GetRequiredService<IOptions<SourceSettings>>().Value;
}
