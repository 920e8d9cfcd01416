using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Series;
using ForecastFunctions.Core.Statistics;

namespace ForecastFunctions.UnitTests.Projections;

/// <summary>What every run with draws promises, whatever its scenario.</summary>
public class DrawRunTests
{
    private static readonly double[] Percents = [5, 25, 50, 75, 95];

    private static readonly ScenarioEvent[] Events =
    [
        new("export controls", Driver.NvidiaInferenceOdds, EventEffect.Multiply, 0.5, Period.OfQuarter(2025, 3), 6, 0.4),
        new("memory shortage", Driver.AsicPrice, EventEffect.Add, 4_000, Period.OfQuarter(2026, 1), null, 0.3),
    ];

    [Theory]
    [InlineData(Sampling.Sobol, 1_000)]
    [InlineData(Sampling.LatinHypercube, 1_000)]
    [InlineData(Sampling.Plain, 2_049)]
    public void Run_OnAnyNumberOfThreads_GivesTheSameBytes(Sampling sampling, int draws)
    {
        var specification = Specification(
            new DrawSettings(draws, 7, sampling, Percents, StatedCorrelations.Default, [new Threshold(Variables.Electricity, 300)]),
            events: Events);
        var bytes = ProjectionEngine.Run(specification, threads: 1).ToBytes();
        Assert.Equal(bytes, ProjectionEngine.Run(specification, threads: 2).ToBytes());
        Assert.Equal(bytes, ProjectionEngine.Run(specification, threads: 3).ToBytes());
    }

    [Theory]
    [InlineData("article-base")]
    [InlineData("asic-surge")]
    public void Run_WithEveryParameterFixed_EqualsTheDeterministicRun(string preset)
    {
        var scenario = ResolvedScenario.Resolve(ArticleRuns.Article, Presets.Find(preset)!, new Dictionary<Parameter, ParameterSetting>());
        var settings = scenario.Parameters.ToDictionary(p => p.Parameter, p => (ParameterSetting)new ParameterSetting.Fixed(p.Value));
        var draws = new DrawSettings(1_000, 1, Sampling.Sobol, Percents, StatedCorrelations.Default, []);
        var central = ProjectionEngine.Run(Specification(null, preset, settings));
        var run = ProjectionEngine.Run(Specification(draws, preset, settings));
        for (var period = 0; period < run.Range.Count; period++)
        {
            foreach (var variable in Variables.All)
            {
                var value = central.Value(period, variable);
                for (var statistic = 0; statistic < run.Statistics.Count; statistic++)
                {
                    var expected = string.Equals(run.Statistics[statistic], "sd", StringComparison.Ordinal) ? 0 : value;
                    Assert.InRange(run.Value(period, variable, statistic), expected - 1e-12 * Math.Abs(expected),
                        expected + 1e-12 * Math.Abs(expected));
                    Assert.Equal(0, run.StandardError(period, variable, statistic));
                }
            }
        }
    }

    [Theory]
    [InlineData(Sampling.Sobol)]
    [InlineData(Sampling.LatinHypercube)]
    [InlineData(Sampling.Plain)]
    public void Draws_OfAParameter_DoNotMoveWhenAnotherBecomesUncertain(Sampling sampling)
    {
        var draws = new DrawSettings(600, 3, sampling, Percents, StatedCorrelations.Default, []);
        var more = new Dictionary<Parameter, ParameterSetting>
        {
            [Parameters.VendorAmd] = new ParameterSetting.Uncertain(new Uniform(0.7, 0.9)),
            [Parameters.SpendGrowthFade] = new ParameterSetting.Fixed(0.3),
        };
        using var few = Draw(Specification(draws));
        using var many = Draw(Specification(draws, set: more));
        Assert.NotEqual(few[Parameters.VendorAmd].ToArray(), many[Parameters.VendorAmd].ToArray());
        foreach (var parameter in Parameters.All.Where(p => !more.ContainsKey(p)))
            Assert.Equal(few[parameter].ToArray(), many[parameter].ToArray());
    }

