using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Series;

namespace ForecastFunctions.Core.Projections;

/// <summary>Which variables a run has: those of the plain model, and of the layer what its switches give a meaning.</summary>
public static class RunVariables
{
    /// <summary>Everything that any run answers; a variable's place is its <see cref="Variable.Index"/>.</summary>
    public static IReadOnlyList<Variable> Catalogue { get; } = InOrder([.. Variables.All, .. LayerVariables.All]);

    private static readonly IReadOnlyList<Variable> OfDrivers = OfGroups(VariableGroup.Demand, VariableGroup.Report);
    private static readonly IReadOnlyList<Variable> OfLimits = OfGroups(VariableGroup.Limits, VariableGroup.Report);

    /// <summary>The variables of a run of a scenario, in the catalogue's order.</summary>
    public static IReadOnlyList<Variable> Of(ResolvedScenario scenario) => scenario.Switches switch
    {
        { IsOn: false } => Variables.All,
        { Limits: LimitMode.Off } => OfDrivers,
        { Drivers: false } => OfLimits,
        _ => Catalogue,
    };

    /// <summary>The variables that runs of all these scenarios have.</summary>
    public static IReadOnlyList<Variable> OfAll(IReadOnlyList<ResolvedScenario> scenarios)
        => [.. Of(scenarios[0]).Where(v => scenarios.All(s => Has(s, v)))];

    /// <summary>Whether a run of a scenario has a variable.</summary>
    public static bool Has(ResolvedScenario scenario, Variable variable) => variable.Group switch
    {
        VariableGroup.Plain => true,
        VariableGroup.Demand => scenario.Switches.Drivers,
        VariableGroup.Limits => scenario.Switches.Limits != LimitMode.Off,
        _ => scenario.HasLayer,
    };

    /// <summary>Whether a variable has a value in a period: the base year is observed, so no limit is looked at in it.</summary>
    public static bool HasValue(Variable variable, int baseYear, Period period)
        => variable.Group != VariableGroup.Limits || period.Year > baseYear;

    private static List<Variable> OfGroups(params IReadOnlyList<VariableGroup> groups)
        => [.. Catalogue.Where(v => v.Group == VariableGroup.Plain || groups.Contains(v.Group))];

    private static Variable[] InOrder(Variable[] all)
        => all.Index().All(v => v.Index == v.Item.Index)
            ? all
            : throw new InvalidOperationException("A variable's place in the catalogue is its index.");
}
