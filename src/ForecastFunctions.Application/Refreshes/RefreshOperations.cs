using ForecastFunctions.Application.Baselines;
using ForecastFunctions.Application.Contract;

namespace ForecastFunctions.Application.Refreshes;

/// <summary>What can be asked of refreshes.</summary>
public static class RefreshOperations
{
    /// <summary>The most reports that are listed.</summary>
    public const int MaxReports = 100;

    /// <summary>Whether to tell only.</summary>
    public static readonly Member<bool?> DryRun = new(
        "dryRun", MemberType.Flag, "Whether to tell what a refresh would do, and to change nothing", "true or false", a => a.AsBoolean())
    {
        Default = "false",
    };

    private const string Path = "/v1/refreshes";

    /// <summary>Lists the latest.</summary>
    public static readonly Operation List = new(
        "listRefreshes", "Refreshes", ["GET"], Path, AccessScope.Read, "What each refresh fetched, changed and refused",
        FormMembers.OfTables)
    {
        Table = RefreshTables.Refreshes,
    };

    /// <summary>Runs one.</summary>
    public static readonly Operation Run = new(
        "runRefresh", "Refreshes", ["POST"], Path, AccessScope.Admin, "Run one now, for admins", [DryRun])
    {
        Answer = new OperationAnswer.Row(RefreshTables.OneName, RefreshTables.Refreshes.Columns),
        BodyExample = """
            {"dryRun": true}
            """,
        IsBodyOptional = true,
        Problems = [ProblemKind.TookTooLong],
    };

    /// <summary>Makes a baseline current, and answers the report of that.</summary>
    public static readonly Operation ChooseBaseline = new(
        "chooseBaseline", "Baseline", ["PUT"], BaselineOperations.CurrentPath, AccessScope.Admin, "Make a vintage current or pin it, for admins",
        BaselineChoiceRequest.Members)
    {
        Answer = new OperationAnswer.Row(RefreshTables.OneName, RefreshTables.Refreshes.Columns),
        IsConditional = true,
        BodyExample = """
            {"version": "2024-12", "isPinned": true}
            """,
    };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Operation> All { get; } = [List, Run, ChooseBaseline];
}
