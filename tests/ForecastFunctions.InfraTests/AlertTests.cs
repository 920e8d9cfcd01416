using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using ForecastFunctions.Health;
using ForecastFunctions.Keys;
using Microsoft.Azure.Functions.Worker;

namespace ForecastFunctions.InfraTests;

/// <summary>Who is told of what, and when.</summary>
[Collection(SharedTemplate.Name)]
public sealed partial class AlertTests(Template template)
{
    [BicepTheory]
    [InlineData("defaults", 26, 26, 150)]
    [InlineData("max", 8, 8, 400)]
    public async Task Thresholds_Predicted_AreThoseOfTheParameters(string parameters, int refreshHours, int backupHours, int baselineDays)
    {
        var prediction = await template.PredictAsync(parameters);

        Assert.Contains($"ago({refreshHours}h)", prediction.Alert("refresh-missing").Query);
        Assert.Contains($"ago({backupHours}h)", prediction.Alert("backup-missing").Query);
        Assert.Equal(baselineDays, prediction.Alert("baseline-old").Threshold);
    }

    /// <summary>A window that is shorter than the query looks back would hide what the query asks for.</summary>
    [BicepFact]
    public async Task Window_OfEachAlert_HoldsWhatItsQueryLooksBackAt()
    {
        foreach (var alert in (await template.PredictAsync("defaults")).Alerts)
        {
            var looksBack = LookBack().Matches(alert.Query).Select(m => TimeSpan.FromMinutes(
                int.Parse(m.Groups["number"].Value, CultureInfo.InvariantCulture) * (m.Groups["unit"].Value switch { "m" => 1, "h" => 60, _ => 1440 })));
            Assert.All(looksBack, back => Assert.True(back <= alert.Window, $"{alert.Name} looks back {back}, and its window is {alert.Window}."));
            Assert.True(alert.Frequency <= alert.Window, alert.Name);
        }
    }

    [BicepFact]
    public async Task Cap_OfTelemetry_IsWatchedInTheWorkspaceThatHasIt()
    {
        var prediction = await template.PredictAsync("defaults");
        var workspace = prediction.Of("Microsoft.OperationalInsights/workspaces").Single();

        Assert.Equal([(string)workspace["id"]!], prediction.Alert("daily-cap").Scopes);
        Assert.Equal(1, (int)workspace["properties"]!["workspaceCapping"]!["dailyQuotaGb"]!);
    }

    /// <summary>What the platform counts is seen when no telemetry is taken any more.</summary>
    [BicepFact]
    public async Task ServerErrors_CountedByThePlatform_AreWatchedAtTheApp()
    {
        var prediction = await template.PredictAsync("defaults");
        var alert = prediction.Of("Microsoft.Insights/metricAlerts")
            .Single(a => ((string)a["name"]!).StartsWith("alert-platform-errors-", StringComparison.Ordinal))["properties"]!;

        Assert.Equal((string)prediction.Site["id"]!, (string)alert["scopes"]![0]!);
        Assert.Equal("Http5xx", (string)alert["criteria"]!["allOf"]![0]!["metricName"]!);
    }

    [BicepFact]
    public async Task Availability_Tested_IsThatOfTheHealthFunction()
    {
        var prediction = await template.PredictAsync("defaults");
        var address = (string)prediction.Of("Microsoft.Insights/webtests").Single()["properties"]!["Request"]!["RequestUrl"]!;
        var trigger = typeof(HealthFunctions).GetMethod(nameof(HealthFunctions.Health))!.GetParameters()[0]
            .GetCustomAttribute<HttpTriggerAttribute>()!;

        Assert.Null(FunctionAccess.ScopeOf("Health", "GET"));
        Assert.Contains($"/api/{trigger.Route}", address);
        foreach (var name in (string[])["burn-fast", "burn-slow", "slow"])
            Assert.Contains($"'/api/{trigger.Route}'", prediction.Alert(name).Query);
    }

    [BicepTheory]
    [MemberData(nameof(Template.Names), MemberType = typeof(Template))]
    public async Task Alerts_Predicted_TellOneGroup(string parameters)
    {
        var prediction = await template.PredictAsync(parameters);
        var group = prediction.Of("Microsoft.Insights/actionGroups").Single();
        var alerts = prediction.Of("Microsoft.Insights/scheduledQueryRules").Concat(prediction.Of("Microsoft.Insights/metricAlerts")).ToList();

        Assert.Equal(12, alerts.Count);
        Assert.All(alerts, a => Assert.Contains((string)group["id"]!, a["properties"]!["actions"]!.ToJsonString()));
        Assert.All(alerts, a => Assert.True((bool)a["properties"]!["enabled"]!));
        Assert.Equal(parameters == "max" ? 1 : 0, group["properties"]!["emailReceivers"]!.AsArray().Count);
    }

    /// <summary>Each alert is explained where somebody looks who is told of it.</summary>
    [BicepFact]
    public async Task EveryAlert_OfTheTemplate_HasItsSectionInTheRunbook()
    {
        var runbook = await File.ReadAllTextAsync(Path.Combine(Bicep.Root, "infra/README.md"));
        var prediction = await template.PredictAsync("defaults");
        var alerts = prediction.Of("Microsoft.Insights/scheduledQueryRules").Concat(prediction.Of("Microsoft.Insights/metricAlerts"))
            .Select(a => ((string)a["name"]!)["alert-".Length..((string)a["name"]!).LastIndexOf('-')]);

        Assert.All(alerts, name => Assert.Contains($"### `{name}`", runbook));
    }

    [BicepTheory]
    [InlineData("defaults", 0)]
    [InlineData("max", 1)]
    [InlineData("private", 0)]
    public async Task Budget_Predicted_IsThereWhenAsked(string parameters, int count)
    {
        var prediction = await template.PredictAsync(parameters);

        Assert.Equal(count, prediction.Of("Microsoft.Consumption/budgets").Count());
    }

    [GeneratedRegex(@"ago\((?<number>\d+)(?<unit>[mhd])\)", RegexOptions.NonBacktracking)]
    private static partial Regex LookBack();
}
