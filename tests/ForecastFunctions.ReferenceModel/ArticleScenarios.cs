namespace ForecastFunctions.ReferenceModel;

/// <summary>
/// The article's vintage and the six scenarios on it, as numbers of their own: nothing here is read from the product, so that a
/// mistake in one is not a mistake in both.
/// </summary>
public static class ArticleScenarios
{
    /// <summary>t0.</summary>
    public const int BaseYear = 2024;

    private static readonly Dictionary<string, double> Article = new(StringComparer.Ordinal)
    {
        ["spend.base"] = 137,
        ["spend.growth.initial"] = 0.47,
        ["spend.growth.longRun"] = 0.10,
        ["spend.growth.fade"] = 0.35,
        ["ratio.base"] = 0.70,
        ["ratio.limit"] = 4.5,
        ["ratio.speed"] = 0.415,
        ["ratio.basis"] = 0,
        ["share.inference.nvidia.base"] = 0.80,
        ["share.inference.nvidia.anchor"] = 0.50,
        ["share.training.nvidia.base"] = 0.88,
        ["share.training.nvidia.anchor"] = 0.80,
        ["share.inference.asicOfRest.base"] = 0.70,
        ["share.inference.asicOfRest.anchor"] = 0.84,
        ["share.training.asicOfRest.base"] = 0.70,
        ["share.training.asicOfRest.anchor"] = 0.75,
        ["share.anchorYear"] = 2028,
        ["price.nvidia.base"] = 35_000,
        ["price.otherGpu.base"] = 11_000,
        ["price.asic.base"] = 14_000,
        ["price.nvidia.decline"] = 0.25,
        ["price.otherGpu.decline"] = 0.15,
        ["price.asic.decline"] = 0.30,
        ["power.nvidia.base"] = 750,
        ["power.otherGpu.base"] = 640,
        ["power.asic.base"] = 950,
        ["power.nvidia.decline"] = 0.22,
        ["power.otherGpu.decline"] = 0.10,
        ["power.asic.decline"] = 0.30,
        ["stock.nvidia.base"] = 1.391,
        ["stock.otherGpu.base"] = 0.05,
        ["stock.asic.base"] = 0.209,
        ["stock.nvidia.basePower"] = 1168,
        ["stock.otherGpu.basePower"] = 35,
        ["stock.asic.basePower"] = 287,
        ["stock.life"] = 5,
        ["facility.utilisation"] = 0.45,
        ["facility.overhead"] = 1.5,
        ["facility.pue"] = 1.2,
        ["facility.loadFactor"] = 0.75,
        ["vendor.broadcom"] = 0.847,
        ["vendor.marvell"] = 0.11,
        ["vendor.amd"] = 0.84,
        ["vendor.customChip"] = 0.67,
    };

    /// <summary>The scenarios by name, each with the value of every parameter.</summary>
    public static IReadOnlyList<(string Name, IReadOnlyDictionary<string, double> Parameters)> All { get; } =
    [
        ("article-base", With()),
        ("status-quo", With(
            ("ratio.limit", 0.70), ("share.inference.nvidia.anchor", 0.80), ("share.training.nvidia.anchor", 0.88),
            ("share.inference.asicOfRest.anchor", 0.70), ("share.training.asicOfRest.anchor", 0.70))),
        ("reasoning-shift", With(("ratio.speed", 0.70), ("spend.growth.initial", 0.50))),
        ("asic-surge", With(
            ("share.inference.nvidia.anchor", 0.35), ("share.training.nvidia.anchor", 0.65),
            ("share.inference.asicOfRest.anchor", 0.90), ("share.training.asicOfRest.anchor", 0.85), ("price.asic.decline", 0.35))),
        ("scaling-continues", With(
            ("ratio.limit", 1.5), ("spend.growth.initial", 0.55),
            ("share.inference.nvidia.anchor", 0.68), ("share.training.nvidia.anchor", 0.86),
            ("share.inference.asicOfRest.anchor", 0.78), ("share.training.asicOfRest.anchor", 0.72))),
        ("data-wall", With(
            ("ratio.limit", 6), ("ratio.speed", 0.60), ("spend.growth.initial", 0.32), ("spend.growth.fade", 0.60))),
    ];

    private static Dictionary<string, double> With(params IEnumerable<(string Parameter, double Value)> deltas)
    {
        var parameters = new Dictionary<string, double>(Article, StringComparer.Ordinal);
        foreach (var (parameter, value) in deltas)
            parameters[parameter] = value;
        return parameters;
    }
}
