using ForecastFunctions.Core.Baselines;

namespace ForecastFunctions.UnitTests.Baselines;

public class SeriesGuardTests
{
    private static readonly DateOnly Today = new(2026, 1, 15);

    [Fact]
    public void Series_ThatGrowsByAQuarter_IsBelieved()
        => Assert.Null(SeriesGuard.Check(Quarters(1, 2, 3), Quarters(1, 2, 3, 4), Today));

    [Fact]
    public void Series_OfOnlyTheNewestQuarters_IsBelieved()
        => Assert.Null(SeriesGuard.Check(Quarters(1, 2, 3), [.. Quarters(1, 2, 3, 4).Skip(2)], Today));

    [Fact]
    public void Series_ThatWasSparseFromTheBeginning_IsBelieved()
    {
        var sparse = Quarters(1, 2, 3, 4);
        sparse.RemoveRange(1, 2);
        Assert.Null(SeriesGuard.Check([], sparse, Today));
        Assert.Null(SeriesGuard.Check(sparse, sparse, Today));
    }

    [Fact]
    public void Series_RestatedByAFewPercent_IsBelieved()
        => Assert.Null(SeriesGuard.Check(Quarters(1, 2, 3), Quarters(1, 2.1, 2.9), Today));

    [Theory]
    [InlineData("shrunk", new[] { 1.0, 2, 3 }, new[] { 1.0, 2 }, null)]
    [InlineData("gap", new[] { 1.0 }, new[] { 1.0, 2, 3, 4 }, 2)]
    [InlineData("jump", new[] { 1.0, 2 }, new[] { 1.0, 2, 2_000 }, null)]
    [InlineData("negative", new[] { 1.0, 2 }, new[] { 1.0, 2, -2 }, null)]
    [InlineData("jump", new[] { 1_000.0, 2_000 }, new[] { 1_000.0, 2_000, 2 }, null)]
    [InlineData("restated-beyond-belief", new[] { 1.0, 2, 3 }, new[] { 1.0, 2, 7 }, null)]
    public void Series_ThatIsPoisoned_IsQuarantinedByName(string code, double[] known, double[] arrived, int? without)
    {
        var series = Quarters(arrived);
        if (without is { } place)
            series.RemoveAt(place);
        var quarantine = SeriesGuard.Check(Quarters(known), series, Today);
        Assert.Equal(("x.q", code), (quarantine?.SeriesId, quarantine?.Code));
    }

    [Fact]
    public void Series_InAnotherUnit_IsQuarantined()
    {
        var other = new Observation(
            "x.q", new(2024, 9, 30), Frequency.Quarterly, 3, "EUR", ObservationStatus.Reported, "s", "r", new(2025, 1, 1));
        Assert.Equal("unit-changed", SeriesGuard.Check(Quarters(1, 2), [.. Quarters(1, 2), other], Today)?.Code);
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    public void Series_PublishedAfterToday_IsQuarantinedBeyondADay(int daysAhead, bool isQuarantined)
    {
        var early = new Observation(
            "x.q", new(2024, 3, 31), Frequency.Quarterly, 1, "USD", ObservationStatus.Reported, "s", "r", Today.AddDays(daysAhead));
        Assert.Equal(isQuarantined ? "from-the-future" : null, SeriesGuard.Check([], [early], Today)?.Code);
    }

    [Theory]
    [InlineData("USD", "negative")]
    [InlineData("H100e", "negative")]
    [InlineData("TWh", "negative")]
    [InlineData("fraction", null)]
    public void Figure_BelowZero_IsQuarantinedWhereThereIsNoSuchQuantity(string unit, string? code)
    {
        var figure = new Observation("x.q", new(2024, 3, 31), Frequency.Quarterly, -0.5, unit, ObservationStatus.Reported, "s", "r", new(2024, 5, 1));
        Assert.Equal(code, SeriesGuard.Check([], [figure], Today)?.Code);
    }

    [Fact]
    public void Figure_ThatStandsAloneAmongItsNeighbours_IsQuarantined()
    {
        var known = Growing(12);
        Assert.Equal("outlier", SeriesGuard.Check(known, Growing(12, (6, 1.8)), Later)?.Code); // a restatement within its bound
        Assert.Equal("outlier", SeriesGuard.Check(known, Growing(14, (12, 3)), Later)?.Code); // a new figure within its bound
        Assert.Null(SeriesGuard.Check(known, Growing(12, (6, 1.3)), Later));

        // What was so from the beginning is how the series is.
        Assert.Null(SeriesGuard.Check([], Growing(14, (12, 3)), Later));
        Assert.Null(SeriesGuard.Check(Growing(14, (12, 3)), Growing(15, (12, 3)), Later));
    }

    [Fact]
    public void Figures_OfANewLevel_AreBelievedAndNoticed()
    {
        var known = Growing(12);
        var shifted = Growing(14, (12, 3), (13, 3));
        Assert.Null(SeriesGuard.Check(known, shifted, Later));
        Assert.Equal(["level-shift"], SeriesGuard.Notices(known, shifted).Select(n => n.Code));

        var last = Growing(13, (12, 3));
        Assert.Null(SeriesGuard.Check(known, last, Later));
        var notice = Assert.Single(SeriesGuard.Notices(known, last));
        Assert.Equal(("x.q", "unconfirmed"), (notice.SeriesId, notice.Code));
        Assert.Empty(SeriesGuard.Notices(known, Growing(13)));
        Assert.Empty(SeriesGuard.Notices(Growing(7), Growing(8, (7, 3)))); // too few to know what it is used to
    }

    private static DateOnly Later { get; } = new(2030, 1, 1);

    /// <summary>Quarters that grow by about a tenth each, some of them by a factor of what they would be.</summary>
    private static List<Observation> Growing(int count, params (int Index, double Factor)[] odd)
        => [.. Enumerable.Range(0, count).Select(i =>
        {
            var end = new DateOnly(2020, 4, 1).AddMonths(3 * i).AddDays(-1);
            var value = Math.Exp(0.1 * i) * (1 + 0.02 * (i % 3)) * odd.Where(o => o.Index == i).Select(o => o.Factor).DefaultIfEmpty(1)
                .First();
            return new Observation("x.q", end, Frequency.Quarterly, value, "USD", ObservationStatus.Reported, "s", "r",
                odd.Any(o => o.Index == i) ? end.AddDays(60) : end.AddDays(30));
        })];

    private static List<Observation> Quarters(params double[] values)
    {
        DateOnly[] ends = [new(2024, 3, 31), new(2024, 6, 30), new(2024, 9, 30), new(2024, 12, 31)];
        return [.. values.Select((value, i) => new Observation(
            "x.q", ends[i], Frequency.Quarterly, value, "USD", ObservationStatus.Reported, "s", "r", ends[i].AddDays(30)))];
    }
}
