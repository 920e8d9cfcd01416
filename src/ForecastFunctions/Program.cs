using ForecastFunctions;
using ForecastFunctions.Application.Anomalies;
using ForecastFunctions.Application.Attributions;
using ForecastFunctions.Application.Backtests;
using ForecastFunctions.Application.Backups;
using ForecastFunctions.Application.Baselines;
using ForecastFunctions.Application.Catalogue;
using ForecastFunctions.Application.Comparisons;
using ForecastFunctions.Application.Ensembles;
using ForecastFunctions.Application.Explanations;
using ForecastFunctions.Application.Forecasts;
using ForecastFunctions.Application.GoalSeeks;
using ForecastFunctions.Application.Health;
using ForecastFunctions.Application.Jobs;
using ForecastFunctions.Application.Partners;
using ForecastFunctions.Application.Paths;
using ForecastFunctions.Application.Projections;
using ForecastFunctions.Application.Refreshes;
using ForecastFunctions.Application.Runs;
using ForecastFunctions.Application.Scenarios;
using ForecastFunctions.Application.Scorecards;
using ForecastFunctions.Application.Sensitivities;
using ForecastFunctions.Application.SeriesCatalogues;
using ForecastFunctions.Application.Telemetry;
using ForecastFunctions.Core.Refreshes;
using ForecastFunctions.Core.Scorecards;
using ForecastFunctions.Cors;
using ForecastFunctions.Excel;
using ForecastFunctions.Health;
using ForecastFunctions.Http;
using ForecastFunctions.Infrastructure;
using ForecastFunctions.Keys;
using ForecastFunctions.Mcp;
using ForecastFunctions.OData;
using ForecastFunctions.Problems;
using ForecastFunctions.Runs;
using ForecastFunctions.Telemetry;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.Core.FunctionMetadata;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

var builder = FunctionsApplication.CreateBuilder(args);
if (ProcessFaults.Of(builder.Configuration) is { Count: > 0 } faults)
    return Told(faults);

// The web application comes first: without it a middleware sees no HttpContext.
builder.ConfigureFunctionsWebApplication();
builder.UseMiddleware<SecurityHeadersMiddleware>();
builder.UseMiddleware<CorsMiddleware>();
builder.UseMiddleware<ProblemMiddleware>();
builder.UseMiddleware<AccessMiddleware>();
builder.UseMiddleware<QuotaMiddleware>();
builder.UseMiddleware<WorkMiddleware>();

// The server's lines about each request hold its whole query, and with it a key; the trace tells as much without.
builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);

builder.Services.AddOptions<RunSettings>()
    .Bind(builder.Configuration.GetSection(RunSettings.Section))
    .Validate(settings => settings.IsPruneAfterDaysValid, RunSettings.PruneAfterDaysWanted)
    .ValidateOnStart();
builder.Services.AddOptions<JobSettings>()
    .Bind(builder.Configuration.GetSection(JobSettings.Section))
    .Validate(settings => settings.IsValid, JobSettings.Wanted)
    .ValidateOnStart();
builder.Services.AddOptions<UncertaintySettings>()
    .Bind(builder.Configuration.GetSection(UncertaintySettings.Section))
    .Validate(settings => settings.IsValid, UncertaintySettings.Wanted)
    .ValidateOnStart();
builder.Services.AddOptions<ServiceSettings>()
    .Bind(builder.Configuration.GetSection(ServiceSettings.Section))
    .Validate(settings => settings.IsBaseAddressValid, ServiceSettings.BaseAddressWanted)
    .Validate<IHostEnvironment>(
        (settings, environment) => settings.ClockStart is null || environment.IsDevelopment(), ServiceSettings.ClockStartWanted)
    .ValidateOnStart();
builder.Services.AddOptions<CorsSettings>()
    .Bind(builder.Configuration.GetSection(CorsSettings.Section))
    .Validate(settings => settings.IsValid, CorsSettings.AllowedOriginsWanted)
    .ValidateOnStart();
