using CsCheck;
using ForecastFunctions.Core.Baselines;

namespace ForecastFunctions.UnitTests.Baselines;

public class ObservationMergeTests
{
    private static readonly DateOnly Start = new(2024, 3, 31);

    private static readonly Gen<Observation> Any = Gen.Select(
        Gen.Int[0, 2], Gen.Int[0, 3], Gen.Int[0, 3], Gen.Int[1, 4], Gen.Enum<ObservationStatus>(), Gen.Int[0, 1],
        (series, period, vintage, value, status, source) => new Observation(
            $"s{series}", Start.AddMonths(3 * period), Frequency.Quarterly, value, "USD", status, $"source {source}", "reference",
            Start.AddYears(2).AddDays(vintage)));

    private static readonly Gen<List<Observation>> Some = Any.List[0, 30];

    [Fact]
    public void Merge_Twice_ChangesNothing() => Gen.Select(Some, Some).Sample((a, b) =>
    {
        var once = ObservationMerge.Of(a, b);
        Assert.Equal(once, ObservationMerge.Of(once, b));
        Assert.Equal(once, ObservationMerge.Of(once, a));
    });

    [Fact]
    public void Merge_InAnyOrderOfArrival_IsTheSame() => Gen.Select(Some, Some, Some).Sample((a, b, c) =>
    {
        var all = ObservationMerge.Of(ObservationMerge.Of(a, b), c);
        Assert.Equal(all, ObservationMerge.Of(ObservationMerge.Of(c, a), b));
        Assert.Equal(all, ObservationMerge.Of(a, ObservationMerge.Of(c, b)));
        Assert.Equal(all, ObservationMerge.Of([], Enumerable.Reverse([.. a, .. b, .. c])));
    });

    [Fact]
    public void Restatement_LaterThanTheFigure_StandsBesideIt()
    {
        var first = new Observation(
            "meta.capex.fy", new(2023, 12, 31), Frequency.Annual, 27.266e9, "USD", ObservationStatus.Reported, "SEC", "a", new(2024, 2, 2));
        var restated = new Observation("meta.capex.fy", new(2023, 12, 31), Frequency.Annual, 27.045e9, "USD", ObservationStatus.Reported,
            "SEC", "b", new(2025, 1, 30));
        var merged = ObservationMerge.Of([restated], [first]);
        Assert.Equal([first, restated], merged);
        Assert.Equal([restated], new Baseline("v", "V", new(2025, 12, 31), 2024, [], merged).Series("meta.capex.fy"));
        Assert.Equal([first], new Baseline("v", "V", new(2024, 12, 31), 2024, [],
            [.. merged.Where(o => o.KnownSince <= new DateOnly(2024, 12, 31))]).Series("meta.capex.fy"));
    }

    [Fact]
    public void Estimate_LaterThanAReportedFigure_DoesNotReplaceIt()
    {
        var reported = new Observation(
            "x.q", new(2025, 3, 31), Frequency.Quarterly, 5, "USD", ObservationStatus.Reported, "SEC", "a", new(2025, 5, 1));
        var estimate = new Observation(
            "x.q", new(2025, 3, 31), Frequency.Quarterly, 6, "USD", ObservationStatus.Estimated, "Someone", "b", new(2026, 5, 1));
        Assert.Equal(
            [reported], new Baseline("v", "V", new(2026, 12, 31), 2024, [], ObservationMerge.Of([estimate], [reported])).Series("x.q"));
    }

    [Theory]
    [InlineData(60_900e6, 60_922e6, 60_922e6)]
    [InlineData(60_922e6, 60_900e6, 60_922e6)]
    [InlineData(2.9e9, 2.948e9, 2.948e9)]
    [InlineData(60_900e6, 60_999e6, 60_900e6)] // does not agree: the first by source
    [InlineData(60e9, 60_922e6, 60e9)] // a single digit says too little
    public void Duplicates_OfDifferentPrecision_CountOnceAsTheMorePrecise(double a, double b, double kept)
    {
        var merged = ObservationMerge.Of([Quarter(27, a, "a")], [Quarter(27, b, "b")]);
        Assert.Equal(kept, Assert.Single(merged).Value);
        Assert.Equal(merged, ObservationMerge.Of([Quarter(27, b, "b")], [Quarter(27, a, "a")]));
    }

    [Fact]
    public void Ends_ThatDriftByUpToAWeek_AreOnePeriodWithTheEndKnownFirst()
    {
        var restated = Quarter(31, 41.2e9, "b", new(2026, 2, 1));
        var merged = ObservationMerge.Of([restated], [Quarter(27, 41e9, "a")]);
        Assert.Equal([new DateOnly(2025, 7, 27), new DateOnly(2025, 7, 27)], merged.Select(o => o.PeriodEnd));
        Assert.Equal(41.2e9, Assert.Single(new Baseline("v", "V", new(2026, 12, 31), 2024, [], merged).Series("x.q")).Value);
        Assert.Equal(2, ObservationMerge.Of([Quarter(20, 1, "a")], [Quarter(28, 1, "a")]).DistinctBy(o => o.PeriodEnd).Count());
    }

    private static Observation Quarter(int day, double value, string source, DateOnly? knownSince = null) => new(
        "x.q", new(2025, 7, day), Frequency.Quarterly, value, "USD", ObservationStatus.Reported, source, "r", knownSince ?? new(2025, 8, 27));
}
