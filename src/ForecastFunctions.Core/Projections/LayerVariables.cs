namespace ForecastFunctions.Core.Projections;

/// <summary>
/// What a projection answers beyond the plain model where the layer of drivers and limits has a part in it. The order is frozen, a
/// new variable goes to the end.
/// </summary>
public static class LayerVariables
{
    /// <summary>The place of the first of them: after those of the plain model.</summary>
    public const int FirstIndex = 48;

    private static readonly List<Variable> Declared = [];

    /// <summary>Users.</summary>
    public static readonly Variable Users = OfDemand(
        "Demand|Users", "bn people", Aggregation.Stock, "People who use assistants, at the end of the period", "8.2 · u");

    /// <summary>Tokens demanded.</summary>
    public static readonly Variable Tokens = OfDemand(
        "Demand|Tokens", "T tokens", Aggregation.Flow, "Tokens demanded, 1e12", "Σ T0 · τ · 365.25/4");

    /// <summary>Tokens that were served.</summary>
    public static readonly Variable TokensServed = OfDemand(
        "Supply|Tokens", "T tokens", Aggregation.Flow, "Tokens that the installed compute serves, 1e12", "Σ tokens · min(1, K/D)");

    /// <summary>Tokens of a user in a day.</summary>
    public static readonly Variable TokensPerUser = OfDemand(
        "Demand|Tokens per User", "tokens/day", Aggregation.Quotient, "Tokens demanded by a user in a day", "tokens / Σ users · days");

    /// <summary>Peak work of the compute behind a token.</summary>
    public static readonly Variable ComputePerToken = OfDemand(
        "Demand|Compute per Token", "FLOP", Aggregation.Quotient,
        "Peak 8-bit work of the compute that serves tokens, for each of them: what the base year leaves to be judged",
        "D0 · σ0 · s_I · n · 1.979e15 FLOP/s · 86,400 s / (T0 · τ)");

    /// <summary>D.</summary>
    public static readonly Variable Demand = OfDemand(
        "Demand|Compute", "M H100e", Aggregation.Stock,
        "Installed compute that demand would fill, at the end of the period", "D = D0 · (σ0 · i + (1 − σ0) · j)");

    /// <summary>D of inference.</summary>
    public static readonly Variable InferenceDemand = OfDemand(
        "Demand|Compute|Inference", "M H100e", Aggregation.Stock, "Installed compute that inference would fill", "D0 · σ0 · i");

    /// <summary>D of training.</summary>
    public static readonly Variable TrainingDemand = OfDemand(
        "Demand|Compute|Training", "M H100e", Aggregation.Stock, "Installed compute that training would fill", "D0 · (1 − σ0) · j");

    /// <summary>min(1, D/K).</summary>
    public static readonly Variable Utilisation = OfDemand(
        "Supply|Utilisation", "1", Aggregation.Stock, "Share of the installed compute that demand fills", "min(1, D/K)");

    /// <summary>max(0, 1 − K/D).</summary>
    public static readonly Variable Unmet = OfDemand(
        "Demand|Unmet", "1", Aggregation.Stock, "Share of the demand that the installed compute does not meet", "max(0, 1 − K/D)");

    /// <summary>F.</summary>
    public static readonly Variable LargestRun = OfDemand(
        "Training|Largest Run", "FLOP", Aggregation.Stock, "Largest training run wanted", "F = F0 · e^(g·x)");

    /// <summary>√(F/F_X).</summary>
    public static readonly Variable DataUsed = OfDemand(
        "Training|Data Used", "1", Aggregation.Stock, "Part of the stock of data that it would use; at 1 is the wall", "√(F/F_X), F_X = 6 · X²/k");

    /// <summary>w.</summary>
    public static readonly Variable DataWall = OfDemand(
        "Training|Data Wall", "1", Aggregation.Stock, "What the wall leaves of pre-training", "w = √((1 + (F0/F_X)²) / (1 + (F/F_X)²))");

    /// <summary>Frontier compute over F.</summary>
    public static readonly Variable Runs = OfDemand(
        "Training|Runs", "1/yr", Aggregation.Stock,
        "Largest runs that all compute of the frontier developers would do in a year",
        "D0 · (1 − σ0) · s_T · f · 0.989e15 FLOP/s · 0.4 · 3.156e7 s / F");

    /// <summary>Spend planned.</summary>
    public static readonly Variable PlannedSpend = OfReport(
        "Planned|Spend", "bn USD", Aggregation.Flow, "Spend that was planned, before limits", "S_plan");

    /// <summary>Spend cut.</summary>
    public static readonly Variable CutSpend = OfReport(
        "Cut|Spend", "bn USD", Aggregation.Flow, "Planned spend that limits cut; negative where dearer compute took more", "S_plan − S");

    /// <summary>Compute cut.</summary>
    public static readonly Variable CutCompute = OfReport(
        "Cut|Compute", "M H100e", Aggregation.Flow, "Planned compute that limits cut", "compute of the plan − Σ_k C_k");

    /// <summary>P̄.</summary>
    public static readonly Variable PowerLevel = OfLimits(
        "Limit|Power|Level", "GW", Aggregation.Stock, "Facility power that is connected", "P̄ = P̄⁻ + Δ · a0(a_B/a0)^z");

    /// <summary>The plan's facility power over P̄.</summary>
    public static readonly Variable PowerUse = OfLimits(
        "Limit|Power|Use", "1", Aggregation.Stock, "Facility power that the plan would come to, over the level; above 1 it does not fit", "(φ·W⁻·e^(−Δ/L) + U) / P̄");

