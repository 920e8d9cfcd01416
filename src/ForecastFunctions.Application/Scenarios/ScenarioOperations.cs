using ForecastFunctions.Application.Baselines;
using ForecastFunctions.Application.Contract;

namespace ForecastFunctions.Application.Scenarios;

/// <summary>What can be asked of scenarios.</summary>
public static class ScenarioOperations
{
    private const string One = "/v1/scenarios/{name}";

    /// <summary>Lists them.</summary>
    public static readonly Operation List = new(
        "listScenarios", "Scenarios", ["GET"], "/v1/scenarios", AccessScope.Read,
        "The scenarios that come with the product, and your own", FormMembers.OfTables)
    {
        Table = ScenarioTables.Scenarios,
    };

    /// <summary>Reads one.</summary>
    public static readonly Operation Read = new(
        "readScenario", "Scenario", ["GET"], One, AccessScope.Read, "A scenario with the value of every parameter",
        [.. BaselineMembers.All, .. FormMembers.OfWholeTables])
    {
        Table = ScenarioTables.ResolvedParameters,
    };

    /// <summary>Keeps one.</summary>
    public static readonly Operation Put = new(
        "keepScenario", "Scenario", ["PUT"], One, AccessScope.Write, "Keep one of your own", [.. DraftMembers.All, .. BaselineMembers.All])
    {
        Flatten = ScenarioDraft.Flatten,
    };

    /// <summary>Removes one.</summary>
    public static readonly Operation Delete = new(
        "removeScenario", "Scenario", ["DELETE"], One, AccessScope.Write, "Remove one of your own", []);

    /// <summary>Looks at one.</summary>
    public static readonly Operation Validate = new(
        "validateScenario", "ScenarioValidation", ["POST"], "/v1/scenarios:validate", AccessScope.Read,
        "What a scenario would amount to, without keeping it", [DraftMembers.Name, .. DraftMembers.All, .. BaselineMembers.All])
    {
        Flatten = ScenarioDraft.Flatten,
    };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Operation> All { get; } = [List, Read, Put, Delete, Validate];
}
