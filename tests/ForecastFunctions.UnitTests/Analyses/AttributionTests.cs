using CsCheck;
using ForecastFunctions.Core.Analyses.Attributions;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Series;
using ForecastFunctions.UnitTests.Projections;

namespace ForecastFunctions.UnitTests.Analyses;

/// <summary>What every attribution promises: nothing is left over, and nothing is made up.</summary>
public class AttributionTests
{
    private static readonly ScenarioEvent[] Events =
    [
        new("boom", Driver.Spend, EventEffect.Multiply, 1.3, Period.OfQuarter(2027, 1), null, 0.9),
        new("memory shortage", Driver.AsicPrice, EventEffect.Add, 4_000, Period.OfQuarter(2026, 3), 4, 0.8),
        new("unlikely", Driver.Spend, EventEffect.Multiply, 9, Period.OfQuarter(2025, 1), null, 0.5),
    ];

    [Fact]
    public void Contributions_BetweenTwoPeriods_SumToTheChangeOfTheProjection() => Gen.Select(
        ScenarioCase.Any, Gen.Int[2024, 2036], Gen.Int[1, 6], Gen.Enum<Step>(), Gen.Bool).Sample(
        (c, year, span, step, withEvents) =>
        {
            var scenario = Resolve(c, withEvents ? Events : []);
            var (from, to) = step == Step.Year
                ? (Period.OfYear(year), Period.OfYear(year + span))
                : (Period.OfQuarter(year, 1 + span % 4), Period.OfQuarter(year + span, 1 + year % 4));
            CheckSums(
                AttributionSpecification.BetweenPeriods(ArticleRuns.Article.Version, scenario, from, to).Compute(1),
                Values(scenario, from), Values(scenario, to));
        },
        iter: 25);

    [Fact]
    public void Contributions_BetweenTwoScenarios_SumToTheirDifference() => Gen.Select(
        ScenarioCase.Any, ScenarioCase.Any, Gen.Int[2024, 2045], Gen.Bool).Sample(
        (one, other, year, withEvents) =>
        {
            var scenario = Resolve(one, withEvents ? Events : []);
            var reference = Resolve(other, withEvents ? [Events[0] with { }, Events[2]] : []);
            var period = Period.OfYear(year);
            var attribution = AttributionSpecification.BetweenScenarios(ArticleRuns.Article.Version, scenario, reference, period).Compute(1);
            CheckSums(attribution, Values(reference, period), Values(scenario, period));
            Assert.Equal(!withEvents, !attribution.Causes.Contains("event memory shortage", StringComparer.Ordinal));
            Assert.DoesNotContain("event boom", attribution.Causes);
            Assert.DoesNotContain("event unlikely", attribution.Causes);
        },
        iter: 15);

    [Fact]
    public void Shares_OfASampledGame_AreWithinTheirErrorsOfTheExactOnes()
    {
        // A game of 13 players, too many to be evaluated whole, whose Shapley values have a closed form: the sum's square
        // gives each player its weight times the sum of all.
        double[] weights = [.. Enumerable.Range(1, 13).Select(i => i * 0.5)];
        double[][] Square(UInt128[] coalitions)
            => [[.. coalitions.Select(c => Math.Pow(weights.Where((_, p) => (c >> p & UInt128.One) == UInt128.One).Sum(), 2))]];

        var sampled = ShapleyValues.Of(13, Square);
        Assert.Equal(weights.Sum() * weights.Sum(), sampled.Values.Sum(v => v[0]), 1e-9);
        for (var player = 0; player < 13; player++)
        {
            var error = sampled.StandardErrors[player][0];
            Assert.Equal(weights[player] * weights.Sum(), sampled.Values[player][0], 5 * error + 1e-9);
        }

        var exact = ShapleyValues.Of(6, Square);
        for (var player = 0; player < 6; player++)
            Assert.Equal(weights[player] * weights.Take(6).Sum(), exact.Values[player][0], 1e-12);
    }

    [Fact]
    public void Shares_OfASampledGame_HaveErrorsWhereOrderMatters()
    {
        var game = ShapleyValues.Of(
            13, coalitions => [[.. coalitions.Select(c => UInt128.PopCount(c) >= 7 && (c & UInt128.One) == UInt128.One ? 1.0 : 0.0)]]);
        Assert.NotEqual(0, game.StandardErrors[0][0]);

        // Player 0 is decisive when at least six others have come before: in seven of thirteen places.
        Assert.Equal(7 / 13.0, game.Values[0][0], 5 * game.StandardErrors[0][0]);
    }

    [Fact]
    public void Attribution_BetweenEqualScenarios_HasNoCausesAndNoChange()
    {
        var scenario = Resolve(new ScenarioCase("asic-surge", new Dictionary<Parameter, double>()), Events);
        var attribution = AttributionSpecification.BetweenScenarios(ArticleRuns.Article.Version, scenario, scenario, Period.OfYear(2028))
            .Compute(1);
        Assert.Empty(attribution.Causes);
        Assert.Equal(attribution.From, attribution.To);
    }

