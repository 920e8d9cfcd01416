using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.Calibration;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Scorecards;
using ForecastFunctions.Core.Series;

namespace ForecastFunctions.UnitTests.Scorecards;

public class ScorecardTests
{
    private static Scorecard Card => TrackRecords.Card;

    [Fact]
    public void Scores_AreOfQuartersThatWereNeitherKnownNorFittedTo()
    {
        Assert.NotEmpty(Card.Scores);
        Assert.All(Card.Scores, s =>
        {
            Assert.True(s.Horizon >= 1 && s.Period.Year > s.Vintage.BaseYear && s.Outcome.KnownSince > s.Vintage.Day, $"{s.Vintage} {s.Period}");
            Assert.True(s.Sample.Crps >= 0 && s.Sample.Pinball >= 0 && s.Sample.Pit is >= 0 and <= 1);
        });

        // What was known of AMD came late, so there is no rival for it but where that is backfilled.
        Assert.All(Card.Scores.Where(s => s.Variable == Variables.AmdRevenue), s => Assert.Equal(
            s.Vintage.Basis == VintageBasis.Backfilled, s.RivalCrps.Any(r => r is not null)));
    }

    [Fact]
    public void Beginning_WithTheArticleAlone_HasClaimsAndNothingToScore()
    {
        var article = ArticleBaseline.From(TrackRecords.Curated);
        var card = new ScorecardSpecification(article, PastVintages.Days(article.Observations, new(2025, 1, 15)), Presets.All, 128).Compute(1);
        Assert.Equal(["2024-12"], card.Vintages.Select(v => v.Name));
        Assert.Empty(card.Scores);
        Assert.Empty(UncertaintyFactor.Of(card.Evidence));
        Assert.Equal(Presets.All.Count * 3 * 10, card.Claims.Count);
        Assert.All(card.Claims, c => Assert.Equal(ClaimStatus.Open, c.Status));
        Assert.Equal(card.Claims, Scorecard.FromBytes(card.ToBytes()).Claims);
    }

    [Fact]
    public void Threads_DoNotChangeANumber()
    {
        var specification = new ScorecardSpecification(TrackRecords.Newest, [new(2025, 12, 15)], [Presets.ArticleBase], 128);
        Assert.Equal(specification.Compute(1).ToBytes(), specification.Compute(3).ToBytes());
    }

    [Fact]
    public void Scorecard_ReadFromItsBytes_IsTheSame()
    {
        var bytes = Card.ToBytes();
        var read = Scorecard.FromBytes(bytes);
        Assert.Equal(bytes, read.ToBytes());
        Assert.Equal(Card.Vintages, read.Vintages);
        Assert.Equal(Card.Claims, read.Claims);
        Assert.Equal(Card.Evidence, read.Evidence);
        Assert.True(TrackRecords.Specification.Fits(read));
        Assert.False(new ScorecardSpecification(TrackRecords.Newest, [], [Presets.ArticleBase]).Fits(read));
        for (var cut = 0; cut < bytes.Length; cut += 997)
            Assert.Throws<FormatException>(() => Scorecard.FromBytes(bytes.AsMemory(0, cut)));
        Assert.Throws<FormatException>(() => Scorecard.FromBytes((byte[])[.. bytes, 0]));
    }

