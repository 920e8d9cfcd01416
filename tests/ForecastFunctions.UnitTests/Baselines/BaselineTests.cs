using CsCheck;
using ForecastFunctions.Core.Baselines;

namespace ForecastFunctions.UnitTests.Baselines;

public sealed class BaselineTests
{
    private static readonly DateOnly Period = new(2024, 10, 27);

    [Theory]
    [InlineData("")]
    [InlineData("2024/12")]
    [InlineData("2024 12")]
    [InlineData("Latest")]
    [InlineData("a_b")]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345")]
    public void Version_OutsideTheGrammar_IsRefused(string version) =>
        Assert.Equal("version", Assert.Throws<ArgumentException>(() => Sample.Baseline(version: version)).ParamName);

    [Fact]
    public void Observations_SameSeriesPeriodAndDay_AreRefused() =>
        AssertRefused("two figures", observations: [Sample.Observation(value: 1), Sample.Observation(value: 2)]);

    [Fact]
    public void Observations_KnownLaterThanAsOf_AreRefused() =>
        AssertRefused("2025-01-01 only", observations: [Sample.Observation(knownSince: new DateOnly(2025, 1, 1))]);

    [Fact]
    public void Observations_SeriesInTwoUnits_AreRefused() =>
        AssertRefused("USD", observations: [Sample.Observation(), Sample.Observation(periodEnd: Period.AddDays(-91), unit: "EUR")]);

    [Fact]
    public void Observations_SeriesOfTwoFrequencies_AreRefused() =>
        AssertRefused("Annual",
            observations: [Sample.Observation(), Sample.Observation(periodEnd: Period.AddDays(-91), frequency: Frequency.Annual)]);

    [Fact]
    public void Parameters_SameIdTwice_AreRefused() =>
        AssertRefused("spend.base occurs twice", parameters: [Sample.Parameter(value: 1), Sample.Parameter(value: 2)]);

    [Fact]
    public void Parameters_FromASeriesThatIsNotThere_AreRefused() =>
        AssertRefused("comes from amd.revenue.q", [Sample.Observation()], [Sample.Parameter(observations: "amd.revenue.q")]);

    [Fact]
    public void Series_WithARestatement_HasTheLatestFigureOfEachPeriod()
    {
        var first = Sample.Observation(value: 1, knownSince: new DateOnly(2024, 11, 20));
        var restated = Sample.Observation(value: 2, knownSince: new DateOnly(2024, 12, 15));
        var earlier = Sample.Observation(periodEnd: Period.AddDays(-91), value: 3);
        var baseline = Sample.Baseline([restated, first, earlier, Sample.Observation("amd.revenue.q")]);

        Assert.Equal([earlier, restated], baseline.Series("nvda.revenue.q"));
        Assert.Equal(4, baseline.Observations.Count);
        Assert.Empty(baseline.Series("avgo.revenue.q"));
    }

    [Fact]
    public void FindParameter_KnownAndUnknown_IsTheParameterOrNull()
    {
        var parameter = Sample.Parameter();
        var baseline = Sample.Baseline(parameters: [parameter]);

        Assert.Equal(parameter, baseline.FindParameter("spend.base"));
        Assert.Null(baseline.FindParameter("spend.growth.initial"));
    }

    [Fact]
    public void ContentHash_PartsInAnyOrder_IsTheSame()
    {
        Observation[] observations = [.. Enumerable.Range(0, 20).Select(i => Sample.Observation($"s{i % 5}", Period.AddDays(-i)))];
        CalibratedParameter[] parameters = [.. Enumerable.Range(0, 8).Select(i => Sample.Parameter($"p{i}", i))];
        var baseline = Sample.Baseline(observations, parameters);

        Gen.Select(Gen.Shuffle(observations), Gen.Shuffle(parameters)).Sample((shuffledObservations, shuffledParameters) =>
            Sample.Baseline(shuffledObservations, shuffledParameters).Equals(baseline));
    }

    [Fact]
    public void ContentHash_OfAKnownContent_NeverChanges() =>
        Assert.Equal(
            "724afd462329aa99c898b37581cf7e195b547541bea7349054d2d43851696fdf",
            Sample.Baseline(
                [Sample.Observation()], [Sample.Parameter(law: "normal(p5=1,p95=2)", observations: "nvda.revenue.q")]).ContentHash);

    [Fact]
    public void ContentHash_OtherVersion_IsTheSameContentButAnotherBaseline()
    {
        var (one, two) = (Sample.Baseline(version: "a"), Sample.Baseline(version: "b"));

        Assert.Equal(one.ContentHash, two.ContentHash);
        Assert.NotEqual(one, two);
    }

    [Fact]
    public void ContentHash_AnyPartChanged_IsAnother()
    {
        Baseline[] baselines =
        [
            With(Sample.Observation(), Sample.Parameter()),
            With(Sample.Observation("nvda.revenue.x"), Sample.Parameter()),
            With(Sample.Observation(periodEnd: Period.AddDays(-1)), Sample.Parameter()),
            With(Sample.Observation(frequency: Frequency.Annual), Sample.Parameter()),
            With(Sample.Observation(value: 35.082000000000001), Sample.Parameter()),
            With(Sample.Observation(value: double.BitIncrement(35.082)), Sample.Parameter()),
            With(Sample.Observation(unit: "EUR"), Sample.Parameter()),
            With(Sample.Observation(status: ObservationStatus.Secondary), Sample.Parameter()),
            With(Sample.Observation(source: "Someone"), Sample.Parameter()),
            With(Sample.Observation(reference: "accession 2"), Sample.Parameter()),
            With(Sample.Observation(knownSince: new DateOnly(2024, 11, 21)), Sample.Parameter()),
            With(Sample.Observation(), Sample.Parameter(id: "x")),
            With(Sample.Observation(), Sample.Parameter(value: 138)),
            With(Sample.Observation(), Sample.Parameter(law: "fixed")),
            With(Sample.Observation(), Sample.Parameter(status: ParameterStatus.Derived)),
            With(Sample.Observation(), Sample.Parameter(basis: "Another.")),
            With(Sample.Observation(), Sample.Parameter(observations: "nvda.revenue.q")),
            Sample.Baseline([Sample.Observation()]),
            Sample.Baseline(parameters: [Sample.Parameter()]),
            Sample.Baseline(title: "Another"),
            Sample.Baseline(asOf: new DateOnly(2024, 12, 30)),
            Sample.Baseline(baseYear: 2023),
        ];

        // 35.082 and 35.082000000000001 are one number; all others differ.
        Assert.Equal(baselines[0].ContentHash, baselines[4].ContentHash);
        Assert.Equal(baselines.Length - 1, baselines.Select(baseline => baseline.ContentHash).Distinct(StringComparer.Ordinal).Count());
    }

    private static Baseline With(Observation observation, CalibratedParameter parameter) =>
        Sample.Baseline([observation], [parameter]);

    private static void AssertRefused(
        string because, IReadOnlyList<Observation>? observations = null, IReadOnlyList<CalibratedParameter>? parameters = null)
    {
        var error = Assert.Throws<ArgumentException>(() => Sample.Baseline(observations, parameters));
        Assert.Contains(because, error.Message, StringComparison.Ordinal);
    }
}