    /// <summary>Whether power binds.</summary>
    public static readonly Variable PowerBinding = OfLimits(
        "Limit|Power|Binding", "1", Aggregation.Quotient, "Share of the quarters in which power is the limit that binds", "λ_power < 1, the least of the three");

    /// <summary>Packaging.</summary>
    public static readonly Variable PackagingLevel = OfLimits(
        "Limit|Packaging|Level", "M H100e", Aggregation.Flow,
        "Compute that can be packaged, a custom ASIC's counted by its wafers", "Σ Δ · V0 · V_B^z · (1 + η)^x");

    /// <summary>The plan's packaging over it.</summary>
    public static readonly Variable PackagingUse = OfLimits(
        "Limit|Packaging|Use", "1", Aggregation.Quotient, "Packaging that the plan needs, over the level; above 1 it does not fit", "ΣU / ΣL");

    /// <summary>Whether packaging binds.</summary>
    public static readonly Variable PackagingBinding = OfLimits(
        "Limit|Packaging|Binding", "1", Aggregation.Quotient,
        "Share of the quarters in which packaging is the limit that binds", "λ_packaging < 1, the least of the three");

    /// <summary>Capital.</summary>
    public static readonly Variable CapitalLevel = OfLimits(
        "Limit|Capital|Level", "bn USD", Aggregation.Flow, "Spend on AI compute that can be paid for", "Σ Δ · Ω0 · e^(γ·x) · ς · ψ");

    /// <summary>The plan over it.</summary>
    public static readonly Variable CapitalUse = OfLimits(
        "Limit|Capital|Use", "1", Aggregation.Quotient, "Spend planned over the level; above 1 it does not fit", "ΣU / ΣL");

    /// <summary>Whether capital binds.</summary>
    public static readonly Variable CapitalBinding = OfLimits(
        "Limit|Capital|Binding", "1", Aggregation.Quotient,
        "Share of the quarters in which capital is the limit that binds", "λ_capital < 1, the least of the three");

    /// <summary>What packaging allows at the plan's mix.</summary>
    public static readonly TechnologyVariables Capacity = new(CapacityOf("NVIDIA"), CapacityOf("Other GPU"), CapacityOf("Custom ASIC"));

    /// <summary>h.</summary>
    public static readonly Variable Shortage = OfLimits(
        "Price|Shortage", "1", Aggregation.Stock,
        "Factor by which a shortage of packaging raises prices", "h = max(1, min(λ_power, λ_capital)/λ_packaging)^β");

    /// <summary>An H100e-hour.</summary>
    public static readonly Variable HourPrice = OfDemand(
        "Price|H100e Hour", "USD", Aggregation.Quotient,
        "Cost of an hour of an H100e at what replacing it costs, weighted by what is installed", "M · (h/q_inf) · (1/L + i_c) / 8766");

    /// <summary>Cost of a million tokens.</summary>
    public static readonly Variable TokenCost = OfDemand(
        "Cost|Million Tokens", "USD", Aggregation.Quotient,
        "Cost of the compute that serves a million tokens", "(H100e-hour) · D0 · σ0 · s_I · n · 8766/4 / tokens");

    /// <summary>Price of a million tokens.</summary>
    public static readonly Variable TokenPrice = OfDemand(
        "Price|Million Tokens", "USD", Aggregation.Quotient,
        "Price of a million tokens that turns away what cannot be served", "cost without h / (1 − margin) · max(1, D/K)^(1/ε)");

    /// <summary>Scarcity.</summary>
    public static readonly Variable Scarcity = OfDemand(
        "Price|Scarcity", "1", Aggregation.Stock, "Factor of price that would turn away what cannot be served", "max(1, D/K)^(1/ε)");

    /// <summary>What a user pays in a year.</summary>
    public static readonly Variable UserYear = OfDemand(
        "Price|User Year", "USD/yr", Aggregation.Quotient,
        "Tokens demanded at their price, by the year and user", "Σ tokens · price at an annual rate / mean users");

    /// <summary>Revenue needed on spend.</summary>
    public static readonly Variable RevenueOnSpend = OfReport(
        "Revenue Needed|Spend", "bn USD", Aggregation.Flow, "Revenue that the spend of the period needs (Sequoia's sum)", "S · M/(1 − margin)");

    /// <summary>Revenue needed on what is installed.</summary>
    public static readonly Variable RevenueOnInstalled = OfReport(
        "Revenue Needed|Installed", "bn USD", Aggregation.Flow,
        "Revenue that what is installed needs", "Σ K · (H100e-hour) · 8766/4 / (1 − margin)");

    /// <summary>All of them, in the frozen order.</summary>
    public static IReadOnlyList<Variable> All { get; } = Variables.WithParents(Declared);

    private static Variable CapacityOf(string technology) => OfLimits(
        $"Capacity|{technology}", "M H100e", Aggregation.Flow,
        $"Compute from {technology} that packaging allows at the plan's mix", "C_k of the plan · ΣL/ΣU, by quarter");

    private static Variable OfDemand(string name, string unit, Aggregation aggregation, string definition, string formula)
        => Declare(VariableGroup.Demand, name, unit, aggregation, definition, formula);

    private static Variable OfLimits(string name, string unit, Aggregation aggregation, string definition, string formula)
        => Declare(VariableGroup.Limits, name, unit, aggregation, definition, formula);

    private static Variable OfReport(string name, string unit, Aggregation aggregation, string definition, string formula)
        => Declare(VariableGroup.Report, name, unit, aggregation, definition, formula);

    private static Variable Declare(
        VariableGroup group, string name, string unit, Aggregation aggregation, string definition, string formula)
    {
        var variable = new Variable(FirstIndex + Declared.Count, name, unit, aggregation, definition, formula, [], group);
        Declared.Add(variable);
        return variable;
    }
}
