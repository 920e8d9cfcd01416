using ForecastFunctions.Application.Backups;
using ForecastFunctions.Application.Baselines;
using ForecastFunctions.Application.Health;
using ForecastFunctions.Application.Jobs;
using ForecastFunctions.Application.Partners;
using ForecastFunctions.Application.Runs;
using ForecastFunctions.Application.Scenarios;
using ForecastFunctions.Application.SeriesCatalogues;
using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.Refreshes;
using ForecastFunctions.Infrastructure.Backups;
using ForecastFunctions.Infrastructure.Queues;
using ForecastFunctions.Infrastructure.Sources;
using ForecastFunctions.Infrastructure.Sources.Curated;
using ForecastFunctions.Infrastructure.Sources.SecFilings;
using ForecastFunctions.Infrastructure.Tables;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ForecastFunctions.Infrastructure;

/// <summary>Registers what this assembly offers.</summary>
public static class InfrastructureServices
{
    /// <summary>
    /// Adds the stores, the probe of the storage, and the sources of observations. Settings are checked when the host
    /// starts; nothing is sent before the first use.
    /// </summary>
    public static IServiceCollection AddInfrastructure(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddSingleton<IValidateOptions<TableSettings>, TableSettingsValidation>();
        services.AddOptions<TableSettings>().Bind(configuration.GetSection(TableSettings.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<BackupSettings>, BackupSettingsValidation>();
        services.AddOptions<BackupSettings>().Bind(configuration.GetSection(BackupSettings.Section)).ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);

        services.AddSingleton(provider => TableService.Connect(
            Settings(provider),
            TableService.Options(provider.GetRequiredService<ILoggerFactory>().CreateLogger<HungStorageBreaker>())));
        services.AddSingleton<IBaselineStore>(provider => Create<TableBaselineStore>(provider));
        services.AddSingleton<IRunStore>(provider => Create<TableRunStore>(provider));
        services.AddSingleton<IScenarioStore>(provider => Create<TableScenarioStore>(provider));
        services.AddSingleton<IRefreshReportStore>(provider => Create<TableRefreshReportStore>(provider));
        services.AddSingleton<IPartnerStore>(provider => Create<TablePartnerStore>(provider));
        services.AddSingleton<IUsageStore>(provider => Create<TableUsageStore>(provider));
        services.AddSingleton<IJobStore>(provider => Create<TableJobStore>(provider));
        services.AddSingleton<IJobBlockStore>(provider => Create<TableJobBlockStore>(provider));
        services.AddSingleton<ICatalogueStore>(provider => Create<TableCatalogueStore>(provider));
        services.AddSingleton<IValidateOptions<QueueSettings>, QueueSettingsValidation>();
        services.AddOptions<QueueSettings>().Bind(configuration.GetSection(QueueSettings.Section)).ValidateOnStart();
        services.AddSingleton<StorageJobMessages>()
            .AddSingleton<IJobMessages>(provider => provider.GetRequiredService<StorageJobMessages>())
            .AddSingleton<IJobQueues>(provider => provider.GetRequiredService<StorageJobMessages>());
        services.AddSingleton(new SeedObservations(CuratedObservations.Read));
        services.AddSingleton<IFilingStore>(provider => Create<TableFilingStore>(provider));
        services.AddSingleton<IBackupRows>(provider => Create<BackupTables>(provider));
        services.AddSingleton<IBackupVault, BlobVault>();
        services.AddSingleton<IStorageProbe>(provider => Create<TableProbe>(provider));
        return services.AddSources(configuration);
    }

    private static T Create<T>(IServiceProvider provider) =>
        ActivatorUtilities.CreateInstance<T>(provider, Settings(provider).NamePrefix);

    private static TableSettings Settings(IServiceProvider provider) =>
        provider.GetRequiredService<IOptions<TableSettings>>().Value;
}
