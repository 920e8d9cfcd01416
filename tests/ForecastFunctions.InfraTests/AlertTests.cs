using System.Diagnostics.Metrics;
using System.Globalization;
using System.Reflection;
using ForecastFunctions.Application.Telemetry;
using ForecastFunctions.Core.Refreshes;
using ForecastFunctions.Health;
using ForecastFunctions.Keys;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace ForecastFunctions.InfraTests;

/// <summary>What alerts look for is what the app says.</summary>
[Collection(SharedTemplate.Name)]
public sealed class AlertTests(Template template) : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().AddSingleton<Measurements>().BuildServiceProvider();

    private Measurements Measurements => _services.GetRequiredService<Measurements>();

    [BicepTheory]
    [InlineData("defaults", 26)]
    [InlineData("max", 8)]
    public async Task MissingRefresh_Searched_IsFoundByWhatTheAppCounts(string parameters, int hours)
    {
        var query = await QueryAsync(parameters, "alert-refresh-missing-");
        var counted = new List<(string Instrument, string Outcome)>();
        using var listener = Listen((instrument, _, tags) => counted.Add((instrument, (string)tags["outcome"]!)));

        foreach (var outcome in Enum.GetValues<RefreshOutcome>())
            Measurements.CountRefresh(outcome);

        var succeeded = counted.Where(c => query.Contains($"name == '{c.Instrument}'", StringComparison.Ordinal)
            && query.Contains($"'{c.Outcome}'", StringComparison.Ordinal)).Select(c => c.Outcome);
        Assert.Equal(Enum.GetValues<RefreshOutcome>().Length, counted.Count);
        Assert.Equal(["Changed", "Unchanged", "Overtaken"], succeeded);
        Assert.Contains("tostring(customDimensions.outcome)", query);
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"ago({hours}h)"), query);
    }

    [BicepTheory]
    [InlineData("defaults", 120)]
    [InlineData("max", 400)]
    public async Task OldBaseline_Searched_IsFoundByWhatTheAppMeasures(string parameters, int days)
    {
        var measured = new List<(string Instrument, double Value)>();
        using var listener = Listen((instrument, value, _) => measured.Add((instrument, value)));
        Measurements.WatchBaselineAge(() => 130);

        listener.RecordObservableInstruments();

        var (name, _) = Assert.Single(measured, m => m.Value == 130);
        Assert.Contains($"name == '{name}'", await QueryAsync(parameters, "alert-baseline-old-"));
        var rule = (await template.PredictAsync(parameters)).Of("Microsoft.Insights/scheduledQueryRules")
            .Single(r => ((string)r["name"]!).StartsWith("alert-baseline-old-", StringComparison.Ordinal));
        Assert.Equal(days, (int)rule["properties"]!["criteria"]!["allOf"]![0]!["threshold"]!);
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
        Assert.Contains($"'/api/{trigger.Route}'", await QueryAsync("defaults", "alert-server-errors-"));
    }

    [BicepTheory]
    [MemberData(nameof(Template.Names), MemberType = typeof(Template))]
    public async Task Alerts_Predicted_TellOneGroup(string parameters)
    {
        var prediction = await template.PredictAsync(parameters);
        var group = (string)prediction.Of("Microsoft.Insights/actionGroups").Single()["id"]!;
        var alerts = prediction.Of("Microsoft.Insights/scheduledQueryRules").Concat(prediction.Of("Microsoft.Insights/metricAlerts"))
            .ToList();

        Assert.Equal(5, alerts.Count);
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

    public void Dispose() => _services.Dispose();

    private async Task<string> QueryAsync(string parameters, string name)
    {
        var prediction = await template.PredictAsync(parameters);
        var rule = prediction.Of("Microsoft.Insights/scheduledQueryRules")
            .Single(r => ((string)r["name"]!).StartsWith(name, StringComparison.Ordinal));
        return (string)rule["properties"]!["criteria"]!["allOf"]![0]!["query"]!;
    }

    /// <summary>Hears what is measured.</summary>
    private static MeterListener Listen(Action<string, double, Dictionary<string, object?>> heard)
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Name == Measurements.MeterName)
                    self.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((i, value, tags, _) => heard(i.Name, value, ByName(tags)));
        listener.SetMeasurementEventCallback<int>((i, value, tags, _) => heard(i.Name, value, ByName(tags)));
        listener.Start();
        return listener;
    }

    private static Dictionary<string, object?> ByName(ReadOnlySpan<KeyValuePair<string, object?>> tags)
        => tags.ToArray().ToDictionary(StringComparer.Ordinal);
}
