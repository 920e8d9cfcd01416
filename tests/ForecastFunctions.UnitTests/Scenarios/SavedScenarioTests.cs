using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Series;
using ForecastFunctions.Core.Statistics;

namespace ForecastFunctions.UnitTests.Scenarios;

public class SavedScenarioTests
{
    [Theory]
    [InlineData("a", true)]
    [InlineData("our-view_2028", true)]
    [InlineData("", false)]
    [InlineData("2028", false)]
    [InlineData("Our-view", false)]
    [InlineData("our view", false)]
    [InlineData("our.csv", false)]
    [InlineData("a/b", false)]
    [InlineData(@"a\b", false)]
    [InlineData("a#b", false)]
    [InlineData("a?b", false)]
    [InlineData("a%2Fb", false)]
    [InlineData("a\n", false)]
    [InlineData("a\u0000", false)]
    [InlineData("a\u0085", false)]
    [InlineData("=1+1", false)]
    [InlineData("+a", false)]
    [InlineData("-a", false)]
    [InlineData("@a", false)]
    [InlineData("\ta", false)]
    [InlineData("a😀", false)]
    [InlineData("ä", false)]
    [InlineData("a|b", false)]
    public void Name_OfAnyText_IsTakenJustWhereItStandsAnywhereAsItIs(string text, bool isName)
    {
        Assert.Equal(isName, SavedScenario.IsName(text));
        if (isName)
            Assert.Equal(text, Saved(text).Name);
        else
            Assert.Throws<ArgumentException>(() => Saved(text));
    }

    [Fact]
    public void Name_OfAnyLength_IsTakenUpToItsLimit()
    {
        Assert.True(SavedScenario.IsName(new string('a', 64)));
        Assert.False(SavedScenario.IsName(new string('a', 65)));
        Assert.False(SavedScenario.IsName(new string('a', 1_025)));
    }

    [Fact]
    public void Name_OfAPreset_IsTaken()
        => Assert.All(Presets.All, preset => Assert.Throws<ArgumentException>(() => Saved(preset.Name)));

    [Fact]
    public void Scenario_BeyondALimit_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => Saved("a", title: new string('t', 201)));
        Assert.Throws<ArgumentException>(() => Saved("a", title: "two\nlines"));
        Assert.Throws<ArgumentException>(() => Saved("a", description: new string('t', 2_001)));
        Assert.Throws<ArgumentException>(() => Saved("a", description: "a\u0007"));
        Assert.Throws<ArgumentException>(() => Saved("a", tags: [.. Enumerable.Range(0, 21).Select(i => $"t{i}")]));
        Assert.Throws<ArgumentException>(() => Saved("a", tags: ["x", "x"]));
        Assert.Throws<ArgumentException>(() => Saved("a", tags: ["x;y"]));
        Assert.Throws<ArgumentException>(() => Saved("a", tags: [new string('t', 51)]));
        Assert.Throws<ArgumentException>(() => Saved("a", events: [.. Enumerable.Range(0, 21).Select(i => Event($"e{i}"))]));
        Assert.Throws<ArgumentException>(() => Saved("a", events: [Event("e"), Event("e")]));
    }

    [Fact]
    public void Setting_AsText_ReadsBackAsItself()
    {
        (Parameter, ParameterSetting)[] settings =
        [
            (Parameters.RatioLimit, new ParameterSetting.Fixed(0.1 + 0.2)),
            (Parameters.RatioLimit, new ParameterSetting.Uncertain(Distribution.Parse("triangular(1.5,4.5,6)"))),
            (Parameters.SpendBase, new ParameterSetting.Uncertain(Distribution.Parse("lognormal(128..147)"))),
            (Parameters.Find("ratio.basis")!, new ParameterSetting.Fixed(1)),
            (Parameters.RatioLimit, new ParameterSetting.SameAs(Parameters.RatioBase)),
            (Parameters.SpendGrowthInitial, ParameterSetting.Move(Parameters.SpendGrowthInitial, ChangeKind.Add, -0.1)),
            (Parameters.NvidiaInferenceAnchor, ParameterSetting.Move(Parameters.NvidiaInferenceAnchor, ChangeKind.Times, 1 / 3.0)),
        ];
        Assert.All(settings, s => Assert.Equal(s.Item2, ParameterSetting.Parse(s.Item1, s.Item2.ToText(s.Item1))));
        Assert.Throws<FormatException>(() => ParameterSetting.Parse(Parameters.RatioLimit, "ratio.base"));
        Assert.Throws<FormatException>(() => ParameterSetting.Parse(Parameters.Find("ratio.basis")!, "1"));
    }

    internal static SavedScenario Saved(
        string name, string extends = "article-base", string? title = null, string? description = null, IReadOnlyList<string>? tags = null,
        Dictionary<Parameter, ParameterSetting>? settings = null, IReadOnlyList<ScenarioEvent>? events = null)
        => new(name, extends, title, description, tags ?? [], settings ?? [], events ?? []);

    internal static ScenarioEvent Event(string name, double factor = 0.5)
        => new(name, Drivers.ByName.Values.First(), EventEffect.Multiply, factor, Period.OfQuarter(2027, 1), 4, 0.25);
}
