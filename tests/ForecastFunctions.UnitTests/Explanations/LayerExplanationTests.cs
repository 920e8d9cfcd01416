using CsCheck;
using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.Calibration;
using ForecastFunctions.Core.Explanations;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Series;
using ForecastFunctions.Infrastructure.Sources.Curated;
using ForecastFunctions.UnitTests.Projections;

namespace ForecastFunctions.UnitTests.Explanations;

/// <summary>Numbers of runs with drivers and limits, explained: every variable, by equations that are what they say.</summary>
public class LayerExplanationTests
{
    private static readonly IReadOnlyList<Baseline> Vintages =
        [ArticleRuns.Article, VintageAsOf.Of(CuratedObservations.Read(), new(2026, 11, 24))];

    /// <summary>Events on every driver of the layer, and on some of the plain model; the first is left out where it lies before the base year.</summary>
    private static readonly IReadOnlyList<ScenarioEvent> Events =
    [
        Event(Driver.Users, 2, "2024-Q4", null),
        Event(Driver.Tokens, 0.005, "2026-Q3", 1), Event(Driver.ReasoningMultiple, 1.5, "2025-Q2", null),
        Event(Driver.Agents, 3, "2026-Q2", 3), Event(Driver.ServingEfficiency, 5, "2026-Q1", null),
        Event(Driver.TrainingBudget, 0.8, "2026-Q4", null), Event(Driver.TrainingRun, 2, "2026-Q1", 6),
        Event(Driver.DataStock, 4, "2026-Q2", null), Event(Driver.OtherAi, 1.2, "2026-Q1", null),
        Event(Driver.PowerLimit, 0.5, "2026-Q1", 4), Event(Driver.PackagingLimit, 0.7, "2026-Q3", 2),
        Event(Driver.CapitalLimit, 0.9, "2027-Q1", null), Event(Driver.Spend, 1.5, "2026-Q3", 2),
        Event(Driver.Ratio, 1.1, "2026-Q4", null), Event(Driver.NvidiaPrice, 1.2, "2025-Q1", null),
        Event(Driver.NvidiaInferenceOdds, 0.5, "2026-Q2", 5),
    ];

    public static TheoryData<string> OfPresets { get; } = [.. LayerPresets.All.Select(p => p.Name)];

    /// <summary>A preset, and settings over it that between them switch every part of the layer on and off.</summary>
    public static TheoryData<string, string> Switched { get; } = new()
    {
        { "article-base", "ratio.source=drivers" }, { "article-base", "limits.mode=report" }, { "status-quo", "limits.mode=clip" },
        { "article-base", "ratio.basis=spend;limits.mode=clip;limits.ration=trainingFirst" },
        { "asic-surge", "ratio.source=drivers;limits.mode=clip;limits.ration=inferenceFirst" },
        { "drivers-base", "limits.mode=off" }, { "agents", "limits.ration=inferenceFirst" }, { "power-wall", "limits.ration=inferenceFirst" },
        { "power-wall", "limits.ration=trainingFirst" }, { "packaging-wall", "limits.ration=trainingFirst;limit.packaging.priceResponse=1" },
        { "capex-crunch", "limits.ration=inferenceFirst;limit.packaging.priceResponse=0" },
        { "drivers-base", "demand.base=0.5;stock.life=1;training.run.growth=0;onDevice.anchor=0" },
    };

    [Theory]
    [MemberData(nameof(OfPresets))]
    public void Explanation_OfEveryVariable_EndsInTheRunsValueByStepsThatAreWhatTheySay(string preset)
    {
        foreach (var baseline in Vintages)
        {
            foreach (var events in (IReadOnlyList<ScenarioEvent>[])[[], Events])
                CheckAll(Resolve(baseline, preset, "", events), baseline);
        }
    }

    [Theory]
    [MemberData(nameof(Switched))]
    public void Explanation_WithAnySwitches_EndsInTheRunsValue(string preset, string settings)
    {
        foreach (var events in (IReadOnlyList<ScenarioEvent>[])[[], Events])
            CheckAll(Resolve(ArticleRuns.Article, preset, settings, events), ArticleRuns.Article);
    }

    [Fact]
    public void Explanation_OfAnyCase_EndsInTheRunsValue() => Gen.Select(LayerCase.Any, Gen.Int[0, 2], Gen.Int[0, 2]).Sample(
        (c, mode, ration) => CheckAll(
            c.With(LayerParameters.LimitsMode, mode).With(LayerParameters.LimitsRation, ration).Specification().Scenario, ArticleRuns.Article),
        iter: 25);

