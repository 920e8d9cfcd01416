using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.Calibration;
using ForecastFunctions.Core.Explanations;
using ForecastFunctions.Core.History;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Series;
using ForecastFunctions.Infrastructure.Sources.Curated;
using ForecastFunctions.UnitTests.Projections;

namespace ForecastFunctions.UnitTests.Explanations;

public class ExplanationTests
{
    private static readonly IReadOnlyList<Observation> Curated = CuratedObservations.Read();

    private static readonly IReadOnlyList<Baseline> Vintages =
        [ArticleBaseline.From(Curated), VintageAsOf.Of(Curated, new(2025, 6, 30)), VintageAsOf.Of(Curated, new(2026, 11, 24))];

    private static readonly IReadOnlyList<ScenarioEvent> Events =
    [
        Event("ban", Driver.NvidiaInferenceOdds, EventEffect.Multiply, 0.5, "2026-Q2", 5),
        Event("boom", Driver.Spend, EventEffect.Multiply, 1.7, "2026-Q3", null),
        Event("crash", Driver.NvidiaPrice, EventEffect.Add, -1e6, "2027-Q1", 2),
        Event("f1", Driver.Spend, EventEffect.Add, 40, "2027-Q1", 4),
        Event("grid", Driver.AsicPower, EventEffect.Multiply, 1.2, "2026-Q1", null),
        Event("r0 + 1", Driver.Ratio, EventEffect.Add, 0.5, "2026-Q4", null),
        Event("tariff", Driver.NvidiaPrice, EventEffect.Multiply, 1.1, "2026-Q4", null),
        Event("unlikely", Driver.Ratio, EventEffect.Multiply, 10, "2026-Q1", null, probability: 0.5),
        Event("win", Driver.AsicTrainingOdds, EventEffect.Multiply, 3, "2026-Q4", null),
        Event("win more", Driver.AsicTrainingOdds, EventEffect.Multiply, 2, "2027-Q2", 1),
    ];

