using static ForecastFunctions.Core.Scenarios.Parameters;
using static ForecastFunctions.Core.Scenarios.ParameterSetting;

namespace ForecastFunctions.Core.Scenarios;

/// <summary>
/// The six scenarios of the plain model that come with the product; <see cref="LayerPresets"/> has those of the layer of drivers and
/// limits. They are read-only.
/// </summary>
public static class Presets
{
    /// <summary>The scenario that a request without one gets.</summary>
    public static readonly Scenario ArticleBase = new(
        "article-base",
        "The article taken at its word",
        "Inference grows towards 4.5 × training, and NVIDIA's share of inference falls from 80 % to 50 % by 2028.",
        new Dictionary<Parameter, ParameterSetting>());

    /// <summary>Every preset of the plain model, the base first: what is compared and charted unless a request says otherwise.</summary>
    public static IReadOnlyList<Scenario> All { get; } =
    [
        ArticleBase,
        new("status-quo", "Nothing shifts",
            "The ratio of inference to training and every vendor's share stay where they are in the base year.",
            new Dictionary<Parameter, ParameterSetting>
            {
                [RatioLimit] = new SameAs(RatioBase),
                [NvidiaInferenceAnchor] = new SameAs(NvidiaInferenceBase),
                [NvidiaTrainingAnchor] = new SameAs(NvidiaTrainingBase),
                [AsicInferenceAnchor] = new SameAs(AsicInferenceBase),
                [AsicTrainingAnchor] = new SameAs(AsicTrainingBase),
            }),
        new("reasoning-shift", "Reasoning takes off early",
            "Models that think at answer time move compute to inference sooner, and spend grows faster.",
            new Dictionary<Parameter, ParameterSetting>
            {
                [RatioSpeed] = new Fixed(0.70),
                [SpendGrowthInitial] = new Relative(new ParameterChange(ChangeKind.Add, 0.03)),
            }),
        new("asic-surge", "Custom silicon wins",
            "Hyperscalers' own chips take most of inference and much of training, and get cheaper faster.",
            new Dictionary<Parameter, ParameterSetting>
            {
                [NvidiaInferenceAnchor] = new Fixed(0.35),
                [NvidiaTrainingAnchor] = new Fixed(0.65),
                [AsicInferenceAnchor] = new Fixed(0.90),
                [AsicTrainingAnchor] = new Fixed(0.85),
                [AsicPriceDecline] = new Fixed(0.35),
            }),
        new("scaling-continues", "Pre-training is not over",
            "Training keeps much of the compute, spend grows faster, and NVIDIA loses less.",
            new Dictionary<Parameter, ParameterSetting>
            {
                [RatioLimit] = new Fixed(1.5),
                [SpendGrowthInitial] = new Relative(new ParameterChange(ChangeKind.Add, 0.08)),
                [NvidiaInferenceAnchor] = new Fixed(0.68),
                [NvidiaTrainingAnchor] = new Fixed(0.86),
                [AsicInferenceAnchor] = new Fixed(0.78),
                [AsicTrainingAnchor] = new Fixed(0.72),
            }),
        new("data-wall", "Data runs out, spend cools",
            "Pre-training meets the end of its data: compute goes to inference, and growth fades quickly.",
            new Dictionary<Parameter, ParameterSetting>
            {
                [RatioLimit] = new Fixed(6),
                [RatioSpeed] = new Fixed(0.60),
                [SpendGrowthInitial] = new Relative(new ParameterChange(ChangeKind.Add, -0.15)),
                [SpendGrowthFade] = new Fixed(0.60),
            }),
    ];

    /// <summary>Every preset that can be run: those of the plain model, then those of the layer.</summary>
    public static IReadOnlyList<Scenario> Catalogue { get; } = [.. All, .. LayerPresets.All];

    /// <summary>The preset of that name, of the plain model or of the layer, or <see langword="null"/>.</summary>
    public static Scenario? Find(string name) => Catalogue.FirstOrDefault(s => string.Equals(s.Name, name, StringComparison.Ordinal));
}
