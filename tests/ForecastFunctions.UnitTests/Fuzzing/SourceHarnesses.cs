using System.Text;
using ForecastFunctions.Core.Statistics;
using ForecastFunctions.Infrastructure.Sources;
using ForecastFunctions.Infrastructure.Sources.Curated;
using ForecastFunctions.Infrastructure.Sources.EpochAi;
using ForecastFunctions.Infrastructure.Sources.SecEdgar;

namespace ForecastFunctions.UnitTests.Fuzzing;

/// <summary>The documents of the sources, and the text of distributions.</summary>
internal static class SourceHarnesses
{
    private const int Nvidia = 1045810;
    private static readonly DateOnly Today = new(2026, 11, 24);

    /// <summary>The text form of distributions, which reads back what it writes.</summary>
    public static readonly Harness Distributions = new(
        "distribution",
        [.. Law.All.Select(l => l.Name), "..", ",", "(", ")", "1", "1e3", "0.5", "-", "+", "."],
        input =>
        {
            if (!Distribution.TryParse(Encoding.UTF8.GetString(input), out var law, out var faults))
                return $"{faults.Count} {Outcome.Skeleton(faults[0].ToString())}";
            var text = law.ToString();
            var again = Distribution.Parse(text);
            if (!again.Equals(law) || !string.Equals(again.ToString(), text, StringComparison.Ordinal))
                throw new InvalidOperationException($"{text} reads back as {again}.");
            return double.IsFinite(law.Median) ? law.Law.Name : throw new InvalidOperationException($"The median of {law} is {law.Median}.");
        })
    {
        AllocatedAtMost = 2_000_000,
        AllocatedPerByte = 20,
    };

    /// <summary>EDGAR's document of a tag, and the series that is made of it.</summary>
    public static readonly Harness SecEdgar = new(
        "sec-edgar",
        [
            "\"start\":", "\"end\":", "\"val\":", "\"accn\":", "\"form\":", "\"filed\":", "\"USD\":", "\"cik\":", "\"10-K\"", "\"10-Q\"", "2024-01-29", "2024-04-28",
            Fact("2024-04-28", "10-Q", "2024-05-29", 24), Fact("2024-07-28", "10-Q", "2024-08-28", 24), Fact("2024-10-27", "10-Q", "2024-11-20", 24),
            Fact("2025-01-26", "10-K", "2025-02-26", 25), "2024-07-28", "2025-01-26", "2025-02-26", "2026-11-24", "2026-11-25", "0001045810-24-000124", "null", "1045810", "\"us-gaap\"",
        ],
        input => Outcome.OfSource(() =>
        {
            var concept = CompanyConcept.Read(input, Nvidia, "Revenues", Today);
            var observations = new FiledSeries("nvda.revenue", "NVIDIA", [concept.Facts]).Observations().ToList();
            return $"{Math.Min(concept.Facts.Count, 12)} facts, {Math.Min(observations.Count, 12)} figures, "
                + $"{string.Join(' ', concept.Problems.Select(p => p.Code).Distinct(StringComparer.Ordinal))}";
        }));

    /// <summary>Epoch AI's CSV of chip counts.</summary>
    public static readonly Harness EpochAi = new(
        "epoch-ai",
        [
            "Name", "Chip manufacturer", "Designer", "End date", "Incomplete", "Notes", "Compute estimate in H100e (median)", "H100e (median)",
            "Power in MW (median)", "checked", "3/31/2026", "12/31/2025", "9/30/25", "Nvidia", "\"", "\r\n", ",", "12.5",
        ],
        input => Outcome.OfSource(() =>
        {
            var counts = ChipCounts.Read(DocumentText.Of(input), ChipCountFile.All[0], Today);
            return $"{Math.Min(counts.Observations.Count, 12)} figures, {Math.Min(counts.Incomplete.Count, 4)} left out";
        }));

    /// <summary>The curated observations.</summary>
    public static readonly Harness Curated = new(
        "curated",
        [
            "series_id", "known_since", "quarterly", "annual", "USD", "fraction", "fraction/yr", "H100e", "secondary", "reported", "estimated", "derived",
            "2024-11-20", "2024-10-27", "\"", "\"\"", "\r\n", ",", "12.5", "a.b_c",
        ],
        input => Outcome.OfSource(() =>
            $"{Math.Min(CuratedObservations.Read(new StringReader(DocumentText.Of(input)), "the curated CSV").Count, 12)} figures"));

    private static string Fact(string end, string form, string filed, int year)
        => $"{{\"start\":\"2024-01-29\",\"end\":\"{end}\",\"val\":1,\"accn\":\"0001045810-{year}-000124\",\"form\":\"{form}\",\"filed\":\"{filed}\"}}";
}
