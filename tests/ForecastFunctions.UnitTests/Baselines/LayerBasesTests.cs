using CsCheck;
using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.Calibration;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Series;
using ForecastFunctions.Infrastructure.Sources.Curated;

namespace ForecastFunctions.UnitTests.Baselines;

/// <summary>The bases of drivers and limits, as observations move them.</summary>
public class LayerBasesTests
{
    private static readonly IReadOnlyList<Observation> Curated = CuratedObservations.Read();
    private static readonly DateOnly Intake = new(2026, 11, 28);
    private static readonly Baseline Newest = VintageAsOf.Of(Curated, Intake);

    private static readonly IReadOnlyList<Parameter> Moved =
    [
        LayerParameters.UsersBase, LayerParameters.TokensPerUserBase, LayerParameters.PowerLimitBase, LayerParameters.PackagingLimitAnchor,
        LayerParameters.CapitalLimitCashFlow,
    ];

    [Fact]
    public void Vintage_OfTheDayBeforeTheIntake_IsTheOneThatItAlwaysWas()
    {
        var before = VintageAsOf.Of(Curated, Intake.AddDays(-1));
        Assert.StartsWith("2026-11-24-", before.Version, StringComparison.Ordinal);
        Assert.Equal(VintageAsOf.Of(Curated.Where(o => !LayerBases.Series.Contains(o.SeriesId, StringComparer.Ordinal)), Intake), before);
        Assert.All(Moved, p => Assert.Null(before.FindParameter(p.Id)));
        Assert.All(LayerBases.Series, s => Assert.Empty(before.Series(s)));

        // The plain model has the same numbers on both, and they differ in nothing but what was taken in.
        Assert.Equal(before.Parameters, Newest.Parameters.Where(p => !Moved.Any(m => m.Id == p.Id)));
        Assert.Equal(before.Observations, Newest.Observations.Where(o => !LayerBases.Series.Contains(o.SeriesId, StringComparer.Ordinal)));
    }

    [Fact]
    public void Newest_OfTheYear2025_HasItsBasesByHand()
    {
        Assert.Equal(2025, Newest.BaseYear);

        // 100 million on 6 November 2023 and 200 on 31 August 2024, 237 of 299 days on; 400 on 28 February 2025 and 750 on 30 September.
        var (then, now) = (100 * Math.Pow(2, 237 / 299.0), 400 * Math.Pow(1.875, 122 / 214.0));
        var odds = 0.05 / 0.95 * now / then;
        var users = odds / (1 + odds);
        Check(LayerParameters.UsersBase, users, null, "chatgpt.weekly_users");
        Check(LayerParameters.TokensPerUserBase, 80e12 / (users * 8.2e9), null, "world.tokens_daily");
        Check(LayerParameters.PowerLimitBase, 10 * 8.5 / 6.4, (8 * 8.5 / 6.4, 13 * 8.5 / 6.4), "us.datacentre_power_added");
        Check(LayerParameters.PackagingLimitAnchor, 6 * 33 / 68.0, (4 * 33 / 68.0, 9 * 33 / 68.0), "world.cowos_wafers");
        Check(LayerParameters.CapitalLimitCashFlow, 602.83, null, "hyperscalers.operating_cash_flow");

        static void Check(Parameter parameter, double value, (double P5, double P95)? law, string series)
        {
            var stated = Newest.FindParameter(parameter.Id)!;
            var known = BaselineValues.Of(parameter, Newest, withDrivers: true);
            Assert.Equal(value, known.Value, value * 1e-12);
            Assert.Equal(stated.Basis, BaselineValues.BasisOf(known, Newest));
            Assert.Equal([series], stated.Observations);
            Assert.NotEqual(ParameterStatus.Assumed, stated.Status);
            if (law is var (p5, p95))
            {
                Assert.Equal(p5, known.Percentile(5), p5 * 1e-9);
                Assert.Equal(p95, known.Percentile(95), p95 * 1e-9);
            }
            else
            {
                Assert.Null(known.Law);
            }
        }
    }

    [Fact]
    public void Bases_OfADay_DoNotChangeByWhatBecameKnownLater() => Gen.Select(Gen.Int[1, 900], Gen.Double[0.2, 5], Gen.Int[0, 4]).Sample(
        (days, factor, which) =>
        {
            var (series, since) = (LayerBases.Series[which], Intake.AddDays(days));
            var later = Curated.Where(o => o.SeriesId == series).Select(o => new Observation(
                o.SeriesId, o.PeriodEnd, o.Frequency, o.Value * factor, o.Unit, o.Status, o.Source, "restated", since)).ToList();
            Assert.Equal(Newest, VintageAsOf.Of(Curated.Concat(later), since.AddDays(-1)));
            Assert.NotEqual(Newest.Version, VintageAsOf.Of(Curated.Concat(later), since).Version);
        },
        iter: 20);

