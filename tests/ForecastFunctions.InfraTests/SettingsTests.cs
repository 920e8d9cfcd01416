using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ForecastFunctions.Application.Forecasts;
using ForecastFunctions.Application.Jobs;
using ForecastFunctions.Application.Partners;
using ForecastFunctions.Application.Runs;
using ForecastFunctions.Application.Scenarios;
using ForecastFunctions.Cors;
using ForecastFunctions.Http;
using ForecastFunctions.Infrastructure.Backups;
using ForecastFunctions.Infrastructure.Queues;
using ForecastFunctions.Infrastructure.Sources;
using ForecastFunctions.Infrastructure.Tables;
using ForecastFunctions.Telemetry;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace ForecastFunctions.InfraTests;

/// <summary>What the template tells the app is what the app reads.</summary>
[Collection(SharedTemplate.Name)]
public sealed partial class SettingsTests(Template template)
{
    /// <summary>Read by the platform, not by the app.</summary>
    private static readonly string[] OfThePlatform =
    [
        "AzureWebJobsStorage__accountName",
        "AzureWebJobsStorage__credential",
        "AzureWebJobsStorage__clientId",
        "APPLICATIONINSIGHTS_CONNECTION_STRING",
        "APPLICATIONINSIGHTS_AUTHENTICATION_STRING",
        "FUNCTIONS_REQUEST_BODY_SIZE_LIMIT",
    ];

    /// <summary>Refused, ignored or harmful on Flex Consumption.</summary>
    private static readonly string[] Banned =
    [
        "FUNCTIONS_WORKER_RUNTIME",
        "FUNCTIONS_EXTENSION_VERSION",
        "WEBSITE_RUN_FROM_PACKAGE",
        "WEBSITE_CONTENT",
        "SCM_DO_BUILD_DURING_DEPLOYMENT",
        "ENABLE_ORYX_BUILD",
        "WEBSITE_TIME_ZONE",
        "TZ",
        "WEBSITE_MAX_DYNAMIC_APPLICATION_SCALE_OUT",
        "APPINSIGHTS_INSTRUMENTATIONKEY",
    ];

    /// <summary>What only a deployment knows, and a prediction has as an expression.</summary>
    private static readonly Dictionary<string, string> Known = new(StringComparer.Ordinal)
    {
        ["Tables__ServiceUri"] = "https://stforecast.table.core.windows.net",
        ["Tables__ClientId"] = "00000000-0000-0000-0000-000000000002",
        ["Backups__ServiceUri"] = "https://stforecast.blob.core.windows.net",
        ["Backups__ClientId"] = "00000000-0000-0000-0000-000000000002",
    };

    private static IEnumerable<string> Schedules { get; } = typeof(Logs).Assembly.GetTypes()
        .SelectMany(t => t.GetMethods())
        .SelectMany(m => m.GetParameters())
        .Select(p => p.GetCustomAttribute<TimerTriggerAttribute>()?.Schedule)
        .OfType<string>()
        .Select(s => s.Trim('%').Replace(":", "__", StringComparison.Ordinal));

    /// <summary>Every setting that the app reads, by the name of its environment variable.</summary>
    private static IReadOnlySet<string> OfTheApp { get; } = Keys(typeof(TableSettings), TableSettings.Section)
        .Concat(Keys(typeof(BackupSettings), BackupSettings.Section))
        .Concat(Keys(typeof(QueueSettings), QueueSettings.Section))
        .Concat(Keys(typeof(JobSettings), JobSettings.Section))
        .Concat([QueueSettings.PlanQueue, QueueSettings.BlockQueue])
        .Concat(Keys(typeof(SourceSettings), SourceSettings.Section))
        .Concat(Keys(typeof(KeySettings), KeySettings.Section))
        .Concat(Keys(typeof(CorsSettings), CorsSettings.Section))
        .Concat(Keys(typeof(RunSettings), RunSettings.Section))
        .Concat(Keys(typeof(UncertaintySettings), UncertaintySettings.Section))
        .Concat(Keys(typeof(ServiceSettings), ServiceSettings.Section))
        .Concat(Schedules)
        .ToHashSet(StringComparer.Ordinal);

    /// <summary>The account is the template's to name; with a key it would be reached beside the identity.</summary>
    private static readonly string[] InsteadOfTheIdentity = ["Tables__ConnectionString", "Backups__ConnectionString", "Queues__ConnectionString", "Tables__NamePrefix"];

