using CsCheck;
using ForecastFunctions.Core.Analyses.GoalSeeks;
using ForecastFunctions.Core.Analyses.Sensitivities;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Series;
using ForecastFunctions.Core.Statistics;
using ForecastFunctions.UnitTests.Projections;

namespace ForecastFunctions.UnitTests.Analyses;

/// <summary>What would have to be true.</summary>
public class GoalSeekTests
{
    private static readonly ResolvedScenario Scenario = ArticleRuns.Specification().Scenario;
    private static readonly Variable NvidiaShare = Variables.InferenceShare.Nvidia;

    /// <summary>Any number that a parameter can bring about is brought about, whichever parameter and variable.</summary>
    [Fact]
    public void Seek_ForAnyReachableTarget_AchievesIt()
        => Gen.Select(
            OneOf(
                Parameters.NvidiaInferenceAnchor, Parameters.AsicPriceDecline, Parameters.SpendGrowthInitial, Parameters.SpendGrowthFade,
                Parameters.RatioLimit, Parameters.RatioSpeed, Parameters.SpendBase, Parameters.NvidiaPriceBase, Parameters.StockLife,
                Parameters.AnchorYear),
            OneOf(Variables.NvidiaRevenue, Variables.Spend, Variables.FacilityPower, NvidiaShare, Variables.BroadcomRevenue),
            Gen.Int[2025, 2035],
            Gen.Double[0.02, 0.98])
        .Sample((parameter, variable, year, place) =>
        {
            var bounds = parameter.BoundsFor(2024);
            var value = bounds.Min + place * place * (bounds.Max - bounds.Min);
            var target = ArticleRuns.Of(to: year, set: new Dictionary<Parameter, double> { [parameter] = value }).Of(variable, year);
            var result = Seek(parameter, variable, Period.OfYear(year), target);
            Assert.Equal(SearchStatus.Found, result.Status);
            Assert.InRange(result.Evaluations, 1, InverseSearch.MaxEvaluations);
            Assert.InRange(result.Solution.Output / target, 1 - 1e-8, 1 + 1e-8);

            // What is achieved is what a projection with the value answers.
            var check = ArticleRuns.Of(to: year, set: new Dictionary<Parameter, double> { [parameter] = result.Solution.Input });
            Assert.Equal(check.Of(variable, year), result.Solution.Output);
        }, iter: 120, threads: 1);

    /// <summary>
    /// An anchor is a share in the middle of a year. In the middle of a quarter the log odds are linear between base and
    /// anchor, so the anchor that gives a half there has a closed form, on either side of a half.
    /// </summary>
    [Fact]
    public void Seek_ForHalfOfInference_ReturnsTheAnchorUpToWhereInTheYearItIsMeasured()
    {
        var logOddsOfBase = Math.Log(0.8 / 0.2);
        Assert.Equal(Share(-logOddsOfBase / 31), Anchor(Period.OfQuarter(2028, 2), 0.5), 1e-9);
        Assert.Equal(Share(logOddsOfBase / 33), Anchor(Period.OfQuarter(2028, 3), 0.5), 1e-9);

        // A year's row is weighted by what is spent through it, more of it in the second half.
        Assert.InRange(Anchor(Period.OfYear(2028), 0.5), 0.5, 0.5015);
        Assert.Equal(0.5, Anchor(Period.OfYear(2028), ArticleRuns.Of().Of(NvidiaShare, 2028)));

        static double Anchor(Period period, double target)
            => Seek(Parameters.NvidiaInferenceAnchor, NvidiaShare, period, target).Solution.Input;

        static double Share(double logOdds) => 1 / (1 + Math.Exp(-logOdds));
    }

    /// <summary>What is so already needs no change, whichever number is asked for: every parameter's whole range can be searched.</summary>
    [Fact]
    public void Seek_ForWhatIsSoAlready_GivesTheScenariosOwnValue()
    {
        var projection = ArticleRuns.Of(to: ProjectionSpecification.LastYear);
        Variable[] variables = [Variables.NvidiaRevenue, Variables.Electricity, Variables.ComputeUsable, Variables.Price.Asic, NvidiaShare];
        foreach (var parameter in Parameters.All.Where(p => !p.IsChoice))
        {
            foreach (var variable in variables)
            {
                var result = Seek(
                    parameter, variable, Period.OfYear(ProjectionSpecification.LastYear),
                    projection.Of(variable, ProjectionSpecification.LastYear));
                Assert.Equal((SearchStatus.Found, Scenario[parameter]), (result.Status, result.Solution.Input));
                Assert.InRange(result.Evaluations, 1, InverseSearch.MaxEvaluations);
            }
        }
    }

    [Fact]
    public void Seek_BeyondReach_SaysSoAndTellsWhatCanBeReached()
    {
        var result = Seek(Parameters.NvidiaInferenceAnchor, Variables.NvidiaRevenue, Period.OfYear(2028), 1_000);
        Assert.Equal(SearchStatus.Unreachable, result.Status);
        Assert.Equal(0.99, result.Highest.Input);
        Assert.Equal(0.01, result.Lowest.Input);
        Assert.Equal(result.Highest, result.Solution);
        Assert.InRange(result.Highest.Output, 400, 453);
    }

