using System.Text;
using System.Text.RegularExpressions;
using Azure.Storage.Queues;
using ForecastFunctions.EndToEndTests.Fixtures;

namespace ForecastFunctions.EndToEndTests.Telemetry;

/// <summary>What the worker tells a collector.</summary>
[Collection(ProductTests.Name)]
public sealed partial class ExportTests(ProductFixture fixture)
{
    private const string Secret = "seeded-secret-of-a-caller";
    private const string Trace = "0af7651916cd43dd8448eb211c80319c";

    [Fact]
    public async Task Telemetry_OfARun_IsOneTraceWithItsLogsAndMeasurements()
    {
        await using var collector = await Collector.StartAsync();
        var prefix = fixture.NewTableNamePrefix();
        await using var product = await Product.StartAsync(
            fixture.TableConnectionString, prefix,
            ("Backups__ConnectionString", fixture.ConnectionString),
            ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Address),
            ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
            ("OTEL_METRIC_EXPORT_INTERVAL", "200"),
            ("OTEL_BSP_SCHEDULE_DELAY", "100"),
            ("OTEL_BLRP_SCHEDULE_DELAY", "100"));

        var run = (await product.Api.GetAsync(
            $"/projections?scenario=asic-surge&draws=256&code={Secret}", ("traceparent", $"00-{Trace}-b7ad6b7169203331-01"))).Ok();

        var trace = Convert.FromHexString(Trace);
        await collector.HasAsync(Collector.Traces, Api.Patience, trace, Text("Projections"));
        await collector.HasAsync(Collector.Logs, Api.Patience, trace, Text(run.Json.GetProperty("runId").GetString()!));
        await collector.HasAsync(Collector.Metrics, Api.Patience, Text("forecast.runs.computed"), Text("forecast.runs.served"),
            Text("forecast.draws"),
            Text("forecast.gate.waiting"), Text("forecast.baseline.age"));

        await product.Api.RunTimerAsync("RefreshBaselines");
        await collector.HasAsync(Collector.Metrics, Api.Patience, Text("forecast.refreshes"), Text("Unchanged"));
        await collector.HasAsync(Collector.Logs, Api.Patience, Text("Refresh Unchanged: "));

        await product.Api.RunTimerAsync("BackUpTables");
        await collector.HasAsync(Collector.Logs, Api.Patience, Text("Backup "), Text(" is kept: "));

        await PutAsideAsync($"{prefix}-blocks", $"{Trace}/1/0/local");
        await product.Api.RunTimerAsync("SweepOperations");
        foreach (var (name, dimensions) in Watched())
            await collector.HasAsync(Collector.Metrics, Api.Patience, [Text(name), .. dimensions.Select(Text)]);
        collector.DoesNotKnow(Secret);
    }

    /// <summary>Puts a message where the platform puts those that failed too often.</summary>
    private async Task PutAsideAsync(string queue, string message)
    {
        var poison = new QueueClient(
            fixture.TableConnectionString, queue + "-poison", new QueueClientOptions(QueueClientOptions.ServiceVersion.V2025_05_05));
        await poison.CreateIfNotExistsAsync();
        await poison.SendMessageAsync(message);
    }

    /// <summary>What alerts and the workbook ask for, and by which dimensions; requests of partners, who have none in open mode, excepted.</summary>
    private static IEnumerable<(string Name, IEnumerable<string> Dimensions)> Watched()
    {
        foreach (var file in Directory.EnumerateFiles(Repository.PathOf("infra", "queries"), "*.kql"))
        {
            var query = File.ReadAllText(file);
            var dimensions = Dimension().Matches(query).Select(m => m.Groups["name"].Value).ToList();
            foreach (var name in MetricName().Matches(query).Select(m => m.Value).Where(n => n is not "forecast.requests"))
                yield return (name, dimensions);
        }
    }

    [GeneratedRegex(@"forecast\.[a-z.]+", RegexOptions.NonBacktracking)]
    private static partial Regex MetricName();

    [GeneratedRegex(@"customDimensions\.(?<name>\w+)", RegexOptions.NonBacktracking)]
    private static partial Regex Dimension();

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);
}
