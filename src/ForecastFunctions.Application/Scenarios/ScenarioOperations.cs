using ForecastFunctions.Application.Baselines;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Core.Scenarios;

namespace ForecastFunctions.Application.Scenarios;

/// <summary>What can be asked of scenarios.</summary>
public static class ScenarioOperations
{
    private const string One = "/v1/scenarios/{name}";

    private const string Body = """
        {"extends": "asic-surge", "title": "Our view", "description": "Custom silicon wins, later.", "tags": ["2026-q1"], "parameters": {"share.anchorYear": 2030, "ratio.limit": "triangular(1.5,4.5,6)"}}
        """;

    private static readonly Member<string> Name = new(
        "name", MemberType.Text, "The scenario's name", SavedScenario.NameWanted, a => a.AsText())
    {
        Body = new Shape.Text { MinLength = 1, MaxLength = SavedScenario.MaxNameLength, Pattern = "^[a-z][a-z0-9_-]*$" },
        Example = "asic-surge",
    };

    private static readonly OperationAnswer Detail = new OperationAnswer.Whole(ScenarioDetailJson.Default.ScenarioDetail);

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
        PathMembers = [Name],
        Table = ScenarioTables.ResolvedParameters,
        Answer = Detail,
    };

    /// <summary>Keeps one.</summary>
    public static readonly Operation Put = new(
        "keepScenario", "Scenario", ["PUT"], One, AccessScope.Write, "Keep one of your own", [.. DraftMembers.All, .. BaselineMembers.All])
    {
        PathMembers = [Name with { Example = DraftMembers.Name.Example }],
        Answer = Detail,
        Problems = [ProblemKind.TooManyScenarios],
        BodyExample = Body,
        Creates = true,
        Flatten = ScenarioDraft.Flatten,
    };

    /// <summary>Removes one.</summary>
    public static readonly Operation Delete = new(
        "removeScenario", "Scenario", ["DELETE"], One, AccessScope.Write, "Remove one of your own", [])
    {
        PathMembers = [Name with { Example = DraftMembers.Name.Example }],
        Answer = new OperationAnswer.Nothing(),
        Problems = [ProblemKind.ScenarioExtended],
    };

    /// <summary>Looks at one.</summary>
    public static readonly Operation Validate = new(
        "validateScenario", "ScenarioValidation", ["POST"], "/v1/scenarios:validate", AccessScope.Read,
        "What a scenario would amount to, without keeping it", [DraftMembers.Name, .. DraftMembers.All, .. BaselineMembers.All])
    {
        Answer = Detail,
        BodyExample = Body,
        Flatten = ScenarioDraft.Flatten,
    };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Operation> All { get; } = [List, Read, Put, Delete, Validate];
}
