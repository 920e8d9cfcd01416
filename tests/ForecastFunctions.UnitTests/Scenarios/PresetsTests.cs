using System.Globalization;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.UnitTests.Projections;

namespace ForecastFunctions.UnitTests.Scenarios;

public class PresetsTests
{
    [Fact]
    public void Presets_InTheirOrder_SetWhatTheirReadingSays() => Assert.Equal(
        [
            "article-base: ",
            "status-quo: ratio.limit=ratio.base share.inference.nvidia.anchor=share.inference.nvidia.base"
                + " share.training.nvidia.anchor=share.training.nvidia.base "
                + "share.inference.asicOfRest.anchor=share.inference.asicOfRest.base"
                + " share.training.asicOfRest.anchor=share.training.asicOfRest.base",
            "reasoning-shift: spend.growth.initial=0.5 ratio.speed=0.7",
            "asic-surge: share.inference.nvidia.anchor=0.35 share.training.nvidia.anchor=0.65"
                + " share.inference.asicOfRest.anchor=0.9 share.training.asicOfRest.anchor=0.85 price.asic.decline=0.35",
            "scaling-continues: spend.growth.initial=0.55 ratio.limit=1.5 share.inference.nvidia.anchor=0.68 "
            + "share.training.nvidia.anchor=0.86"
                + " share.inference.asicOfRest.anchor=0.78 share.training.asicOfRest.anchor=0.72",
            "data-wall: spend.growth.initial=0.32 spend.growth.fade=0.6 ratio.limit=6 ratio.speed=0.6",
        ],
        Presets.All.Select(Describe),
        StringComparer.Ordinal);

    [Fact]
    public void StatusQuo_OnTheArticlesBaseline_StandsStill()
    {
        var scenario = Runs.Specification("status-quo").Scenario;
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
        .Select(s => $"{s.Key.Id}=" + s.Value switch
        {
            ParameterSetting.Fixed(var value) => value.ToString(CultureInfo.InvariantCulture),
            ParameterSetting.SameAs(var other) => other.Id,
            _ => "?",
        }));
}
