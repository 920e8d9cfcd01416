using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using ForecastFunctions.Core.Baselines.Refreshes;
using ForecastFunctions.Health;
using ForecastFunctions.Keys;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace ForecastFunctions.InfraTests;

/// <summary>What alerts look for is what the app says.</summary>
[Collection(SharedTemplate.Name)]
public sealed partial class AlertTests(Template template)
{
    [BicepTheory]
    [InlineData("defaults", 26)]
    [InlineData("max", 8)]
    public async Task MissingRefresh_Searched_IsFoundByTheLineThatTheAppLogs(string parameters, int hours)
    {
        var query = await QueryAsync(parameters, "alert-refresh-missing-");
        var line = typeof(Logs).GetMethod(nameof(Logs.BaselineRefreshed))!.GetCustomAttribute<LoggerMessageAttribute>()!.Message;
        var pattern = Quoted().Match(query).Groups["pattern"].Value;

        var succeeded = Enum.GetValues<RefreshOutcome>()
            .Where(o => Regex.IsMatch(line.Replace("{Outcome}", o.ToString(), StringComparison.Ordinal), pattern, RegexOptions.None, TimeSpan.FromSeconds(1)));

        Assert.Equal([RefreshOutcome.Changed, RefreshOutcome.Unchanged, RefreshOutcome.Overtaken], succeeded);
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"ago({hours}h)"), query);
    }

    [BicepFact]
    public async Task Availability_Tested_IsThatOfTheHealthFunction()
    {
        var prediction = await template.PredictAsync("defaults");
        var address = (string)prediction.Of("Microsoft.Insights/webtests").Single()["properties"]!["Request"]!["RequestUrl"]!;
        var trigger = typeof(HealthFunctions).GetMethod(nameof(HealthFunctions.Health))!.GetParameters()[0].GetCustomAttribute<HttpTriggerAttribute>()!;

        Assert.Null(FunctionAccess.ScopeOf("Health", "GET"));
        Assert.Contains($"/api/{trigger.Route}", address);
        Assert.Contains($"'/api/{trigger.Route}'", await QueryAsync("defaults", "alert-server-errors-"));
    }

    [BicepTheory]
    [MemberData(nameof(Template.Names), MemberType = typeof(Template))]
    public async Task Alerts_Predicted_TellOneGroup(string parameters)
    {
        var prediction = await template.PredictAsync(parameters);
        var group = (string)prediction.Of("Microsoft.Insights/actionGroups").Single()["id"]!;
        var alerts = prediction.Of("Microsoft.Insights/scheduledQueryRules").Concat(prediction.Of("Microsoft.Insights/metricAlerts")).ToList();

        Assert.Equal(4, alerts.Count);
        Assert.All(alerts, a => Assert.Contains(group, a["properties"]!["actions"]!.ToJsonString()));
        Assert.All(alerts, a => Assert.True((bool)a["properties"]!["enabled"]!));
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

    private async Task<string> QueryAsync(string parameters, string name)
    {
        var prediction = await template.PredictAsync(parameters);
        var rule = prediction.Of("Microsoft.Insights/scheduledQueryRules").Single(r => ((string)r["name"]!).StartsWith(name, StringComparison.Ordinal));
        return (string)rule["properties"]!["criteria"]!["allOf"]![0]!["query"]!;
    }

    [GeneratedRegex("matches regex '(?<pattern>.*)'", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Quoted();
}
