using CsCheck;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Series;
using ForecastFunctions.Core.Statistics;
using ForecastFunctions.UnitTests.Projections;

namespace ForecastFunctions.UnitTests.Scenarios;

public class RelativeSettingTests
{
    private static readonly DrawSettings Draws = new(1_024, 1, Sampling.Sobol, [5, 50, 95], StatedCorrelations.Default, []);

    [Theory]
    [InlineData("spend.growth.initial", "add(0.03)", 0.5)]
    [InlineData("spend.growth.initial", " add( -0.15 ) ", 0.32)]
    [InlineData("spend.base", "times(1.2)", 164.4)]
    [InlineData("share.inference.nvidia.anchor", "times(3)", 0.75)]
    [InlineData("share.anchorYear", "add(1)", 2029)]
    [InlineData("ratio.limit", "same-as(ratio.base)", 0.7)]
    [InlineData("inferenceShare.limit", "times(2)", 9)]
    [InlineData("inferenceShare.limit", "same-as(inferenceShare.base)", 0.7)]
    public void Setting_RelativeToTheArticle_GivesItsValue(string id, string text, double value)
    {
        var (parameter, setting) = Read(id, text);
        Assert.Equal(value, Resolve((parameter, setting))[parameter], 1e-12);
        Assert.Equal(setting, ParameterSetting.Parse(parameter, setting.ToText(parameter)));
    }

