using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.Statistics;
using static ForecastFunctions.Core.Baselines.ParameterStatus;

namespace ForecastFunctions.Core.Scenarios;

/// <summary>
/// The parameters of the layer of drivers and limits: why inference grows, what demand calls for, and what limits supply. They
/// have a part in a run only where one of the four <see cref="Switches"/> is moved.
/// </summary>
/// <remarks>
/// They follow those of the plain model in the catalogue, and their draws have dimensions of their own, so that no draw of the
/// plain model moves. The order is frozen: a new one goes to the end.
/// </remarks>
public static class LayerParameters
{
    /// <summary>The place of the first of them in the catalogue: after those of the plain model.</summary>
    public const int FirstIndex = 44;

    /// <summary>The Sobol' dimension of the first of them: 1 to 83 belong to the plain model's parameters and to events.</summary>
    public const int FirstDimension = 84;

    private static readonly List<Parameter> Declared = [];

    /// <summary>Where the ratio of inference to training comes from.</summary>
    public static readonly Parameter RatioSource = Choice(
        "ratio.source", ["path", "drivers"],
        "Whether the ratio of inference to training is a path that is stated, or follows from the drivers of demand");

    /// <summary>Where spend comes from.</summary>
    public static readonly Parameter SpendSource = Choice(
        "spend.source", ["path", "demand"],
        "Whether spend is a path that is stated, or what demand calls for; demand wants ratio.source=drivers");

    /// <summary>What is done about limits of supply.</summary>
    public static readonly Parameter LimitsMode = Choice(
        "limits.mode", ["off", "report", "clip"],
        "Whether limits of supply are not looked at, told, or enforced");

    /// <summary>Who is served first where a limit binds.</summary>
    public static readonly Parameter LimitsRation = Choice(
        "limits.ration", ["proportional", "inferenceFirst", "trainingFirst"],
        "Who is served first where a limit is enforced");

    /// <summary>The year that anchors describe.</summary>
    public static readonly Parameter DriverAnchorYear = Add(new Parameter(
        FirstIndex + Declared.Count, "driver.anchorYear", "xB", "year", new Bounds(1, 15), 2028, null, Assumed,
        "Year whose middle the anchors of drivers and limits describe", "As the anchors of the plain model", boundsAddBaseYear: true));

    /// <summary>κ_z of the clock.</summary>
    public static readonly Parameter DriverFade = Number(
        "driver.fade", "κ_z", "1/yr", 0.2, 5, 0.60, "lognormal(0.35..1)", Estimated,
        "Speed at which drivers and limits move from base to anchor, and fade beyond it", "World totals of tokens in 2025 and 2026");

    /// <summary>b.</summary>
    public static readonly Parameter DemandBase = Number(
        "demand.base", "b", "1", 0.5, 4, 1.0, "lognormal(0.85..1.3)", Estimated,
        "Compute demanded over compute installed in the middle of the base year",
        "Lead times of the H100: 36 to 52 weeks in November 2023 (about 2), 8 to 12 weeks in April 2024");

    /// <summary>u0.</summary>
    public static readonly Parameter UsersBase = Share(
        "users.base", "u0", 0.005, 0.9, 0.05, null, Estimated,
        "Share of mankind that uses assistants in the base year", "About 0.41 billion a week in mid-2024");

    /// <summary>u_B.</summary>
    public static readonly Parameter UsersAnchor = Share(
        "users.anchor", "u_B", 0.005, 0.95, 0.30, "logit-normal(0.2..0.42)", Assumed,
        "Share of mankind that uses assistants in the anchor year", "Judgement; ChatGPT has 0.9 billion a week in February 2026");

    /// <summary>q0.</summary>
    public static readonly Parameter TokensPerUserBase = Number(
        "tokens.perUser.base", "q0", "tokens/day", 100, 1e6, 7_300, null, Estimated,
        "Tokens a day for each user in the base year", "About 3 trillion tokens a day in mid-2024, 1.5 to 6");

    /// <summary>ε.</summary>
    public static readonly Parameter TokensElasticity = Number(
        "tokens.elasticity", "ε", "1", 0.3, 2, 1.0, "lognormal(0.5..1.5)", Estimated,
        "By how many per cent more tokens are used where they are one per cent cheaper than was expected",
        "Short-run 1.1; 1.2 to 1.8; across users about 0");

