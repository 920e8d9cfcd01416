using System.Globalization;
using ForecastFunctions.Application.Baselines;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Scenarios;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Http;
using ForecastFunctions.Keys;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ForecastFunctions.Scenarios;

/// <summary><c>/scenarios</c>: sets of beliefs to run, those that come with the product and those that a partner keeps.</summary>
/// <param name="scenarios">The use case.</param>
public sealed class ScenarioFunctions(KeepScenarios scenarios)
{
    private const int RowsPerPage = 100;

    /// <summary>Lists the presets, then the caller's own by name.</summary>
    [Function("Scenarios")]
    public Task<IResult> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = Routes.Scenarios)] HttpRequest request, CancellationToken cancellationToken)
        => TableResource.GetAsync(
            request, ScenarioOperations.List,
            async _ =>
            {
                var list = await scenarios.ListAsync(request.Caller(), cancellationToken);
                return new TableContent(
                    ScenarioTables.Scenarios, list.Rows, $"scenarios {list.State}", ScenarioOperations.List.Path, CachePolicy.Revalidate);
            },
            RowsPerPage);

    /// <summary>
    /// Reads one with the value of every parameter; as CSV, these alone. PUT keeps one under the name, DELETE removes it; the presets
    /// and the tables have neither.
    /// </summary>
    [Function("Scenario")]
    public Task<IResult> One(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = Routes.Scenario)] HttpRequest request,
        string name, CancellationToken cancellationToken)
    {
        var (wanted, suffix) = ContentNegotiation.SplitSuffix(name);
        var isReadOnly = suffix is not null || Presets.Find(wanted) is not null;
        return Methods.Dispatch(
            request,
            get: () => ReadAsync(request, name, cancellationToken),
            put: isReadOnly ? null : () => PutAsync(request, name, cancellationToken),
            delete: isReadOnly ? null : () => DeleteAsync(request, name, cancellationToken));
    }

    /// <summary>Tells what a scenario would amount to, or every fault that it has; nothing is kept.</summary>
    [Function("ScenarioValidation")]
    public Task<IResult> Validate(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = Routes.ScenarioValidation)] HttpRequest request,
        CancellationToken cancellationToken)
        => Methods.Dispatch(request, post: async () =>
        {
            var arguments = await HttpArguments.OfBodyAsync(request, ScenarioOperations.Validate, cancellationToken);
            var name = arguments.Read(DraftMembers.Name);
            var (draft, selector) = (ScenarioDraft.Read(arguments), BaselineSelector.Read(arguments));
            arguments.RefuseOthers(ScenarioOperations.Validate.Members);
            var checkedDraft = arguments.Take(await scenarios.CheckAsync(name, draft, selector, request.Caller(), cancellationToken));
            return new Document(JsonOf(checkedDraft), JsonText.ContentType) { CacheControl = CachePolicy.None };
        });

    private Task<Document> ReadAsync(HttpRequest request, string path, CancellationToken cancellationToken)
        => TableResource.ReadOneAsync(request, ScenarioOperations.Read, path, async (name, arguments) =>
        {
            var scenario = arguments.Take(
                await scenarios.ReadAsync(name, BaselineSelector.Read(arguments), request.Caller(), cancellationToken));
            var table = new TableContent(
                ScenarioTables.ResolvedParameters, scenario.Parameters, $"scenario {name}", "",
                scenario.Stated is null ? CachePolicy.Latest : CachePolicy.Revalidate)
            {
                Title = $"{scenario.Row.Title}: every parameter",
                FileStem = name,
                Revision = RevisionOf(scenario),
            };
            return (table, () => JsonOf(scenario));
        });

    private async Task<Document> PutAsync(HttpRequest request, string name, CancellationToken cancellationToken)
    {
        var arguments = await HttpArguments.OfBodyAsync(request, ScenarioOperations.Put, cancellationToken);
        arguments.RefuseOthers(ScenarioOperations.Put.Members);
        arguments.Remember(DraftMembers.Name.Name, new Place("path", "name"));
        var (draft, selector) = (ScenarioDraft.Read(arguments), BaselineSelector.Read(arguments));
        var condition = WriteCondition.Read(request, arguments);

        // A request that is wrong already keeps nothing, but is told of everything that is wrong with it.
        var caller = request.Caller();
        var kept = arguments.Take(arguments.Faults.Count > 0
            ? await scenarios.CheckAsync(name, draft, selector, caller, cancellationToken)
            : await scenarios.PutAsync(name, draft, selector, condition, caller, cancellationToken));
        return new Document(JsonOf(kept), JsonText.ContentType)
        {
            CacheControl = CachePolicy.Revalidate,
            Revision = RevisionOf(kept),
            Status = kept.IsNew ? StatusCodes.Status201Created : StatusCodes.Status200OK,
        };
    }

    private async Task<IResult> DeleteAsync(HttpRequest request, string name, CancellationToken cancellationToken)
    {
        var condition = Methods.ReadPlain(request, ScenarioOperations.Delete, arguments => WriteCondition.Read(request, arguments));
        await scenarios.DeleteAsync(name, condition, request.Caller(), cancellationToken);
        return TypedResults.NoContent();
    }

    private static string? RevisionOf(ScenarioOnBaseline scenario) => scenario.Revision?.ToString(CultureInfo.InvariantCulture);

    private static byte[] JsonOf(ScenarioOnBaseline scenario) => JsonText.Write(scenario.Detail, ScenarioDetailJson.Default.ScenarioDetail);
}
