using System.Globalization;
using ForecastFunctions.Application.Runs;
using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.SeriesCatalogues;

namespace ForecastFunctions.IntegrationTests.Storage;

internal static class Samples
{
    public const string Request = """{"scenario":"article-base","note":"µ"}""";

    public static string RunId(int number) => number.ToString("x32", CultureInfo.InvariantCulture);

    public static StoredRun Run(string runId, byte[] result) =>
        new(runId, Request, result, new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero));

    /// <summary>Bytes that no compression makes smaller.</summary>
    public static byte[] Noise(int length, int seed = 1)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    /// <summary>A content of series whose numbers no compression makes much smaller.</summary>
    public static SeriesContent Series(string name, int count, int length)
    {
        var random = new Random(name.Length + count);
        return new SeriesContent([.. Enumerable.Range(0, count).Select(i => new CatalogueSeries(
            $"{name}{i}", null, null, 1, [.. Enumerable.Range(0, length).Select(_ => random.NextDouble())]))]);
    }

    public static Baseline Baseline(string version, int observations = 3, string title = "A vintage for tests", int seed = 1)
    {
        var random = new Random(seed);
        return new Baseline(
            version, title, new DateOnly(2024, 12, 31), 2024,
            [
                new CalibratedParameter(
                    "spend.base", 137.25, "lognormal(p5=128,p95=147)", ParameterStatus.Derived, "A sum.", ["test.revenue.q"]),
                new CalibratedParameter("vendor.amd", 0.84, null, ParameterStatus.Assumed, "A judgement.", []),
            ],
            [
                .. Enumerable.Range(0, observations).Select(i => new Observation(
                    "test.revenue.q", new DateOnly(2024, 9, 30).AddDays(-i), Frequency.Quarterly, random.NextDouble(), "USD",
                    ObservationStatus.Reported, "A filing", Convert.ToHexStringLower(Noise(150, seed + i)), new DateOnly(2024, 11, 20))),
            ]);
    }
}
