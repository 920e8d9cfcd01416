using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Series;
using ForecastFunctions.Core.Statistics;

namespace ForecastFunctions.UnitTests.Projections;

public class EventTests
{
    private static readonly IReadOnlyDictionary<Parameter, ParameterSetting> Nothing = new Dictionary<Parameter, ParameterSetting>();

    [Fact]
    public void Event_ThatDoublesSpendForFourQuarters_DoublesJustTheirSpend()
    {
        var changed = Run(Sure("boom", Driver.Spend, EventEffect.Multiply, 2, "2026-Q3", quarters: 4));
        var plain = Run();
        foreach (var (index, period) in plain.Range.Index())
        {
            var factor = period >= Quarter("2026-Q3") && period <= Quarter("2027-Q2") ? 2 : 1;
            Assert.Equal(factor * plain.Value(index, Variables.Spend), changed.Value(index, Variables.Spend), 1e-9);
        }
    }

    [Fact]
    public void Event_ThatAddsToAPrice_RaisesThatPriceForGood()
    {
        var changed = Run(Sure("tariff", Driver.NvidiaPrice, EventEffect.Add, 5_000, "2027-Q1", quarters: null));
        var plain = Run();
        foreach (var (index, period) in plain.Range.Index())
        {
            Assert.Equal(plain.Value(index, Variables.Price.Nvidia) + (period.Year >= 2027 ? 5_000 : 0),
                changed.Value(index, Variables.Price.Nvidia), 1e-6);
            Assert.Equal(plain.Value(index, Variables.Price.Asic), changed.Value(index, Variables.Price.Asic), 1e-6);
        }
    }

    [Fact]
    public void Event_ThatAddsToSpend_IsPerYearAndSpreadOverItsQuarters()
    {
        var (changed, plain) = (Run(Sure("fund", Driver.Spend, EventEffect.Add, 40, "2026-Q3", quarters: 3)), Run());
        foreach (var (index, period) in plain.Range.Index())
        {
            var added = period >= Quarter("2026-Q3") && period <= Quarter("2027-Q1") ? 10 : 0;
            Assert.Equal(plain.Value(index, Variables.Spend) + added, changed.Value(index, Variables.Spend), 1e-9);
        }
    }