    [Fact]
    public void Draws_OfABlock_DoNotDependOnItsLength()
    {
        var specification = Specification(new DrawSettings(600, 3, Sampling.Sobol, Percents, StatedCorrelations.Default, []));
        using var whole = Draw(specification);
        using var block = new ParameterColumns(specification.Scenario, 128);
        var sampler = new DrawSampler(specification.Scenario, specification.Draws!);
        var scores = sampler.ScoreColumns(block.Draws);
        for (var first = 0; first < 600; first += block.Draws)
        {
            sampler.Fill(block, scores, first);
            var count = Math.Min(block.Draws, 600 - first);
            foreach (var parameter in Parameters.All)
                Assert.Equal(whole[parameter].Slice(first, count).ToArray(), block[parameter][..count].ToArray());
        }
    }

    [Theory]
    [InlineData(128)]
    [InlineData(1_000)]
    [InlineData(5_000)]
    public void Percentiles_OfEveryVariable_NeverDecrease(int draws)
    {
        double[] percents = [0.1, 1, 2.5, 5, 10, 20, 30, 40, 49, 50, 51, 60, 70, 80, 90, 95, 97.5, 99, 99.9];
        var run = ProjectionEngine.Run(
            Specification(new DrawSettings(draws, 11, Sampling.Sobol, percents, StatedCorrelations.Default, []), events: Events));
        for (var period = 0; period < run.Range.Count; period++)
        {
            foreach (var variable in Variables.All)
            {
                for (var statistic = 3; statistic < run.Statistics.Count; statistic++)
                    Assert.True(run.Value(period, variable, statistic) >= run.Value(period, variable, statistic - 1),
                        $"{variable}, {run.Statistics[statistic]}");
            }
        }
    }

    [Theory]
    [InlineData(Sampling.Sobol)]
    [InlineData(Sampling.LatinHypercube)]
    [InlineData(Sampling.Plain)]
    public void StandardErrors_OverManySeeds_TellHowTheEstimatesScatter(Sampling sampling)
    {
        const int Seeds = 40;
        string[] statistics = ["mean", "p5", "p50", "p95"];
        var runs = Enumerable.Range(1, Seeds)
            .Select(seed => ProjectionEngine.Run(
                Specification(new DrawSettings(2_048, (ulong)seed, sampling, Percents, StatedCorrelations.Default, []))))
            .ToList();
        var ratios = statistics.Select(statistic =>
        {
            var place = runs[0].Statistics.ToList().IndexOf(statistic);
            var spread = DrawStatistics.StandardDeviation([.. runs.Select(r => r.Value(4, Variables.NvidiaRevenue, place))]);
            var reported = Math.Sqrt(runs.Average(r => Math.Pow(r.StandardError(4, Variables.NvidiaRevenue, place)!.Value, 2)));
            return reported / spread;
        }).ToList();

        // The spread over 40 seeds is itself known to 11 %.
        Assert.All(ratios, ratio => Assert.InRange(ratio, 0.65, 1.5));
        Assert.InRange(ratios.Average(), 0.75, 1.25);
    }

    private static ParameterColumns Draw(ProjectionSpecification specification)
    {
        var columns = new ParameterColumns(specification.Scenario, specification.Draws!.Draws);
        var sampler = new DrawSampler(specification.Scenario, specification.Draws);
        sampler.Fill(columns, sampler.ScoreColumns(columns.Draws), 0);
        return columns;
    }

    private static ProjectionSpecification Specification(
        DrawSettings? draws, string preset = "article-base", Dictionary<Parameter, ParameterSetting>? set = null,
        IReadOnlyList<ScenarioEvent>? events = null)
        => new(
            ArticleRuns.Article.Version,
            ResolvedScenario.Resolve(ArticleRuns.Article, Presets.Find(preset)!, set ?? [], events),
            new PeriodRange(Period.OfYear(2024), Period.OfYear(2028)),
            draws);
}
