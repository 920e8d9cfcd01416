using ForecastFunctions.Application.Baselines;
using ForecastFunctions.Application.Catalogue;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ForecastFunctions.Catalogue;

/// <summary><c>/parameters</c> and <c>/variables</c>: what may be set, and what comes back.</summary>
/// <param name="baselines">Give the values that hold unless others are set.</param>
public sealed class CatalogueFunctions(BaselineLibrary baselines)
{
    private static readonly TableContent VariableContent = new(
        CatalogueTables.Variables, RunVariables.Catalogue, $"variables {string.Join(' ', ModelVersion.Live)}", CatalogueOperations.Variables.Path,
        CachePolicy.Latest);

    /// <summary>Lists the parameters.</summary>
    [Function("Parameters")]
    public Task<IResult> ListParameters(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = Routes.Parameters)] HttpRequest request, CancellationToken cancellationToken)
        => TableResource.GetAsync(request, CatalogueOperations.Parameters, async arguments =>
        {
            var faults = new Faults();
            var baseline = await baselines.FindAsync(BaselineSelector.Read(arguments), faults, cancellationToken);
            arguments.AddFaults(faults.All);
            var rows = ParameterOnBaseline.AllOn(baseline);
            return new TableContent(
                CatalogueTables.Parameters, rows, $"parameters {string.Join(' ', ModelVersion.Live)} {baseline.Version}", CatalogueOperations.Parameters.Path, CachePolicy.Latest)
            {
                Query = [new(BaselineMembers.Baseline.Name, baseline.Version)],
                Variables = [.. rows.Select(r => r.Description)],
            };
        });

    /// <summary>Lists the variables.</summary>
    [Function("Variables")]
    public Task<IResult> ListVariables([HttpTrigger(AuthorizationLevel.Anonymous, Route = Routes.Variables)] HttpRequest request)
        => TableResource.GetAsync(request, CatalogueOperations.Variables, _ => Task.FromResult(VariableContent));
}