    [Theory]
    [InlineData("2030-Q1", 1.0, 2, false, "event-outside-run")]
    [InlineData("2020-Q1", 1.0, 2, false, "event-outside-run")]
    [InlineData("2026-Q1", 0.6, 2, false, "event-taken-as-certain")]
    [InlineData("2026-Q1", 0.5, 2, false, "event-left-out")]
    [InlineData("2026-Q1", 0.6, 2, true, null)]
    [InlineData("2026-Q1", 1.0, 2, false, null)]
    [InlineData("2026-Q1", 1.0, 0.009, false, "event-cut-by-floor")]
    public void Warnings_OfAnEvent_SayWhatBecomesOfIt(string start, double probability, double factor, bool hasDraws, string? code)
    {
        var e = new ScenarioEvent("shock", Driver.Spend, EventEffect.Multiply, factor, Quarter(start), 4, probability);
        var warnings = EventFindings.Warnings(Specification(hasDraws ? Settings() : null, e));
        Assert.Equal(code, warnings.SingleOrDefault()?.Code);
        Assert.All(warnings, w => Assert.Contains(code == "event-cut-by-floor" ? "'spend'" : "'shock'", w.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Warnings_OfAnAddendThatTakesAllSpend_NameTheFirstQuarterItIsCutIn()
    {
        // In 2026 there are about 55 bn USD a quarter; 300 a year are 75.
        var warnings = EventFindings.Warnings(Specification(null, Sure("crash", Driver.Spend, EventEffect.Add, -300, "2026-Q2", 2)));
        Assert.Contains("'spend' below a hundredth of what it would be, first in 2026-Q2", Assert.Single(warnings).Message, StringComparison.Ordinal);
        Assert.Empty(EventFindings.Warnings(Specification(null, Sure("dip", Driver.Spend, EventEffect.Add, -100, "2026-Q2", 2))));
    }

    [Fact]
    public void Event_ThatHalvesTheOdds_KeepsAShare()
    {
        var changed = Run(Sure("ban", Driver.NvidiaInferenceOdds, EventEffect.Multiply, 0.5, "2024-Q1", quarters: null));
        var plain = Run();
        foreach (var (index, _) in plain.Range.Index())
        {
            var share = plain.Value(index, Variables.InferenceShare.Nvidia);
            Assert.Equal(share / (2 - share), changed.Value(index, Variables.InferenceShare.Nvidia), 1e-12);
        }
    }

    [Fact]
    public void Event_ThatTakesMoreThanThereIs_LeavesAHundredth()
    {
        var changed = Run(Sure("crash", Driver.Spend, EventEffect.Add, -1e6, "2028-Q1", quarters: 1));
        var plain = Run();
        var index = plain.Range.Index().Single(p => p.Item == Quarter("2028-Q1")).Index;
        Assert.Equal(plain.Value(index, Variables.Spend) / 100, changed.Value(index, Variables.Spend), 1e-9);
    }

    [Theory]
    [InlineData(0.5, 1)]
    [InlineData(0.51, 2)]
    public void Event_InADeterministicRun_HappensIfItIsMoreLikelyThanNot(double probability, double factor)
    {
        var e = new ScenarioEvent("boom", Driver.Spend, EventEffect.Multiply, 2, Quarter("2025-Q1"), null, probability);
        Assert.Equal(factor * Run().Value(8, Variables.Spend), Run(e).Value(8, Variables.Spend), 1e-9);
    }

    [Fact]
    public void Event_WithAProbability_HappensOnThatShareOfThePaths()
    {
        var e = new ScenarioEvent("boom", Driver.Spend, EventEffect.Multiply, 1_000, Quarter("2027-Q1"), null, 0.3);
        var projection = ProjectionEngine.Run(Specification(
            Settings(new Threshold(Variables.Spend, 5_000)), e));
        var exceedance = Assert.Single(projection.Exceedances);
        Assert.All(exceedance.Above.Take(12), share => Assert.Equal(0, share));
        Assert.All(exceedance.Above.Skip(12), share => Assert.InRange(share, 0.299, 0.301));
        Assert.Equal(exceedance.Above, exceedance.CrossedBy);
    }

    [Fact]
    public void Event_ThatIsAdded_MovesNoParametersDraws()
    {
        var never = new ScenarioEvent("never", Driver.Spend, EventEffect.Multiply, 2, Quarter("2027-Q1"), null, 0);
        var with = ProjectionEngine.Run(Specification(Settings(), never));
        var without = ProjectionEngine.Run(Specification(Settings()));
        for (var period = 0; period < with.Range.Count; period++)
            Assert.Equal(without.Value(period, Variables.Spend, 3), with.Value(period, Variables.Spend, 3));
    }

    [Fact]
    public void Events_InACanonicalForm_ReadBackAsTheyWere()
    {
        var specification = Specification(Settings(), Sure("b", Driver.AsicPower, EventEffect.Add, -5.5, "2026-Q4", 3),
            Sure("a", Driver.Ratio, EventEffect.Multiply, 1.1, "2025-Q1", null));
        var read = ProjectionSpecification.Parse(specification.CanonicalForm);
        Assert.Equal(specification.Scenario.Events, read.Scenario.Events);
        Assert.Equal(["a", "b"], read.Scenario.Events.Select(e => e.Name));
        Assert.Equal(specification.RunId, read.RunId);
        Assert.NotEqual(Specification(Settings()).RunId, read.RunId);
    }

    private static Period Quarter(string text) => Period.TryParse(text, out var period) ? period : throw new FormatException(text);

    private static ScenarioEvent Sure(string name, Driver driver, EventEffect effect, double amount, string start, int? quarters)
        => new(name, driver, effect, amount, Quarter(start), quarters, probability: 1);

    private static DrawSettings Settings(params Threshold[] thresholds)
        => new(1_024, 1, Sampling.Sobol, [5, 50, 95], StatedCorrelations.Default, thresholds);

    private static ProjectionSpecification Specification(DrawSettings? draws, params ScenarioEvent[] events) => new(
        ArticleRuns.Article.Version,
        ResolvedScenario.Resolve(ArticleRuns.Article, Presets.ArticleBase, Nothing, events),
        new PeriodRange(Period.OfQuarter(2024, 1), Period.OfQuarter(2029, 4)),
        draws);

    private static Projection Run(params ScenarioEvent[] events) => ProjectionEngine.Run(Specification(draws: null, events));
}
