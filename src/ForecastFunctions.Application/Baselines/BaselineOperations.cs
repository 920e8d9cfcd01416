using ForecastFunctions.Application.Contract;

namespace ForecastFunctions.Application.Baselines;

/// <summary>What can be asked of baselines.</summary>
public static class BaselineOperations
{
    private static readonly Member<string> Version = new(
        "version", MemberType.Text, "The version of a vintage, or latest", "the version of a baseline, or latest", a => a.AsText())
    {
        Example = "2024-12",
    };

    /// <summary>Where which one is current is read and changed.</summary>
    internal const string CurrentPath = $"/v1/baselines/{ChooseBaseline.Current}";

    /// <summary>Lists them.</summary>
    public static readonly Operation List = new(
        "listBaselines", "Baselines", ["GET"], "/v1/baselines", AccessScope.Read, "The vintages of what is known",
        [BaselineMembers.AsOf, .. FormMembers.OfTables])
    {
        Table = BaselineTables.Baselines,
    };

    /// <summary>Reads one.</summary>
    public static readonly Operation Read = new(
        "readBaseline", "Baseline", ["GET"], "/v1/baselines/{version}", AccessScope.Read, "A vintage's calibration",
        FormMembers.OfWholeTables)
    {
        PathMembers = [Version],
        Table = BaselineTables.Calibration,
        Answer = new OperationAnswer.Row("BaselineDetail", BaselineTables.Whole),
    };

    /// <summary>Reads which one is current.</summary>
    public static readonly Operation ReadCurrent = new(
        "readCurrentBaseline", "Baseline", ["GET"], CurrentPath, AccessScope.Read, "Which vintage is current, and whether it is pinned", [])
    {
        Answer = new OperationAnswer.Row("CurrentBaseline", BaselineTables.Current),
    };

    /// <summary>Lists the figures of one.</summary>
    public static readonly Operation Observations = new(
        "listObservations", "Observations", ["GET"], "/v1/baselines/{version}/observations", AccessScope.Read, "A vintage's observations",
        [ObservationRequest.SeriesMember, BaselineMembers.AsOf, .. FormMembers.OfTables])
    {
        PathMembers = [Version],
        Table = BaselineTables.Observations,
        Tool = new Tool(
            "read_observations",
            "Reads what was observed: the figures of series of the current vintage, each with its source and status. Name series (search "
            + "finds them), or the answer is cut short."),
    };

    /// <summary>Compares two.</summary>
    public static readonly Operation Differences = new(
        "compareBaselines", "BaselineDiffs", ["GET"], "/v1/baseline-diffs", AccessScope.Read, "What differs between two vintages",
        [DifferenceRequest.FromMember, DifferenceRequest.ToMember, .. FormMembers.OfTables])
    {
        Table = BaselineTables.Differences,
        Tool = new Tool(
            "compare_vintages", "Tells what became known from one vintage of the figures to another: parameters and observations, before and after."),
        Example = "from=2024-12&to=latest",
    };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Operation> All { get; } = [List, Read, ReadCurrent, Observations, Differences];
}