    [Fact]
    public void Specification_ReadFromItsForm_IsComputedOnItsBaselineAlone()
    {
        var scenario = new Scenario("mine", "Mine", "", new Dictionary<Parameter, ParameterSetting>
        {
            [Parameters.SpendGrowthInitial] = new ParameterSetting.Relative(new ParameterChange(ChangeKind.Add, 0.1)),
            [Parameters.RatioLimit] = ParameterSetting.Parse(Parameters.RatioLimit, "triangular(1.5,4.5,6)"),
            [Parameters.NvidiaInferenceAnchor] = new ParameterSetting.SameAs(Parameters.NvidiaInferenceBase),
            [Parameters.RatioBasis] = new ParameterSetting.Fixed(1),
        })
        {
            Owner = "acme",
            Events = [new ScenarioEvent("boom", Driver.Spend, EventEffect.Multiply, 1.5, Period.OfQuarter(2025, 3), 2, 0.3)],
        };
        var stated = new ScorecardSpecification(TrackRecords.Newest, [new(2025, 12, 15)], [scenario, Presets.ArticleBase], 128);
        var read = ScorecardSpecification.Parse(stated.CanonicalForm);
        Assert.Equal((stated.RunId, "acme"), (read.RunId, read.Owner));
        Assert.Equal("scorecard", IRunSpecification.KindOf(stated.CanonicalForm));
        Assert.Throws<InvalidOperationException>(() => read.Compute(1));
        Assert.Throws<ArgumentException>(() => read.On(ArticleBaseline.From([])));
        Assert.Equal(stated.Compute(1).ToBytes(), read.On(TrackRecords.Newest).Compute(1).ToBytes());

        Assert.NotEqual(stated.RunId, new ScorecardSpecification(TrackRecords.Newest, [new(2026, 3, 15)], stated.Scored, 128).RunId);
        Assert.NotEqual(stated.RunId, new ScorecardSpecification(TrackRecords.Newest, stated.Days, [Presets.ArticleBase], 128).RunId);
        Assert.Throws<FormatException>(() => ScorecardSpecification.Parse(
            stated.CanonicalForm.Replace("\"method\":1", "\"method\":0", StringComparison.Ordinal)));
    }

    [Fact]
    public void Scenario_ThatIsOutOfBoundsOnAVintage_HasNothingToSayOfIt()
    {
        // 2025 can be the anchor year of a base year 2024, and not of 2025.
        var scenario = new Scenario("early", "Early", "", new Dictionary<Parameter, ParameterSetting>
        {
            [Parameters.AnchorYear] = new ParameterSetting.Fixed(2025),
        })
        {
            Owner = "acme",
        };
        var card = new ScorecardSpecification(TrackRecords.Newest, [new(2025, 12, 15), new(2026, 3, 15)], [scenario], 128).Compute(2);
        Assert.Equal([2024], card.Scores.Where(s => !s.IsRival).Select(s => s.Vintage.BaseYear).Distinct());
        Assert.Contains(card.Scores, s => s.IsRival && s.Vintage.BaseYear == 2025);
    }

    [Fact]
    public void Scenario_OfDriversAndLimits_IsScoredByItsOwnPaths()
    {
        var wall = Presets.Find("power-wall")!;
        var specification = new ScorecardSpecification(TrackRecords.Newest, [new(2025, 12, 15)], [Presets.ArticleBase, wall], 128);
        var card = specification.Compute(2);
        double MedianOf(Scenario scenario) => card.Scores.Single(s => s.Forecaster == scenario.Name && s.Variable == Variables.NvidiaRevenue
            && s.Vintage is { Name: "2025-12-15", Basis: VintageBasis.Known } && s.Period == Period.OfQuarter(2025, 4)).Sample.Median;

        // By the same draws as a run of the scenario on the vintage of the day.
        var vintage = VintageAsOf.Of(TrackRecords.Curated, new(2025, 12, 15));
        var quarter = Period.OfQuarter(2025, 4);
        var run = new ProjectionSpecification(
            vintage.Version, ResolvedScenario.Resolve(vintage, wall, new Dictionary<Parameter, ParameterSetting>()),
            new PeriodRange(quarter, quarter), specification.Draws).Compute(1);
        Assert.Equal(run.Value(0, Variables.NvidiaRevenue, run.Statistics.ToList().IndexOf("p50")), MedianOf(wall), 1e-9);
        Assert.NotEqual(MedianOf(Presets.ArticleBase), MedianOf(wall));

        // No series of a baseline tells of tokens or users, so nothing of the layer's own has an outcome.
        Assert.All(card.Scores, s => Assert.Equal(VariableGroup.Plain, s.Variable.Group));
    }