    [Fact]
    public void Cause_ThatDoesNotMatter_ContributesExactlyZero()
    {
        var reference = Resolve(new ScenarioCase("article-base", new Dictionary<Parameter, double>()));
        var scenario = Resolve(new ScenarioCase("article-base", new Dictionary<Parameter, double>
        {
            [Parameters.SpendGrowthInitial] = 0.6,
            [Parameters.FacilityPue] = 1.5,
            [Parameters.VendorAmd] = 0.5,
        }));
        var attribution = AttributionSpecification.BetweenScenarios(ArticleRuns.Article.Version, scenario, reference, Period.OfYear(2028))
            .Compute(1);
        Assert.Equal([Parameters.SpendGrowthInitial.Id, Parameters.FacilityPue.Id, Parameters.VendorAmd.Id], attribution.Causes);
        var change = attribution.To[Variables.Spend.Index] - attribution.From[Variables.Spend.Index];
        Assert.Equal(change, attribution.Contributions[0][Variables.Spend.Index], 1e-9);
        Assert.Equal(0, attribution.Contributions[1][Variables.Spend.Index]);
        Assert.Equal(0, attribution.Contributions[2][Variables.Spend.Index]);
        Assert.NotEqual(0, attribution.Contributions[1][Variables.FacilityPower.Index]);
    }

    [Fact]
    public void Stock_BetweenTwoPeriods_ChangesWhatIsInstalledButNoFlow()
    {
        var scenario = Resolve(new ScenarioCase("article-base", new Dictionary<Parameter, double>()));
        var attribution = AttributionSpecification.BetweenPeriods(
            ArticleRuns.Article.Version, scenario, Period.OfYear(2025), Period.OfYear(2029)).Compute(1);
        double Of(string cause, Variable variable) => attribution.Contributions[attribution.Causes.ToList().IndexOf(cause)][variable.Index];

        foreach (var variable in Variables.All.Where(v => v.Aggregation == Aggregation.Flow && v != Variables.Electricity))
            Assert.Equal(0, Of(PeriodGame.Stock, variable));
        Assert.True(Of(PeriodGame.Stock, Variables.ComputeInstalled) > 0);
        Assert.True(Of(PeriodGame.Stock, Variables.Electricity) > 0);
        Assert.Equal(0, Of("power.nvidia", Variables.ComputeInstalled));
        Assert.True(Of("power.nvidia", Variables.FacilityPower) < 0);
        Assert.True(Of("odds.inference.nvidia", Variables.NvidiaRevenue) < 0);
        Assert.True(Of("spend", Variables.NvidiaRevenue) > 0);

        // On the compute basis no price changes total spend; its growth is all of the change.
        Assert.Equal(
            attribution.To[Variables.Spend.Index] - attribution.From[Variables.Spend.Index], Of("spend", Variables.Spend), 1e-9);
    }

    [Fact]
    public void Specification_ReadBack_IsTheSameRunAndItsNumbersReadBackToo()
    {
        var scenario = Resolve(new ScenarioCase("asic-surge", new Dictionary<Parameter, double>()), Events);
        var reference = Resolve(new ScenarioCase("data-wall", new Dictionary<Parameter, double>()));
        AttributionSpecification[] specifications =
        [
            AttributionSpecification.BetweenPeriods(ArticleRuns.Article.Version, scenario, Period.OfYear(2025), Period.OfYear(2028)),
            AttributionSpecification.BetweenPeriods(ArticleRuns.Article.Version, scenario, Period.OfQuarter(2025, 1), Period.OfQuarter(2028, 1)),
            AttributionSpecification.BetweenScenarios(ArticleRuns.Article.Version, scenario, reference, Period.OfYear(2028)),
            AttributionSpecification.BetweenScenarios(ArticleRuns.Article.Version, reference, scenario, Period.OfYear(2028)),
        ];
        Assert.Equal(4, specifications.Select(s => s.RunId).Distinct().Count());
        Assert.All(specifications, specification =>
        {
            Assert.Equal(specification.DrawsEvaluated, specification.Compute(1).Evaluations);
            var read = AttributionSpecification.Parse(specification.CanonicalForm);
            var bytes = specification.Compute(1).ToBytes();
            Assert.Equal(specification.RunId, read.RunId);
            Assert.Equal(bytes, read.Compute(2).ToBytes());
            Assert.Equal(bytes, Attribution.FromBytes(bytes).ToBytes());
            for (var length = 0; length < 300; length++)
                Assert.Throws<FormatException>(() => Attribution.FromBytes(bytes.AsMemory(0, length)));
        });
    }

    private static ResolvedScenario Resolve(ScenarioCase c, IReadOnlyList<ScenarioEvent>? events = null)
        => ResolvedScenario.Resolve(ArticleRuns.Article, Presets.Find(c.Preset)!, ArticleRuns.Fixed(c.Set), events);

    private static double[] Values(ResolvedScenario scenario, Period period)
    {
        var projection = ProjectionEngine.Run(new ProjectionSpecification(ArticleRuns.Article.Version, scenario, new PeriodRange(period, period)));
        return [.. Variables.All.Select(v => projection.Value(0, v))];
    }

    private static void CheckSums(Attribution attribution, double[] from, double[] to)
    {
        foreach (var variable in Variables.All)
        {
            var (before, after) = (from[variable.Index], to[variable.Index]);
            Assert.Equal(before, attribution.From[variable.Index], 1e-12 * Math.Abs(before));
            Assert.Equal(after, attribution.To[variable.Index], 1e-12 * Math.Abs(after));

            // To 1e-9 of the change, but where much larger contributions cancel, whose last bits do not.
            var change = attribution.To[variable.Index] - attribution.From[variable.Index];
            var contributions = attribution.Contributions.Select(c => c[variable.Index]).ToList();
            Assert.Equal(
                change, contributions.Sum(), Math.Max(1e-9 * Math.Abs(change), 1e-13 * (Math.Abs(before) + contributions.Sum(Math.Abs))));
        }
    }
}
