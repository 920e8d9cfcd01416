using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.Baselines.Calibration;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Series;
using ForecastFunctions.Infrastructure.Sources.Curated;

namespace ForecastFunctions.UnitTests.Baselines;

public class BaselineCalibrationTests
{
    private static readonly IReadOnlyList<Observation> Curated = CuratedObservations.Read();
    private static readonly Baseline Refreshed = BaselineCalibration.Calibrate(Curated, Steady)!;

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
        Assert.Equal(193.712, year.Value(0, Variables.NvidiaRevenue), 0.01);
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
        => Assert.Equal(Math.Exp(0.5), Run(Refreshed, 2026).Value(0, Variables.Spend) / Run(Refreshed, 2025).Value(0, Variables.Spend), 1e-9);

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
        var reversed = BaselineCalibration.Calibrate([.. Curated.Reverse()], Steady)!;
        Assert.Equal(Refreshed, reversed);
    }

    [Theory]
    [InlineData("nvda.datacenter_revenue.q")]
    [InlineData("avgo.ai_revenue.q")]
    public void Year_ThatARequiredSeriesLacks_IsNoBaseYear(string series)
    {
        var without = Curated.Where(o => !string.Equals(o.SeriesId, series, StringComparison.Ordinal) || FiscalCalendar.CalendarQuarter(o.PeriodEnd) != Period.OfQuarter(2025, 3)).ToList();
        Assert.Equal(2024, BaselineCalibration.Calibrate(without, Steady)!.BaseYear);
        Assert.Null(BaselineCalibration.Calibrate([.. Curated.Where(o => !string.Equals(o.SeriesId, series, StringComparison.Ordinal))], Steady));
    }

    [Fact]
    public void Statuses_OfReportedRevenue_AreThreeKinds()
    {
        // A curated document may carry the figures of the filings themselves.
        var reported = Curated.Select(o => o.SeriesId is "nvda.datacenter_revenue.q" or "avgo.ai_revenue.q"
            ? new Observation(o.SeriesId, o.PeriodEnd, o.Frequency, o.Value, o.Unit, ObservationStatus.Reported, o.Source, o.Reference, o.KnownSince)
            : o).ToList();
        var statuses = BaselineCalibration.Calibrate(reported, Steady)!.Parameters.Select(p => p.Status).Distinct().Order();
        Assert.Equal([ParameterStatus.Derived, ParameterStatus.Estimated, ParameterStatus.Assumed], statuses);
    }

    private static (double P5, double P50, double P95) Steady(IReadOnlyList<double> quarters, int ahead, double baseYear) => (0.3, 0.5, 0.7);

    private static Projection Run(Baseline baseline, int year)
    {
        var scenario = ResolvedScenario.Resolve(baseline, Presets.ArticleBase, new Dictionary<Parameter, ParameterSetting>());
        return ProjectionEngine.Run(new ProjectionSpecification(baseline.Version, scenario, new PeriodRange(Period.OfYear(year), Period.OfYear(year))));
    }
}
