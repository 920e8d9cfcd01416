using System.Collections.Frozen;
using ForecastFunctions.Core.Scenarios;

namespace ForecastFunctions.Core.Projections;

/// <summary>
/// What every projection answers: the variables of the plain model. <see cref="LayerVariables"/> has those of the layer of drivers
/// and limits, and <see cref="RunVariables"/> all of them. The order is frozen.
/// </summary>
/// <remarks>Money is bn USD per period; compute is million H100e (8-bit operations of one NVIDIA H100).</remarks>
public static class Variables
{
    private static readonly List<Variable> Declared = [];

    /// <summary>r on the compute basis.</summary>
    public static readonly Variable ComputeRatio = Quotient(
        "Ratio|Compute", "1",
        "Inference compute added over training compute added", "C_inf / C_trn");

    /// <summary>r on the spend basis.</summary>
    public static readonly Variable SpendRatio = Quotient(
        "Ratio|Spend", "1",
        "Spend on inference over spend on training", "S_inf / S_trn");

    /// <summary>σ on the compute basis.</summary>
    public static readonly Variable InferenceComputeShare = Quotient(
        "Share|Inference|Compute", "1",
        "Inference's share of the compute added", "C_inf / (C_inf + C_trn)");

    /// <summary>σ on the spend basis.</summary>
    public static readonly Variable InferenceSpendShare = Quotient(
        "Share|Inference|Spend", "1",
        "Inference's share of spend", "S_inf / S");

    /// <summary>S.</summary>
    public static readonly Variable Spend = Money(
        "AI Compute|Spend",
        "World spend on AI compute", "S", Parameters.SpendBase);

    /// <summary>S_inf.</summary>
    public static readonly Variable InferenceSpend = Money(
        "AI Compute|Spend|Inference",
        "Spend on compute for inference", "S_inf");

    /// <summary>S_trn.</summary>
    public static readonly Variable TrainingSpend = Money(
        "AI Compute|Spend|Training",
        "Spend on compute for training", "S_trn");

    /// <summary>S_inf by technology: NVIDIA, other GPU, custom ASIC.</summary>
    public static readonly TechnologyVariables InferenceSpendBy = ByTechnology(t => Money(
        $"AI Compute|Spend|Inference|{t}",
        $"Spend on {t} compute for inference", "S_inf · m_inf,k"));

    /// <summary>S_trn by technology.</summary>
    public static readonly TechnologyVariables TrainingSpendBy = ByTechnology(t => Money(
        $"AI Compute|Spend|Training|{t}",
        $"Spend on {t} compute for training", "S_trn · m_trn,k"));

    /// <summary>S_k.</summary>
    public static readonly TechnologyVariables TechnologySpend = ByTechnology(t => Money(
        $"Technology Spend|{t}",
        $"Spend on {t} compute, inference and training", "S_k"));

    /// <summary>Shares of inference spend.</summary>
    public static readonly TechnologyVariables InferenceShare = ByTechnology(t => Quotient(
        $"Share|{t}|Inference Spend", "1",
        $"Share of {t} in spend on inference", "S_inf,k / S_inf"));

    /// <summary>Shares of training spend.</summary>
    public static readonly TechnologyVariables TrainingShare = ByTechnology(t => Quotient(
        $"Share|{t}|Training Spend", "1",
        $"Share of {t} in spend on training", "S_trn,k / S_trn"));

    /// <summary>Shares of spend.</summary>
    public static readonly TechnologyVariables SpendShare = ByTechnology(t => Quotient(
        $"Share|{t}|Spend", "1",
        $"Share of {t} in all spend", "S_k / S"));

    /// <summary>NVIDIA's data-centre revenue.</summary>
    public static readonly Variable NvidiaRevenue = Money(
        "Vendor Revenue|NVIDIA|Data Centre",
        "NVIDIA's data-centre revenue", "S_nvidia", Parameters.SpendBase, Parameters.NvidiaTrainingBase);

    /// <summary>AMD's AI revenue.</summary>
    public static readonly Variable AmdRevenue = Money(
        "Vendor Revenue|AMD|AI",
        "AMD's revenue from AI accelerators", "α · S_otherGpu",
        Parameters.SpendBase, Parameters.NvidiaTrainingBase, Parameters.AsicInferenceBase);

    /// <summary>Broadcom's AI revenue.</summary>
    public static readonly Variable BroadcomRevenue = Money(
        "Vendor Revenue|Broadcom|AI",
        "Broadcom's AI revenue (custom chips and networking)", "θB · S_asic",
        Parameters.SpendBase, Parameters.NvidiaTrainingBase);

    /// <summary>Marvell's AI revenue.</summary>
    public static readonly Variable MarvellRevenue = Money(
        "Vendor Revenue|Marvell|AI",
        "Marvell's AI revenue", "θM · S_asic");

    /// <summary>χ·S_asic.</summary>
    public static readonly Variable CustomChipSpend = Money(
        "Custom Chips|Spend",
        "Spend on custom chips alone, without networking and systems", "χ · S_asic");

    /// <summary>C.</summary>
    public static readonly Variable ComputeAdded = Declare(
        "Compute|Added", "M H100e", Aggregation.Flow,
        "Compute added", "Σ_k C_k");

