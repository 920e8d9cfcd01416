using ForecastFunctions.Core.Keys;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Http;
using ForecastFunctions.Keys;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ForecastFunctions.Catalogue;

/// <summary>One variable that a run answers.</summary>
/// <param name="Name">The name.</param>
/// <param name="Unit">The unit; a flow is per period.</param>
/// <param name="Aggregation">How a year follows from its quarters: <c>flow</c>, <c>stock</c> or <c>quotient</c>.</param>
/// <param name="Parent">The variable whose part it is: siblings sum to it, for <c>value</c> and <c>mean</c>.</param>
/// <param name="Definition">What it is.</param>
/// <param name="Formula">How it follows from the model's quantities.</param>
public sealed record VariableRow(string Name, string Unit, string Aggregation, string? Parent, string Definition, string Formula)
{
    /// <summary>The row of a variable.</summary>
    public static VariableRow Of(Variable v)
        => new(v.Name, v.Unit, JsonContracts.Word(v.Aggregation), v.Parent?.Name, v.Definition, v.Formula);
}

/// <summary><c>/variables</c>: what comes back.</summary>
public sealed class VariableFunctions
{
    internal static readonly Table<VariableRow> Table = new("variables", "What a run answers",
    [
        new("name", r => r.Name),
        new("unit", r => r.Unit),
        new("aggregation", r => r.Aggregation),
        new("parent", r => r.Parent),
        new("definition", r => r.Definition),
        new("formula", r => r.Formula),
    ], JsonContracts.Readable.ListAnswerVariableRow);

    private static readonly TableContent<VariableRow> Content = new(
        [.. Core.Projections.Variables.All.Select(VariableRow.Of)],
        $"variables {ModelVersion.Current}",
        "/api/v1/variables",
        CachePolicy.Latest);

    /// <summary>GET <c>/variables</c>.</summary>
    [Function("Variables"), Requires(AccessScope.Read)]
    public Task<IResult> List([HttpTrigger(AuthorizationLevel.Anonymous, Route = "v1/variables")] HttpRequest request)
        => Answer(request, suffix: null);

    /// <summary>The same as CSV.</summary>
    [Function("VariablesCsv"), Requires(AccessScope.Read)]
    public Task<IResult> ListCsv([HttpTrigger(AuthorizationLevel.Anonymous, Route = "v1/variables.csv")] HttpRequest request)
        => Answer(request, Representation.Csv);

    /// <summary>What the table is.</summary>
    [Function("VariablesMetadata"), Requires(AccessScope.Read)]
    public Task<IResult> Describe([HttpTrigger(AuthorizationLevel.Anonymous, Route = "v1/variables.metadata.json")] HttpRequest request)
        => Answer(request, Representation.Metadata);

    private static Task<IResult> Answer(HttpRequest request, Representation? suffix)
        => Methods.Dispatch(request, get: () =>
        {
            var (reader, form, page) = TableRequest.Read(request, suffix);
            reader.Finish();
            return Task.FromResult(Table.Answer(Content, form, page).Checked(request));
        });
}
