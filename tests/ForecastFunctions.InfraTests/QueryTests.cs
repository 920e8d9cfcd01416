using System.Diagnostics.Metrics;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ForecastFunctions.Application.Telemetry;
using ForecastFunctions.Core.Refreshes;
using ForecastFunctions.EndToEndTests.Fixtures;
using Microsoft.Extensions.DependencyInjection;

namespace ForecastFunctions.InfraTests;

/// <summary>What alerts and the workbook ask for is what the app says, in the language that they are asked in.</summary>
[Collection(SharedTemplate.Name)]
public sealed partial class QueryTests(Template template) : IDisposable
{
    /// <summary>The tables of Application Insights and of its workspace, as far as they are asked for.</summary>
    private static readonly Dictionary<string, string> Tables = new(StringComparer.Ordinal)
    {
        ["requests"] = "timestamp: datetime, id: string, source: string, name: string, url: string, success: string, resultCode: string, "
            + "duration: real, customDimensions: dynamic, operation_Name: string, operation_Id: string, cloud_RoleName: string, "
            + "cloud_RoleInstance: string, itemId: string, itemCount: int",
        ["customMetrics"] = "timestamp: datetime, name: string, value: real, valueCount: int, valueSum: real, valueMin: real, valueMax: real, "
            + "valueStdDev: real, customDimensions: dynamic, cloud_RoleName: string, cloud_RoleInstance: string",
        ["_LogOperation"] = "TimeGenerated: datetime, Category: string, Operation: string, Level: string, Detail: string",
    };

    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().AddSingleton<Measurements>().BuildServiceProvider();

    private Measurements Measurements => _services.GetRequiredService<Measurements>();

    [BicepFact]
    public async Task EveryQuery_ReadByKusto_IsRightAndGivesTheColumnThatIsLookedAt()
    {
        var prediction = await template.PredictAsync("defaults");
        var queries = prediction.Alerts.ToDictionary(a => a.Name, a => a.Query, StringComparer.Ordinal);
        foreach (var (title, query) in Charts(prediction))
            queries.Add(title, query);
        queries.Add("no such column", "requests | where answer == 1");

        var read = await ReadAsync(queries);

        Assert.Equal(17 + 1, read.Count);
        Assert.NotEmpty(read["no such column"].Faults); // else nothing would be checked
        Assert.All(read.Where(r => r.Key != "no such column"), r => Assert.True(r.Value.Faults.Count == 0, $"{r.Key}: {string.Join(' ', r.Value.Faults)}"));
        Assert.All(prediction.Alerts, a => Assert.Matches($"^{a.Column}: (real|long)$", Assert.Single(read[a.Name].Columns)));
        Assert.All(Charts(prediction), c => Assert.Contains("timestamp: datetime", read[c.Title].Columns));
    }

    [BicepFact]
    public async Task EveryMetric_ThatIsAskedFor_IsMeasuredWithItsDimensions()
    {
        var measured = Measure();
        var prediction = await template.PredictAsync("defaults");
        var queries = prediction.Alerts.Select(a => a.Query).Concat(Charts(prediction).Select(c => c.Query)).Where(q => q.StartsWith("customMetrics", StringComparison.Ordinal)).ToList();

        Assert.Equal(10, queries.Count);
        foreach (var query in queries)
        {
            var names = MetricName().Matches(query).Select(m => m.Value).ToList();
            var dimensions = Dimension().Matches(query).Select(m => m.Groups["name"].Value);
            Assert.NotEmpty(names);
            Assert.All(names, name => Assert.Contains(name, measured.Keys));
            Assert.All(dimensions, dimension => Assert.All(names, name => Assert.Contains(dimension, measured[name].Keys)));
        }
    }

    [BicepFact]
    public async Task MissingRefresh_Searched_IsFoundByTheOutcomesThatAreGood()
    {
        var query = (await template.PredictAsync("defaults")).Alert("refresh-missing").Query;

        var searched = Enum.GetNames<RefreshOutcome>().Where(outcome => query.Contains($"'{outcome}'", StringComparison.Ordinal));

        Assert.Equal(["Changed", "Unchanged", "Overtaken"], searched);
    }

    public void Dispose() => _services.Dispose();

    private static async Task<Dictionary<string, ReadQuery>> ReadAsync(IReadOnlyDictionary<string, string> queries)
    {
        var source = Path.Combine(Bicep.Root, "tests/ForecastFunctions.InfraTests/node");
        var installed = await NodePackage.InstallAsync("infra-checks", source);
        var said = await NodePackage.RunAsync(
            "node", installed, [Path.Combine(source, "kusto.cjs")], JsonSerializer.Serialize(new { tables = Tables, queries }), TimeSpan.FromMinutes(1));
        return JsonSerializer.Deserialize<Dictionary<string, ReadQuery>>(said, JsonSerializerOptions.Web)!;
    }

    private static List<(string Title, string Query)> Charts(Prediction prediction)
    {
        var workbook = JsonNode.Parse((string)prediction.Of("Microsoft.Insights/workbooks").Single()["properties"]!["serializedData"]!)!;
        return [.. workbook["items"]!.AsArray().Select(i => i!["content"]!).Where(c => c["query"] is not null)
            .Select(c => ((string)c["title"]!, (string)c["query"]!))];
    }

    /// <summary>Everything that the app measures, with the names and values of its dimensions.</summary>
    private Dictionary<string, Dictionary<string, object?>> Measure()
    {
        var measured = new Dictionary<string, Dictionary<string, object?>>(StringComparer.Ordinal);
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Name == Measurements.MeterName)
                    self.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((i, _, tags, _) => measured[i.Name] = tags.ToArray().ToDictionary(StringComparer.Ordinal));
        listener.SetMeasurementEventCallback<int>((i, _, tags, _) => measured[i.Name] = tags.ToArray().ToDictionary(StringComparer.Ordinal));
        listener.Start();
        Measurements.CountComputed("projections", draws: 1);
        Measurements.CountServed("projections");
        Measurements.CountRefresh(RefreshOutcome.Changed);
        Measurements.CountBackup();
        Measurements.CountRequest("a partner");
        Measurements.CountPoison("blocks");
        Measurements.RecordQueueAge("blocks", TimeSpan.FromMinutes(2));
        Measurements.WatchQueue(() => 1);
        Measurements.WatchBaselineAge(() => 1);
        listener.RecordObservableInstruments();
        return measured;
    }

    [GeneratedRegex(@"forecast\.[a-z.]+", RegexOptions.NonBacktracking)]
    private static partial Regex MetricName();

    [GeneratedRegex(@"customDimensions\.(?<name>\w+)", RegexOptions.NonBacktracking)]
    private static partial Regex Dimension();

    private sealed record ReadQuery(IReadOnlyList<string> Faults, IReadOnlyList<string> Columns);
}
