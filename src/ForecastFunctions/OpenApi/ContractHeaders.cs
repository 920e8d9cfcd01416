using ForecastFunctions.Application.Contract;
using ForecastFunctions.Http;
using ForecastFunctions.OData;
using Microsoft.OpenApi;

namespace ForecastFunctions.OpenApi;

/// <summary>The headers of answers.</summary>
/// <param name="document">Holds them.</param>
internal sealed class ContractHeaders(OpenApiDocument document)
{
    private static readonly Dictionary<string, string> Meanings = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Allow"] = "The methods that the path has.",
        ["Cache-Control"] = "How long the answer may be kept; one that is addressed by a run's id never changes.",
        ["Cache-Status"] = "Whether the run was computed before (RFC 9211).",
        ["Content-Disposition"] = "The name of a file to save the answer in.",
        ["Content-Location"] = "The address at which just this answer can be read again, whatever becomes current.",
        ["ETag"] = "A strong tag of the bytes: two answers are the same if and only if their tags are.",
        ["Link"] = "The address of the next page, with rel=\"next\"; absent on the last.",
        ["OData-Version"] = "4.0.",
        ["RateLimit"] = "What remains of the tightest quota, and after how many seconds there is more (draft-ietf-httpapi-ratelimit-headers).",
        ["RateLimit-Policy"] = "The quotas of the caller (draft-ietf-httpapi-ratelimit-headers).",
        ["Retry-After"] = "Seconds, from 1 to 120, after which the same request may be sent again.",
        ["Vary"] = "The headers of the request on which the answer depends.",
        ["WWW-Authenticate"] = "The schemes by which a credential can be presented.",
        ["x-ms-error-code"] = "The code of the problem.",
        ["x-trace-id"] = "Finds the request in the logs.",
    };

    private static readonly IReadOnlyList<string> OfFeed = ["OData-Version"];

    private static readonly IReadOnlyList<string> OfTables = ["Cache-Status", "Content-Location", "Link"];

    private static readonly IReadOnlyList<string> OfQuotas = ["RateLimit", "RateLimit-Policy"];

    /// <summary>The headers of every answer.</summary>
    public IDictionary<string, IOpenApiHeader> Plain(Operation operation)
        => Named(["x-trace-id", .. operation.Scope is null ? [] : OfQuotas]);

    /// <summary>The headers of an answer in a form.</summary>
    public IDictionary<string, IOpenApiHeader> Of(Operation operation, Representation form) => Named(NamesOf(operation, form));

    /// <summary>The answer that says that nothing changed; it has the headers that the answer itself would have.</summary>
    public IOpenApiResponse Unchanged(Operation operation)
    {
        var key = operation.Scope is null ? "not-modified.open" : operation.Answer is FeedAnswer ? "odata.not-modified" : "not-modified";
        document.Components!.Responses!.TryAdd(key, new OpenApiResponse
        {
            Description = "What If-None-Match names still holds.",
            Headers = Named(
            [
                .. Plain(operation).Keys, "ETag", "Cache-Control", "Vary",
                .. operation.Scope is null ? [] : operation.Answer is FeedAnswer ? OfFeed : OfTables,
            ]),
        });
        return new OpenApiResponseReference(key, document);
    }

    /// <summary>Headers by their names.</summary>
    public IDictionary<string, IOpenApiHeader> Named(IEnumerable<string> names) => names.ToDictionary(name => name, name => (IOpenApiHeader)One(name), StringComparer.Ordinal);

    private static IEnumerable<string> NamesOf(Operation operation, Representation form)
    {
        foreach (var name in (IEnumerable<string>)["x-trace-id", "ETag", "Cache-Control", "Vary", .. operation.Scope is null ? [] : OfQuotas])
            yield return name;
        if (operation.Answer is FeedAnswer)
            yield return "OData-Version";
        if (form != Representation.Metadata)
        {
            if (operation is { Table: not null, Answer: not null })
                yield return "Content-Location";
            if (operation.Answer is OperationAnswer.Rows { IsRun: true })
                yield return "Cache-Status";
            if (operation.Members.Contains(FormMembers.Cursor))
                yield return "Link";
            if (operation.Table is not null || operation.Answer is OperationAnswer.File { IsBinary: true })
                yield return "Content-Disposition";
        }

        if (operation.IsAnsweredUnavailable)
            yield return "Retry-After";
    }

    private OpenApiHeaderReference One(string name)
    {
        document.Components!.Headers!.TryAdd(name, new OpenApiHeader
        {
            Description = Meanings[name],
            Schema = new OpenApiSchema { Type = name is "Retry-After" ? JsonSchemaType.Integer : JsonSchemaType.String },
        });
        return new OpenApiHeaderReference(name, document);
    }
}