    [BicepTheory]
    [MemberData(nameof(Template.Names), MemberType = typeof(Template))]
    public async Task Settings_OfTheApp_AreReadByIt(string parameters)
    {
        var settings = (await template.PredictAsync(parameters)).AppSettings;
        Assert.Superset(OfThePlatform.ToHashSet(StringComparer.Ordinal), settings.Keys.ToHashSet(StringComparer.Ordinal));
        Assert.Empty(settings.Keys.Except(OfThePlatform, StringComparer.Ordinal).Except(OfTheApp, StringComparer.Ordinal));
    }

    /// <summary>What a setting is worth is gone if the next deployment takes it away.</summary>
    [BicepFact]
    public async Task EverySetting_OfTheApp_CanBeSetByTheTemplate()
    {
        var ofParameters = (await template.PredictAsync("max")).AppSettings.Keys;
        var others = OfTheApp.Except(ofParameters, StringComparer.Ordinal).Except(InsteadOfTheIdentity, StringComparer.Ordinal).ToList();
        var objects = string.Join("\n", others.Select(o => $"  {o}: 'a value'"));
        var run = await template.TryAsync("extra", $"param extraAppSettings = {{\n{objects}\n}}");

        run.Succeeds();
        var set = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(template.Folder, "infra/try-extra.snapshot.json")))!;
        var settings = new Prediction(set).AppSettings;
        Assert.NotEmpty(others);
        Assert.All(others, o => Assert.Equal("a value", settings[o]));
    }

    /// <summary>With it <c>func start</c> has all that it needs: the timers' schedules, a storage, and nothing that nobody reads.</summary>
    [Fact]
    public async Task Sample_OfLocalSettings_HasWhatTheAppReads()
    {
        var sample = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Bicep.Root, "src/ForecastFunctions/local.settings.sample.json")))!;
        var values = sample["Values"]!.AsObject().ToDictionary(v => v.Key, v => (string)v.Value!, StringComparer.Ordinal);
        string[] ofTheTools = ["FUNCTIONS_WORKER_RUNTIME", "AZURE_FUNCTIONS_ENVIRONMENT", "AzureWebJobsStorage"];

        Assert.Superset(Schedules.ToHashSet(StringComparer.Ordinal), values.Keys.ToHashSet(StringComparer.Ordinal));
        Assert.Empty(values.Keys.Except(OfTheApp, StringComparer.Ordinal).Except(ofTheTools, StringComparer.Ordinal));
        Assert.Equal("dotnet-isolated", values["FUNCTIONS_WORKER_RUNTIME"]);
    }

    /// <summary>A guide that names a setting which nobody reads misleads.</summary>
    [Fact]
    public async Task EverySetting_OfTheGuide_IsReadByTheApp()
    {
        var guide = await File.ReadAllLinesAsync(Path.Combine(Bicep.Root, "src/ForecastFunctions/Guides/operating.md"));
        var documented = guide.Where(l => l.StartsWith("| `", StringComparison.Ordinal)).SelectMany(l => SettingName().Matches(l.Split('|')[1]))
            .Select(m => m.Value).Except(["Sources__"], StringComparer.Ordinal).ToList();

        Assert.True(documented.Count > 10);
        Assert.Empty(documented.Except(OfTheApp, StringComparer.Ordinal).Except(OfThePlatform, StringComparer.Ordinal)
            .Except([TelemetryExport.CollectorEndpoint], StringComparer.Ordinal));
    }

    [BicepTheory]
    [MemberData(nameof(Template.Names), MemberType = typeof(Template))]
    public async Task Schedules_OfTheApp_AreSet(string parameters)
    {
        var settings = (await template.PredictAsync(parameters)).AppSettings;

        Assert.NotEmpty(Schedules);
        Assert.All(Schedules, s => Assert.Equal(6, settings[s].Split(' ').Length));
        Assert.All(Schedules, s => Assert.DoesNotContain("__", s, StringComparison.Ordinal)); // nested ones do not wake an app
    }

    [BicepTheory]
    [MemberData(nameof(Template.Names), MemberType = typeof(Template))]
    public async Task BodyLimit_OfThePlatform_IsJustAboveTheLargestBodyThatTheAppTakes(string parameters)
    {
        var limit = long.Parse(
            (await template.PredictAsync(parameters)).AppSettings["FUNCTIONS_REQUEST_BODY_SIZE_LIMIT"], CultureInfo.InvariantCulture);

        Assert.InRange(limit, ForecastLimits.MaxBytes + 1, ForecastLimits.MaxBytes * 1.25);
    }

    [BicepTheory]
    [MemberData(nameof(Template.Names), MemberType = typeof(Template))]
    public async Task Settings_Bound_AreValid(string parameters)
    {
        var prediction = await template.PredictAsync(parameters);
        var values = prediction.AppSettings.ToDictionary(
            s => s.Key.Replace("__", ":", StringComparison.Ordinal),
            s => Known.GetValueOrDefault(s.Key, s.Value),
            StringComparer.Ordinal);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(values!).Build();
        var tables = configuration.GetSection(TableSettings.Section).Get<TableSettings>()!;
        var sources = configuration.GetSection(SourceSettings.Section).Get<SourceSettings>() ?? new SourceSettings();

        Assert.Equal(ValidateOptionsResult.Success, new TableSettingsValidation().Validate(name: null, tables));
        var backups = configuration.GetSection(BackupSettings.Section).Get<BackupSettings>()!;
        Assert.Equal(ValidateOptionsResult.Success, new BackupSettingsValidation().Validate(name: null, backups));
        Assert.Contains(
            prediction.Of("Microsoft.Storage/storageAccounts/blobServices/containers"),
            c => ((string)c["name"]!).EndsWith($"/{backups.Container}", StringComparison.Ordinal));
        Assert.Equal(parameters == "max", sources.SecEdgar.IsEnabled);
        Assert.Equal(parameters == "max", sources.EpochAi.IsEnabled);
    }

    [BicepTheory]
    [MemberData(nameof(Template.Names), MemberType = typeof(Template))]
    public async Task Keys_Predicted_AreAskedForAndTheirHashIsInNoOutput(string parameters)
    {
        var settings = (await template.PredictAsync(parameters)).AppSettings;

        Assert.Equal(KeySettings.ClosedMode, settings["Keys__Mode"]);
        Assert.True(settings.ContainsKey("Keys__AdminHash"));
        Assert.Equal(parameters == "max", settings.ContainsKey("Keys__Entra__TenantId"));
        Assert.Equal(parameters == "max", settings.ContainsKey("Keys__Entra__Audience"));
        foreach (var file in (string[])["infra/main.bicep", "infra/resources.bicep", "infra/modules/functionApp.bicep"])
            Assert.Contains("@secure()\nparam adminKeyHash string", await File.ReadAllTextAsync(Path.Combine(template.Folder, file)));
    }

    [BicepTheory]
    [MemberData(nameof(Template.Names), MemberType = typeof(Template))]
    public async Task Settings_Predicted_HaveNoneThatThePlanRefuses(string parameters)
    {
        var prediction = await template.PredictAsync(parameters);

        Assert.DoesNotContain(prediction.AppSettings.Keys, k => Banned.Any(b => k.StartsWith(b, StringComparison.OrdinalIgnoreCase)));
        Assert.DoesNotContain(prediction.AppSettings.Keys, k => k.Equals("AzureWebJobsStorage", StringComparison.OrdinalIgnoreCase));
        Assert.Null(prediction.Site["properties"]!["siteConfig"]!["linuxFxVersion"]);
        Assert.Null(prediction.Site["properties"]!["siteConfig"]!["netFrameworkVersion"]);
    }

    [BicepTheory]
    [MemberData(nameof(Template.Names), MemberType = typeof(Template))]
    public async Task Tables_Predicted_AreThoseOfTheApp(string parameters)
    {
        var prediction = await template.PredictAsync(parameters);
        var prefix = prediction.AppSettings.GetValueOrDefault("Tables__NamePrefix", new TableSettings().NamePrefix);
        var ofTheApp = typeof(TableKeys).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(f => f.IsLiteral && f.Name.EndsWith("Table", StringComparison.Ordinal))
            .Select(f => prefix + f.GetRawConstantValue());

        Assert.Equal(
            ofTheApp.Order(StringComparer.Ordinal),
            prediction.Of("Microsoft.Storage/storageAccounts/tableServices/tables").Select(t => ((string)t["name"]!).Split('/')[^1])
                .Order(StringComparer.Ordinal));
    }

    /// <summary>Every setting that a class binds, by the name of its environment variable.</summary>
    private static IEnumerable<string> Keys(Type type, string section) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(IsBound).SelectMany(p =>
            p.PropertyType.Namespace!.StartsWith(nameof(ForecastFunctions), StringComparison.Ordinal)
                ? Keys(p.PropertyType, $"{section}__{p.Name}")
                : [$"{section}__{p.Name}"]);

    private static bool IsBound(PropertyInfo property) => property.CanWrite
        || property.PropertyType.Namespace!.StartsWith(nameof(ForecastFunctions), StringComparison.Ordinal)
        || (property.PropertyType.IsGenericType && property.PropertyType.GetGenericTypeDefinition() == typeof(IList<>));

    [GeneratedRegex("[A-Za-z]+(?:__[A-Za-z0-9]+)+|[A-Z]+(?:_[A-Z]+)+|[A-Z][a-z]+Schedule", RegexOptions.NonBacktracking)]
    private static partial Regex SettingName();
}