    /// <summary>ξ0.</summary>
    public static readonly Parameter ReasoningShareBase = Share(
        "reasoning.share.base", "ξ0", 0.001, 0.95, 0.02, null, Assumed,
        "Share of answers that think, in the base year", "Judgement; o1 came in September 2024");

    /// <summary>ξ_B.</summary>
    public static readonly Parameter ReasoningShareAnchor = Share(
        "reasoning.share.anchor", "ξ_B", 0.001, 0.95, 0.40, "logit-normal(0.2..0.65)", Assumed,
        "Share of answers that think, in the anchor year",
        "Judgement; half of OpenRouter's tokens in November 2025 are a ninth of answers");

    /// <summary>m.</summary>
    public static readonly Parameter ReasoningMultiple = Number(
        "reasoning.multiple", "m", "1", 1, 50, 8, "lognormal(4..15)", Estimated,
        "Tokens of an answer that thinks, for each of one that does not", "Lengths of answers; up to 30");

    /// <summary>α0.</summary>
    public static readonly Parameter AgentsBase = Number(
        "agents.base", "α0", "1", 0.005, 20, 0.05, null, Assumed,
        "Tokens of agents for each that people cause, in the base year", "Judgement");

    /// <summary>α_B.</summary>
    public static readonly Parameter AgentsAnchor = Number(
        "agents.anchor", "α_B", "1", 0.005, 20, 1.0, "lognormal(0.3..3)", Assumed,
        "Tokens of agents for each that people cause, in the anchor year", "Judgement; Goldman Sachs: 24 times the tokens from 2026 to 2030");

    /// <summary>E_B.</summary>
    public static readonly Parameter ServingEfficiencyAnchor = Number(
        "serving.efficiency.anchor", "E_B", "1", 0.2, 200, 5, "lognormal(2..15)", Estimated,
        "Tokens from a unit of compute in the anchor year, over those in the base year",
        "Compute against tokens from 2024 to 2026 (2.7 times); Microsoft: the cost of a token more than halved in a year");

    /// <summary>v_B.</summary>
    public static readonly Parameter OnDeviceAnchor = Share(
        "onDevice.anchor", "v_B", 0, 0.8, 0.05, "logit-normal(0.01..0.2)", Assumed,
        "Share of tokens that devices serve themselves in the anchor year; none do in the base year", "Judgement");

    /// <summary>s_I.</summary>
    public static readonly Parameter InferenceTokenShare = Share(
        "inference.tokenShare", "s_I", 0.05, 1, 0.30, "logit-normal(0.18..0.45)", Estimated,
        "Share of inference compute that serves tokens in the base year; the rest ranks, recommends and sees",
        "OpenAI's cost gives 0.15; growth since then wants 0.3 or more");

    /// <summary>G_B.</summary>
    public static readonly Parameter TrainingBudgetAnchor = Number(
        "training.budget.anchor", "G_B", "1", 0.1, 50, 7, "lognormal(4..12)", Assumed,
        "Money of the frontier developers for training compute in the anchor year, over that in the base year",
        "Judgement: developers times budget of each; OpenAI's research compute is 5 bn USD in 2024");

    /// <summary>s_T.</summary>
    public static readonly Parameter TrainingFrontierShare = Share(
        "training.frontierShare", "s_T", 0.05, 0.95, 0.45, "logit-normal(0.3..0.6)", Estimated,
        "Share of training compute that frontier developers have in the base year",
        "Six developers, each with ten times the compute of its largest run");

    /// <summary>υ0.</summary>
    public static readonly Parameter TrainingUnboundBase = Share(
        "training.unbound.base", "υ0", 0.05, 0.95, 0.50, null, Estimated,
        "Share of frontier developers' compute that wants no new human text, in the base year",
        "Final runs are 10 to 30 % of their research compute");

    /// <summary>υ_B.</summary>
    public static readonly Parameter TrainingUnboundAnchor = Share(
        "training.unbound.anchor", "υ_B", 0.05, 0.95, 0.70, "logit-normal(0.5..0.88)", Assumed,
        "Share of frontier developers' compute that wants no new human text, in the anchor year",
        "Judgement: reinforcement learning comes level with pre-training");

