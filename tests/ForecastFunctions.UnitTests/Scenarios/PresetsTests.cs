using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.UnitTests.Projections;

namespace ForecastFunctions.UnitTests.Scenarios;

public class PresetsTests
{
    [Fact]
    public void Presets_InTheirOrder_SetWhatTheirReadingSays() => Assert.Equal(
        [
            "article-base: ",
            "status-quo: ratio.limit=same-as(ratio.base) share.inference.nvidia.anchor=same-as(share.inference.nvidia.base)"
                + " share.training.nvidia.anchor=same-as(share.training.nvidia.base) "
                + "share.inference.asicOfRest.anchor=same-as(share.inference.asicOfRest.base)"
                + " share.training.asicOfRest.anchor=same-as(share.training.asicOfRest.base)",
            "reasoning-shift: spend.growth.initial=add(0.03) ratio.speed=0.7",
            "asic-surge: share.inference.nvidia.anchor=0.35 share.training.nvidia.anchor=0.65"
                + " share.inference.asicOfRest.anchor=0.9 share.training.asicOfRest.anchor=0.85 price.asic.decline=0.35",
            "scaling-continues: spend.growth.initial=add(0.08) ratio.limit=1.5 share.inference.nvidia.anchor=0.68 "
            + "share.training.nvidia.anchor=0.86"
                + " share.inference.asicOfRest.anchor=0.78 share.training.asicOfRest.anchor=0.72",
            "data-wall: spend.growth.initial=add(-0.15) spend.growth.fade=0.6 ratio.limit=6 ratio.speed=0.6",
        ],
        Presets.All.Select(Describe),
        StringComparer.Ordinal);

    [Fact]
    public void StatusQuo_OnTheArticlesBaseline_StandsStill()
    {
        var scenario = ArticleRuns.Specification("status-quo").Scenario;
        Assert.Equal(
            [0.70, 0.80, 0.88, 0.70, 0.70],
            new[]
            {
                Parameters.RatioLimit, Parameters.NvidiaInferenceAnchor, Parameters.NvidiaTrainingAnchor, Parameters.AsicInferenceAnchor,
                Parameters.AsicTrainingAnchor,
            }.Select(p => scenario[p]));
    }

    [Fact]
    public void Presets_AndNothingElse_AreFoundByName()
    {
        Assert.All(Presets.All, preset => Assert.Same(preset, Presets.Find(preset.Name)));
        Assert.Null(Presets.Find("Article-Base"));
        Assert.Null(Presets.Find(""));
    }

    private static string Describe(Scenario scenario) => $"{scenario.Name}: " + string.Join(' ', scenario.Settings
        .OrderBy(s => s.Key.Index)
        .Select(s => $"{s.Key.Id}={s.Value.ToText(s.Key)}"));
}