    [Fact]
    public void Outcome_ThatWasRestated_IsScoredAgainstBoth()
    {
        var first = TrackRecords.Curated.Single(o => o.SeriesId is "nvda.datacenter_revenue.q" && o.PeriodEnd == new DateOnly(2026, 4, 26));
        Observation restated = new(
            first.SeriesId, first.PeriodEnd, first.Frequency, 70e9, first.Unit, ObservationStatus.Reported, first.Source, "restated",
            new(2026, 8, 26));
        var newest = VintageAsOf.Of(TrackRecords.Curated.Append(restated), TrackRecords.Today);
        var card = new ScorecardSpecification(newest, [new(2026, 3, 15)], [Presets.ArticleBase], 128).Compute(2);

        List<Score> both = [.. card.Scores.Where(s => s.Forecaster is "article-base" && s.Variable == Variables.NvidiaRevenue
            && s.Vintage is { Name: "2026-03-15", Basis: VintageBasis.Known } && s.Period == Period.OfQuarter(2026, 1))];
        Assert.Equal([(true, 75.246), (false, 70)], both.Select(s => (s.IsFirstRelease, s.Observed)));
        Assert.Equal(both[0].Sample.Percentiles, both[1].Sample.Percentiles);
        Assert.NotEqual(both[0].Sample.Crps, both[1].Sample.Crps);
        Assert.NotEqual(both[0].RivalCrps, both[1].RivalCrps);
        Assert.Equal(first.KnownSince, both[0].Outcome.KnownSince);

        // Together, either release of the restated quarter goes with the one release of the others.
        var summaries = ScoreSummary.Of(card.Scores).Where(s => s.Forecaster is "article-base" && s.Variable == Variables.NvidiaRevenue
            && s.Horizon is null && s.Basis == VintageBasis.Known).ToDictionary(s => s.IsFirstRelease);
        Assert.Equal((2, 2), (summaries[true].Outcomes, summaries[false].Outcomes));
        Assert.Equal((75.246 - 70) / 2, summaries[false].MeanError - summaries[true].MeanError, 1e-9);
    }

    [Fact]
    public void Summary_OfScores_IsTheirMean()
    {
        var summary = ScoreSummary.Of(Card.Scores).Single(s => s is { Basis: VintageBasis.Known, Forecaster: "article-base", Horizon: null }
            && s.Variable == Variables.NvidiaRevenue);
        List<Score> scores = [.. Card.Scores.Where(s => s is { Forecaster: "article-base", Vintage.Basis: VintageBasis.Known }
            && s.Variable == Variables.NvidiaRevenue)];

        // Vintages of March 2025 to June 2026 with quarters up to 2026-Q2: 6 + 5 + 4 + 3 + 2 + 1.
        Assert.Equal((21, 21, 6), (summary.Outcomes, scores.Count, summary.Vintages));
        Assert.Equal(scores.Sum(s => s.Sample.Crps) / 21, summary.Crps, 1e-12);
        Assert.Equal(scores.Sum(s => s.Sample.Median - s.Observed) / 21, summary.MeanError, 1e-12);
        Assert.Equal(
            scores.Count(s => s.Observed >= s.Sample.Percentiles[1] && s.Observed <= s.Sample.Percentiles[5]) / 21.0, summary.Coverage.Of80, 1e-12);
        double[] rivals = [.. Enumerable.Range(0, 3).Select(r => scores.Sum(s => s.RivalCrps[r]!.Value) / 21)];
        Assert.Equal(1 - summary.Crps / rivals.Min(), summary.Skill!.Value, 1e-12);
        Assert.Equal(1 - summary.Crps / rivals[1], summary.SkillAgainst[1]!.Value, 1e-12);
        Assert.Equal(21, ScoreSummary.Of(scores).Where(s => s.Horizon is not null).Sum(s => s.Outcomes));
    }

