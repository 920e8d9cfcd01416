using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.Calibration;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Series;
using ForecastFunctions.Core.Statistics;
using ForecastFunctions.Infrastructure.Sources.Curated;

namespace ForecastFunctions.UnitTests.Baselines;

public class BaselineCalibrationTests
{
    private static readonly IReadOnlyList<Observation> Curated = CuratedObservations.Read();
    private static readonly Baseline Refreshed = BaselineCalibration.Calibrate(Curated).Baseline!;

    [Fact]
    public void Curated_Observations_GiveTheBaseYear2025()
    {
        Assert.Equal(2025, Refreshed.BaseYear);
        Assert.StartsWith($"{Refreshed.AsOf:yyyy-MM-dd}-", Refreshed.Version, StringComparison.Ordinal);
        Assert.Equal(Curated.Max(o => o.KnownSince), Refreshed.AsOf);
    }

    [Fact]
    public void Model_InTheBaseYear_GivesTheRevenuesThatWereObserved()
    {
        var year = Run(Refreshed, 2025);
        Assert.Equal(193.737, year.Value(0, Variables.NvidiaRevenue), 0.01);
        Assert.Equal(24.5, year.Value(0, Variables.BroadcomRevenue), 0.01);
        Assert.Equal(7.215, year.Value(0, Variables.AmdRevenue), 0.01);
    }

    [Fact]
    public void Parameters_OfARefreshedBaseline_SayWhatTheyComeFrom()
    {
        var statuses = Refreshed.Parameters.Select(p => p.Status).Distinct().ToList();
        Assert.Contains(ParameterStatus.Estimated, statuses);
        Assert.Contains(ParameterStatus.Assumed, statuses);
        Assert.All(Refreshed.Parameters, p => Assert.Equal(p.Status == ParameterStatus.Assumed, p.Observations.Count == 0));
        Assert.Equal(
            ["amd.instinct_revenue.q.p5", "amd.instinct_revenue.q.p95", "avgo.ai_revenue.q", "nvda.datacenter_revenue.q"],
            Refreshed.FindParameter("spend.base")!.Observations);
    }

    [Fact]
    public void Growth_OfTheForecast_IsTheGrowthOfTheFirstYear()
    {
        var growth = RevenueGrowth.Of(Quarters(Refreshed, (2022, 4), (2026, 2)), ahead: 2);
        Assert.Equal(
            Math.Exp(growth.P50), Run(Refreshed, 2026).Value(0, Variables.Spend) / Run(Refreshed, 2025).Value(0, Variables.Spend), 1e-9);

        var initial = Refreshed.FindParameter("spend.growth.initial")!;
        Assert.InRange(initial.Value, 0.4, 1);
        Assert.Equal(ParameterStatus.Estimated, initial.Status); // some of Broadcom's quarters are estimates
        Assert.Contains("from 15 quarters to 2026-Q2", initial.Basis, StringComparison.Ordinal);
        var law = Distribution.Parse(initial.Law!);
        Assert.Equal(InitialRate(growth.P5), law.Quantile(0.05), 1e-9);
        Assert.Equal(InitialRate(growth.P95), law.Quantile(0.95), 1e-9);

        double InitialRate(double g) => 0.1 + (g - 0.1) * 0.35 / (1 - Math.Exp(-0.35));
    }

    [Fact]
    public void Growth_OfTooFewQuarters_StaysAnAssumptionAndSaysWhy()
    {
        // Of Broadcom only 2025 and the quarter after it are known.
        var few = Curated.Where(o => o.SeriesId != "avgo.ai_revenue.q" || FiscalCalendar.CalendarQuarter(o.PeriodEnd).Year >= 2025)
            .ToList();
        var initial = BaselineCalibration.Calibrate(few).Baseline!.FindParameter("spend.growth.initial")!;
        Assert.Equal((ParameterStatus.Assumed, 0), (initial.Status, initial.Observations.Count));
        Assert.Contains("(a forecast wants 8 consecutive quarters of NVIDIA's and Broadcom's AI revenue; 6 are known)", initial.Basis,
            StringComparison.Ordinal);
        Assert.Equal(0.1 + 0.37 * Math.Exp(-0.35), initial.Value, 1e-12);
    }

    [Fact]
    public void Growth_BeyondTheBounds_StaysAnAssumptionAndSaysWhy()
    {
        var initial = BaselineCalibration.Calibrate(Told(i => Math.Pow(0.4, i))).Baseline!.FindParameter("spend.growth.initial")!;
        Assert.Equal(ParameterStatus.Assumed, initial.Status);
        Assert.Contains("outside the -0.5 to 1.5 that growth is calibrated within)", initial.Basis, StringComparison.Ordinal);
    }