    [Theory]
    [InlineData("share.inference.nvidia.anchor", "add(0.1)", "to which nothing can be added; times(1.2) multiplies its odds by 1.2")]
    [InlineData("inferenceShare.limit", "add(0.1)", "to which nothing can be added; times(1.2) multiplies its odds by 1.2")]
    [InlineData("ratio.basis", "times(2)", "compute or spend")]
    [InlineData("share.anchorYear", "times(2)", "add(1) moves it by a year")]
    [InlineData("ratio.limit", "times(0)", "a factor above 0 and at most 1000, not 0")]
    [InlineData("ratio.limit", "times(-1)", "not -1")]
    [InlineData("ratio.limit", "add(NaN)", "not NaN")]
    [InlineData("ratio.limit", "add(much)", "add takes a number, such as add(0.03), not 'much'")]
    [InlineData("ratio.limit", "same-as(ratio.limit)", "the same as itself")]
    [InlineData("ratio.limit", "same-as(ratio.lmit)", "no parameter 'ratio.lmit'")]
    [InlineData("ratio.limit", "same-as(spend.base)", "bn USD")]
    [InlineData("ratio.limit", "plus(2)", "add(…), times(…) or same-as(…)")]
    public void Setting_ThatMakesNoSense_IsRefusedWithWhatWould(string id, string text, string says)
        => Assert.Contains(says, Assert.Throws<FormatException>(() => Read(id, text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Move_OutOfBounds_NamesTheLargestThatIsAllowedWhichIsThenAllowed() => Gen.Select(
        Gen.Int[0, Parameters.All.Count - 1], Gen.Enum<ChangeKind>(), Gen.Bool).Sample((index, kind, up) =>
    {
        var parameter = Parameters.All[index];
        if (ParameterChange.WhyNot(parameter, kind) is not null || parameter.Default == 0)
            return;
        var extreme = ParameterSetting.Move(parameter, kind, kind == ChangeKind.Add ? (up ? 1e6 : -1e6) : up ? 1_000 : 1e-9);
        if (SettingBounds.WhyOutside(ArticleRuns.Article, parameter, extreme) is not { } fault)
            return;
        Assert.Throws<ArgumentOutOfRangeException>(() => Resolve((parameter, extreme)));
        var allowed = up ? fault.Max : fault.Min;
        Assert.Contains($"to {fault.Max:R}.", fault.Message, StringComparison.Ordinal);

        // Up to a rounding.
        var within = kind == ChangeKind.Add ? allowed * (1 - 1e-12) : up ? allowed * (1 - 1e-12) : allowed * (1 + 1e-12);
        if (within > 0 || kind == ChangeKind.Add)
            Assert.Null(SettingBounds.WhyOutside(ArticleRuns.Article, parameter, ParameterSetting.Move(parameter, kind, within)));
    });

    [Fact]
    public void Move_OfALaw_MovesEveryDrawWithinTheBounds()
    {
        foreach (var (id, text) in new[]
        {
            ("spend.growth.initial", "add(0.03)"), ("spend.base", "times(1.5)"), ("share.inference.nvidia.anchor", "times(2)"),
            ("facility.pue", "add(-0.15)"), ("price.asic.decline", "add(0.05)"), ("ratio.limit", "times(0.5)"),
        })
        {
            var (parameter, setting) = Read(id, text);
            var change = ((ParameterSetting.Relative)setting).Change;
            var bounds = parameter.BoundsFor(2024);
            var (before, after) = (Sampled(parameter), Sampled(parameter, (parameter, setting)));
            Assert.True(before.Distinct().Count() > 1_000);
            for (var draw = 0; draw < before.Length; draw++)
                Assert.Equal(Math.Clamp(change.Of(parameter, before[draw]), bounds.Min, bounds.Max), after[draw], 1e-12);
        }
    }

    [Fact]
    public void Follower_OnEveryPath_HasTheOthersDraw()
    {
        var setting = Read("ratio.limit", "same-as(ratio.base)");
        Assert.Equal(Sampled(Parameters.RatioBase), Sampled(Parameters.RatioLimit, setting));
        var ratio = ProjectionEngine.Run(Specification([setting], Draws));
        for (var statistic = 0; statistic < ratio.Statistics.Count; statistic++)
            Assert.Equal(ratio.Value(0, Variables.ComputeRatio, statistic), ratio.Value(4, Variables.ComputeRatio, statistic), 1e-9);
    }

    [Fact]
    public void CanonicalForm_OfMovesAndFollowers_ReadsBackAsTheSameRun()
    {
        (Parameter, ParameterSetting)[] settings =
        [
            Read("ratio.limit", "same-as(ratio.base)"), Read("spend.growth.initial", "add(0.03)"),
            Read("share.inference.nvidia.anchor", "times(1.2)"),
        ];
        var specification = Specification(settings, Draws);
        var read = ProjectionSpecification.Parse(specification.CanonicalForm);
        Assert.Equal(specification.Scenario.Parameters, read.Scenario.Parameters);
        Assert.Equal(ProjectionEngine.Run(specification).All(), ProjectionEngine.Run(read).All());

        // Without draws a move is no more than the number it amounts to.
        var fixedAt = Specification([(Parameters.SpendGrowthInitial, new ParameterSetting.Fixed(0.47 + 0.03))], null);
        Assert.Equal(
            Strip(fixedAt), Strip(Specification([Read("spend.growth.initial", "add(0.03)")], null)));

        static string Strip(ProjectionSpecification s) => s.CanonicalForm.Replace(s.Scenario.Label, "", StringComparison.Ordinal);
    }

    [Fact]
    public void Comparison_OfAMovedGrowth_IsHigherOnEveryPath()
    {
        var plain = ProjectionEngine.Run(Specification([], Draws));
        var moved = ProjectionEngine.Run(Specification([Read("spend.growth.initial", "add(0.03)")], Draws));
        for (var statistic = 0; statistic < plain.Statistics.Count; statistic++)
        {
            if (plain.Statistics[statistic] is "p5" or "p50" or "p95" or "mean")
                Assert.True(moved.Value(4, Variables.Spend, statistic) > plain.Value(4, Variables.Spend, statistic));
        }
    }

    [Fact]
    public void Request_ThatFollowsAFollowerOfTheScenario_IsRefused()
    {
        var settings = new Dictionary<Parameter, ParameterSetting> { [Parameters.RatioBase] = new ParameterSetting.SameAs(Parameters.RatioLimit) };
        var statusQuo = Presets.Find("status-quo")!;
        Assert.Contains("name that one", ResolvedScenario.FollowerOfAFollower(statusQuo, settings), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => ResolvedScenario.Resolve(ArticleRuns.Article, statusQuo, settings));

        var saved = SavedScenarioTests.Saved("circle", extends: "status-quo", settings: settings);
        var e = Assert.Throws<ScenarioChainException>(() => new PartnerScenarios("acme", []).Resolve(saved));
        Assert.Equal(ScenarioChainFault.FollowsAFollower, e.Fault);
    }

    private static (Parameter Parameter, ParameterSetting Setting) Read(string id, string text)
        => Parameters.FindAlias(id) is { } alias
            ? (alias.Parameter, ParameterSetting.Parse(alias, text))
            : (Parameters.Find(id)!, ParameterSetting.Parse(Parameters.Find(id)!, text));

    private static ResolvedScenario Resolve(params (Parameter Parameter, ParameterSetting Setting)[] settings)
        => ResolvedScenario.Resolve(ArticleRuns.Article, Presets.ArticleBase, settings.ToDictionary(s => s.Parameter, s => s.Setting));

    private static ProjectionSpecification Specification((Parameter, ParameterSetting)[] settings, DrawSettings? draws)
        => new(ArticleRuns.Article.Version, Resolve(settings), new PeriodRange(Period.OfYear(2024), Period.OfYear(2030)), draws);

    private static double[] Sampled(Parameter parameter, params (Parameter, ParameterSetting)[] settings)
    {
        var scenario = Resolve(settings);
        using var columns = new ParameterColumns(scenario, Draws.Draws);
        var sampler = new DrawSampler(scenario, Draws);
        sampler.Fill(columns, sampler.ScoreColumns(Draws.Draws), 0);
        return columns[parameter].ToArray();
    }
}
