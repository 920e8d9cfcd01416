using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.Calibration;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Series;
using ForecastFunctions.Core.Statistics;

namespace ForecastFunctions.UnitTests.Projections;

/// <summary>Which runs the layer of drivers and limits has a part in, what they are called, and what they say.</summary>
public class LayerRunTests
{
    private static readonly DrawSettings Draws = new(
        128, 1, Sampling.Sobol, [5, 50], StatedCorrelations.Default, [new(LayerVariables.PowerBinding, 0.5)]);

    [Fact]
    public void Run_WithAnySwitchMoved_IsOfVersionTwoWithTheLayersParametersInItsForm()
    {
        foreach (var (id, word) in ((string, string)[])[("ratio.source", "drivers"), ("limits.mode", "report"), ("limits.mode", "clip")])
        {
            var run = LayerRuns.Specification("article-base", LayerRuns.Settings((id, word)));
            Assert.Equal("2.0.0", run.ModelVersion);
            Assert.All(LayerParameters.All.Where(p => !p.IsOptional), p => Assert.Contains($"\"{p.Id}\":{{", run.CanonicalForm, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Run_WithoutAny_IsOfVersionOneWithNothingOfTheLayerInItsForm()
    {
        var run = ArticleRuns.Specification();
        Assert.Equal("1.1.0", run.ModelVersion);
        Assert.All(LayerParameters.All, p => Assert.DoesNotContain(p.Id, run.CanonicalForm, StringComparison.Ordinal));
        Assert.Equal(Variables.All, run.Compute(1).Variables);
    }

    [Fact]
    public void Run_OfThePlainModelThatSetsSomethingOfTheLayer_HasItsNumbersAndTellsWhatIsUnused()
    {
        var run = LayerRuns.Specification(
            "article-base", LayerRuns.Settings(("limits.ration", "inferenceFirst"), ("agents.anchor", "lognormal(1..3)")));
        Assert.Equal("1.1.0", run.ModelVersion);
        Assert.Equal(["limits.ration", "agents.anchor"], run.Scenario.Unused.Select(p => p.Id));
        Assert.Equal(ArticleRuns.Of().All(), ProjectionEngine.Run(run).All());

        var read = ProjectionSpecification.Parse(run.CanonicalForm);
        Assert.Equal((run.RunId, run.CanonicalForm), (read.RunId, read.CanonicalForm));
        Assert.Equal(["limits.ration", "agents.anchor"], read.Scenario.Unused.Select(p => p.Id));
    }

    [Fact]
    public void Unused_WithDriversAndDemand_AreThePathsThatTheyTakeThePlaceOf()
    {
        var run = LayerRuns.Specification("reasoning-shift", LayerRuns.Settings(
            ("ratio.source", "drivers"), ("spend.source", "demand"), ("limits.mode", "report"), ("limits.ration", "trainingFirst"),
            ("data.wallYear", "2029"), ("data.tokensPerParameter", "20")));
        Assert.Equal(
            ["spend.growth.initial", "ratio.speed", "limits.ration", "data.tokensPerParameter"], run.Scenario.Unused.Select(p => p.Id));
    }

    [Theory]
    [InlineData("drivers-base")]
    [InlineData("peak-data")]
    [InlineData("deepseek-shock")]
    [InlineData("packaging-wall")]
    public void Form_OfAPreset_ReadsBackAsTheSameRunWithTheSameNumbers(string preset)
    {
        foreach (var draws in (DrawSettings?[])[null, Draws])
        {
            var run = LayerRuns.Specification(preset, draws: draws);
            var read = ProjectionSpecification.Parse(run.CanonicalForm);
            Assert.Equal((run.RunId, run.CanonicalForm, run.ModelVersion), (read.RunId, read.CanonicalForm, read.ModelVersion));
            var bytes = run.Compute(1).ToBytes();
            Assert.Equal(bytes, read.Compute(2).ToBytes());
            Assert.True(read.Fits(Projection.FromBytes(bytes)));
            Assert.Equal(bytes, Projection.FromBytes(bytes).ToBytes());
        }
    }

    [Fact]
    public void Form_OfAnotherVersionThanItsSwitchesMake_IsRefused()
    {
        var (layered, plain) = (LayerRuns.Specification("drivers-base").CanonicalForm, ArticleRuns.Specification().CanonicalForm);
        Assert.Throws<FormatException>(() => ProjectionSpecification.Parse(layered.Replace("\"2.0.0\"", "\"1.1.0\"", StringComparison.Ordinal)));
        Assert.Throws<FormatException>(() => ProjectionSpecification.Parse(plain.Replace("\"1.1.0\"", "\"2.0.0\"", StringComparison.Ordinal)));
    }

    [Fact]
    public void Draws_OfThePlainModel_DoNotMoveWhereTheLayerJoins()
    {
        var (plain, layered) = (
            ArticleRuns.Specification(draws: Draws with { }).Scenario,
            LayerRuns.Specification("article-base", LayerRuns.Settings(("limits.mode", "report"))).Scenario);
        foreach (var parameter in Parameters.All)
        {
            using var one = Sampled(plain);
            using var other = Sampled(layered);
            Assert.True(Numbers.SameBits(one[parameter], other[parameter]), parameter.Id);
        }

        static ParameterColumns Sampled(ResolvedScenario scenario)
        {
            var (columns, sampler) = (new ParameterColumns(scenario, 128), new DrawSampler(scenario, Draws));
            sampler.Fill(columns, sampler.ScoreColumns(128), 0);
            return columns;
        }
    }

    [Fact]
    public void Percentiles_WithAllLawsFixed_AreTheDeterministicRun()
    {
        var fixedAll = ParameterCatalogue.All.Where(p => p.Law is not null).ToDictionary(p => p, p => p.Default);
        var run = LayerRuns.Specification("agents", ArticleRuns.Fixed(fixedAll), draws: Draws);
        var (drawn, central) = (ProjectionEngine.Run(run), ProjectionEngine.Run(LayerRuns.Specification("agents", ArticleRuns.Fixed(fixedAll))));
        foreach (var variable in central.Variables)
        {
            for (var period = variable.Group == VariableGroup.Limits ? 1 : 0; period < central.Range.Count; period++)
            {
                foreach (var statistic in (int[])[0, 2, 3])
                    Assert.Equal(central.Value(period, variable), drawn.Value(period, variable, statistic), 1e-12 * Math.Abs(central.Value(period, variable)));
            }
        }
    }

    [Fact]
    public void Bytes_OfTheSameSeed_AreTheSameWhateverTheThreads()
    {
        var run = LayerRuns.Specification("o1-everywhere", draws: Draws);
        Assert.Equal(ProjectionEngine.Run(run).ToBytes(), ProjectionEngine.Run(run, threads: 3).ToBytes());
    }

    [Fact]
    public void Limits_InTheBaseYear_HaveNoValue()
    {
        var run = ProjectionEngine.Run(LayerRuns.Specification("drivers-base", draws: Draws));
        Assert.All(run.Variables, v => Assert.Equal(v.Group == VariableGroup.Limits, double.IsNaN(run.Value(0, v))));
        Assert.All(run.Variables, v => Assert.False(double.IsNaN(run.Value(1, v))));
        Assert.Null(run.StandardError(0, LayerVariables.PowerLevel));
        Assert.Equal(0, run.Exceedances[0].Above[0]);
        Assert.Equal(
            RowStatus.NotLimited, RowStatus.Of(LayerRuns.Specification("drivers-base").Scenario, LayerVariables.PowerLevel, Period.OfYear(2024)));
    }

    public static TheoryData<string, string, string> Contradictions { get; } = new()
    {
        { "spend.source=demand", "spend.source", "wants ratio.source=drivers" },
        { "ratio.source=drivers;ratio.basis=spend", "ratio.basis", "wants ratio.basis=compute" },
        { "ratio.source=drivers;data.wallYear=2027;data.stock=1e15", "data.wallYear", "two forms of one quantity" },
    };

    [Theory]
    [MemberData(nameof(Contradictions))]
    public void Settings_ThatContradictEachOther_AreRefusedByName(string settings, string parameter, string message)
    {
        var stated = LayerRuns.Settings([.. settings.Split(';').Select(s => (s.Split('=')[0], s.Split('=')[1]))]);
        var conflict = Assert.Single(LayerRules.Conflicts(Presets.ArticleBase.Settings, stated, []));
        Assert.Equal(parameter, conflict.Parameter.Id);
        Assert.Contains(message, conflict.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => ResolvedScenario.Resolve(ArticleRuns.Article, Presets.ArticleBase, stated));
    }

    [Fact]
    public void Event_ThatAddsToADemandedSpend_IsRefusedAndOneThatMultipliesIsNot()
    {
        ScenarioEvent Of(EventEffect effect) => new("more", Driver.Spend, effect, 2, Period.OfQuarter(2026, 1), null, 1);
        var e = Assert.Throws<ArgumentException>(() => LayerRuns.Specification("drivers-base", events: [Of(EventEffect.Add)]));
        Assert.Contains("'more' adds to spend", e.Message, StringComparison.Ordinal);
        LayerRuns.Specification("drivers-base", events: [Of(EventEffect.Multiply)]);
    }

    [Fact]
    public void DataWall_StatedByTheRequest_TakesThePlaceOfTheScenarios()
    {
        var stock = LayerRuns.Specification("peak-data", LayerRuns.Settings(("data.stock", "3e14"), ("training.unbound.anchor", "0.7")));
        Assert.Null(stock.Scenario.Find(LayerParameters.DataWallYear));
        var (one, other) = (ProjectionEngine.Run(stock), ArticleRuns.Of("drivers-base"));
        Assert.Equal(other.Of(Variables.ComputeRatio, 2028), one.Of(Variables.ComputeRatio, 2028));
    }

    [Fact]
    public void Findings_OfDriversBase_AreThePublishedOnes()
    {
        var specification = LayerRuns.Specification("drivers-base");
        var (scenario, run) = (specification.Scenario, ProjectionEngine.Run(specification));
        Assert.Equal(2.1e13, LayerFindings.ComputePerToken(scenario), 0.05e13);
        Assert.Equal(2028, LayerFindings.DataWallDate(scenario)!.Value.Year);
        var binding = LayerFindings.BindingLimits(run, 2024);
        Assert.Equal([2025, 2026, 2027, 2028, 2029, 2030], binding.Select(b => b.Period.Year));
        Assert.Equal(["none", "packaging"], [binding[0].Limit, binding[3].Limit]);
        Assert.Contains(LayerFindings.Warnings(run, scenario), w => w.Code is "limit-binding");

        var agents = LayerRuns.Specification("agents");
        Assert.Contains(LayerFindings.Warnings(ProjectionEngine.Run(agents), agents.Scenario), w => w.Code is "demand-unmet");
    }

    [Fact]
    public void InferenceCrossing_OfDrivers_LiesBetweenTheQuartersThatItParts()
    {
        var (scenario, run) = (
            LayerRuns.Specification("drivers-base").Scenario, ProjectionEngine.Run(LayerRuns.Specification("drivers-base", step: Step.Quarter)));
        var date = ProjectionFindings.InferenceCrossing(scenario).Date!.Value;
        foreach (var (period, place) in run.Range.Select((p, i) => (p, i)))
        {
            var middle = period.Start.AddDays((period.End.DayNumber - period.Start.DayNumber) / 2);
            if (Math.Abs(middle.DayNumber - date.DayNumber) > 3)
                Assert.Equal(middle > date, run.Value(place, Variables.InferenceComputeShare) > 0.7);
        }
    }

    [Theory]
    [InlineData("1e17", 1e-9)]
    [InlineData(null, 5e-4)]
    public void Ratio_ToldFrom2025WithoutAnyNewFigure_IsTheOneToldFrom2024(string? stock, double accuracy)
    {
        // The wall bends a little once the largest run has come near it; where data are plenty, it does not.
        var settings = stock is null ? [] : LayerRuns.Settings(("data.stock", stock));
        var later = new Baseline("told", "Told", new DateOnly(2025, 12, 31), 2025, new CalibratedParameters(2025).WithoutSeries(), []);
        var (one, two) = (Of(ArticleRuns.Article, settings), new Dictionary<Parameter, ParameterSetting>(settings));
        foreach (var bent in stock is null ? [] : (Parameter[])[LayerParameters.TrainingFrontierShare, Parameters.RatioBase])
            two[bent] = new ParameterSetting.Fixed(LayerToldFrom.Year(bent, 2025, 1e17).Value);
        var other = Of(later, two);
        foreach (var quarter in other.Range)
            Numbers.Close(one.Of("Ratio|Compute", quarter), other.Of("Ratio|Compute", quarter), accuracy, $"{quarter}");

        // Tokens of a user too, but for the elasticity's answer to a cost that is told from another year.
        Numbers.Close(one.Of("Demand|Tokens per User", Period.OfQuarter(2028, 1)), other.Of("Demand|Tokens per User", Period.OfQuarter(2028, 1)), 1e-9, "tokens");

        static Projection Of(Baseline baseline, Dictionary<Parameter, ParameterSetting> settings)
        {
            var scenario = ResolvedScenario.Resolve(baseline, Presets.Find("drivers-base")!, settings);
            return ProjectionEngine.Run(new ProjectionSpecification(
                baseline.Version, scenario, new PeriodRange(Period.OfQuarter(baseline.BaseYear, 1), Period.OfQuarter(2035, 4))));
        }
    }

    [Fact]
    public void Presets_OnAVintageOfAnyLaterYear_Resolve()
    {
        for (var year = 2025; year <= 2031; year++)
        {
            var later = new Baseline("told", "Told", new DateOnly(year, 12, 31), year, new CalibratedParameters(year).WithoutSeries(), []);
            foreach (var preset in LayerPresets.All)
            {
                if (preset.SettingsOutOfBounds(later).Any())
                    continue;
                var scenario = ResolvedScenario.Resolve(later, preset, new Dictionary<Parameter, ParameterSetting>());
                var range = new PeriodRange(Period.OfYear(year), Period.OfYear(2045));
                var run = ProjectionEngine.Run(new ProjectionSpecification(later.Version, scenario, range, year == 2030 ? Draws : null));
                Assert.All(run.Variables, v => Assert.True(double.IsFinite(run.Value(1, v)), $"{preset.Name} from {year}: {v}"));
            }
        }
    }
}