    /// <summary>F0.</summary>
    public static readonly Parameter TrainingRunBase = Number(
        "training.run.base", "F0", "FLOP", 1e25, 1e28, 2e26, "lognormal(1e26..4e26)", Estimated,
        "Largest training run wanted in the base year", "Runs under way in mid-2024");

    /// <summary>g.</summary>
    public static readonly Parameter TrainingRunGrowth = Number(
        "training.run.growth", "g", "log/yr", 0, 2.5, 1.2, "normal(0.9..1.6)", Estimated,
        "Growth rate of the largest training run wanted",
        "4 to 5 times a year so far; 3.5 a year is 2.6 in spend and 1.35 in price");

    /// <summary>X.</summary>
    public static readonly Parameter DataStock = Number(
        "data.stock", "X", "tokens", 1e13, 1e17, 3e14, "lognormal(1e14..1e15)", Estimated,
        "Usable tokens of human text, with the repetition that is worthwhile", "Villalobos et al.: adjusted for quality and repetition");

    /// <summary>k.</summary>
    public static readonly Parameter DataTokensPerParameter = Number(
        "data.tokensPerParameter", "k", "1", 5, 1_000, 40, "lognormal(20..150)", Estimated,
        "Tokens that a model is trained on for each of its parameters", "Chinchilla 20; open models 300 in 2025");

    /// <summary>o_B.</summary>
    public static readonly Parameter OtherAnchor = Number(
        "other.anchor", "o_B", "1", 0.2, 10, 1.5, "lognormal(1..2.5)", Assumed,
        "Money for other AI (ranking, recommendation, vision) in the anchor year, over that in the base year",
        "Judgement; in compute it is seven times");

    /// <summary>a0.</summary>
    public static readonly Parameter PowerLimitBase = Number(
        "limit.power.base", "a0", "GW/yr", 1, 100, 10, "lognormal(8..13)", Assumed,
        "Power for AI that can be connected in the base year, by the year",
        "Judgement: AI's part; data centres of the United States grew by 6.4 GW in 2024");

    /// <summary>a_B.</summary>
    public static readonly Parameter PowerLimitAnchor = Number(
        "limit.power.anchor", "a_B", "GW/yr", 1, 500, 30, "lognormal(18..50)", Assumed,
        "Power for AI that can be connected in the anchor year, by the year",
        "Judgement: in the United States 8.5 GW in 2025 and 19 planned for 2026, of which 72 % on time");

    /// <summary>V_B.</summary>
    public static readonly Parameter PackagingLimitAnchor = Number(
        "limit.packaging.anchor", "V_B", "1", 0.5, 50, 6, "lognormal(4..9)", Estimated,
        "Advanced packaging, by wafers, in the anchor year, over that in the base year, when it was full",
        "0.33 million wafers in 2024, 0.7 to 0.9 in 2025, 1.0 to 1.3 in 2026");

    /// <summary>η.</summary>
    public static readonly Parameter PackagingLimitDensity = Number(
        "limit.packaging.density", "η", "1/yr", 0, 1, 0.33, "normal(0.2..0.45)", Estimated,
        "Yearly growth of the compute that a wafer of packaging carries",
        "AI 2027: 1.35 a year; the model's price declines at a constant price of a wafer");

    /// <summary>ω.</summary>
    public static readonly Parameter PackagingLimitAsicWafers = Number(
        "limit.packaging.asicWafers", "ω", "1", 0.3, 5, 1.4, null, Assumed,
        "Packaging that compute from custom ASICs takes, for each unit that NVIDIA's takes", "Judgement: wafers for an H100e");

    /// <summary>β.</summary>
    public static readonly Parameter PackagingLimitPriceResponse = Number(
        "limit.packaging.priceResponse", "β", "1", 0, 1, 0.5, "logit-normal(0.2..0.8)", Assumed,
        "How much of a shortage of packaging goes into prices: at 0 units are rationed at the stated price, at 1 all of it does", "Judgement");

    /// <summary>Ω0.</summary>
    public static readonly Parameter CapitalLimitCashFlow = Number(
        "limit.capital.cashFlow", "Ω0", "bn USD/yr", 50, 5_000, 478, null, Derived,
        "Operating cash flow of the five hyperscalers in the base year", "Five hyperscalers: 378 bn USD in 2023, 603 in 2025");

