using CsCheck;
using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.UnitTests.Projections;

namespace ForecastFunctions.UnitTests.Scenarios;

public class ResolvedScenarioTests
{
    private static readonly Dictionary<Parameter, ParameterSetting> Nothing = [];

    private static readonly Baseline Refreshed = new(
        "2025-12", "A later vintage", new DateOnly(2025, 12, 31), 2025,
        [
            Calibrated(Parameters.SpendBase, 220, ParameterStatus.Reported),
            Calibrated(Parameters.RatioBase, 0.9, ParameterStatus.Derived),
            Calibrated(Parameters.AsicPriceDecline, 0.28, ParameterStatus.Estimated),
            Calibrated(Parameters.NvidiaInferenceBase, 0.77, ParameterStatus.Derived),
        ],
        []);

    [Fact]
    public void Value_ThatNobodySets_IsTheBaselines()
    {
        var scenario = ResolvedScenario.Resolve(Refreshed, Presets.ArticleBase, Nothing);
        Assert.Equal(new(Parameters.SpendBase, 220, null, ParameterOrigin.Baseline, ParameterStatus.Reported),
            scenario.Parameters[Parameters.SpendBase.Index]);
        Assert.Equal(2025, scenario.BaseYear);
    }

    [Fact]
    public void Value_ThatTheBaselineLacks_IsTheCataloguesDefault()
    {
        var scenario = ResolvedScenario.Resolve(Refreshed, Presets.ArticleBase, Nothing);
        Assert.Equal(new(Parameters.SpendGrowthInitial, 0.47, Parameters.SpendGrowthInitial.Law, ParameterOrigin.Baseline,
            ParameterStatus.Assumed), scenario.Parameters[Parameters.SpendGrowthInitial.Index]);
    }

    [Fact]
    public void Value_ThatThePresetSets_GoesBeforeTheBaselines()
    {
        var scenario = ResolvedScenario.Resolve(Refreshed, Presets.Find("asic-surge")!, Nothing);
        Assert.Equal(new(Parameters.AsicPriceDecline, 0.35, null, ParameterOrigin.Scenario, ParameterStatus.Assumed),
            scenario.Parameters[Parameters.AsicPriceDecline.Index]);
    }

    [Fact]
    public void Value_ThatTheRequestSets_GoesBeforeThePresets()
    {
        var scenario = ResolvedScenario.Resolve(
            Refreshed, Presets.Find("asic-surge")!, ArticleRuns.Fixed(new Dictionary<Parameter, double> { [Parameters.AsicPriceDecline] = 0.2 }));
        Assert.Equal(new(Parameters.AsicPriceDecline, 0.2, null, ParameterOrigin.Request, ParameterStatus.Assumed),
            scenario.Parameters[Parameters.AsicPriceDecline.Index]);
    }

    [Fact]
    public void Parameter_ThatFollowsAnother_HasTheValueTheOtherHasInTheEnd()
    {
        var statusQuo = Presets.Find("status-quo")!;
        var calibrated = ResolvedScenario.Resolve(Refreshed, statusQuo, Nothing);
        Assert.Equal(0.9, calibrated[Parameters.RatioLimit]);
        Assert.Equal(0.77, calibrated[Parameters.NvidiaInferenceAnchor]);

        var overridden = ResolvedScenario.Resolve(
            Refreshed, statusQuo, ArticleRuns.Fixed(new Dictionary<Parameter, double> { [Parameters.RatioBase] = 1.25 }));
        Assert.Equal(new(Parameters.RatioLimit, 1.25, null, ParameterOrigin.Scenario, ParameterStatus.Assumed) { Follows = Parameters.RatioBase },
            overridden.Parameters[Parameters.RatioLimit.Index]);
    }

    [Fact]
    public void Parameter_ThatFollowsAnother_StopsDoingSoOnceTheRequestSetsIt()
    {
        var set = new Dictionary<Parameter, double> { [Parameters.RatioBase] = 1.25, [Parameters.RatioLimit] = 3 };
        var scenario = ResolvedScenario.Resolve(Refreshed, Presets.Find("status-quo")!, ArticleRuns.Fixed(set));
        Assert.Equal(new(Parameters.RatioLimit, 3, null, ParameterOrigin.Request, ParameterStatus.Assumed),
            scenario.Parameters[Parameters.RatioLimit.Index]);
    }