    [Fact]
    public void Growth_WithARangeBeyondTheBounds_IsCutThereAndSaysSo()
    {
        var initial = BaselineCalibration.Calibrate(Told(i => i is 1 or 4 or 6 or 11 ? 0.1 * (i + 1) : i + 1)).Baseline!
            .FindParameter("spend.growth.initial")!;
        Assert.NotEqual(ParameterStatus.Assumed, initial.Status);
        Assert.EndsWith("; its range is cut at -0.5 and 1.5", initial.Basis, StringComparison.Ordinal);
        Assert.Equal(-0.5, Distribution.Parse(initial.Law!).Quantile(0.05), 1e-12);
    }

    [Fact]
    public void Growth_AcrossAGap_IsThatOfTheQuartersAroundTheBaseYear()
    {
        // The third quarter of 2025 is missing, so the base year is 2024, and of 2025 only its first half is known.
        var gap = Curated.Where(
            o => o.SeriesId != "avgo.ai_revenue.q" || FiscalCalendar.CalendarQuarter(o.PeriodEnd) != Period.OfQuarter(2025, 3)).ToList();
        var baseline = BaselineCalibration.Calibrate(gap).Baseline!;
        var initial = baseline.FindParameter("spend.growth.initial")!;
        Assert.Equal(2024, baseline.BaseYear);
        Assert.Contains("from 11 quarters to 2025-Q2", initial.Basis, StringComparison.Ordinal);
        var growth = RevenueGrowth.Of(Quarters(Refreshed, (2022, 4), (2025, 2)), ahead: 2);
        Assert.Equal(
            Math.Exp(growth.P50), Run(baseline, 2025).Value(0, Variables.Spend) / Run(baseline, 2024).Value(0, Variables.Spend), 1e-9);
    }

    [Fact]
    public void Assumptions_ToldFromALaterYear_AreOnTheArticlesPath()
    {
        var article = ArticleBaseline.From([]);
        var ratio = Run(article, 2026).Value(0, Variables.ComputeRatio);
        Assert.Equal(4.5 * Math.Pow(0.70 / 4.5, Math.Exp(-0.415)), Refreshed.FindParameter("ratio.base")!.Value, 1e-12);
        Assert.InRange(Run(Refreshed, 2026).Value(0, Variables.ComputeRatio) / ratio, 0.97, 1.03);
        Assert.Equal(Parameters.RatioLimit.Default, Refreshed.FindParameter("ratio.limit")!.Value);
        Assert.Equal(2028, Refreshed.FindParameter("share.anchorYear")!.Value);
    }

    [Fact]
    public void Calibration_OfTheSameObservationsInAnyOrder_IsTheSameBaseline()
    {
        var reversed = BaselineCalibration.Calibrate([.. Curated.Reverse()]).Baseline!;
        Assert.Equal(Refreshed, reversed);
    }

    [Theory]
    [InlineData("nvda.datacenter_revenue.q")]
    [InlineData("avgo.ai_revenue.q")]
    public void Year_ThatARequiredSeriesLacks_IsNoBaseYear(string series)
    {
        var without = Curated.Where(o => !string.Equals(o.SeriesId, series, StringComparison.Ordinal)
            || FiscalCalendar.CalendarQuarter(o.PeriodEnd) != Period.OfQuarter(2025, 3)).ToList();
        Assert.Equal(2024, BaselineCalibration.Calibrate(without).Baseline!.BaseYear);
        var absent = BaselineCalibration.Calibrate([.. Curated.Where(o => !string.Equals(o.SeriesId, series, StringComparison.Ordinal))]);
        Assert.Equal((null, CalibrationFaultCodes.SeriesMissing, series), (absent.Baseline, absent.Fault?.Code, absent.Fault?.Subject));
    }

    [Fact]
    public void Observations_WithoutAnyOneSeries_MakeAVintageOrAFaultThatNamesIt()
    {
        foreach (var series in Curated.Select(o => o.SeriesId).Distinct(StringComparer.Ordinal))
        {
            var result = BaselineCalibration.Calibrate([.. Curated.Where(o => !string.Equals(o.SeriesId, series, StringComparison.Ordinal))]);
            if (BaselineCalibration.RequiredSeries.Contains(series, StringComparer.Ordinal))
                Assert.Equal(series, result.Fault?.Subject);
            else
                Assert.Equal(2025, result.Baseline?.BaseYear);
        }
    }

