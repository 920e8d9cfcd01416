using CsCheck;
using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.Calibration;
using ForecastFunctions.Core.History;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Series;
using ForecastFunctions.Infrastructure.Sources.Curated;

namespace ForecastFunctions.UnitTests.Baselines;

public class ObservedHistoryTests
{
    private static readonly Baseline Newest = VintageAsOf.Of(CuratedObservations.Read(), new(2026, 11, 24));
    private static readonly ObservedHistory History = new(Newest);

    [Theory]
    [InlineData("Vendor Revenue|NVIDIA|Data Centre", "2024", 115.186)] // 22.563 + 26.272 + 30.771 + 35.580
    [InlineData("Vendor Revenue|NVIDIA|Data Centre", "2025", 193.737)]
    [InlineData("Vendor Revenue|NVIDIA|Data Centre", "2026-Q2", 89.023)]
    [InlineData("Vendor Revenue|NVIDIA|Data Centre", "2026", null)]
    [InlineData("Vendor Revenue|NVIDIA|Data Centre", "2026-Q3", null)]
    [InlineData("Vendor Revenue|Broadcom|AI", "2024", 14.1)] // 3.1 + 3.2 + 3.7 + 4.1
    [InlineData("Vendor Revenue|Broadcom|AI", "2026-Q2", 16.7)]
    [InlineData("Vendor Revenue|AMD|AI", "2024", 5.175)] // (0.6 + 1 + 1.4 + 1.7 + 0.9 + 1.25 + 1.6 + 1.9) / 2
    [InlineData("Vendor Revenue|Marvell|AI", "2026-Q2", 2.18)]
    [InlineData("Vendor Revenue|Marvell|AI", "2024", null)]
    [InlineData("AI Compute|Spend", "2024", 137.994)] // 115.186 + 14.1 / 0.847 + 5.175 / 0.84
    [InlineData("Electricity", "2024", null)]
    [InlineData("Share|Inference|Compute", "2024", null)]
    public void Figure_OfAPeriod_IsTheSumByHand(string variable, string period, double? value)
    {
        Assert.True(Period.TryParse(period, out var wanted));
        var figure = History.Find(Variables.Find(variable)!, wanted);
        Assert.Equal(value is null, figure is null);
        if (value is { } expected)
            Assert.Equal(expected, figure!.Value, 0.001);
    }

    [Fact]
    public void Figure_OfSeveralParts_IsAsWellFoundedAsTheWeakest()
    {
        var nvidia = History.Find(Variables.NvidiaRevenue, Period.OfYear(2024))!;
        Assert.Equal((ObservationStatus.Derived, new DateOnly(2025, 2, 26)), (nvidia.Status, nvidia.KnownSince));
        Assert.Equal(ObservationStatus.Reported, History.Find(Variables.NvidiaRevenue, Period.OfQuarter(2025, 2))!.Status);
        Assert.Equal(ObservationStatus.Secondary, History.Find(Variables.BroadcomRevenue, Period.OfYear(2024))!.Status);
        var spend = History.Find(Variables.Spend, Period.OfYear(2024))!;
        Assert.Equal(ObservationStatus.Estimated, spend.Status);
        Assert.Equal(["amd.instinct_revenue.q.p5", "amd.instinct_revenue.q.p95", "avgo.ai_revenue.q", "nvda.datacenter_revenue.q"], spend.Series);
    }

    [Fact]
    public void Compute_ByTechnology_IsWhatWasCounted()
    {
        var counted = CuratedObservations.Read().Single(o => o.SeriesId == "nvda.h100e_cumulative.p50" && o.PeriodEnd == new DateOnly(2024, 12, 31));
        Assert.Equal(counted.Value / 1e6, History.Find(Variables.ComputeInstalledBy.Nvidia, Period.OfYear(2024))!.Value, 1e-12);
        Assert.Equal(
            History.Find(Variables.ComputeInstalledBy.Nvidia, Period.OfYear(2024))!.Value
                - History.Find(Variables.ComputeInstalledBy.Nvidia, Period.OfYear(2023))!.Value,
            History.Find(Variables.ComputeAddedBy.Nvidia, Period.OfYear(2024))!.Value, 1e-12);
        Assert.NotNull(History.Find(Variables.ItPower, Period.OfQuarter(2024, 2)));
        Assert.Equal(2022, History.FirstYear);
    }

