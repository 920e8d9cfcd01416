using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.Calibration;
using ForecastFunctions.Core.History;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Refreshes;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Series;
using ForecastFunctions.Infrastructure.Sources.Curated;

namespace ForecastFunctions.UnitTests.Baselines;

/// <summary>Three years of monthly refreshes: what was known to September 2026, and made-up quarters after that.</summary>
public class MovingClockTests
{
    private static readonly DateOnly First = new(2025, 1, 15);
    private static readonly PeriodRange Years = new(Period.OfYear(2024), Period.OfYear(2030));

    [Fact]
    public async Task Refreshes_OverThreeYears_KeepRequestsScenariosAndColumns()
    {
        var market = Market();
        var clock = new Clock();
        var store = new FakeStore(ArticleBaseline.From(market));
        var reports = new FakeReports();
        var baseYears = new List<int>();
        for (var month = 0; month < 36; month++)
        {
            var day = First.AddMonths(month);
            clock.Day = day;
            List<Observation> known = [.. market.Where(o => o.KnownSince <= day)];
            var report = await new BaselineRefresh([new FakeSource("market", known)], store, reports, clock)
                .RunAsync(store.Baselines[store.Current], "schedule");

            Assert.Empty(report.Quarantines);
            Assert.Contains(report.Outcome, new[] { RefreshOutcome.Changed, RefreshOutcome.Unchanged, RefreshOutcome.Incomplete });
            Assert.True(report.Outcome != RefreshOutcome.Incomplete || day < new DateOnly(2025, 3, 6));
            var current = store.Baselines[store.Current];
            Assert.Equal(VintageAsOf.Of(known, day), current);
            Assert.False(current.Version != ArticleBaseline.Version && BaselineFreshness.Of(current, day).IsOverdue, $"overdue on {day:O}");
            baseYears.Add(current.BaseYear);
            CheckTables(current);
        }

        Assert.Equal([2024, 2025, 2026], baseYears.Distinct());
        Assert.True(BaselineFreshness.Of(store.Baselines[store.Current], new(2028, 4, 15)).IsOverdue);
    }

    /// <summary>A table from 2024 on has a row for every year and variable, whatever the base year, and says what each is.</summary>
    private static void CheckTables(Baseline vintage)
    {
        var history = new ObservedHistory(vintage);
        foreach (var preset in Presets.All)
        {
            var scenario = ResolvedScenario.Resolve(vintage, preset, OurView);
            var specification = new ProjectionSpecification(vintage.Version, scenario, Years);
            var projection = ProjectionEngine.Run(specification);
            foreach (var variable in Variables.All)
            {
                foreach (var year in specification.Range)
                {
                    var place = year.Year - specification.Projected.From.Year;
                    Assert.True(year.Year < vintage.BaseYear
                        ? place < 0 && history.Find(variable, year) is null or { Value: > 0 }
                        : double.IsFinite(projection.Value(place, variable))
                            && RowStatus.Of(scenario, variable, year) is RowStatus.Calibrated or RowStatus.Modelled or RowStatus.Projected);
                }
            }

            if (vintage.BaseYear > 2024)
                Assert.Equal(115.186, history.Find(Variables.NvidiaRevenue, Period.OfYear(2024))!.Value, 0.001);
        }
    }

    /// <summary>What a partner saved in 2024, and means still.</summary>
    private static IReadOnlyDictionary<Parameter, ParameterSetting> OurView { get; } = new Dictionary<Parameter, ParameterSetting>
    {
        [Parameters.AnchorYear] = new ParameterSetting.Fixed(2030),
        [Parameters.SpendBase] = ParameterSetting.Move(Parameters.SpendBase, ChangeKind.Times, 1.1),
        [Parameters.NvidiaTrainingAnchor] = ParameterSetting.Move(Parameters.NvidiaTrainingAnchor, ChangeKind.Times, 0.8),
    };

    private static List<Observation> Market()
    {
        List<Observation> market = [.. CuratedObservations.Read()];
        var (nvidia, broadcom) = (89.0, 16.7);
        for (var quarter = Period.OfQuarter(2026, 3); quarter <= Period.OfQuarter(2027, 4); quarter = quarter.Next)
        {
            market.Add(MadeUpMarket.Nvidia(quarter, nvidia *= 1.07));
            market.Add(MadeUpMarket.Broadcom(quarter, broadcom *= 1.1));
        }

        return market;
    }

    private sealed class Clock : TimeProvider
    {
        public DateOnly Day { get; set; }

        public override DateTimeOffset GetUtcNow() => new(Day.ToDateTime(new TimeOnly(3, 0)), TimeSpan.Zero);
    }
}