    [Fact]
    public void Value_OutsideItsBounds_IsRefusedByTheParametersId()
    {
        foreach (var parameter in Parameters.All)
        {
            var bounds = parameter.BoundsFor(Refreshed.BaseYear);
            foreach (var refused in new[] { Math.BitDecrement(bounds.Min), Math.BitIncrement(bounds.Max), double.NaN,
                double.PositiveInfinity, double.NegativeInfinity })
            {
                var e = Assert.Throws<ArgumentOutOfRangeException>(() => Resolve(parameter, refused));
                Assert.StartsWith($"{parameter.Id} ", e.Message, StringComparison.Ordinal);
                Assert.Equal(refused, e.ActualValue);
            }

            Assert.Equal(bounds.Min, Resolve(parameter, bounds.Min)[parameter]);
            Assert.Equal(bounds.Max, Resolve(parameter, bounds.Max)[parameter]);
        }
    }

    [Fact]
    public void Bounds_OfTheAnchorYear_MoveWithTheBaseYear()
    {
        Assert.Equal(new Bounds(2026, 2040), Parameters.AnchorYear.BoundsFor(2025));
        Assert.Throws<ArgumentOutOfRangeException>(() => Resolve(Parameters.AnchorYear, 2025));
    }

    [Fact]
    public void Label_OfAPresetAlone_IsItsName()
        => Assert.All(Presets.All, preset => Assert.Equal(preset.Name, ResolvedScenario.Resolve(ArticleRuns.Article, preset, Nothing).Label));

    [Fact]
    public void Label_OfAChangedPreset_IsPinned()
    {
        // Callers keep labels beside their results: the same settings have the same label in every version.
        var set = new Dictionary<Parameter, double> { [Parameters.RatioLimit] = 6, [Parameters.RatioBasis] = 1 };
        Assert.Equal("data-wall+8e2551", ResolvedScenario.Resolve(ArticleRuns.Article, Presets.Find("data-wall")!, ArticleRuns.Fixed(set)).Label);
    }

    [Fact]
    public void Label_OfTheSameSettingsInAnyOrder_IsTheSame()
        => Gen.Select(ScenarioCase.Any, Gen.Shuffle(Parameters.All.ToArray())).Sample((c, order) =>
    {
        var shuffled = new Dictionary<Parameter, double>();
        foreach (var parameter in order.Where(c.Set.ContainsKey))
            shuffled.Add(parameter, c.Set[parameter]);
        Assert.Equal(LabelOf(c), LabelOf(c with { Set = shuffled }));
    });

    [Fact]
    public void Label_OfOtherSettings_IsAnother()
        => Gen.Select(ScenarioCase.Any, Gen.Int[0, Parameters.All.Count - 1], Gen.Double[0, 1]).Sample((c, index, place) =>
    {
        var parameter = Parameters.All[index];
        var value = ScenarioCase.Within(parameter, place);
        if (!c.Set.TryGetValue(parameter, out var known) || known != value)
            Assert.NotEqual(LabelOf(c), LabelOf(c.With(parameter, value)), StringComparer.Ordinal);
    });

    [Fact]
    public void Scenario_WhoseParameterFollowsAFollower_IsRefused()
    {
        var chain = new Dictionary<Parameter, ParameterSetting>
        {
            [Parameters.RatioLimit] = new ParameterSetting.SameAs(Parameters.RatioBase),
            [Parameters.RatioBase] = new ParameterSetting.SameAs(Parameters.RatioSpeed),
        };
        Assert.Throws<ArgumentException>(() => new Scenario("chain", "Chain", "A chain.", chain));

        var circle = new Dictionary<Parameter, ParameterSetting>
        {
            [Parameters.RatioLimit] = new ParameterSetting.SameAs(
            Parameters.RatioLimit)
        };
        Assert.Throws<ArgumentException>(() => new Scenario("circle", "Circle", "A circle.", circle));
    }

    private static CalibratedParameter Calibrated(Parameter parameter, double value, ParameterStatus status)
        => new(parameter.Id, value, null, status, "A test", []);

    private static ResolvedScenario Resolve(Parameter parameter, double value)
        => ResolvedScenario.Resolve(Refreshed, Presets.ArticleBase, ArticleRuns.Fixed(new Dictionary<Parameter, double> { [parameter] = value }));

    private static string LabelOf(ScenarioCase c)
        => ResolvedScenario.Resolve(ArticleRuns.Article, Presets.Find(c.Preset)!, ArticleRuns.Fixed(c.Set)).Label;
}