    [Fact]
    public void Figures_OfAnyVintage_AreNoneThatWasNotKnown() => MadeUpMarket.Vintages.Sample(
        vintage =>
        {
            var history = new ObservedHistory(vintage);
            foreach (var variable in Variables.All)
            {
                for (var year = 2020; year < 2032; year++)
                {
                    if (history.Find(variable, Period.OfYear(year)) is not { } figure)
                        continue;
                    Assert.True(figure.KnownSince <= vintage.AsOf && double.IsFinite(figure.Value));
                    Assert.All(figure.Series, s => Assert.NotEmpty(vintage.Series(s)));
                    if (variable.Aggregation == Aggregation.Flow && !variable.Name.StartsWith("Compute", StringComparison.Ordinal))
                        Assert.Equal(figure.Value, Enumerable.Range(1, 4).Sum(q => history.Find(variable, Period.OfQuarter(year, q))!.Value), 1e-9);
                }
            }
        },
        iter: 20);

    [Fact]
    public void Rows_ThatSayCalibrated_GiveWhatWasObserved()
    {
        foreach (var vintage in MadeUpMarket.Real().Append(Newest))
        {
            var scenario = ResolvedScenario.Resolve(vintage, Presets.ArticleBase, new Dictionary<Parameter, ParameterSetting>());
            var year = Period.OfYear(vintage.BaseYear);
            var run = ProjectionEngine.Run(new ProjectionSpecification(vintage.Version, scenario, new PeriodRange(year, year)));
            var history = new ObservedHistory(vintage);
            foreach (var variable in Variables.All.Where(v => RowStatus.Of(scenario, v, year) == RowStatus.Calibrated))
            {
                if (history.Find(variable, year) is { } figure)
                {
                    // Compute is bought through the year at falling prices, and counted once at its end.
                    var near = variable.Unit == "bn USD" ? 1e-3 : 0.05;
                    Assert.InRange(run.Value(0, variable) / figure.Value, 1 - near, 1 + near);
                }
            }
        }

        var newest = ResolvedScenario.Resolve(Newest, Presets.ArticleBase, new Dictionary<Parameter, ParameterSetting>());
        Assert.Equal(
            [
                "AI Compute|Spend", "Vendor Revenue|NVIDIA|Data Centre", "Vendor Revenue|AMD|AI", "Vendor Revenue|Broadcom|AI",
                "Compute|Added|NVIDIA", "Compute|Added|Other GPU", "Compute|Added|Custom ASIC",
                "Price|NVIDIA", "Price|Other GPU", "Price|Custom ASIC",
            ],
            Variables.All.Where(v => RowStatus.Of(newest, v, Period.OfYear(2025)) == RowStatus.Calibrated).Select(v => v.Name));
        Assert.Equal(RowStatus.Modelled, RowStatus.Of(newest, Variables.Electricity, Period.OfYear(2025)));
        Assert.Equal(RowStatus.Modelled, RowStatus.Of(newest, Variables.Spend, Period.OfQuarter(2025, 2)));
        Assert.Equal(RowStatus.Projected, RowStatus.Of(newest, Variables.Spend, Period.OfYear(2026)));
        var set = new Dictionary<Parameter, ParameterSetting> { [Parameters.SpendBase] = new ParameterSetting.Fixed(300) };
        Assert.Equal(RowStatus.Modelled, RowStatus.Of(ResolvedScenario.Resolve(Newest, Presets.ArticleBase, set), Variables.Spend, Period.OfYear(2025)));
    }
}
