using ForecastFunctions.Application.Baselines;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;

namespace ForecastFunctions.Application.Catalogue;

/// <summary>A parameter that a request may set, with what holds on a baseline unless it does.</summary>
/// <param name="Parameter">The parameter.</param>
/// <param name="Baseline">The baseline.</param>
public sealed record ParameterOnBaseline(Parameter Parameter, Baseline Baseline)
{
    /// <summary>Every parameter on a baseline.</summary>
    public static IReadOnlyList<ParameterOnBaseline> AllOn(Baseline baseline)
        => [.. ParameterCatalogue.All.Select(p => new ParameterOnBaseline(p, baseline))];

    /// <summary>What the baseline makes of it; <see langword="null"/> where it says nothing, and for a choice.</summary>
    public CalibratedParameter? Calibrated { get; } = Baseline.FindParameter(Parameter.Id);

    /// <summary>What holds on the baseline; of the layer, the article's values told from its base year.</summary>
    private ResolvedParameter Known { get; } = BaselineValues.Of(Parameter, Baseline);

    /// <summary>Another name, under which the share σ = r/(1+r) is set.</summary>
    public string? Alias => Parameters.Aliases.FirstOrDefault(a => a.Parameter == Parameter)?.Id;

    /// <summary>What its value lies in; <see langword="null"/> for a choice.</summary>
    public Bounds? Bounds => Parameter.IsChoice ? null : Parameter.BoundsFor(Baseline.BaseYear);

    /// <summary>The baseline's value; <see langword="null"/> for a choice, and for what has none unless one is stated.</summary>
    public double? Value => Parameter.IsChoice || Parameter.IsOptional ? null : Known.Value;

    /// <summary>The word that holds unless another is chosen; <see langword="null"/> for a number.</summary>
    public string? Choice => Parameter.IsChoice ? Parameter.Format(Parameter.Default) : null;

    /// <summary>The law of its uncertainty; <see langword="null"/> where it is fixed.</summary>
    public string? Law => Parameter.IsChoice ? null : Calibrated is null ? Known.Law?.ToString() : Calibrated.Law;

    /// <summary>How well founded the value is.</summary>
    public ParameterStatus Status => Known.Status;

    /// <summary>Where the value comes from.</summary>
    public string Basis => Parameter.IsChoice ? Parameter.Basis : Calibrated?.Basis ?? Parameter.Basis;

    /// <summary>The group of parameters that it is in.</summary>
    public ParameterGroup Group => ParameterGroups.Of(Parameter);

    /// <summary>What it measures.</summary>
    public MeasuredVariable Description
        => new(Parameter.Id, Parameter.Meaning, Parameter.Unit, Basis, DataLicences.OfResults, Baseline.AsOf);
}

/// <summary>The tables of what can be set, and of what comes back.</summary>
public static class CatalogueTables
{
    /// <summary>What may be set; rows are <see cref="ParameterOnBaseline"/>.</summary>
    public static readonly Table Parameters = new("parameters", "What a request may set",
    [
        Column.Text<ParameterOnBaseline>("id", "What follows set. in a query, and the name in a body", r => r.Parameter.Id),
        Column.OptionalText<ParameterOnBaseline>("alias", "Another name, under which the share r/(1+r) is set", r => r.Alias),
        Column.Text<ParameterOnBaseline>("symbol", "The symbol in the equations", r => r.Parameter.Symbol),
        Column.Text<ParameterOnBaseline>("unit", "The unit", r => r.Parameter.Unit),
        Column.Text<ParameterOnBaseline>("meaning", "What it is", r => r.Parameter.Meaning),
        Column.OptionalNumber<ParameterOnBaseline>("min", "The smallest value; empty for a choice", r => r.Bounds?.Min),
        Column.OptionalNumber<ParameterOnBaseline>("max", "The largest value; empty for a choice", r => r.Bounds?.Max),
        Column.Texts<ParameterOnBaseline>(
            "choices", "The words, for a choice", r => r.Parameter.IsChoice ? r.Parameter.Choices : null, separator: ' '),
        Column.OptionalNumber<ParameterOnBaseline>("value", "The baseline's value; empty for a choice", r => r.Value),
        Column.OptionalText<ParameterOnBaseline>("choice", "The word that holds unless another is chosen", r => r.Choice),
        Column.OptionalText<ParameterOnBaseline>(
            "law", "The baseline's law of its uncertainty; empty where it is fixed", r => r.Law),
        Column.Text<ParameterOnBaseline>("status", "How well founded the value is", r => Words.Of(r.Status)),
        Column.Text<ParameterOnBaseline>("basis", "Where it comes from", r => r.Basis),
        Column.Text<ParameterOnBaseline>("group", "The group of parameters that it is in", r => r.Group.Name),
        Column.Text<ParameterOnBaseline>("question", "The question that the group answers", r => r.Group.Question),
    ]);

    /// <summary>What a run answers; rows are <see cref="Variable"/>.</summary>
    public static readonly Table Variables = new("variables", "What a run answers",
    [
        Column.Text<Variable>("name", "The name", v => v.Name),
        Column.Text<Variable>("unit", "The unit; a flow is per period", v => v.Unit),
        Column.Text<Variable>("aggregation", "How a year follows from its quarters: flow, stock or quotient", v => Words.Of(v.Aggregation)),
        Column.OptionalText<Variable>(
            "parent", "The variable whose part it is: siblings sum to it, for value and mean", v => v.Parent?.Name),
        Column.Text<Variable>("definition", "What it is", v => v.Definition),
        Column.Text<Variable>("formula", "How it follows from the model's quantities", v => v.Formula),
    ]);
}