    [Fact]
    public void Explanation_OfTheLastQuarter_GoesAllTheWayBackAndFitsAStack()
    {
        var run = LayerRuns.Specification("agents", to: 2045, step: Step.Quarter);
        var (variable, period) = (LayerVariables.CutSpend, Period.OfQuarter(2045, 4));
        Explanation? found = null;
        var thread = new Thread(() => found = Explanation.Of(run.Scenario, ArticleRuns.Article, variable, period), maxStackSize: 1 << 19);
        thread.Start();
        thread.Join();
        ExplanationChecks.Check(found!, ProjectionEngine.Run(run).Of(variable.Name, period));
    }

    [Fact]
    public void Explanation_OfALimitInTheBaseYear_IsNone()
    {
        var scenario = LayerRuns.Specification("agents").Scenario;
        Assert.Null(Explanation.Of(scenario, ArticleRuns.Article, LayerVariables.PowerLevel, Period.OfYear(2024)));
        Assert.NotNull(Explanation.Of(scenario, ArticleRuns.Article, LayerVariables.PowerLevel, Period.OfYear(2025)));
    }

    [Fact]
    public void Inputs_OfTheExpectedCost_AreTheBaselinesWhateverAScenarioSets()
    {
        var scenario = Resolve(Vintages[1], "drivers-base", "serving.efficiency.anchor=20;driver.fade=1", []);
        var inputs = Explanation.Of(scenario, Vintages[1], LayerVariables.Tokens, Period.OfYear(2027))!.Steps.SelectMany(s => s.Inputs).ToList();
        ExplanationInput Of(string symbol) => inputs.First(i => i.Symbol == symbol);
        Assert.Equal((20, "request"), (Of("E_B").Value, Of("E_B").SetBy!));
        Assert.Equal(("baseline", "serving.efficiency.anchor"), (Of("E_B*").SetBy!, Of("E_B*").Id!));
        Assert.Equal(scenario.Expected![LayerParameters.ServingEfficiencyAnchor], Of("E_B*").Value);
        Assert.Equal(0.6, Of("κ_z*").Value);

        // The ratio of a later base year is told along the drivers, and not what the vintage states of the plain model's path.
        var ratio = Explanation.Of(scenario, Vintages[1], LayerVariables.InferenceDemand, Period.OfYear(2027))!.Steps
            .SelectMany(s => s.Inputs).First(i => i.Id == "ratio.base");
        Assert.NotEqual(Vintages[1].FindParameter("ratio.base")!.Value, ratio.Value);
        Assert.EndsWith("told from 2025 along the drivers", ratio.Basis, StringComparison.Ordinal);
        Assert.Empty(ratio.Series);
    }

    [Fact]
    public void Explanation_AsAnswered_TakesNothingThatNothingTakes()
    {
        foreach (var preset in (string[])["peak-data", "packaging-wall"])
        {
            var run = LayerRuns.Specification(preset, events: Events);
            var numbers = ProjectionEngine.Run(run);
            foreach (var variable in (Variable[])[LayerVariables.TokenPrice, LayerVariables.PackagingBinding, Variables.NvidiaRevenue, LayerVariables.Runs])
                ExplanationChecks.Check(Explanation.Of(run.Scenario, ArticleRuns.Article, variable, Period.OfYear(2028))!, numbers.Of(variable, 2028));
        }
    }

    [Fact]
    public void Scale_OfASmallDifference_IsThatOfWhatIsSubtracted()
    {
        // Little is unmet, so the rounding of what is met is large beside it.
        var run = LayerRuns.Specification("article-base", LayerRuns.Settings(("ratio.source", "drivers")));
        foreach (var period in (Period[])[Period.OfYear(2025), Period.OfQuarter(2025, 4)])
            Assert.InRange(Explanation.Of(run.Scenario, ArticleRuns.Article, LayerVariables.Unmet, period)!.Scale, 0.9, 1);
    }

    private static void CheckAll(ResolvedScenario scenario, Baseline baseline)
    {
        ExplanationChecks.CheckAll(scenario, baseline, Period.OfYear(baseline.BaseYear), Period.OfYear(2026), Period.OfYear(2029));
        ExplanationChecks.CheckAll(
            scenario, baseline, Period.OfQuarter(baseline.BaseYear, 1), Period.OfQuarter(baseline.BaseYear, 4), Period.OfQuarter(2026, 3),
            Period.OfQuarter(2027, 2));
    }

    private static ResolvedScenario Resolve(Baseline baseline, string preset, string settings, IReadOnlyList<ScenarioEvent> events)
    {
        var stated = settings.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(s => (s.Split('=')[0], s.Split('=')[1]));
        return ResolvedScenario.Resolve(baseline, Presets.Find(preset)!, LayerRuns.Settings([.. stated]), events);
    }

    private static ScenarioEvent Event(Driver driver, double factor, string start, int? quarters)
        => new(Drivers.NameOf(driver), driver, EventEffect.Multiply, factor, Period.TryParse(start, out var quarter) ? quarter : default, quarters, probability: 1);
}
