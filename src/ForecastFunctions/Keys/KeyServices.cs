using ForecastFunctions.Application.Partners;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ForecastFunctions.Keys;

/// <summary>Registers what decides who may call, and how much.</summary>
public static class KeyServices
{
    /// <summary>Adds keys, tokens and quotas. Settings are checked when the host starts.</summary>
    public static IServiceCollection AddKeys(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<IValidateOptions<KeySettings>, KeySettingsValidation>();
        services.AddOptions<KeySettings>().Bind(configuration.GetSection(KeySettings.Section)).ValidateOnStart();
        return services
            .AddSingleton<Keyring>()
            .AddSingleton<IssueKeys>()
            .AddSingleton<EntraTokens>()
            .AddSingleton<AccessControl>()
            .AddSingleton<Quotas>()
            .AddHostedService(provider => provider.GetRequiredService<Quotas>());
    }
}
