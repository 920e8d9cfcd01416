using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Partners;
using ForecastFunctions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ForecastFunctions.Keys;

/// <summary><c>/keys</c>: partners, and the keys that are issued to them.</summary>
/// <param name="keys">The use case.</param>
public sealed class KeyFunctions(IssueKeys keys)
{
    /// <summary>Lists the partners.</summary>
    [Function("Keys")]
    public Task<IResult> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = Routes.Keys)] HttpRequest request, CancellationToken cancellationToken)
        => TableResource.GetAsync(request, KeyOperations.List, async _ =>
        {
            var rows = await keys.ListAsync(cancellationToken);
            return new TableContent(
                PartnerTables.Keys, rows, $"keys {string.Join(' ', rows.Select(r => r.Partner.Name))}", KeyOperations.List.Path,
                CachePolicy.None);
        });

    /// <summary>Reads a partner; PUT issues a key or changes what the partner may do, DELETE revokes all its keys.</summary>
    [Function("Key")]
    public Task<IResult> One(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = Routes.Key)] HttpRequest request,
        string partner, CancellationToken cancellationToken)
        => Methods.Dispatch(
            request,
            get: async () =>
            {
                Methods.ReadPlain(request, KeyOperations.Read);
                CheckIsOwn(partner, request.Caller());
                return Show(await keys.ReadAsync(partner, cancellationToken)).Checked(request);
            },
            put: () => PutAsync(request, partner, cancellationToken),
            delete: async () =>
            {
                var condition = Methods.ReadPlain(request, KeyOperations.Revoke, arguments => WriteCondition.Read(request, arguments));
                return Show(await keys.RevokeAsync(partner, condition, request.Caller(), cancellationToken));
            });

    /// <summary>Whoever is no admin is not told which other partners there are.</summary>
    private static void CheckIsOwn(string partner, Caller caller)
    {
        if (caller.Scope < AccessScope.Admin && !string.Equals(partner, caller.Name, StringComparison.Ordinal))
        {
            throw ProblemException.NotFound(
                $"This credential reads itself alone, at /api/v1/keys/{caller.Name}; for others the scope {Words.Of(AccessScope.Admin)} is needed.");
        }
    }

    private async Task<Document> PutAsync(HttpRequest request, string name, CancellationToken cancellationToken)
    {
        var arguments = await HttpArguments.OfBodyAsync(request, KeyOperations.Issue, cancellationToken);
        arguments.RefuseOthers(KeyOperations.Issue.Members);
        arguments.Remember("name", new Place("path", "name"));
        if (!arguments.Has(KeyMembers.Scope))
            arguments.Remember(KeyMembers.Scope.Name, new Place("body", "").Member(KeyMembers.Scope.Name));
        var wanted = KeyRequest.Read(arguments);
        var condition = WriteCondition.Read(request, arguments);
        arguments.AddFaults(keys.FaultsOf(name, wanted));
        arguments.ThrowIfFaulty();
        return Show(arguments.Take(await keys.PutAsync(name, wanted, condition, request.Caller(), cancellationToken)));
    }

    private static Document Show(PartnerState state) => new(JsonText.WriteRow(PartnerTables.Keys.Columns, state.Row), JsonText.ContentType)
    {
        CacheControl = CachePolicy.None,
        Revision = state.Revision,
        Status = state.IsNew ? StatusCodes.Status201Created : StatusCodes.Status200OK,
    };
}
