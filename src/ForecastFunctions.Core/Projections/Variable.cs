using ForecastFunctions.Core.Scenarios;

namespace ForecastFunctions.Core.Projections;

/// <summary>How a variable of a year follows from its quarters.</summary>
public enum Aggregation
{
    /// <summary>The sum over the quarters.</summary>
    Flow,

    /// <summary>The value at the end of the fourth quarter.</summary>
    Stock,

    /// <summary>The quotient of two of the year's flows (or stocks).</summary>
    Quotient,
}

/// <summary>Which runs have a variable.</summary>
public enum VariableGroup
{
    /// <summary>All: it is the plain model's.</summary>
    Plain,

    /// <summary>Those whose ratio follows from drivers.</summary>
    Demand,

    /// <summary>Those that look at limits; from the year after the base year on.</summary>
    Limits,

    /// <summary>Those in which the layer of drivers and limits has a part.</summary>
    Report,
}

/// <summary>One thing that a projection answers: a name in the manner of IAMC, a unit, and what it means.</summary>
public sealed class Variable
{
    internal Variable(
        int index, string name, string unit, Aggregation aggregation, string definition, string formula, IReadOnlyList<Parameter> fittedBy,
        VariableGroup group = VariableGroup.Plain)
    {
        Index = index;
        Name = name;
        Unit = unit;
        Aggregation = aggregation;
        Definition = definition;
        Formula = formula;
        FittedBy = fittedBy;
        Group = group;
    }

    /// <summary>Place in <see cref="RunVariables.Catalogue"/>; frozen, since stored runs are read by it.</summary>
    public int Index { get; }

    /// <summary>Which runs have it.</summary>
    public VariableGroup Group { get; }

    /// <summary>The name, such as <c>AI Compute|Spend|Inference</c>.</summary>
    public string Name { get; }

    /// <summary>The unit; a flow is per period.</summary>
    public string Unit { get; }

    /// <summary>How the year follows from its quarters.</summary>
    public Aggregation Aggregation { get; }

    /// <summary>What it is.</summary>
    public string Definition { get; }

    /// <summary>How it follows from the model's quantities.</summary>
    public string Formula { get; }

    /// <summary>
    /// The parameters by which the model is fitted to a figure of the variable in the base year; empty where nobody has
    /// observed it, so that the base year is modelled too.
    /// </summary>
    public IReadOnlyList<Parameter> FittedBy { get; }

    /// <summary>The variable whose parts this one and its siblings are, where they sum to it.</summary>
    public Variable? Parent { get; internal set; }

    /// <summary>The variable's name.</summary>
    public override string ToString() => Name;
}