    [Fact]
    public void Observations_OfNvidiaAndBroadcomAlone_MakeAVintageThatSaysWhatIsTheArticles()
    {
        var baseline = BaselineCalibration.Calibrate([.. Curated.Where(o => BaselineCalibration.RequiredSeries.Contains(o.SeriesId))]).Baseline!;
        Assert.Equal(2025, baseline.BaseYear);
        var year = Run(baseline, 2025);
        Assert.Equal(193.737, year.Value(0, Variables.NvidiaRevenue), 0.01);
        Assert.Equal(24.5, year.Value(0, Variables.BroadcomRevenue), 0.01);
        Assert.Equal(Run(ArticleBaseline.From([]), 2025).Value(0, Variables.SpendShare.OtherGpu), year.Value(0, Variables.SpendShare.OtherGpu), 1e-3);
        Assert.Contains("AMD's is not known", baseline.FindParameter("spend.base")!.Basis, StringComparison.Ordinal);
        Assert.Equal(
            Run(ArticleBaseline.From([]), 2024).Value(0, Variables.ComputeInstalledBy.Asic), baseline.FindParameter("stock.asic.base")!.Value, 1e-12);
        foreach (var id in new[] { "price.nvidia.base", "power.asic.base", "stock.otherGpu.base" })
            Assert.Contains("chip counts of", baseline.FindParameter(id)!.Basis, StringComparison.Ordinal);
    }

    [Fact]
    public void Figures_ThatCannotBeCalibratedTo_AreAFaultAndNoException()
    {
        foreach (var factor in new[] { 0.0, -1, 1e-9, 1e12, 1e200 })
        {
            var odd = Curated.Select(o => o.SeriesId == BaselineCalibration.BroadcomSeries
                ? new Observation(o.SeriesId, o.PeriodEnd, o.Frequency, o.Value * factor, o.Unit, o.Status, o.Source, o.Reference, o.KnownSince)
                : o).ToList();
            var result = BaselineCalibration.Calibrate(odd);
            Assert.True(result.Baseline is null != result.Fault is null);
            Assert.All(result.Baseline?.Parameters ?? [], p => Assert.True(double.IsFinite(p.Value), p.Id));
        }
    }

    [Fact]
    public void Bases_OfARefreshedVintage_HoldNoFigureOfTheArticles()
        => Assert.All(Refreshed.Parameters, p =>
        {
            foreach (var figure in new[] { "453", "115.3", "51 %", "12.2", "Gives" })
                Assert.DoesNotContain(figure, p.Basis, StringComparison.Ordinal);
        });

    [Fact]
    public void Statuses_OfReportedRevenue_AreThreeKinds()
    {
        // A curated document may carry the figures of the filings themselves.
        var reported = Curated.Select(o => o.SeriesId is "nvda.datacenter_revenue.q" or "avgo.ai_revenue.q"
            ? new Observation(
                o.SeriesId, o.PeriodEnd, o.Frequency, o.Value, o.Unit, ObservationStatus.Reported, o.Source, o.Reference, o.KnownSince)
            : o).ToList();
        var statuses = BaselineCalibration.Calibrate(reported).Baseline!.Parameters.Select(p => p.Status).Distinct().Order();
        Assert.Equal([ParameterStatus.Derived, ParameterStatus.Estimated, ParameterStatus.Assumed], statuses);
    }

    /// <summary>
    /// The curated observations, with other revenue of NVIDIA's and Broadcom's in the quarters of 2022-Q4 to 2025-Q4, bn USD.
    /// </summary>
    private static List<Observation> Told(Func<int, double> revenue)
        => [.. Curated
            .Where(o => o.SeriesId is not ("nvda.datacenter_revenue.q" or "avgo.ai_revenue.q") || Index(o) is >= 0 and <= 12)
            .Select(o => o.SeriesId is "nvda.datacenter_revenue.q" or "avgo.ai_revenue.q"
                ? new Observation(
                    o.SeriesId, o.PeriodEnd, o.Frequency, revenue(Index(o)) * 5e8, o.Unit, o.Status, o.Source, o.Reference, o.KnownSince)
                : o)];

    private static int Index(Observation o)
        => FiscalCalendar.CalendarQuarter(o.PeriodEnd) is var quarter ? 4 * (quarter.Year - 2022) + quarter.Quarter!.Value - 4 : 0;

    private static List<double> Quarters(Baseline baseline, (int Year, int Quarter) first, (int Year, int Quarter) last)
        => [.. baseline.Series("nvda.datacenter_revenue.q").Concat(baseline.Series("avgo.ai_revenue.q"))
            .GroupBy(o => FiscalCalendar.CalendarQuarter(o.PeriodEnd))
            .Where(g => g.Key >= Period.OfQuarter(first.Year, first.Quarter) && g.Key <= Period.OfQuarter(last.Year, last.Quarter))
            .OrderBy(g => g.Key).Select(g => g.Sum(o => o.Value) / 1e9)];

    private static Projection Run(Baseline baseline, int year)
    {
        var scenario = ResolvedScenario.Resolve(baseline, Presets.ArticleBase, new Dictionary<Parameter, ParameterSetting>());
        return ProjectionEngine.Run(
            new ProjectionSpecification(baseline.Version, scenario, new PeriodRange(Period.OfYear(year), Period.OfYear(year))));
    }
}
