using CsCheck;
using ForecastFunctions.Application.Scenarios;
using ForecastFunctions.Core.Analyses.Sensitivities;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Scorecards;
using ForecastFunctions.Core.Series;
using ForecastFunctions.Core.Statistics;
using ForecastFunctions.UnitTests.Functions;
using ForecastFunctions.UnitTests.Projections;
using ForecastFunctions.UnitTests.Scorecards;

namespace ForecastFunctions.UnitTests.Scenarios;

/// <summary>The factors on uncertainty that an operator applies.</summary>
public sealed class WideningTests
{
    private static readonly DrawSettings Draws = new(1_024, 1, Sampling.Sobol, [5, 50, 95], StatedCorrelations.Default, []);

    private static readonly Gen<double> Factors = Gen.Double[Widening.MinFactor, Widening.MaxFactor];

    [Fact]
    public void Law_WidenedMore_IsWiderAroundItsMedianAndWithinItsBounds() => Gen.Select(Factors, Factors, Gen.Double[0.02, 0.98]).Sample(
        (one, other, p) =>
        {
            var (narrow, wide) = (Math.Min(one, other), Math.Max(one, other));
            var (narrower, wider) = (Resolve(new(narrow, narrow, narrow)), Resolve(new(wide, wide, wide)));
            foreach (var known in Resolve(Widening.None).Parameters.Where(p => p.IsUncertain))
            {
                var median = known.Percentile(50);
                if (Widening.GroupOf(known.Parameter) is null)
                {
                    Assert.Equal(known, wider.Find(known.Parameter));
                    continue;
                }

                double At(ResolvedScenario scenario, double percent) => scenario.Find(known.Parameter)!.Percentile(percent);
                Assert.Equal(median, At(wider, 50), Math.Abs(median) * 1e-12);
                var (near, far) = (At(narrower, 100 * p), At(wider, 100 * p));
                Assert.True(p < 0.5 ? far <= near && near <= median : far >= near && near >= median, $"{known.Parameter} {p} {near} {far}");

                // On the law's own scale the distance from the median is just so many times as far.
                Assert.Equal(
                    one * (Scale(known, known.Percentile(100 * p)) - Scale(known, median)),
                    Scale(known, At(Resolve(new(one, one, one)), 100 * p)) - Scale(known, median), 1e-9 + (1e-7 * one));

                double[] draws = [0.001, p, 0.999];
                var bounds = known.Parameter.BoundsFor(wider.BaseYear);
                wider.Find(known.Parameter)!.Quantile(draws, bounds);
                Assert.All(draws, d => Assert.True(bounds.Contains(d)));
            }

            static double Scale(ResolvedParameter known, double x) => known.Law switch
            {
                Lognormal => Math.Log(x),
                LogitNormal => Math.Log(x / (1 - x)),
                _ => x,
            };
        }, iter: 50);

    [Fact]
    public void Draws_OfAWidenedGroup_MoveAndThoseOfOthersStay()
    {
        var (plain, widened) = (Columns(Widening.None), Columns(new(growth: 2, shares: 1, prices: 1)));
        foreach (var known in Resolve(Widening.None).Parameters.Where(p => p.IsUncertain))
        {
            var same = plain[known.Parameter].SequenceEqual(widened[known.Parameter]);
            Assert.Equal(Widening.GroupOf(known.Parameter) != SpreadSource.Growth, same);
        }

        ParameterColumns Columns(Widening widening)
        {
            var scenario = Resolve(widening);
            var (columns, sampler) = (new ParameterColumns(scenario, Draws.Draws), new DrawSampler(scenario, Draws));
            sampler.Fill(columns, sampler.ScoreColumns(Draws.Draws), 0);
            return columns;
        }
    }

    [Fact]
    public void Run_Widened_IsAnotherThatIsReadBackAndHasWiderPaths()
    {
        var widening = new Widening(1.6, 1, 2.5);
        var (plain, widened) = (Specification(Widening.None), Specification(widening));
        Assert.NotEqual(plain.RunId, widened.RunId);
        Assert.DoesNotContain("widened", plain.CanonicalForm, StringComparison.Ordinal);

        var read = ProjectionSpecification.Parse(widened.CanonicalForm);
        Assert.Equal((widened.RunId, widening), (read.RunId, read.Scenario.Widening));
        var (before, after) = (plain.Compute(2), read.Compute(2));
        Assert.Equal(widened.Compute(1).ToBytes(), after.ToBytes());
        for (var year = 1; year < plain.Range.Count; year++)
        {
            Assert.True(Width(after, year) > 1.3 * Width(before, year));

            // Growth that fades bends the paths' median a little; the parameters' own stay.
            Assert.Equal(1, Spend(after, year, "p50") / Spend(before, year, "p50"), 0.05);
        }

        // What draws nothing is the same run.
        Assert.Equal(Specification(Widening.None, draws: null).RunId, Specification(widening, draws: null).RunId);
        Assert.Equal(Widening.None, WideningFindings.Of([widened.Scenario], draws: null));
        Assert.Contains("growth by 1.6 and of prices by 2.5: ", Assert.Single(WideningFindings.Of([read.Scenario], Draws).Notes), StringComparison.Ordinal);
        Assert.Throws<FormatException>(() => ProjectionSpecification.Parse(
            widened.CanonicalForm.Replace("\"widened\":1.6", "\"widened\":11", StringComparison.Ordinal)));

        double Spend(Projection run, int year, string statistic) => run.Value(year, Variables.Spend, run.Statistics.ToList().IndexOf(statistic));
        double Width(Projection run, int year) => Math.Log(Spend(run, year, "p95") / Spend(run, year, "p5"));
    }

