using ForecastFunctions.Application.Baselines;
using ForecastFunctions.Application.Catalogue;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Runs;
using ForecastFunctions.Application.Scenarios;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Statistics;
using ForecastFunctions.Http;
using ForecastFunctions.Keys;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ForecastFunctions.Catalogue;

/// <summary>What may be set, how its uncertainty and its events are stated, and what comes back.</summary>
/// <param name="baselines">Give the values that hold unless others are set.</param>
/// <param name="search">Finds things by words.</param>
public sealed class CatalogueFunctions(BaselineLibrary baselines, SearchCatalogue search)
{
    private static readonly TableContent VariableContent = Fixed(
        CatalogueTables.Variables, RunVariables.Catalogue, CatalogueOperations.Variables);

    private static readonly TableContent LawContent = Fixed(
        CatalogueTables.Laws, [.. Law.All.SelectMany(law => law.Range is { } range ? [law.Parameters, range] : new[] { law.Parameters })],
        CatalogueOperations.Laws);

    private static readonly TableContent DriverContent = Fixed(CatalogueTables.Drivers, EventDriver.All, CatalogueOperations.Events);

    /// <summary>Lists the parameters.</summary>
    [Function("Parameters")]
    public Task<IResult> ListParameters(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = Routes.Parameters)] HttpRequest request, CancellationToken cancellationToken)
        => TableResource.GetAsync(request, CatalogueOperations.Parameters, async arguments =>
        {
            var baseline = await FindAsync(arguments, cancellationToken);
            return TableOf(ParameterOnBaseline.AllOn(baseline), baseline.Version, CatalogueOperations.Parameters.Path);
        });

    /// <summary>Reads a parameter, by its id or by its alias.</summary>
    [Function("Parameter")]
    public Task<IResult> ReadParameter(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = Routes.Parameter)] HttpRequest request,
        string parameter, CancellationToken cancellationToken)
        => Methods.Dispatch(request, get: () => TableResource.ReadOneAsync(
            request, CatalogueOperations.Parameter, parameter, async (name, arguments) =>
            {
                var found = Parameters.Find(name) ?? Parameters.FindAlias(name)?.Parameter
                    ?? throw ProblemException.NotFound(
                        $"There is no parameter '{name}'.{Suggestion.DidYouMean(name, ScenarioMembers.Set.Completions)}"
                        + " GET /api/v1/parameters lists them.");
                var baseline = await FindAsync(arguments, cancellationToken);
                var row = new ParameterOnBaseline(found, baseline);
                var table = TableOf([row], baseline.Version, "") with { FileStem = $"parameter-{found.Id}" };
                return (table, () => JsonText.WriteRow(CatalogueTables.Parameters.Columns, row));
            }));

    /// <summary>Lists the variables.</summary>
    [Function("Variables")]
    public Task<IResult> ListVariables([HttpTrigger(AuthorizationLevel.Anonymous, Route = Routes.Variables)] HttpRequest request)
        => TableResource.GetAsync(request, CatalogueOperations.Variables, _ => Task.FromResult(VariableContent));

    /// <summary>Reads a variable.</summary>
    [Function("Variable")]
    public Task<IResult> ReadVariable(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = Routes.Variable)] HttpRequest request, string variable)
        => Methods.Dispatch(request, get: () => TableResource.ReadOneAsync(request, CatalogueOperations.Variable, variable, (wanted, _) =>
        {
            var found = Variables.Find(wanted) ?? throw ProblemException.NotFound(VariableList.NoneNamed(wanted));
            var table = VariableContent with { Rows = [found], Path = "", FileStem = "variable" };
            return Task.FromResult((table, (Func<byte[]>)(() => JsonText.WriteRow(CatalogueTables.Variables.Columns, found))));
        }));

    /// <summary>Lists the laws.</summary>
    [Function("Laws")]
    public Task<IResult> ListLaws([HttpTrigger(AuthorizationLevel.Anonymous, Route = Routes.Laws)] HttpRequest request)
        => TableResource.GetAsync(request, CatalogueOperations.Laws, _ => Task.FromResult(LawContent));

    /// <summary>Lists what events act on.</summary>
    [Function("Events")]
    public Task<IResult> ListEvents([HttpTrigger(AuthorizationLevel.Anonymous, Route = Routes.Events)] HttpRequest request)
        => TableResource.GetAsync(request, CatalogueOperations.Events, _ => Task.FromResult(DriverContent));

    /// <summary>Finds what can be named in requests.</summary>
    [Function("Search")]
    public Task<IResult> Find(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = Routes.Search)] HttpRequest request, CancellationToken cancellationToken)
        => TableResource.GetAsync(
            request, CatalogueOperations.Search,
            arguments => SearchContent.ReadAsync(search, arguments, request.Caller(), cancellationToken));

    private async Task<Core.Baselines.Baseline> FindAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        var faults = new Faults();
        var baseline = await baselines.FindAsync(BaselineSelector.Read(arguments), faults, cancellationToken);
        arguments.AddFaults(faults.All);
        return baseline;
    }

    private static TableContent TableOf(IReadOnlyList<ParameterOnBaseline> rows, string version, string path)
        => new(CatalogueTables.Parameters, rows, $"parameters {string.Join(' ', ModelVersion.Live)} {version}", path, CachePolicy.Latest)
        {
            Query = [new(BaselineMembers.Baseline.Name, version)],
            Variables = [.. rows.Select(r => r.Description)],
        };

    /// <summary>A table that changes only with the product.</summary>
    private static TableContent Fixed(Table table, IReadOnlyList<object> rows, Operation operation)
        => new(table, rows, $"{table.Name} {string.Join(' ', ModelVersion.Live)}", operation.Path, CachePolicy.Latest);
}