    /// <summary>γ.</summary>
    public static readonly Parameter CapitalLimitGrowth = Number(
        "limit.capital.growth", "γ", "log/yr", -0.2, 0.4, 0.17, "normal(0.1..0.24)", Derived,
        "Growth rate of their cash flow", "18.7 % a year from 2020 to 2025");

    /// <summary>ς.</summary>
    public static readonly Parameter CapitalLimitMaxShare = Number(
        "limit.capital.maxShare", "ς", "1", 0.1, 3, 1.1, "lognormal(0.8..1.5)", Assumed,
        "The most of their cash flow that may go into capital expenditure; above 1 is debt", "Judgement: it was 0.55, 0.75 and about 1 from 2024 to 2026");

    /// <summary>ψ.</summary>
    public static readonly Parameter CapitalLimitComputeShare = Number(
        "limit.capital.computeShare", "ψ", "1", 0.05, 1, 0.52, "lognormal(0.45..0.6)", Derived,
        "World spend on AI compute for each USD of their capital expenditure", "137 of 262 bn USD in 2024, 228 of 451 in 2025");

    /// <summary>M.</summary>
    public static readonly Parameter CostMultiple = Number(
        "cost.multiple", "M", "1", 1, 5, 2, "lognormal(1.6..2.4)", Assumed,
        "Cost of a whole data centre over that of its compute", "Sequoia's claim of June 2024");

    /// <summary>i_c.</summary>
    public static readonly Parameter CostCharge = Number(
        "cost.charge", "i_c", "1/yr", 0.05, 1, 0.35, "logit-normal(0.25..0.45)", Assumed,
        "Yearly charge for capital and loss of value, beside retirement", "Judgement: capital 0.10 and loss of value 0.25");

    /// <summary>The margin of those who sell AI.</summary>
    public static readonly Parameter CostMargin = Number(
        "cost.margin", "", "1", 0, 0.9, 0.50, "logit-normal(0.3..0.65)", Assumed,
        "Gross margin of those who sell what the compute makes", "Sequoia's claim of June 2024");

    /// <summary>
    /// The year in which the largest run would use all data, stated in place of <see cref="DataStock"/>: path by path,
    /// X = √(k·F0·e^(g·(wallYear − t0 − ½))/6). It has no value unless one is stated.
    /// </summary>
    public static readonly Parameter DataWallYear = Add(new Parameter(
        FirstIndex + Declared.Count, "data.wallYear", "", "year", new Bounds(-2, 30), double.NaN, null, Assumed,
        "Calendar year, such as 2027.5, in which the largest run wanted uses all data; stated in place of data.stock",
        "Not stated: data.stock decides", boundsAddBaseYear: true, isOptional: true));

    /// <summary>All of them, in the frozen order.</summary>
    public static IReadOnlyList<Parameter> All { get; } = [.. Declared];

    /// <summary>The four that decide whether the layer has a part in a run.</summary>
    public static IReadOnlyList<Parameter> Switches { get; } = [RatioSource, SpendSource, LimitsMode, LimitsRation];

    private static Parameter Choice(string id, IReadOnlyList<string> choices, string meaning)
        => Add(new Parameter(
            FirstIndex + Declared.Count, id, "", "choice", new Bounds(0, choices.Count - 1), 0, null, Assumed, meaning,
            "The plain model, unless it is moved", choices: choices));

    private static Parameter Number(
        string id, string symbol, string unit, double min, double max, double value, string? law,
        ParameterStatus status, string meaning, string basis, bool isShare = false)
        => Add(new Parameter(
            FirstIndex + Declared.Count, id, symbol, unit, new Bounds(min, max), value, law is null ? null : Distribution.Parse(law),
            status, meaning, basis, isShare: isShare));

    private static Parameter Share(
        string id, string symbol, double min, double max, double value, string? law, ParameterStatus status, string meaning, string basis)
        => Number(id, symbol, "1", min, max, value, law, status, meaning, basis, isShare: true);

    private static Parameter Add(Parameter parameter)
    {
        Declared.Add(parameter);
        return parameter;
    }
}
