using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Series;
using ForecastFunctions.Core.Statistics;

namespace ForecastFunctions.UnitTests.Projections;

public sealed class DividedRunTests
{
    private static readonly ScenarioEvent[] Events =
    [
        new("export controls", Driver.NvidiaInferenceOdds, EventEffect.Multiply, 0.5, Period.OfQuarter(2025, 3), 6, 0.4),
    ];

    private static readonly Threshold[] Followed = [new(Variables.Electricity, 300), new(Variables.ComputeRatio, 1)];

    private static readonly JointThreshold[] Joint =
    [
        new("both", [new(Variables.Electricity, 300, IsAbove: true), new(Variables.InferenceSpendShare, 0.5, IsAbove: false)]),
    ];

    [Theory]
    [InlineData("article-base", Sampling.Sobol, 1_000, Step.Year)]
    [InlineData("asic-surge", Sampling.LatinHypercube, 2_049, Step.Quarter)]
    [InlineData("agents", Sampling.Plain, 700, Step.Year)]
    [InlineData("article-base", Sampling.Sobol, 70_000, Step.Year)] // more than are moved at once
    public void Parts_HoweverTheRunIsCut_HaveTogetherTheBytesOfTheWhole(string preset, Sampling sampling, int draws, Step step)
    {
        var run = RunOf(preset, new DrawSettings(draws, 7, sampling, [5, 50, 95], StatedCorrelations.Default, Followed, Joint), step);
        var whole = run.Compute(threads: 2).ToBytes();
        var cells = DividedRun.UnitsOf(run);
        foreach (var size in (int[])[cells, 97])
        {
            var parts = Enumerable.Range(0, cells).Chunk(size).Reverse().Select(part => (First: part[0], Content: DividedRun.Compute(run, part[0], part.Length)))
                .OrderBy(part => part.First).Select(part => part.Content).ToList();
            Assert.Equal(whole, DividedRun.Combine(run, parts).ToBytes());
            Assert.Throws<FormatException>(() => DividedRun.Combine(run, parts[1..]));
        }
    }

    [Fact]
    public void Parts_OfFourMillionDraws_TakeAFewHundredMegabytes()
    {
        var run = RunOf("article-base", new DrawSettings(1 << 22, 7, Sampling.Sobol, [50], StatedCorrelations.Default, []), Step.Year);
        Assert.Equal(11, DividedRun.UnitsPerPart(run));
        Assert.Equal(
            DividedRun.UnitsOf(run),
            DividedRun.UnitsPerPart(RunOf("article-base", new DrawSettings(1_000, 7, Sampling.Sobol, [50], StatedCorrelations.Default, []), Step.Year)));
        Assert.Throws<ArgumentException>(() => DividedRun.UnitsPerPart(ArticleRuns.Specification()));
    }

    private static ProjectionSpecification RunOf(string preset, DrawSettings settings, Step step)
    {
        var scenario = ResolvedScenario.Resolve(
            ArticleRuns.Article, Presets.Find(preset)!, new Dictionary<Parameter, ParameterSetting>(), Events);
        return new ProjectionSpecification(
            ArticleRuns.Article.Version, scenario,
            step == Step.Year
                ? new PeriodRange(Period.OfYear(2024), Period.OfYear(2027)) : new PeriodRange(Period.OfQuarter(2024, 2), Period.OfQuarter(2025, 4)),
            settings);
    }
}