    [Fact]
    public void Setting_OfACaller_IsAsStatedAndAMoveOfTheBaselineIsWidened()
    {
        var (initial, fade, price) = (Parameters.SpendGrowthInitial, Parameters.SpendGrowthFade, Parameters.AsicPriceDecline);
        var settings = new Dictionary<Parameter, ParameterSetting>
        {
            [initial] = ParameterSetting.Parse(initial, "normal(0.33..0.61)"),
            [fade] = ParameterSetting.Parse(fade, "0.4"),
            [Parameters.SpendGrowthLongRun] = new ParameterSetting.Relative(new ParameterChange(ChangeKind.Add, 0.05)),
        };
        var scenario = Resolve(new(3, 3, 3), settings);
        Assert.Equal(Resolve(Widening.None, settings).Find(initial), scenario.Find(initial));
        Assert.Null(scenario.Find(fade)!.LawText);
        Assert.Equal("normal(0..0.2) widened(3) add(0.05)", scenario.Find(Parameters.SpendGrowthLongRun)!.LawText);
        Assert.Equal(0.15 + 0.3, scenario.Find(Parameters.SpendGrowthLongRun)!.Percentile(95), 1e-12);
        Assert.EndsWith(" widened(3)", scenario.Find(price)!.LawText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_KeptBeforeTheFactorsWereSet_IsAnsweredUnderItsId()
    {
        using var libraries = new RunLibraries();
        var (before, after) = (Specification(Widening.None), Specification(new(2, 2, 2)));
        var kept = await libraries.Create().AskAsync(before);

        var later = libraries.Create();
        Assert.NotEqual(kept.Result.ToBytes(), (await later.AskAsync(after)).Result.ToBytes());
        Assert.Equal(kept.Result.ToBytes(), (await later.FindAsync(before.RunId))!.Result.ToBytes());
        libraries.Store.PutResult(before.RunId, null);
        Assert.Equal(kept.Result.ToBytes(), (await libraries.Create().FindAsync(before.RunId))!.Result.ToBytes());
    }

    [Fact]
    public void Tornado_OfWidenedLaws_SaysSoWhereItsRangesAreTheirs()
    {
        var scenario = Resolve(new(2, 1, 1));
        var law = InputRange.OfLaw(scenario.Find(Parameters.SpendGrowthInitial)!, 5, 95, scenario.BaseYear)!;
        Assert.Equal((0.19, 0.75), (Math.Round(law.Low, 12), Math.Round(law.High, 12)));
        var widened = Tornado(law);
        var read = SensitivitySpecification.Parse(widened.CanonicalForm);
        Assert.Equal((widened.RunId, 2), (read.RunId, read.Widening.Growth));
        Assert.True(read.Fits(SensitivityResult.FromBytes(widened.Compute(1).ToBytes())));
        Assert.Equal(Widening.None, Tornado(new InputRange(law.Parameter, law.Low, law.High)).Widening);

        SensitivitySpecification Tornado(InputRange range) => new(
            ArticleRuns.Article.Version, scenario, new ModelOutputs([Variables.Spend], [Period.OfYear(2028)]), new SensitivityMethod.OneAtATime([range]));
    }

    [Fact]
    public void Scorecard_UnderTheFactorThatItLearned_FindsThatIntervalsHold()
    {
        var (plain, widened) = (Specified(Widening.None), Specified(new(2.9, 2.4, 1.2)));
        Assert.Equal(Specified(null).CanonicalForm, plain.CanonicalForm);
        Assert.NotEqual(plain.RunId, widened.RunId);
        var read = ScorecardSpecification.Parse(widened.CanonicalForm);
        Assert.Equal((widened.RunId, widened.Widening), (read.RunId, read.Widening));

        var (before, after) = (Factors(TrackRecords.Card), Factors(read.On(TrackRecords.Newest).Compute(2)));
        foreach (var group in before.Keys)
            Assert.True(Math.Abs(after[group] - 1) < Math.Abs(before[group] - 1) + 0.05, $"{group}: {before[group]} became {after[group]}");
        Assert.InRange(after[SpreadSource.Growth], 0.8, 1.4);

        static ScorecardSpecification Specified(Widening? widening)
            => new(TrackRecords.Newest, TrackRecords.Specification.Days, [Presets.ArticleBase], 512, widening);

        static Dictionary<SpreadSource, double> Factors(Scorecard card) => UncertaintyFactor.Of(card.Evidence)
            .Where(f => f.Basis == VintageBasis.Known).ToDictionary(f => f.Group, f => f.Factor);
    }

    [Theory]
    [InlineData(0.1, true)]
    [InlineData(10, true)]
    [InlineData(0, false)]
    [InlineData(10.1, false)]
    [InlineData(double.NaN, false)]
    public void Setting_OfTheService_IsAFactorWithinItsRange(double factor, bool isValid)
    {
        Assert.Equal(isValid, new UncertaintySettings { Shares = factor }.IsValid);
        Assert.Equal("Uncertainty:Growth, Uncertainty:Shares and Uncertainty:Prices are factors from 0.1 to 10.", UncertaintySettings.Wanted);
        if (!isValid)
            Assert.Throws<ArgumentOutOfRangeException>(() => new Widening(1, factor, 1));
    }

    private static ResolvedScenario Resolve(Widening widening, IReadOnlyDictionary<Parameter, ParameterSetting>? settings = null)
        => ResolvedScenario.Resolve(
            ArticleRuns.Article, Presets.ArticleBase, settings ?? new Dictionary<Parameter, ParameterSetting>(), widening: widening);

    private static ProjectionSpecification Specification(Widening widening) => Specification(widening, Draws);

    private static ProjectionSpecification Specification(Widening widening, DrawSettings? draws)
        => new(ArticleRuns.Article.Version, Resolve(widening), ArticleRuns.Specification().Range, draws);
}
