using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.UnitTests.Projections;
using static ForecastFunctions.UnitTests.Scenarios.SavedScenarioTests;

namespace ForecastFunctions.UnitTests.Scenarios;

public class PartnerScenariosTests
{
    private static readonly Dictionary<Parameter, ParameterSetting> Nothing = [];

    [Fact]
    public void Resolve_OfAChain_TakesTheNearestStatement()
    {
        var own = Of(
            Saved("far", "asic-surge", settings: Set(Parameters.RatioLimit, 3, Parameters.RatioSpeed, 0.5),
                events: [Event("strike", 0.9), Event("flood")]),
            Saved("near", "far", settings: Set(Parameters.RatioSpeed, 0.6), events: [Event("strike", 0.8)]));
        var scenario = own.Resolve(own.Find("near")!.Scenario);

        Assert.Equal(("near", "partner"), (scenario.Name, scenario.Owner));
        Assert.Equal(new ParameterSetting.Fixed(3), scenario.Settings[Parameters.RatioLimit]);
        Assert.Equal(new ParameterSetting.Fixed(0.6), scenario.Settings[Parameters.RatioSpeed]);
        Assert.Equal(new ParameterSetting.Fixed(0.35), scenario.Settings[Parameters.AsicPriceDecline]);
        Assert.Equal([("flood", 0.5), ("strike", 0.8)], scenario.Events.Select(e => (e.Name, e.Amount)).Order());

        var resolved = ResolvedScenario.Resolve(ArticleRuns.Article, scenario, Nothing, [Event("strike", 0.7)]);
        Assert.Equal([("flood", 0.5), ("strike", 0.7)], resolved.Events.Select(e => (e.Name, e.Amount)));
        Assert.Equal(ParameterOrigin.Scenario, resolved.Parameters[Parameters.RatioLimit.Index].Origin);
    }

    [Theory]
    [InlineData("a a", "a → a")]
    [InlineData("a b, b a", "a → b → a")]
    [InlineData("a b, b c, c b", "a → b → c → b")]
    public void Resolve_OfACircle_IsRefusedWithTheCircle(string links, string path)
    {
        var own = Of([.. links.Split(", ").Select(l => l.Split(' ')).Select(l => Saved(l[0], l[1]))]);
        var e = Assert.Throws<ScenarioChainException>(() => own.Resolve(own.Find("a")!.Scenario));
        Assert.Equal(ScenarioChainFault.Cycle, e.Fault);
        Assert.Contains(path, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Resolve_OfTooLongAChain_IsRefusedWithTheChain()
    {
        var own = Of([Saved("s1"), .. Enumerable.Range(2, PartnerScenarios.MaxDepth - 1).Select(i => Saved($"s{i}", $"s{i - 1}"))]);
        own.Resolve(own.Find("s5")!.Scenario);

        var e = Assert.Throws<ScenarioChainException>(() => own.Resolve(Saved("s6", "s5")));
        Assert.Equal(ScenarioChainFault.TooDeep, e.Fault);
        Assert.Contains("s6 → s5 → s4 → s3 → s2 → s1", e.Message, StringComparison.Ordinal);

        // What lies below gets deeper as well.
        own.CheckDependents(Saved("s1", "data-wall"));
        Assert.Equal(ScenarioChainFault.TooDeep, Assert.Throws<ScenarioChainException>(
            () => Of([.. own.All.Select(s => s.Scenario), Saved("s0")]).CheckDependents(Saved("s1", "s0"))).Fault);
    }

    [Fact]
    public void Resolve_OfWhatIsMissingOrHasTooManyEvents_IsRefused()
    {
        var own = Of(Saved("base", events: [.. Enumerable.Range(0, 20).Select(i => Event($"e{i}"))]), Saved("child", "base"));
        Assert.Equal(ScenarioChainFault.Missing, Assert.Throws<ScenarioChainException>(() => own.Resolve(Saved("a", "gone"))).Fault);
        own.Resolve(Saved("a", "base", events: [Event("e3")]));
        Assert.Equal(ScenarioChainFault.TooManyEvents,
            Assert.Throws<ScenarioChainException>(() => own.Resolve(Saved("a", "base", events: [Event("more")]))).Fault);
        var busy = Of(Saved("base"), Saved("child", "base", events: [Event("one")]));
        Assert.Contains("'child'", Assert.Throws<ScenarioChainException>(() => busy.CheckDependents(own.Find("base")!.Scenario)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Run_OfASavedScenario_IsItsOwnersAndReadsBack()
    {
        var one = Specification("partner");
        var other = Specification("another");
        var preset = ArticleRuns.Specification("asic-surge");

        Assert.Equal(3, new[] { one.RunId, other.RunId, preset.RunId }.Distinct().Count());
        Assert.DoesNotContain("owner", preset.CanonicalForm, StringComparison.Ordinal);
        var read = ProjectionSpecification.Parse(one.CanonicalForm);
        Assert.Equal(one.RunId, read.RunId);
        Assert.Equal("partner", ((IRunSpecification)read).Owner);
        Assert.Null(((IRunSpecification)preset).Owner);
    }

    private static ProjectionSpecification Specification(string owner)
    {
        var scenario = new PartnerScenarios(owner, []).Resolve(Saved("mine", "asic-surge", events: [Event("strike")]));
        return new(ArticleRuns.Article.Version, ResolvedScenario.Resolve(ArticleRuns.Article, scenario, Nothing), ArticleRuns.Specification().Range);
    }

    private static PartnerScenarios Of(params IReadOnlyList<SavedScenario> scenarios)
        => new("partner", scenarios.Select((s, i) => new StoredScenario(s, i + 1, DateTimeOffset.UnixEpoch)));

    private static Dictionary<Parameter, ParameterSetting> Set(Parameter one, double value, Parameter? other = null, double otherValue = 0)
    {
        var settings = new Dictionary<Parameter, ParameterSetting> { [one] = new ParameterSetting.Fixed(value) };
        if (other is not null)
            settings[other] = new ParameterSetting.Fixed(otherValue);
        return settings;
    }
}
