using CsCheck;
using ForecastFunctions.Core.Analyses.Attributions;
using ForecastFunctions.Core.Analyses.Comparisons;
using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Series;
using ForecastFunctions.Core.Statistics;
using ForecastFunctions.UnitTests.Baselines;
using ForecastFunctions.UnitTests.Projections;

namespace ForecastFunctions.UnitTests.Analyses;

/// <summary>Why a number moved: one scenario on two vintages, of whatever base years.</summary>
public class VintageTests
{
    private static readonly IReadOnlyList<Baseline> Real = [.. MadeUpMarket.Real()];
    private static readonly Gen<Baseline> Any = Gen.OneOf(MadeUpMarket.Vintages, Gen.Int[0, Real.Count - 1].Select(i => Real[i]));

    [Fact]
    public void Contributions_BetweenTwoVintages_SumToTheDifferenceOfTheProjections() => Gen.Select(
        Any, Any, ScenarioCase.Any, Gen.Int[0, 12]).Sample(
        (now, then, c, years) =>
        {
            var (scenario, reference) = (Resolve(now, c), Resolve(then, c));
            var period = Period.OfYear(Math.Max(now.BaseYear, then.BaseYear) + years);
            var attribution = AttributionSpecification.BetweenScenarios(
                now.Version, scenario, reference, period, referenceBaselineVersion: then.Version).Compute(1);
            var (from, to) = (Project(then, reference, period), Project(now, scenario, period));
            var isAhead = Math.Min(scenario[Parameters.AnchorYear], reference[Parameters.AnchorYear]) > Math.Max(now.BaseYear, then.BaseYear);
            foreach (var variable in Variables.All)
            {
                // Of a year that has come, a share may be nearer to nothing than a number can tell.
                var (before, after) = (from.Value(0, variable), to.Value(0, variable));
                if (isAhead)
                {
                    Assert.Equal(before, attribution.From[variable.Index], 1e-10 * Math.Abs(before));
                    Assert.Equal(after, attribution.To[variable.Index], 1e-10 * Math.Abs(after));
                }

                // To the last bits of what is summed.
                var contributions = attribution.Contributions.Select(a => a[variable.Index]).ToList();
                var change = attribution.To[variable.Index] - attribution.From[variable.Index];
                Assert.Equal(change, contributions.Sum(), 1e-12 * (Math.Abs(before) + Math.Abs(after) + contributions.Sum(Math.Abs)));
            }
        },
        iter: 60);

    [Fact]
    public void Path_ToldFromALaterYear_StaysWhereItIs() => Gen.Select(ScenarioCase.Any, Gen.Int[1, 6]).Sample(
        (c, years) =>
        {
            // The later vintage is the earlier one's own path, so that nothing has moved.
            var reference = Resolve(ArticleRuns.Article, c with { Set = Without(c.Set, Parameters.AnchorYear) });
            var baseYear = ArticleRuns.Article.BaseYear + years;
            var told = ToldParameters.From(reference, baseYear);
            if (reference[Parameters.AnchorYear] <= baseYear)
                ToldParameters.AnchorIn(told, baseYear, reference, baseYear + 3);
            if (Parameters.All.Any(p => !p.BoundsFor(baseYear).Contains(told[p.Index])))
                return;
            var later = Resolve(Baseline(baseYear, told), new ScenarioCase("article-base", new Dictionary<Parameter, double>()));
            var period = Period.OfYear(baseYear + 4);
            var attribution = AttributionSpecification.BetweenScenarios(
                "later", later, reference, period, referenceBaselineVersion: "earlier").Compute(1);
            Assert.Empty(attribution.Causes.Except([Parameters.RatioBasis.Id], StringComparer.Ordinal));
        },
        iter: 60);

    [Fact]
    public void Attribution_OfAScenarioOnTheNewestVintage_NamesWhatWasLearnt()
    {
        var (then, now) = (Real[0], Real[^1]);
        var article = new ScenarioCase("article-base", new Dictionary<Parameter, double>());
        var run = AttributionSpecification.BetweenScenarios(
            now.Version, Resolve(now, article), Resolve(then, article), Period.OfYear(2028), referenceBaselineVersion: then.Version);
        Assert.Equal(2025, run.BaseYear);
        var spend = run.Differences[0];
        Assert.Equal(Parameters.SpendBase, spend.Parameter);
        Assert.Equal(now.FindParameter("spend.base")!.Value, spend.Scenario);
        Assert.Equal(
            Project(then, Resolve(then, article), Period.OfYear(2025)).Value(0, Variables.Spend), spend.Reference, 1e-9);

        // What no source can move is on the article's path in both, and explains nothing.
        Assert.DoesNotContain(Parameters.RatioBase.Id, run.Compute(1).Causes);
    }