    /// <summary>C_k.</summary>
    public static readonly TechnologyVariables ComputeAddedBy = ByTechnology(t => Declare(
        $"Compute|Added|{t}", "M H100e", Aggregation.Flow,
        $"{t} compute added", "C_k = S_k / p_k", PriceBase(t)));

    /// <summary>K.</summary>
    public static readonly Variable ComputeInstalled = Declare(
        "Compute|Installed", "M H100e", Aggregation.Stock,
        "Compute installed at the end of the period", "Σ_k K_k");

    /// <summary>K_k.</summary>
    public static readonly TechnologyVariables ComputeInstalledBy = ByTechnology(t => Declare(
        $"Compute|Installed|{t}", "M H100e", Aggregation.Stock,
        $"{t} compute installed at the end of the period", "K_k"));

    /// <summary>Usable FLOP a year.</summary>
    public static readonly Variable ComputeUsable = Declare(
        "Compute|Usable", "FLOP/yr", Aggregation.Stock,
        "Work that the installed compute can do in a year (8-bit dense)", "Σ_k K_k · utilisation · 1.979e15 FLOP/s · 3.156e7 s/yr");

    /// <summary>Mean price over the period.</summary>
    public static readonly TechnologyVariables Price = ByTechnology(t => Quotient(
        $"Price|{t}", "USD/H100e",
        $"Mean price of {t} compute, whole systems", "S_k / C_k", PriceBase(t)));

    /// <summary>IT power.</summary>
    public static readonly Variable ItPower = Declare(
        "Power|IT", "GW", Aggregation.Stock,
        "Accelerator power of the installed compute at the end of the period", "Σ_k W_k / 1000");

    /// <summary>IT power by technology.</summary>
    public static readonly TechnologyVariables ItPowerBy = ByTechnology(t => Declare(
        $"Power|IT|{t}", "GW", Aggregation.Stock,
        $"Accelerator power of the installed {t} compute at the end of the period", "W_k / 1000"));

    /// <summary>Facility power.</summary>
    public static readonly Variable FacilityPower = Declare(
        "Power|Facility", "GW", Aggregation.Stock,
        "Power of the facilities at the end of the period", "Σ_k W_k / 1000 · overhead · PUE");

    /// <summary>Electricity.</summary>
    public static readonly Variable Electricity = Declare(
        "Electricity", "TWh", Aggregation.Flow,
        "Electricity used by the facilities", "mean of opening and closing GW of each quarter · 8.766 · load factor / 4");

    /// <summary>Every variable of the plain model, in the frozen order.</summary>
    public static IReadOnlyList<Variable> All { get; } = WithParents(Declared);

    /// <summary>The variable of that name, of the plain model or of the layer, or <see langword="null"/>.</summary>
    public static Variable? Find(string name) => Names.Known.GetValueOrDefault(name);

    private static Variable Money(string name, string definition, string formula, params IReadOnlyList<Parameter> fittedBy)
        => Declare(name, "bn USD", Aggregation.Flow, definition, formula, fittedBy);

    private static Variable Quotient(string name, string unit, string definition, string formula, params IReadOnlyList<Parameter> fittedBy)
        => Declare(name, unit, Aggregation.Quotient, definition, formula, fittedBy);

    private static Parameter PriceBase(string technology) => technology switch
    {
        "NVIDIA" => Parameters.NvidiaPriceBase,
        "Other GPU" => Parameters.OtherGpuPriceBase,
        _ => Parameters.AsicPriceBase,
    };

    private static Variable Declare(
        string name, string unit, Aggregation aggregation, string definition, string formula, params IReadOnlyList<Parameter> fittedBy)
    {
        var variable = new Variable(Declared.Count, name, unit, aggregation, definition, formula, fittedBy);
        Declared.Add(variable);
        return variable;
    }

    private static TechnologyVariables ByTechnology(Func<string, Variable> declare)
        => new(declare("NVIDIA"), declare("Other GPU"), declare("Custom ASIC"));

    /// <summary>A flow or stock whose name extends another's is a part of it; shares and prices have no parts.</summary>
    internal static List<Variable> WithParents(List<Variable> variables)
    {
        foreach (var variable in variables.Where(v => v.Aggregation != Aggregation.Quotient))
        {
            var end = variable.Name.LastIndexOf('|');
            variable.Parent = end < 0 ? null : variables.Find(v => string.Equals(v.Name, variable.Name[..end], StringComparison.Ordinal));
        }

        return [.. variables];
    }

    /// <summary>All names; a class of its own, since the layer's variables are declared with the help of this one.</summary>
    private static class Names
    {
        public static readonly FrozenDictionary<string, Variable> Known
            = RunVariables.Catalogue.ToFrozenDictionary(v => v.Name, StringComparer.Ordinal);
    }
}

/// <summary>One variable for each technology.</summary>
/// <param name="Nvidia">NVIDIA.</param>
/// <param name="OtherGpu">Other GPU.</param>
/// <param name="Asic">Custom ASIC.</param>
public sealed record TechnologyVariables(Variable Nvidia, Variable OtherGpu, Variable Asic);
