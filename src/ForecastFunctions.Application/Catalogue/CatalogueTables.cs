using ForecastFunctions.Application.Baselines;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Statistics;

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
    public string Basis => Parameter.IsChoice ? Parameter.Basis : BaselineValues.BasisOf(Known, Baseline);

    /// <summary>The group of parameters that it is in.</summary>
    public CatalogueGroup Group => CatalogueGroups.Of(Parameter);

    /// <summary>What it measures.</summary>
    public MeasuredVariable Description
        => new(Parameter.Id, Parameter.Meaning, Parameter.Unit, Basis, DataLicences.OfResults, Baseline.AsOf);
}

/// <summary>What an event can act on.</summary>
/// <param name="Driver">The quantity.</param>
/// <param name="Name">Its name in an event.</param>
/// <param name="Unit">The unit of what can be added to it; of odds, to which nothing can be, 1.</param>
/// <param name="Meaning">What it is.</param>
public sealed record EventDriver(Driver Driver, string Name, string Unit, string Meaning)
{
    /// <summary>Every one, in the model's order.</summary>
    public static IReadOnlyList<EventDriver> All { get; } =
    [
        .. Drivers.ByName.OrderBy(d => d.Value).Select(d => d.Value switch
        {
            Driver.Spend => new EventDriver(d.Value, d.Key, "bn USD/yr", "Spend; what is added is spread evenly over the quarters of a year"),
            Driver.Ratio => new(d.Value, d.Key, "1", "The ratio of inference to training, of compute or of spend as ratio.basis says"),
            Driver.NvidiaPrice => new(d.Value, d.Key, "USD/H100e", "Price of NVIDIA compute"),
            Driver.OtherGpuPrice => new(d.Value, d.Key, "USD/H100e", "Price of other GPU compute"),
            Driver.AsicPrice => new(d.Value, d.Key, "USD/H100e", "Price of custom ASIC compute"),
            Driver.NvidiaPower => new(d.Value, d.Key, "W/H100e", "Power of NVIDIA compute that is added in the quarter"),
            Driver.OtherGpuPower => new(d.Value, d.Key, "W/H100e", "Power of other GPU compute that is added in the quarter"),
            Driver.AsicPower => new(d.Value, d.Key, "W/H100e", "Power of custom ASIC compute that is added in the quarter"),
            Driver.NvidiaInferenceOdds => new(d.Value, d.Key, "1", "Odds of NVIDIA in inference spend: its share over what is left"),
            Driver.NvidiaTrainingOdds => new(d.Value, d.Key, "1", "Odds of NVIDIA in training spend: its share over what is left"),
            Driver.AsicInferenceOdds => new(d.Value, d.Key, "1", "Odds of custom ASICs in the rest of inference spend"),
            Driver.AsicTrainingOdds => new(d.Value, d.Key, "1", "Odds of custom ASICs in the rest of training spend"),
            Driver.Users => new(d.Value, d.Key, "1", "Odds of mankind to use assistants: the share that does over what is left"),
            Driver.Tokens => new(d.Value, d.Key, "1", "Tokens demanded"),
            Driver.ReasoningMultiple => new(d.Value, d.Key, "1", "Tokens of an answer that thinks, for each of one that does not"),
            Driver.Agents => new(d.Value, d.Key, "1", "Tokens of agents for each that people cause"),
            Driver.ServingEfficiency => new(d.Value, d.Key, "1", "Tokens from a unit of compute"),
            Driver.TrainingBudget => new(d.Value, d.Key, "1", "Money of the frontier developers for training compute"),
            Driver.TrainingRun => new(d.Value, d.Key, "FLOP", "The largest training run wanted"),
            Driver.DataStock => new(d.Value, d.Key, "tokens", "Usable tokens of human text"),
            Driver.OtherAi => new(d.Value, d.Key, "1", "Money for other AI: ranking, recommendation, vision"),
            Driver.PowerLimit => new(d.Value, d.Key, "GW/yr", "Power for AI that can be connected"),
            Driver.PackagingLimit => new(d.Value, d.Key, "M H100e", "Packaging of the quarter"),
            Driver.CapitalLimit => new(d.Value, d.Key, "bn USD", "Capital of the quarter"),
            var other => throw new InvalidOperationException($"Nothing says what {other} is."),
        }),
    ];
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
        Column.OptionalNumber<ParameterOnBaseline>("min", "The smallest value, which is allowed itself; empty for a choice", r => r.Bounds?.Min),
        Column.OptionalNumber<ParameterOnBaseline>("max", "The largest value, which is allowed itself; empty for a choice", r => r.Bounds?.Max),
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

    /// <summary>How uncertainty is stated; rows are <see cref="LawForm"/>.</summary>
    public static readonly Table Laws = new("laws", "How a parameter's uncertainty can be stated",
    [
        Column.Text<LawForm>("law", "The name of the law, as law in a body's object", f => f.Law.Name),
        Column.Text<LawForm>("form", "How it is written in a query", FormOf),
        Column.Flag<LawForm>("is_range", "Whether it is stated by its 5th and 95th percentile", f => f.IsRange),
        Column.Rows<LawForm, LawArgument>(
            "arguments", "What it takes, in this order; in a cell, their meanings", f => f.Arguments,
            [
                Column.Text<LawArgument>("name", "The name, in a body's object", a => a.Name),
                Column.Text<LawArgument>("meaning", "What it is, and what it can be", a => a.Description),
                Column.Flag<LawArgument>("is_level", "Whether it is in the parameter's unit, and within its bounds", a => a.IsLevel),
            ],
            arguments => string.Join("; ", arguments.Select(a => $"{a.Name}: {a.Description}"))),
    ]);

    /// <summary>What events act on; rows are <see cref="EventDriver"/>.</summary>
    public static readonly Table Drivers = new("events", "What the events of a scenario can act on",
    [
        Column.Text<EventDriver>("driver", "The name, as driver in an event", d => d.Name),
        Column.Text<EventDriver>("unit", "The unit of what add adds", d => d.Unit),
        Column.Flag<EventDriver>("can_add", "Whether add is possible beside multiply", d => Core.Scenarios.Drivers.CanAdd(d.Driver)),
        Column.Text<EventDriver>("meaning", "What it is", d => d.Meaning),
    ]);

    /// <summary>What a search found; rows are <see cref="FoundName"/>.</summary>
    public static readonly Table Found = new("search", "What can be named in requests",
    [
        Column.Text<FoundName>("kind", "scenario, variable, parameter or series", f => f.Kind),
        Column.Text<FoundName>("name", "The name, as requests state it", f => f.Name),
        Column.OptionalText<FoundName>("unit", "The unit; empty for a scenario", f => f.Unit),
        Column.Text<FoundName>("meaning", "What it is", f => f.Meaning),
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

    private static string FormOf(LawForm form)
        => $"{form.Law.Name}({string.Join(form.IsRange ? ".." : ",", form.Arguments.Select(a => a.Name))})";
}
