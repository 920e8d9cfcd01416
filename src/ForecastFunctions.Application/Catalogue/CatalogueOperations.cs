using ForecastFunctions.Application.Baselines;
using ForecastFunctions.Application.Contract;

namespace ForecastFunctions.Application.Catalogue;

/// <summary>What can be asked of the catalogue.</summary>
public static class CatalogueOperations
{
    /// <summary>Lists the parameters.</summary>
    public static readonly Operation Parameters = new(
        "listParameters", "Parameters", ["GET"], "/v1/parameters", AccessScope.Read, "What a request may set",
        [.. BaselineMembers.All, .. FormMembers.OfTables])
    {
        Table = CatalogueTables.Parameters,
    };

    /// <summary>Lists the variables.</summary>
    public static readonly Operation Variables = new(
        "listVariables", "Variables", ["GET"], "/v1/variables", AccessScope.Read, "What a run answers", FormMembers.OfTables)
    {
        Table = CatalogueTables.Variables,
    };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Operation> All { get; } = [Parameters, Variables];
}