    [Fact]
    public void Claims_OfEveryVintage_SayWhatCame()
    {
        Assert.DoesNotContain(Card.Claims, c => c.Vintage.Basis == VintageBasis.Backfilled);
        Assert.Equal(Card.Vintages.Count(v => v.Basis != VintageBasis.Backfilled) * 2 * 3 * 10, Card.Claims.Count);
        Assert.All(Card.Claims.Where(c => c.Variable == Variables.InferenceComputeShare), c => Assert.Equal(ClaimStatus.Open, c.Status));
        Assert.All(Card.Claims.Where(c => c.Year > 2025), c => Assert.Equal(ClaimStatus.Open, c.Status));

        // NVIDIA's quarters of 2025: 39.112 + 41.096 + 51.215 + 62.314 bn.
        var claim = Card.Claims.Single(c => c is { Vintage.Name: "2024-12", Scenario: "article-base", Year: 2025 }
            && c.Variable == Variables.NvidiaRevenue && c.Level is > 160 and < 180);
        Assert.Equal((ClaimStatus.Came, 193.737), (claim.Status, Math.Round(claim.Outcome!.Value, 9)));
        Assert.Equal(Math.Pow(1 - claim.Probability, 2), claim.Brier!.Value, 1e-15);
        Assert.StartsWith("Vendor Revenue|NVIDIA|Data Centre above 170 bn USD in 2025: ", claim.Statement, StringComparison.Ordinal);

        // It is what a projection by years says.
        var draws = TrackRecords.Specification.Draws;
        var run = ProjectionEngine.Run(new ProjectionSpecification(
            "2024-12",
            ResolvedScenario.Resolve(ArticleBaseline.From(TrackRecords.Curated), Presets.ArticleBase, new Dictionary<Parameter, ParameterSetting>()),
            new PeriodRange(Period.OfYear(2025), Period.OfYear(2025)),
            new DrawSettings(draws.Draws, draws.Seed, draws.Sampling, [50], draws.Correlations, [new Threshold(Variables.NvidiaRevenue, claim.Level)])));
        Assert.Equal(run.Exceedances[0].Above[0], claim.Probability, 1e-12);
    }

    [Fact]
    public void Factor_OfScoresByHand_HasTheIntervalOfTheChiSquaredLaw()
    {
        var vintage = new PastVintage("2025-03-15", new(2025, 3, 15), VintageBasis.Known, "v", 2024, Period.OfQuarter(2024, 4), 5, 38);
        SpreadEvidence[] evidence =
        [
            new(SpreadSource.Growth, vintage, Period.OfQuarter(2025, 1), 1),
            new(SpreadSource.Growth, vintage, Period.OfQuarter(2025, 2), -2),
            new(SpreadSource.Growth, vintage, Period.OfQuarter(2025, 3), 2),
        ];

        // The root of (1 + 4 + 4) / 3; three quarters of mean horizon 2 are 1.5 independent ones.
        var factor = Assert.Single(UncertaintyFactor.Of(evidence));
        Assert.Equal((3, 1, 1.5), (factor.Outcomes, factor.Vintages, factor.Independent));
        Assert.Equal(Math.Sqrt(3), factor.Factor, 1e-12);

        // Of two independent ones, whose chi-squared law has the closed form F(x) = 1 - exp(-x / 2).
        var two = Assert.Single(UncertaintyFactor.Of(evidence.Take(2).Select(e => e with
        {
            Vintage = vintage with { LastKnown = e.Period.Plus(-1) },
        })));
        Assert.Equal(2, two.Independent);
        Assert.Equal(Math.Sqrt(2.5 * 2 / (-2 * Math.Log(0.05))), two.Low, 1e-9);
        Assert.Equal(Math.Sqrt(2.5 * 2 / (-2 * Math.Log(0.95))), two.High, 1e-6);
    }
}
