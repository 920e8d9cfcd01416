namespace ForecastFunctions.ReferenceModel;

/// <summary>
/// The layer's parameters of December 2024, and the scenarios of its reference vectors, as numbers of their own: nothing here is
/// read from the product.
/// </summary>
public static class LayerScenarios
{
    private static readonly Dictionary<string, double> Layer = new(StringComparer.Ordinal)
    {
        ["ratio.source"] = 1,
        ["spend.source"] = 1,
        ["limits.mode"] = 1,
        ["limits.ration"] = 0,
        ["driver.anchorYear"] = 2028,
        ["driver.fade"] = 0.60,
        ["demand.base"] = 1.0,
        ["users.base"] = 0.05,
        ["users.anchor"] = 0.30,
        ["tokens.perUser.base"] = 7_300,
        ["tokens.elasticity"] = 1.0,
        ["reasoning.share.base"] = 0.02,
        ["reasoning.share.anchor"] = 0.40,
        ["reasoning.multiple"] = 8,
        ["agents.base"] = 0.05,
        ["agents.anchor"] = 1.0,
        ["serving.efficiency.anchor"] = 5,
        ["onDevice.anchor"] = 0.05,
        ["inference.tokenShare"] = 0.30,
        ["training.budget.anchor"] = 7,
        ["training.frontierShare"] = 0.45,
        ["training.unbound.base"] = 0.50,
        ["training.unbound.anchor"] = 0.70,
        ["training.run.base"] = 2e26,
        ["training.run.growth"] = 1.2,
        ["data.stock"] = 3e14,
        ["data.tokensPerParameter"] = 40,
        ["data.wallYear"] = double.NaN,
        ["other.anchor"] = 1.5,
        ["limit.power.base"] = 10,
        ["limit.power.anchor"] = 30,
        ["limit.packaging.anchor"] = 6,
        ["limit.packaging.density"] = 0.33,
        ["limit.packaging.asicWafers"] = 1.4,
        ["limit.packaging.priceResponse"] = 0.5,
        ["limit.capital.cashFlow"] = 478,
        ["limit.capital.growth"] = 0.17,
        ["limit.capital.maxShare"] = 1.1,
        ["limit.capital.computeShare"] = 0.52,
        ["cost.multiple"] = 2,
        ["cost.charge"] = 0.35,
        ["cost.margin"] = 0.50,
    };

    /// <summary>The article's values, by which a token was expected to cost what it does.</summary>
    public static double Baseline(string id) => Layer.TryGetValue(id, out var value) ? value : ArticleScenarios.All[0].Parameters[id];

    /// <summary>The scenarios by name, each with what it sets differently and what happens.</summary>
    public static IReadOnlyList<(string Name, IReadOnlyDictionary<string, double> Deltas, IReadOnlyList<LayerEvent> Events)> All { get; } =
    [
        ("drivers-base", With(), []),
        ("peak-data", With(("data.wallYear", 2026), ("training.unbound.anchor", 0.50)), []),
        ("o1-everywhere", With(("reasoning.share.anchor", 0.75), ("reasoning.multiple", 15), ("limits.mode", 2)), []),
        ("deepseek-shock", With(("tokens.elasticity", 0.6)), [new LayerEvent("serving.efficiency", 5, 2, 1, null)]),
        ("agents", With(("agents.anchor", 3), ("limits.mode", 2)), []),
        ("power-wall", With(("limit.power.base", 8), ("limit.power.anchor", 10), ("limits.mode", 2)), []),
        ("packaging-wall", With(("limit.packaging.anchor", 3), ("limit.packaging.density", 0.20), ("limits.mode", 2)), []),
        ("capex-crunch", With(("limit.capital.maxShare", 0.6), ("limit.capital.growth", 0.08), ("limits.mode", 2)), []),
        ("power-wall, inferenceFirst", With(("limit.power.base", 8), ("limit.power.anchor", 10), ("limits.mode", 2), ("limits.ration", 1)), []),
        ("power-wall, trainingFirst", With(("limit.power.base", 8), ("limit.power.anchor", 10), ("limits.mode", 2), ("limits.ration", 2)), []),
        ("drivers, spend path, report", With(("spend.source", 0)), []),
        ("spend times 1.5 in 2026-Q3 to 2027-Q2", With(), [new LayerEvent("spend", 1.5, 2, 3, 4)]),
    ];

    /// <summary>The path of a scenario.</summary>
    public static LayerModel Model(string name)
    {
        var (_, deltas, events) = All.Single(s => string.Equals(s.Name, name, StringComparison.Ordinal));
        return new LayerModel(ArticleScenarios.BaseYear, id => deltas.TryGetValue(id, out var value) ? value : Baseline(id), Baseline, events);
    }

    private static Dictionary<string, double> With(params IEnumerable<(string Id, double Value)> deltas)
        => deltas.ToDictionary(d => d.Id, d => d.Value, StringComparer.Ordinal);
}