    [Fact]
    public void Followers_InBothVintages_MoveWithWhatTheyFollow()
    {
        var (then, now) = (Real[0], Real[^1]);
        var quo = new ScenarioCase("status-quo", new Dictionary<Parameter, double>());
        var run = AttributionSpecification.BetweenScenarios(
            now.Version, Resolve(now, quo), Resolve(then, quo), Period.OfYear(2028), referenceBaselineVersion: then.Version);
        Assert.Equal([Parameters.RatioBase, Parameters.RatioLimit], run.Differences.Single(d => d.Parameter == Parameters.RatioBase).With.OrderBy(p => p.Index));
        Assert.DoesNotContain(run.Differences, d => d.Parameter == Parameters.RatioLimit);
        Assert.Equal(run.RunId, AttributionSpecification.Parse(run.CanonicalForm).RunId);
        var numbers = run.Compute(1);
        Assert.Equal(numbers.ToBytes(), AttributionSpecification.Parse(run.CanonicalForm).Compute(1).ToBytes());
        Assert.True(run.Fits(numbers));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Comparison_OfTwoVintages_IsWhatTheirProjectionsDifferBy(bool withDraws)
    {
        var (then, now) = (Real[0], Real[^1]);
        var draws = withDraws ? new DrawSettings(512, 3, Sampling.Sobol, [5, 50, 95], StatedCorrelations.Default, []) : null;
        ScenarioCase[] cases = [.. Presets.All.Take(3).Select(p => new ScenarioCase(p.Name, new Dictionary<Parameter, double>()))];
        ResolvedScenario[] scenarios = [.. cases.Select(c => Resolve(now, c))];
        ResolvedScenario[] references = [.. cases.Select(c => Resolve(then, c))];
        var range = new PeriodRange(Period.OfYear(2024), Period.OfYear(2028));
        foreach (var vintage in (ReferenceVintage[])[new(then.Version, references), new(then.Version, [references[1]])])
        {
            var run = new ComparisonSpecification(now.Version, scenarios, 0, range, draws, withLevels: true, vintage: vintage);
            Assert.Equal(run.RunId, ComparisonSpecification.Parse(run.CanonicalForm).RunId);
            var comparison = run.Compute(2);
            Assert.True(run.Fits(comparison));
            Assert.Equal(comparison.ToBytes(), run.Compute(1).ToBytes());
            Assert.Equal(Period.OfYear(2025), run.Projected.From);
            Projection[] levels =
            [
                .. scenarios.Select(s => Level(now, s)), .. vintage.Scenarios.Select(s => Level(then, s)),
            ];
            Assert.Equal(levels.Select(l => l.ToBytes()), comparison.Levels.Select(l => l.ToBytes()));
            foreach (var (place, difference) in comparison.Differences.Index())
            {
                var reference = levels[scenarios.Length + (vintage.Scenarios.Count == 1 ? 0 : place)];
                foreach (var (at, variable) in from at in Enumerable.Range(0, run.Projected.Count) from v in Variables.All select (at, v))
                {
                    var (one, other) = (levels[place].Value(at, variable), reference.Value(at, variable));
                    Assert.Equal(one - other, difference.Value(at, variable), 1e-11 * (Math.Abs(one) + Math.Abs(other)));
                }
            }
        }

        Projection Level(Baseline vintage, ResolvedScenario scenario) => ProjectionEngine.Run(
            new ProjectionSpecification(vintage.Version, scenario, new PeriodRange(Period.OfYear(2025), Period.OfYear(2028)), draws));
    }

    private static ResolvedScenario Resolve(Baseline baseline, ScenarioCase c)
    {
        // Years are set only where they hold on any vintage.
        var settings = ArticleRuns.Fixed(Without(c.Set, Parameters.AnchorYear));
        return ResolvedScenario.Resolve(baseline, Presets.Find(c.Preset)!, settings);
    }

    private static Dictionary<Parameter, double> Without(IReadOnlyDictionary<Parameter, double> set, Parameter parameter)
        => set.Where(s => s.Key != parameter).ToDictionary();

    private static Projection Project(Baseline baseline, ResolvedScenario scenario, Period period)
        => ProjectionEngine.Run(new ProjectionSpecification(baseline.Version, scenario, new PeriodRange(period, period)));

    private static Baseline Baseline(int baseYear, double[] values) => new(
        "later", "Later", new(baseYear + 1, 12, 31), baseYear,
        [.. Parameters.All.Where(p => !p.IsChoice).Select(p => new CalibratedParameter(
            p.Id, values[p.Index], null, ParameterStatus.Assumed, "A test", []))], []);
}