builder.Services
    .AddSingleton(provider => ShiftedClock.From(provider.GetRequiredService<IOptions<ServiceSettings>>().Value.ClockStart))
    .AddTelemetryExport(builder.Configuration)
    .AddSingleton<Measurements>()
    .AddInfrastructure(builder.Configuration)
    .AddKeys(builder.Configuration)
    .AddSingleton<ServiceAddress>()
    .AddSingleton<CorsPolicy>()
    .AddSingleton<Failures>()
    .AddSingleton<BaselineLibrary>()
    .AddSingleton<ReadBaselines>()
    .AddSingleton<BaselineChoice>()
    .AddSingleton<ChooseBaseline>()
    .AddSingleton(provider => provider.GetRequiredService<IOptions<UncertaintySettings>>().Value.Widening)
    .AddSingleton<ScenarioLibrary>()
    .AddSingleton<SearchCatalogue>()
    .AddSingleton<KeepScenarios>()
    .AddSingleton<KeepBackup>()
    .AddSingleton<BaselineRefresh>()
    .AddSingleton<RefreshHistory>()
    .AddSingleton<BaselineRefresher>()
    .AddHostedService(provider => provider.GetRequiredService<BaselineRefresher>())
    .AddSingleton<ComputeGate>()
    .AddSingleton<AnswerMemory>()
    .AddSingleton<StorageWatch>()
    .AddSingleton<TimerWatch>()
    .AddSingleton<ScheduleSettings>()
    .AddSingleton<IFunctionMetadataTransformer>(provider => provider.GetRequiredService<ScheduleSettings>())
    .AddHostedService(provider => provider.GetRequiredService<ScheduleSettings>())
    .AddSingleton<AnswerWriter>()
    .AddSingleton<RunLibrary>()
    .AddSingleton<RenderedRuns>()
    .AddSingleton<WrittenWorkbooks>()
    .AddSingleton<RunResource>()
    .AddHostedService<WatchedMeasurements>()
    .AddRuns(ProjectionRuns.Kind).AddSingleton<RunProjection>()
    .AddSingleton<ExplainNumber>().AddSingleton<ReadPaths>()
    .AddRuns(ComparisonRuns.Kind).AddSingleton<CompareScenarios>()
    .AddRuns(AttributionRuns.Kind).AddSingleton<ExplainChange>()
    .AddRuns(SensitivityRuns.Kind).AddSingleton<AnalyseSensitivity>()
    .AddRuns(GoalSeekRuns.Kind).AddSingleton<SeekGoal>()
    .AddSingleton(RunReader.Of<ScorecardSpecification, Scorecard>()).AddSingleton<ReadScorecard>()
    .AddSingleton<ScorecardUpkeep>().AddHostedService(provider => provider.GetRequiredService<ScorecardUpkeep>())
    .AddSingleton<SeriesComputation>().AddSingleton<ForecastSeries>().AddSingleton<BacktestMethods>().AddSingleton<FindAnomalies>()
    .AddSingleton(provider => provider.GetRequiredService<IOptions<JobSettings>>().Value)
    .AddSingleton<SubmitJob>().AddSingleton<ReadJobs>().AddSingleton<WorkOnJobs>().AddSingleton<SweepJobs>()
    .AddSingleton<KeepCatalogues>().AddSingleton<SweepCatalogues>().AddSingleton<AskCatalogue>()
    .AddSingleton<IJobKind>(provider => ActivatorUtilities.CreateInstance<CatalogueJobs>(provider, CatalogueKind.Forecasts))
    .AddSingleton<IJobKind>(provider => ActivatorUtilities.CreateInstance<CatalogueJobs>(provider, CatalogueKind.Backtests))
    .AddSingleton<DrawEnsemble>().AddSingleton<IJobKind>(provider => provider.GetRequiredService<DrawEnsemble>())
    .AddSingleton<IFeed, BaselineFeed>()
    .AddSingleton<IFeed, ObservationFeed>()
    .AddSingleton<IFeed, ScenarioFeed>()
    .AddSingleton<IFeed, ProjectionFeed>()
    .AddSingleton<IFeed, ComparisonFeed>()
    .AddSingleton<IFeed, ScorecardFeed>()
    .AddTools();

// MVC brings Data Protection, which would write a key file at first start; nothing here protects data with it.
builder.Services.AddSingleton<IDataProtectionProvider, EphemeralDataProtectionProvider>();
builder.Services.Configure<KestrelServerOptions>(kestrel => kestrel.AddServerHeader = false);

try
{
    using var host = builder.Build();
    await host.StartAsync();
    await host.WaitForShutdownAsync();

    // The platform waits for minutes before it starts another after an end that looks like one it asked for.
    return ProcessFaults.Of(host.Services.GetServices<IHostedService>()) is { Count: > 0 } ends ? Told(ends) : 0;
}
catch (Exception exception)
{
    return Told(ProcessFaults.Of(exception));
}

static int Told(IEnumerable<string> lines)
{
    foreach (var line in lines)
        Console.Error.WriteLine(line);
    return 1;
}