    /// <summary>The percentile that comes out is the one that a run with the same draws gives.</summary>
    [Theory]
    [InlineData("p50", 250)]
    [InlineData("p5", 150)]
    [InlineData("mean", 300)]
    public void Seek_OfAStatistic_AgreesWithARunOfTheSameDraws(string statistic, double target)
    {
        var draws = new DrawSettings(1_024, 1, Sampling.Sobol, [statistic == "p5" ? 5 : 50], StatedCorrelations.Default, []);
        var result = Seek(Parameters.NvidiaInferenceAnchor, Variables.NvidiaRevenue, Period.OfYear(2028), target, draws, statistic);
        Assert.Equal(SearchStatus.Found, result.Status);
        var run = ProjectionEngine.Run(ArticleRuns.Specification(
            to: 2028, draws: draws, set: new Dictionary<Parameter, double> { [Parameters.NvidiaInferenceAnchor] = result.Solution.Input }));
        Assert.Equal(run.Value(4, Variables.NvidiaRevenue, run.Statistics.ToList().IndexOf(statistic)), result.Solution.Output);
        Assert.InRange(result.Solution.Output / target, 1 - 1e-8, 1 + 1e-8);
    }

    /// <summary>In status-quo the anchor follows the base, and so it does when the base is sought.</summary>
    [Fact]
    public void Seek_OfAParameterThatOthersFollow_MovesThemToo()
    {
        var scenario = ArticleRuns.Specification("status-quo").Scenario;
        var result = Seek(
            Parameters.NvidiaInferenceBase, NvidiaShare, Period.OfYear(2030), 0.6, scenario: scenario,
            followers: scenario.FollowersOf(Parameters.NvidiaInferenceBase));
        Assert.Equal([Parameters.NvidiaInferenceAnchor], scenario.FollowersOf(Parameters.NvidiaInferenceBase));
        Assert.Equal(0.6, result.Solution.Input, 1e-9);
    }

    [Fact]
    public void Seek_WithinARange_StaysInIt()
    {
        var result = Seek(Parameters.NvidiaInferenceAnchor, NvidiaShare, Period.OfYear(2028), 0.5, range: new Bounds(0.6, 0.7));
        Assert.Equal(SearchStatus.Unreachable, result.Status);
        Assert.Equal((0.6, 0.7), (result.Lowest.Input, result.Highest.Input));
    }

    [Fact]
    public void Specification_AndResult_AreReadBackAsTheyWere()
    {
        var draws = new DrawSettings(256, 3, Sampling.Sobol, [25], StatedCorrelations.Default, []);
        GoalSeekSpecification[] all =
        [
            Specification(Parameters.NvidiaInferenceAnchor, NvidiaShare, Period.OfYear(2028), 0.45),
            Specification(Parameters.RatioLimit, NvidiaShare, Period.OfQuarter(2027, 3), -1, draws, "p25", name: "inferenceShare.limit"),
            Specification(
                Parameters.NvidiaInferenceBase, NvidiaShare, Period.OfYear(2030), 0.6, followers: [Parameters.NvidiaInferenceAnchor]),
        ];
        Assert.Equal(all.Length, all.Select(s => s.RunId).Distinct().Count());
        foreach (var specification in all)
        {
            Assert.Equal("goal-seeks", IRunSpecification.KindOf(specification.CanonicalForm));
            var again = GoalSeekSpecification.Parse(specification.CanonicalForm);
            Assert.Equal(specification.RunId, again.RunId);
            var result = specification.Compute(threads: 1);
            Assert.Equal(result.ToBytes(), again.Compute(threads: 2).ToBytes());
            Assert.Equal(result.ToBytes(), SearchResult.FromBytes(result.ToBytes()).ToBytes());
            Assert.Throws<FormatException>(() => SearchResult.FromBytes(result.ToBytes().AsMemory(..^1)));
        }
    }

    private static Gen<T> OneOf<T>(params T[] items) => Gen.Int[0, items.Length - 1].Select(i => items[i]);

    private static SearchResult Seek(
        Parameter parameter, Variable variable, Period period, double target, DrawSettings? draws = null, string statistic = "value",
        Bounds? range = null, ResolvedScenario? scenario = null, IReadOnlyList<Parameter>? followers = null)
        => Specification(parameter, variable, period, target, draws, statistic, range, scenario, followers).Compute(threads: 2);

    private static GoalSeekSpecification Specification(
        Parameter parameter, Variable variable, Period period, double target, DrawSettings? draws = null, string statistic = "value",
        Bounds? range = null, ResolvedScenario? scenario = null, IReadOnlyList<Parameter>? followers = null, string? name = null)
        => new(
            ArticleRuns.Article.Version, scenario ?? Scenario,
            new SoughtParameter(parameter, name ?? parameter.Id, followers ?? [], range ?? parameter.BoundsFor(2024)),
            new Goal(new ModelOutput(variable, period), statistic, target), draws);
}
