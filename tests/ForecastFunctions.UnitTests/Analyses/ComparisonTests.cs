using ForecastFunctions.Core.Analyses.Comparisons;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Series;
using ForecastFunctions.Core.Statistics;
using ForecastFunctions.UnitTests.Projections;

namespace ForecastFunctions.UnitTests.Analyses;

/// <summary>What every comparison promises, whatever its scenarios.</summary>
public class ComparisonTests
{
    private static readonly ScenarioEvent[] Events =
    [
        new("export controls", Driver.NvidiaInferenceOdds, EventEffect.Multiply, 0.5, Period.OfQuarter(2025, 3), 6, 0.4),
    ];

    private static readonly PeriodRange Years = new(Period.OfYear(2026), Period.OfYear(2030));

    private static DrawSettings Draws { get; } = new(1_000, 7, Sampling.Sobol, [5, 25, 50, 75, 95], StatedCorrelations.Default, []);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Scenario_ComparedWithItself_DiffersByExactlyZero(bool withDraws)
    {
        var self = Scenario("data-wall", Events);
        var difference = Compare([self, self], 0, withDraws ? Draws : null).Differences.Single();
        foreach (var (period, variable, statistic) in Places(difference))
        {
            Assert.Equal(0, difference.Value(period, variable, statistic));
            Assert.Equal(withDraws ? 0 : null, difference.StandardError(period, variable, statistic));
        }
    }

    [Fact]
    public void Difference_WithTheReferenceSwapped_ChangesItsSignAndMirrorsItsPercentiles()
    {
        ResolvedScenario[] scenarios = [Scenario("article-base"), Scenario("asic-surge", Events)];
        var forth = Compare(scenarios, 0, Draws).Differences.Single();
        var back = Compare(scenarios, 1, Draws).Differences.Single();
        string[] names = ["mean", "sd", "p5", "p25", "p50", "p75", "p95", Comparison.ExceedsStatistic];
        Assert.Equal(names, forth.Statistics);
        foreach (var (period, variable, statistic) in Places(forth))
        {
            var there = forth.Value(period, variable, statistic);
            var mirror = statistic is >= 2 and <= 6 ? 8 - statistic : statistic;
            var here = back.Value(period, variable, mirror);
            var scale = Math.Abs(there) + forth.Value(period, variable, 1);
            switch (names[statistic])
            {
                case "sd":
                    Assert.Equal(there, here, 1e-12 * scale);
                    break;
                case Comparison.ExceedsStatistic:
                    // What is equal on a path exceeds in neither direction.
                    Assert.InRange(there + here, 0, 1);
                    break;
                default:
                    Assert.Equal(-there, here, 1e-9 * scale);
                    break;
            }
        }
    }

    [Fact]
    public void Comparison_OfSeveral_IsWhatTheirProjectionsDifferBy()
    {
        ResolvedScenario[] scenarios = [Scenario("asic-surge"), Scenario("article-base", Events), Scenario("scaling-continues")];
        var comparison = Compare(scenarios, 1, Draws, withLevels: true);
        Projection[] alone = [.. scenarios.Select(
            s => ProjectionEngine.Run(new ProjectionSpecification(ArticleRuns.Article.Version, s, Years, Draws)))];
        Assert.Equal(alone.Select(p => p.ToBytes()), comparison.Levels.Select(p => p.ToBytes()));
        foreach (var (place, difference) in comparison.Differences.Index())
        {
            var scenario = alone[place == 0 ? 0 : 2];
            foreach (var (period, variable, _) in Places(difference))
            {
                var expected = scenario.Value(period, variable) - alone[1].Value(period, variable);
                Assert.Equal(expected, difference.Value(period, variable), 1e-12 * Math.Abs(alone[1].Value(period, variable)));
            }
        }

        // The shared uncertainty cancels: the difference is much narrower than a difference of percentiles.
        const int P5 = 2, P95 = 6;
        var (last, revenue) = (Years.Count - 1, Variables.NvidiaRevenue);
        Assert.True(
            comparison.Differences[0].Value(last, revenue, P95) - comparison.Differences[0].Value(last, revenue, P5)
            < 0.7 * (alone[1].Value(last, revenue, P95) - alone[1].Value(last, revenue, P5)));
    }

