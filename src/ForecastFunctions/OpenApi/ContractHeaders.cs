using ForecastFunctions.Application.Contract;
using ForecastFunctions.Http;
using ForecastFunctions.OData;
using Microsoft.OpenApi;

namespace ForecastFunctions.OpenApi;

/// <summary>The headers of answers.</summary>
/// <param name="document">Holds them.</param>
internal sealed class ContractHeaders(OpenApiDocument document)
{
    private static readonly Dictionary<string, string> Meanings = new(StringComparer.Ordinal)
    {
        ["Allow"] = "The methods that the path has.",
        ["Cache-Control"] = "How long the answer may be kept; one that is addressed by a run's id never changes.",
        ["Cache-Status"] = "Whether the run was computed before (RFC 9211).",
        ["Content-Disposition"] = "The name of a file to save the answer in.",
        ["Content-Location"] = "The address at which just this answer can be read again, whatever becomes current.",
        ["ETag"] = "A strong tag of the bytes: two answers are the same if and only if their tags are.",
        ["Link"] = "The address of the next page, with rel=\"next\"; absent on the last.",
        ["OData-Version"] = "4.0.",
        ["Operation-Location"] = "Where to see how far the work has come.",
        ["Preference-Applied"] = "respond-async (RFC 7240).",
        ["RateLimit"] = "What remains of the tightest quota, and after how many seconds there is more (draft-ietf-httpapi-ratelimit-headers).",
        ["RateLimit-Policy"] = "The quotas of the caller (draft-ietf-httpapi-ratelimit-headers).",
        ["Retry-After"] = "Seconds, from 1 to 120, after which the same request may be sent again, or how far work has come asked for.",
        ["Vary"] = "The headers of the request on which the answer depends.",
        ["WWW-Authenticate"] = "The schemes by which a credential can be presented.",
        ["x-ms-error-code"] = "The code of the problem.",
        ["x-trace-id"] = "Finds the request in the logs.",
    };

    /// <summary>Names that are there where something holds.</summary>
    public static IEnumerable<string> When(bool holds, params IEnumerable<string> names) => holds ? names : [];

    /// <summary>The headers of every answer.</summary>
    public IDictionary<string, IOpenApiHeader> Plain(Operation operation)
        => Named(["x-trace-id", .. When(operation.Scope is not null, "RateLimit", "RateLimit-Policy")]);

    /// <summary>The headers of an answer in a form.</summary>
    public IDictionary<string, IOpenApiHeader> Of(Operation operation, string method, Representation form)
    {
        var (isFeed, isRun) = (operation.Answer is FeedAnswer, operation.Answer is OperationAnswer.Rows { IsRun: true });
        return Named(
        [
            "x-trace-id", "ETag", "Cache-Control", "Vary",
            .. When(operation.Scope is not null, "RateLimit", "RateLimit-Policy"),
            .. When(isFeed, "OData-Version"),
            .. When(operation is { Table: not null, Answer: not null } && form != Representation.Metadata, "Content-Location"),
            .. When(isRun && form != Representation.Metadata, "Cache-Status"),
            .. When(form != Representation.Metadata && operation.Members.Contains(FormMembers.Cursor), "Link"),
            .. When(
                (form != Representation.Metadata && operation.Table is not null) || operation.Answer is OperationAnswer.File { IsBinary: true } or OperationAnswer.File { Lines: not null },
                "Content-Disposition"),
            .. When(operation.IsAnsweredUnavailable, "Retry-After"),
        ]);
    }

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
                .. operation.Scope is null ? Array.Empty<string>()
                    : operation.Answer is FeedAnswer ? ["OData-Version"] : ["Cache-Status", "Content-Location", "Link"],
            ]),
        });
        return new OpenApiResponseReference(key, document);
    }

    /// <summary>Headers by their names.</summary>
    public IDictionary<string, IOpenApiHeader> Named(IEnumerable<string> names) => names.ToDictionary(name => name, One, StringComparer.Ordinal);

    private IOpenApiHeader One(string name)
    {
        document.Components!.Headers!.TryAdd(name, new OpenApiHeader
        {
            Description = Meanings[name],
            Schema = new OpenApiSchema { Type = name is "Retry-After" ? JsonSchemaType.Integer : JsonSchemaType.String },
        });
        return new OpenApiHeaderReference(name, document);
    }
}
