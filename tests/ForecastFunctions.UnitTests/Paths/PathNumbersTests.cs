using ForecastFunctions.Core.Paths;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Series;
using ForecastFunctions.Core.Statistics;
using ForecastFunctions.UnitTests.Projections;

namespace ForecastFunctions.UnitTests.Paths;

public class PathNumbersTests
{
    private static readonly IReadOnlyList<Variable> Chosen =
        [Variables.InferenceComputeShare, Variables.InferenceShare.Nvidia, Variables.NvidiaRevenue, Variables.Electricity];

    private static readonly ScenarioEvent Shock = new(
        "shock", Driver.Spend, EventEffect.Multiply, 0.6, Period.OfQuarter(2026, 2), 6, probability: 0.3);

    public static TheoryData<Sampling, Step, int> Runs { get; } = new()
    {
        { Sampling.Sobol, Step.Year, 1_024 },
        { Sampling.LatinHypercube, Step.Quarter, 1_500 },
        { Sampling.Plain, Step.Year, 700 },
    };

    [Theory]
    [MemberData(nameof(Runs))]
    public void Statistics_OfThePaths_AreThoseOfTheRunToTheLastBit(Sampling sampling, Step step, int draws)
    {
        var run = Run(sampling, step, draws);
        var projection = run.Compute(1);
        var columns = Columns(run);
        var paths = PathNumbers.Of(run, columns, 0, draws, threads: 2);
        var estimates = new ReplicatedEstimates(
            [.. Enumerable.Range(0, DrawSettings.Replicates + 1).Select(r => DrawSampler.ReplicateStart(r, draws))], run.Draws!.Percentiles);
        var (values, errors) = (new double[estimates.Count], new double[estimates.Count]);
        foreach (var (v, variable) in Chosen.Index())
        {
            foreach (var (p, period) in columns.Periods.Index())
            {
                estimates.Of(paths.Column(columns.Parameters.Count + 1 + v * columns.Periods.Count + p), values, errors);
                var place = run.Projected.ToList().IndexOf(period);
                Assert.Equal(Enumerable.Range(0, values.Length).Select(s => projection.Value(place, variable, s)), values);
                Assert.Equal(
                    Enumerable.Range(0, values.Length).Select(s => projection.StandardError(place, variable, s) ?? double.NaN), errors);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public void Part_OfThePaths_IsThatPartOfTheWhole(Sampling sampling, Step step, int draws)
    {
        var run = Run(sampling, step, draws);
        var columns = Columns(run);
        var whole = PathNumbers.Of(run, columns, 0, draws, threads: 1);
        foreach (var (first, count) in ((int, int)[])[(0, 1), (1, 3), (510, 5), (511, 1), (512, 100), (draws - 1, 1), (37, draws - 37)])
        {
            var part = PathNumbers.Of(run, columns, first, count, threads: 2);
            for (var column = 0; column < columns.Count; column++)
                Assert.Equal(whole.Column(column).Slice(first, count), part.Column(column));
        }
    }

    [Fact]
    public void Path_WithItsParametersFixed_IsTheDeterministicRun()
    {
        var run = Run(Sampling.Sobol, Step.Year, 256);
        var columns = Columns(run);
        var paths = PathNumbers.Of(run, columns, 0, 256, threads: 1);
        var events = columns.Parameters.Count;
        Assert.InRange(paths.Column(events).ToArray().Sum(), 1, 255);
        Assert.All(paths.Column(events).ToArray(), happens => Assert.True(happens is 0 or 1));
        foreach (var path in (int[])[0, 17, 255])
        {
            var scenario = ResolvedScenario.Resolve(
                ArticleRuns.Article, Presets.ArticleBase,
                ArticleRuns.Fixed(columns.Parameters.Index().ToDictionary(p => p.Item, p => paths[path, p.Index])),
                paths[path, events] == 1 ? [new ScenarioEvent("shock", Shock.Driver, Shock.Effect, Shock.Amount, Shock.Start, Shock.Quarters, 1)] : []);
            var alone = new ProjectionSpecification(run.BaselineVersion, scenario, run.Range).Compute(1);
            foreach (var (v, variable) in Chosen.Index())
            {
                foreach (var (p, period) in columns.Periods.Index())
                {
                    var value = alone.Of(variable.Name, period);
                    Assert.Equal(value, paths[path, events + 1 + v * columns.Periods.Count + p], 1e-12 * value);
                }
            }
        }
    }

    [Fact]
    public void JointProbabilities_AreWhatIsCountedOverThePaths()
    {
        var run = Run(
            Sampling.Sobol, Step.Year, 1_024,
            new("shift", [new(Variables.InferenceComputeShare, 0.7, true), new(Variables.InferenceShare.Nvidia, 0.5, false)]),
            new("band", [new(Variables.Electricity, 400, true), new(Variables.Electricity, 700, false), new(Variables.NvidiaRevenue, 250, true)]),
            new("one", [new(Variables.NvidiaRevenue, 300, false)]));
        var projection = run.Compute(2);
        var columns = new PathColumns([], [], Chosen, [.. run.Projected]);
        var paths = PathNumbers.Of(run, columns, 0, 1_024, threads: 1);
        double Of(int path, Variable variable, int period) => paths[path, Chosen.ToList().IndexOf(variable) * columns.Periods.Count + period];

        Assert.Equal(run.Draws!.Joint, projection.Joint.Select(j => j.Threshold));
        foreach (var joint in projection.Joint)
        {
            var hasHeld = new bool[1_024];
            for (var period = 0; period < run.Projected.Count; period++)
            {
                bool Holds(int path, ThresholdCondition c) => c.IsAbove ? Of(path, c.Variable, period) > c.Level : Of(path, c.Variable, period) < c.Level;
                var holds = Enumerable.Range(0, 1_024).Select(path => joint.Threshold.Conditions.All(c => Holds(path, c))).ToList();
                for (var path = 0; path < hasHeld.Length; path++)
                    hasHeld[path] |= holds[path];
                Assert.Equal(holds.Count(h => h) / 1_024.0, joint.Together[period]);
                Assert.Equal(hasHeld.Count(h => h) / 1_024.0, joint.HeldBy[period]);
                Assert.Equal(
                    joint.Threshold.Conditions.Select(c => Enumerable.Range(0, 1_024).Count(path => Holds(path, c)) / 1_024.0),
                    joint.Alone.Select(a => a[period]));
                var replicates = holds.Chunk(128).Select(part => part.Count(h => h) / 128.0).ToArray();
                Assert.Equal(DrawStatistics.StandardError(replicates), joint.StandardErrors[period], 1e-15);
            }
        }

        var (shift, in2028) = (projection.Joint[0], 4);
        Assert.InRange(shift.Together[in2028], 0.2, 0.6);
        Assert.Equal(projection.Joint, Projection.FromBytes(projection.ToBytes()).Joint, new ByNumbers());
        Assert.Equal(run.CanonicalForm, ProjectionSpecification.Parse(run.CanonicalForm).CanonicalForm);
        Assert.True(run.Fits(Projection.FromBytes(projection.ToBytes())));
        Assert.False(run.Fits(Run(Sampling.Sobol, Step.Year, 1_024).Compute(1)));
    }

    [Fact]
    public void Joint_ThatIsNotAskedFor_LeavesNoTraceInFormOrBytes()
    {
        var run = Run(Sampling.Sobol, Step.Year, 128);
        Assert.DoesNotContain("joint", run.CanonicalForm, StringComparison.Ordinal);
        var with = Run(Sampling.Sobol, Step.Year, 128, new JointThreshold("one", [new(Variables.Electricity, 1, true)]));
        Assert.NotEqual(run.RunId, with.RunId);
        Assert.Equal(run.Compute(1).ToBytes(), with.Compute(1).ToBytes()[..run.Compute(1).ToBytes().Length]);
    }

    private static ProjectionSpecification Run(Sampling sampling, Step step, int draws, params IReadOnlyList<JointThreshold> joint)
    {
        var settings = new DrawSettings(draws, 7, sampling, [5, 50, 95], StatedCorrelations.Default, [], joint);
        var scenario = ResolvedScenario.Resolve(ArticleRuns.Article, Presets.ArticleBase, new Dictionary<Parameter, ParameterSetting>(), [Shock]);
        return new ProjectionSpecification(ArticleRuns.Article.Version, scenario, ArticleRuns.Specification(step: step).Range, settings);
    }

    private static PathColumns Columns(ProjectionSpecification run) => new(
        [.. run.Scenario.Parameters.Where(p => p.IsUncertain).Select(p => p.Parameter)], [0], Chosen,
        run.Range.Step == Step.Year
            ? [Period.OfYear(2026), Period.OfYear(2028), Period.OfYear(2030)] : [Period.OfQuarter(2024, 1), Period.OfQuarter(2027, 3)]);

    private sealed class ByNumbers : IEqualityComparer<JointProbability>
    {
        public bool Equals(JointProbability? x, JointProbability? y)
            => x!.Threshold.Equals(y!.Threshold) && x.Together.SequenceEqual(y.Together) && x.StandardErrors.SequenceEqual(y.StandardErrors)
                && x.HeldBy.SequenceEqual(y.HeldBy) && x.Alone.Zip(y.Alone).All(a => a.First.SequenceEqual(a.Second));

        public int GetHashCode(JointProbability obj) => obj.Threshold.GetHashCode();
    }
}