    public static TheoryData<int, string> Cases
    {
        get
        {
            var cases = new TheoryData<int, string>();
            foreach (var preset in Presets.All)
            {
                for (var vintage = 0; vintage < 3; vintage++)
                    cases.Add(vintage, preset.Name);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Explanation_OfEveryVariable_EndsInTheRunsValueByStepsThatAreWhatTheySay(int vintage, string preset)
    {
        var baseline = Vintages[vintage];
        foreach (var events in (IReadOnlyList<ScenarioEvent>[])[[], Events])
        {
            var scenario = ResolvedScenario.Resolve(baseline, Presets.Find(preset)!, new Dictionary<Parameter, ParameterSetting>(), events);
            ExplanationChecks.CheckAll(scenario, baseline, Period.OfYear(baseline.BaseYear), Period.OfYear(2026), Period.OfYear(2030));
            ExplanationChecks.CheckAll(
                scenario, baseline, Period.OfQuarter(baseline.BaseYear, 1), Period.OfQuarter(baseline.BaseYear, 3),
                Period.OfQuarter(2027, 1), Period.OfQuarter(2027, 2));
        }
    }

    [Fact]
    public void Explanation_OfTheLastYear_GoesAllTheWayBack()
    {
        var scenario = ArticleRuns.Specification(set: new Dictionary<Parameter, double>
        {
            [Parameters.RatioBasis] = 1,
            [Parameters.SpendGrowthFade] = 0,
        }).Scenario;
        ExplanationChecks.CheckAll(scenario, ArticleRuns.Article, Period.OfYear(2045));
    }

    [Fact]
    public void Explanation_AtTheCornersOfTheBounds_EndsInTheRunsValue() => CsCheck.Check.Sample(ScenarioCase.Corner, corner =>
    {
        var scenario = ArticleRuns.Specification(corner.Preset, set: corner.Set).Scenario;
        ExplanationChecks.CheckAll(scenario, ArticleRuns.Article, Period.OfYear(2027));
    }, iter: 30);

    [Fact]
    public void Explanation_OfWhatWasObserved_EndsInTheFigureOfTheHistory()
    {
        var explained = 0;
        foreach (var baseline in Vintages)
        {
            var history = new ObservedHistory(baseline);
            var scenario = ResolvedScenario.Resolve(baseline, Presets.ArticleBase, new Dictionary<Parameter, ParameterSetting>());
            foreach (var variable in Variables.All)
            {
                foreach (var period in PeriodsBefore(baseline.BaseYear))
                {
                    var explanation = Explanation.Of(scenario, baseline, variable, period);
                    Assert.Equal(history.Find(variable, period) is null, explanation is null);
                    if (explanation is null)
                        continue;
                    ExplanationChecks.Check(explanation, history.Find(variable, period)!.Value);
                    Assert.Contains(explanation.Steps.SelectMany(s => s.Inputs), i => i.Origin == InputOrigin.Baseline && i.Series.Count > 0);
                    explained++;
                }
            }
        }

        Assert.True(explained > 200, $"{explained} observed numbers");
    }

    [Fact]
    public void Inputs_OfAStep_SayWhereTheyComeFrom()
    {
        var scenario = ResolvedScenario.Resolve(
            ArticleRuns.Article, Presets.Find("asic-surge")!,
            new Dictionary<Parameter, ParameterSetting>
            {
                [Parameters.RatioLimit] = new ParameterSetting.Fixed(4),
                [Parameters.SpendBase] = new ParameterSetting.Relative(new ParameterChange(ChangeKind.Times, 1.1)),
                [Parameters.NvidiaTrainingAnchor] = new ParameterSetting.SameAs(Parameters.NvidiaTrainingBase),
            },
            [Events[1]]);
        var inputs = Explanation.Of(scenario, ArticleRuns.Article, Variables.ComputeInstalled, Period.OfYear(2027))!.Steps
            .SelectMany(s => s.Inputs).ToList();
        ExplanationInput Of(string id) => inputs.First(i => i.Id == id);

        Assert.Equal(("request", "r∞", 4, "assumed"), (Of("ratio.limit").SetBy!, Of("ratio.limit").Symbol, Of("ratio.limit").Value, Of("ratio.limit").Status!));
        Assert.Contains("times(1.1)", Of("spend.base").Basis, StringComparison.Ordinal);
        Assert.Contains("same as share.training.nvidia.base", Of("share.training.nvidia.anchor").Basis, StringComparison.Ordinal);
        Assert.Equal(("scenario", "Scenario 'asic-surge' sets it"), (Of("price.asic.decline").SetBy!, Of("price.asic.decline").Basis!));
        Assert.Equal(("baseline", Parameters.StockLife.Basis), (Of("stock.life").SetBy!, Of("stock.life").Basis!));
        Assert.Equal((InputOrigin.Event, 1.7), (Of("boom").Origin, Of("boom").Value));
        Assert.Equal(2024, inputs.First(i => i.Symbol == "t0").Value);
        Assert.All(inputs, i => Assert.False(string.IsNullOrWhiteSpace(i.Name) || string.IsNullOrWhiteSpace(i.Unit), i.Symbol));

        var spend = Explanation.Of(scenario, Vintages[^1], Variables.Spend, Period.OfYear(2026))!;
        Assert.Equal(
            Vintages[^1].FindParameter("spend.growth.longRun")?.Observations ?? [],
            spend.Steps.SelectMany(s => s.Inputs).First(i => i.Id == "spend.growth.longRun").Series);
    }

    [Fact]
    public void Depth_CutsTheStepsThatLieFarther_AndKeepsTheirValues()
    {
        var scenario = ArticleRuns.Specification().Scenario;
        var whole = Explanation.Of(scenario, ArticleRuns.Article, Variables.InferenceComputeShare, Period.OfYear(2028))!;
        var one = whole.Within(1);
        Assert.Equal(1, Assert.Single(one.Steps).Number);
        Assert.All(one.Steps[0].Inputs, i => Assert.Null(i.Step));
        Assert.Equal(3, whole.Within(2).Steps.Count); // the share, and compute added for inference and for training
        Assert.Equal(11, whole.Within(3).Steps.Count); // four quarters of each
        foreach (var depth in (int[])[1, 2, 3, 5, 8, 100])
        {
            var cut = whole.Within(depth);
            ExplanationChecks.Check(cut, whole.Value);
            Assert.Equal(cut.Steps.Select(s => s.Symbol), whole.Steps.Where(s => cut.Steps.Any(c => (c.Symbol, c.Period) == (s.Symbol, s.Period))).Select(s => s.Symbol));
        }

        Assert.Equal(whole.Steps.Count, whole.Within(100).Steps.Count);
    }

    [Fact]
    public void Equations_GiveEveryVariableAndHaveSymbolsOfTheirOwn()
    {
        Assert.All(RunVariables.Catalogue, v => Assert.Same(v, Equations.Of(v).Variable));
        string[] symbols =
        [
            .. Equations.All.Select(q => q.Symbol), .. ParameterCatalogue.All.Where(p => !p.IsChoice).Select(ParameterInputs.SymbolOf), "Y", "q", "t0",
        ];
        Assert.Equal(symbols.Distinct(StringComparer.Ordinal), symbols);
    }

    private static IEnumerable<Period> PeriodsBefore(int baseYear)
        => Enumerable.Range(2021, baseYear - 2021).SelectMany(year => (Period[])
            [Period.OfYear(year), Period.OfQuarter(year, 1), Period.OfQuarter(year, 2), Period.OfQuarter(year, 3), Period.OfQuarter(year, 4)]);

    private static ScenarioEvent Event(
        string name, Driver driver, EventEffect effect, double amount, string start, int? quarters, double probability = 1)
        => new(name, driver, effect, amount, Period.TryParse(start, out var quarter) ? quarter : default, quarters, probability);
}
