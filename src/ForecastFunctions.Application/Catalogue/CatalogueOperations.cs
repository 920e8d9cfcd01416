using ForecastFunctions.Application.Baselines;
using ForecastFunctions.Application.Contract;

namespace ForecastFunctions.Application.Catalogue;

/// <summary>What can be asked of the catalogue.</summary>
public static class CatalogueOperations
{
    private static readonly Member<string> ParameterName = new(
        "parameter", MemberType.Text, "The parameter's id, or its alias", "the id of a parameter", a => a.AsText())
    {
        Example = "ratio.limit",
    };

    private static readonly Member<string> VariableName = new(
        "variable", MemberType.Text, "The variable's name, escaped as part of an address", "the name of a variable", a => a.AsText())
    {
        Example = "Electricity",
    };

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

    /// <summary>Reads one parameter.</summary>
    public static readonly Operation Parameter = new(
        "readParameter", "Parameter", ["GET"], "/v1/parameters/{parameter}", AccessScope.Read, "A parameter, by its id or its alias",
        [.. BaselineMembers.All, .. FormMembers.OfWholeTables])
    {
        PathMembers = [ParameterName],
        Answer = new OperationAnswer.Row("ParametersRow", CatalogueTables.Parameters.Columns),
        Table = CatalogueTables.Parameters,
    };

    /// <summary>Reads one variable.</summary>
    public static readonly Operation Variable = new(
        "readVariable", "Variable", ["GET"], "/v1/variables/{variable}", AccessScope.Read, "A variable", FormMembers.OfWholeTables)
    {
        PathMembers = [VariableName],
        Answer = new OperationAnswer.Row("VariablesRow", CatalogueTables.Variables.Columns),
        Table = CatalogueTables.Variables,
    };

    /// <summary>Lists the laws.</summary>
    public static readonly Operation Laws = new(
        "listLaws", "Laws", ["GET"], "/v1/laws", AccessScope.Read, "How a parameter's uncertainty can be stated", FormMembers.OfTables)
    {
        Table = CatalogueTables.Laws,
    };

    /// <summary>Lists what events act on.</summary>
    public static readonly Operation Events = new(
        "listEventDrivers", "Events", ["GET"], "/v1/events", AccessScope.Read, "What the events of a scenario can act on",
        FormMembers.OfTables)
    {
        Table = CatalogueTables.Drivers,
    };

    /// <summary>Searches all that can be named in a request.</summary>
    public static readonly Operation Search = new(
        "searchCatalogue", "Search", ["GET"], "/v1/search", AccessScope.Read, "Find scenarios, parameters, variables and series by words",
        [SearchMembers.Text, SearchMembers.Kinds, .. BaselineMembers.All, .. FormMembers.OfTables])
    {
        Table = CatalogueTables.Found,
        Example = $"text={SearchMembers.Text.Example}",
        Tool = new Tool(
            "search",
            "Finds what can be named in the other tools by words of its name or meaning, such as 'NVIDIA revenue' or 'custom silicon': "
            + "scenarios (sets of beliefs to run), variables (what runs answer), parameters (what can be set) and series (what was observed). "
            + "Begin here."),
    };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Operation> All { get; } = [Parameters, Parameter, Variables, Variable, Laws, Events, Search];
}