    [Fact]
    public void ClockMoved_AYearOn_BasesFollowTheFiguresAndEarlierRunsKeepTheirIds()
    {
        var since = new DateOnly(2027, 3, 15);
        List<Observation> figures =
        [
            .. Enumerable.Range(1, 4).Select(q => Period.OfQuarter(2026, q)).SelectMany(
                (quarter, i) => new[] { MadeUpMarket.Nvidia(quarter, 80 + 12 * i), MadeUpMarket.Broadcom(quarter, 11 + 4 * i) })
                .Where(o => !Curated.Any(c => c.SeriesId == o.SeriesId && Math.Abs(c.PeriodEnd.DayNumber - o.PeriodEnd.DayNumber) < 45))
                .Select(o => new Observation(o.SeriesId, o.PeriodEnd, o.Frequency, o.Value, o.Unit, o.Status, o.Source, o.Reference, since)),
            Figure(LayerBases.Users, new(2026, 8, 31), Frequency.Event, 1.2e9, "people"),
            Figure(LayerBases.Tokens, new(2026, 6, 30), Frequency.Event, 3.3e14, "tokens/day"),
            Figure(LayerBases.Power, new(2026, 12, 31), Frequency.Annual, 14, "GW/yr"),
            Figure(LayerBases.Packaging, new(2026, 12, 31), Frequency.Annual, 1.1e6, "wafers/yr"),
            Figure(LayerBases.CashFlow, new(2026, 12, 31), Frequency.Annual, 7e11, "USD"),
        ];
        var all = ObservationMerge.Of(Curated, figures);
        var later = VintageAsOf.Of(all, since);
        Assert.Equal(2026, later.BaseYear);
        Assert.Equal(700, later.FindParameter("limit.capital.cashFlow")!.Value);
        Assert.Equal(10 * 14 / 6.4, later.FindParameter("limit.power.base")!.Value, 1e-12);
        Assert.Equal(6 * 0.33 / 1.1, later.FindParameter("limit.packaging.anchor")!.Value, 1e-12);
        Assert.True(later.FindParameter("users.base")!.Value > Newest.FindParameter("users.base")!.Value);
        Assert.Equal(
            3.3e14 / (later.FindParameter("users.base")!.Value * 8.2e9), later.FindParameter("tokens.perUser.base")!.Value, 1e-6);

        // The earlier vintages are the same, and so are runs on them.
        foreach (var day in new[] { Intake.AddDays(-1), Intake })
            Assert.Equal(RunOn(VintageAsOf.Of(Curated, day)), RunOn(VintageAsOf.Of(all, day)));
        Assert.Equal(3, new[] { VintageAsOf.Of(all, Intake.AddDays(-1)), Newest, later }.Select(RunOn).Distinct().Count());

        Observation Figure(string series, DateOnly end, Frequency frequency, double value, string unit)
            => new(series, end, frequency, value, unit, ObservationStatus.Estimated, "Made up", "A test", since);

        static RunId RunOn(Baseline baseline) => new ProjectionSpecification(
            baseline.Version, ResolvedScenario.Resolve(baseline, Presets.Find("agents")!, new Dictionary<Parameter, ParameterSetting>()),
            new PeriodRange(Period.OfYear(2026), Period.OfYear(2030))).RunId;
    }

    [Fact]
    public void Figure_BeyondAParametersBounds_LeavesTheAssumptionAndSaysWhy()
    {
        var wild = new Observation(
            LayerBases.CashFlow, new(2025, 12, 31), Frequency.Annual, 6e13, "USD", ObservationStatus.Secondary, "Made up", "A test", Intake.AddDays(1));
        var kept = VintageAsOf.Of(Curated.Append(wild), Intake.AddDays(1)).FindParameter("limit.capital.cashFlow")!;
        Assert.Equal((478 * Math.Exp(0.17), ParameterStatus.Assumed), (kept.Value, kept.Status));
        Assert.Contains("data gave 60000, outside its bounds", kept.Basis, StringComparison.Ordinal);
        Assert.Empty(kept.Observations);
    }
}