    [Fact]
    public void Probability_OfExceeding_IsTheShareOfPathsAboveTheReference()
    {
        // More spend on every path, and the same ratios but for rounding.
        var more = ResolvedScenario.Resolve(
            ArticleRuns.Article, Presets.ArticleBase, ArticleRuns.Fixed(new Dictionary<Parameter, double> { [Parameters.SpendBase] = 300 }));
        var difference = Compare([Scenario("article-base"), more], 0, Draws).Differences.Single();
        var exceeds = difference.Statistics.Count - 1;
        Assert.Equal(1, difference.Value(0, Variables.Spend, exceeds));
        Assert.Equal(0, difference.Value(0, Variables.SpendRatio, exceeds));
        Assert.Equal(0, difference.Value(0, Variables.SpendRatio, 0));

        // Half of the paths lie above their common median.
        var central = ResolvedScenario.Resolve(ArticleRuns.Article, Presets.ArticleBase, new Dictionary<Parameter, ParameterSetting>
        {
            [Parameters.SpendBase] = new ParameterSetting.Fixed(Parameters.SpendBase.Law!.Median),
        });
        var half = Compare([central, Scenario("article-base")], 0, Draws).Differences.Single();
        Assert.InRange(half.Value(0, Variables.Spend, exceeds), 0.49, 0.51);
        Assert.InRange(half.StandardError(0, Variables.Spend, exceeds)!.Value, 0, 0.01);
    }

    [Fact]
    public void Comparison_OnAnyNumberOfThreads_GivesTheSameBytesAndReadsBack()
    {
        var specification = Specification(
            [Scenario("article-base"), Scenario("asic-surge", Events), Scenario("data-wall")], 2, Draws, withLevels: true);
        var bytes = specification.Compute(1).ToBytes();
        Assert.Equal(bytes, specification.Compute(2).ToBytes());
        Assert.Equal(bytes, specification.Compute(3).ToBytes());
        Assert.Equal(bytes, Comparison.FromBytes(bytes).ToBytes());
        for (var length = 0; length < 200; length++)
            Assert.Throws<FormatException>(() => Comparison.FromBytes(bytes.AsMemory(0, length)));
    }

    [Fact]
    public void Specification_ReadBack_IsTheSameRunAndNoOtherKind()
    {
        var specification = Specification([Scenario("article-base"), Scenario("asic-surge", Events)], 1, Draws, withLevels: true);
        var read = ComparisonSpecification.Parse(specification.CanonicalForm);
        Assert.Equal(specification.RunId, read.RunId);
        Assert.Equal(specification.Compute(1).ToBytes(), read.Compute(1).ToBytes());
        Assert.Throws<FormatException>(() => ProjectionSpecification.Parse(specification.CanonicalForm));
        Assert.Throws<FormatException>(() => ComparisonSpecification.Parse(ArticleRuns.Specification().CanonicalForm));
        Assert.Equal("projections", IRunSpecification.KindOf(ArticleRuns.Specification().CanonicalForm));
        Assert.Throws<FormatException>(
            () => ComparisonSpecification.Parse(specification.CanonicalForm.Replace("comparisons", "comparison", StringComparison.Ordinal)));

        ComparisonSpecification[] others =
        [
            Specification(specification.Scenarios, 0, Draws, withLevels: true), Specification(specification.Scenarios, 1, Draws),
            Specification(specification.Scenarios, 1, null, withLevels: true),
            Specification([.. specification.Scenarios.Reverse()], 1, Draws, withLevels: true),
        ];
        Assert.Equal(5, others.Append(specification).Select(s => s.RunId).Distinct().Count());
    }

    private static ResolvedScenario Scenario(string preset, IReadOnlyList<ScenarioEvent>? events = null)
        => ResolvedScenario.Resolve(ArticleRuns.Article, Presets.Find(preset)!, new Dictionary<Parameter, ParameterSetting>(), events);

    private static ComparisonSpecification Specification(
        IReadOnlyList<ResolvedScenario> scenarios, int reference, DrawSettings? draws, bool withLevels = false)
        => new(ArticleRuns.Article.Version, scenarios, reference, Years, draws, withLevels);

    private static Comparison Compare(
        IReadOnlyList<ResolvedScenario> scenarios, int reference, DrawSettings? draws, bool withLevels = false)
        => Specification(scenarios, reference, draws, withLevels).Compute(threads: 2);

    private static IEnumerable<(int Period, Variable Variable, int Statistic)> Places(Projection projection)
        => from period in Enumerable.Range(0, projection.Range.Count)
           from variable in Variables.All
           from statistic in Enumerable.Range(0, projection.Statistics.Count)
           select (period, variable, statistic);
}
