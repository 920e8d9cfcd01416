using ForecastFunctions.Application.Ensembles;
using ForecastFunctions.Application.Runs;
using ForecastFunctions.Core.Analyses.Ensembles;
using ForecastFunctions.Core.Analyses.Sensitivities;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Series;
using ForecastFunctions.Core.Statistics;
using ForecastFunctions.UnitTests.Fuzzing;
using ForecastFunctions.UnitTests.Projections;

namespace ForecastFunctions.UnitTests.Analyses;

public sealed class EnsembleTests
{
    private static readonly Parameter Decline = Parameters.Find("price.asic.decline")!;
    private static readonly VariedBelief Law = new VariedBelief.Law(Parameters.RatioLimit, Distribution.Parse("triangular(1.5,4.5,6)"));
    private static readonly VariedBelief Grid = new VariedBelief.Grid(Decline, [0.2, 0.3]);

    private static readonly EnsembleSpecification Ensemble = new()
    {
        ModelVersion = ModelVersion.Current,
        BaselineVersion = ArticleRuns.Article.Version,
        Scenario = Presets.Find("asic-surge")!,
        Settings = new Dictionary<Parameter, ParameterSetting> { [Parameters.RatioBase] = new ParameterSetting.Fixed(0.7) },
        Design = new EnsembleDesign([Law, Grid], draws: 50, seed: 3),
        Outputs = new ModelOutputs([Variables.NvidiaRevenue, Variables.InferenceComputeShare], [Period.OfYear(2028), Period.OfYear(2030)]),
    };

    [Fact]
    public void Members_HaveTheIdsAndNumbersOfTheirRunsAloneHoweverTheyAreCutIntoBlocks()
    {
        var whole = Ensemble.Compute(ArticleRuns.Article, 0, 100, CancellationToken.None);
        var again = EnsembleSpecification.Parse(Ensemble.CanonicalForm);
        Assert.Equal(Ensemble.CanonicalForm, again.CanonicalForm);

        foreach (var (first, count) in ((int, int)[])[(0, 1), (1, 52), (53, 47)])
        {
            var part = EnsembleMembers.FromBytes(again.Compute(ArticleRuns.Article, first, count, CancellationToken.None).ToBytes());
            for (var i = 0; i < count; i++)
            {
                Assert.Equal(whole.RunId(first + i), part.RunId(i));
                Assert.Equal((whole.Input(first + i, 0), whole.Input(first + i, 1)), (part.Input(i, 0), part.Input(i, 1)));
                Assert.Equal(Enumerable.Range(0, 4).Select(o => whole.Output(first + i, o)), Enumerable.Range(0, 4).Select(o => part.Output(i, o)));
            }
        }

        foreach (var member in (int[])[0, 49, 50, 99])
        {
            var settings = new Dictionary<Parameter, ParameterSetting>(Ensemble.Settings)
            {
                [Parameters.RatioLimit] = new ParameterSetting.Fixed(whole.Input(member, 0)),
                [Decline] = new ParameterSetting.Fixed(whole.Input(member, 1)),
            };
            var run = new ProjectionSpecification(
                ArticleRuns.Article.Version, ResolvedScenario.Resolve(ArticleRuns.Article, Ensemble.Scenario, settings),
                new PeriodRange(Period.OfYear(2028), Period.OfYear(2030)));
            var projection = run.Compute(threads: 1);
            Assert.Equal(run.RunId.ToString(), whole.RunId(member));
            Assert.Equal(projection.Value(0, Variables.NvidiaRevenue), whole.Output(member, 0));
            Assert.Equal(projection.Value(2, Variables.InferenceComputeShare), whole.Output(member, 3));
        }
    }

    [Fact]
    public async Task Members_OfTwentyThousand_AreTwentyOfThemRunOneByOne()
    {
        using var gate = new ComputeGate(TimeProvider.System);
        var ensembles = new DrawEnsemble(FuzzServices.Baselines, FuzzServices.Scenarios, gate);
        var ensemble = Ensemble with
        {
            BaselineVersion = FuzzServices.Baseline.Version,
            Design = new EnsembleDesign([Law, Grid], draws: 10_000, seed: 3),
            Outputs = new ModelOutputs([Variables.NvidiaRevenue], [Period.OfYear(2026)]),
        };
        var size = DrawEnsemble.DraftOf(ensemble, FuzzServices.Baseline).Size;
        Assert.Equal((20_000, 40), (size.Units, size.Blocks));

        // A member of every other block, each at another place.
        for (var block = 0; block < size.Blocks; block += 2)
        {
            var content = await ensembles.ComputeAsync(
                ensemble.CanonicalForm, block * size.UnitsPerBlock, size.UnitsOf(block), "acme", CancellationToken.None);
            var (members, place) = (EnsembleMembers.FromBytes(content), block * 499 / 38);
            var settings = new Dictionary<Parameter, ParameterSetting>(ensemble.Settings)
            {
                [Parameters.RatioLimit] = new ParameterSetting.Fixed(members.Input(place, 0)),
                [Decline] = new ParameterSetting.Fixed(members.Input(place, 1)),
            };
            var run = new ProjectionSpecification(
                ensemble.BaselineVersion, ResolvedScenario.Resolve(FuzzServices.Baseline, ensemble.Scenario, settings),
                new PeriodRange(Period.OfYear(2026), Period.OfYear(2026)));
            Assert.Equal(
                (run.RunId.ToString(), run.Compute(threads: 1).Value(0, Variables.NvidiaRevenue)), (members.RunId(place), members.Output(place, 0)));
        }
    }

    [Fact]
    public void Design_OfGridsAndLaws_TakesEveryCombinationWithTheSameDraws()
    {
        var other = new VariedBelief.Grid(Parameters.RatioBase, [0.5, 0.6, 0.7]);
        var design = new EnsembleDesign([Law, Grid, other], draws: 4, seed: 3);
        var values = design.Values(0, design.Count, 2024).Chunk(3).ToList();

        Assert.Equal(24, values.Count);
        Assert.Equal(6, values.Select(v => (v[1], v[2])).Distinct().Count());
        Assert.All(values.GroupBy(v => (v[1], v[2])), combination => Assert.Equal(values.Take(4).Select(v => v[0]), combination.Select(v => v[0])));
        Assert.Equal((0.2, 0.5, 0.2, 0.6), (values[0][1], values[0][2], values[4][1], values[4][2]));
        Assert.Equal(4, values.Select(v => v[0]).Distinct().Count());
        Assert.All(values, v => Assert.InRange(v[0], 1.5, 6));
        Assert.Equal(values[17], design.Values(17, 1, 2024));

        // Another belief that differs moves no other's draws.
        Assert.Equal(values.Take(4).Select(v => v[0]), new EnsembleDesign([Law], draws: 4, seed: 3).Values(0, 4, 2024));
    }

    [Fact]
    public void Design_ThatCannotBe_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => new EnsembleDesign([], 1, 1));
        Assert.Throws<ArgumentException>(() => new EnsembleDesign([Grid, Grid], 1, 1));
        Assert.Throws<ArgumentException>(() => new EnsembleDesign([Grid], 2, 1));
        Assert.Throws<ArgumentException>(() => new EnsembleDesign([Law, Grid], 50_001, 1));
        Assert.Equal(100_000, new EnsembleDesign([Law, Grid], 50_000, 1).Count);
        Assert.Throws<FormatException>(() => EnsembleSpecification.Parse("{}"));
        Assert.Throws<FormatException>(() => EnsembleMembers.FromBytes(new byte[20]));
    }
}
