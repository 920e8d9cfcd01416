using System.Globalization;
using System.Text.Json.Nodes;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Http;
using ForecastFunctions.OData;
using Microsoft.OpenApi;

namespace ForecastFunctions.OpenApi;

/// <summary>What operations refuse: each status with an example of every code that it can have.</summary>
/// <param name="document">Holds what several operations refuse.</param>
/// <param name="schemas">Its schemas.</param>
/// <param name="headers">Its headers.</param>
internal sealed class ProblemResponses(OpenApiDocument document, ContractSchemas schemas, ContractHeaders headers)
{
    private const string ProblemMediaType = "application/problem+json";

    /// <summary>What any request can meet, whatever it asks.</summary>
    private static readonly IReadOnlyList<ProblemKind> OfAny = [ProblemKind.MethodNotAllowed, ProblemKind.Internal];

    /// <summary>The kinds of problems that an operation has by a method, beside those that any has.</summary>
    public static IReadOnlyList<ProblemKind> KindsOf(Operation operation, string method)
    {
        List<ProblemKind> kinds = [ProblemKind.Invalid, ProblemKind.UriTooLong];
        if (operation.Scope is { } scope)
        {
            kinds.AddRange([
                ProblemKind.CredentialMissing, ProblemKind.CredentialRefused, ProblemKind.QuotaExhausted, ProblemKind.IdentityUnavailable,
                ProblemKind.StorageUnavailable,
            ]);
            if (scope > AccessScope.Read)
                kinds.Add(ProblemKind.Forbidden);
        }

        if (ContractParameters.PathNames(operation).Any())
            kinds.Add(ProblemKind.NotFound);
        if (operation.Table is not null || operation.Answer is OperationAnswer.File or FeedAnswer)
            kinds.Add(ProblemKind.NotAcceptable);
        if (method is not "POST")
            kinds.Add(ProblemKind.PreconditionFailed);
        if (ContractParameters.HasBody(method))
            kinds.AddRange([ProblemKind.BrokenOff, ProblemKind.BodyTooSlow, ProblemKind.BodyTooLarge, ProblemKind.UnsupportedMediaType]);
        return [.. kinds.Concat(operation.Problems).Distinct().OrderBy(k => ProblemKind.All.ToList().IndexOf(k))];
    }

    /// <summary>The responses of an operation by a method, by their statuses.</summary>
    public IEnumerable<(string Status, IOpenApiResponse Response)> Of(Operation operation, string method)
    {
        var isFeed = operation.Answer is FeedAnswer || operation.Path.StartsWith("/odata", StringComparison.Ordinal);
        foreach (var status in KindsOf(operation, method).GroupBy(k => k.Status))
            yield return (status.Key.ToString(CultureInfo.InvariantCulture), Shared([.. status], isFeed));
        yield return ("default", Shared(OfAny, isFeed, isDefault: true));
    }

    private OpenApiResponseReference Shared(IReadOnlyList<ProblemKind> kinds, bool isFeed, bool isDefault = false)
    {
        var key = (isFeed ? "odata." : "") + (isDefault ? "default" : string.Join('.', kinds.Select(k => k.Code)));
        document.Components!.Responses!.TryAdd(key, new OpenApiResponse
        {
            Description = isDefault
                ? "What any request can meet."
                : ContractSchemas.Sentence(string.Join("; or: ", kinds.Select(k => k.Title))),
            Headers = headers.Named(
            [
                "x-ms-error-code", "x-trace-id",
                .. ContractHeaders.When(kinds[0].IsTemporary, "Retry-After"),
                .. ContractHeaders.When(kinds[0].Status == 401, "WWW-Authenticate"),
                .. ContractHeaders.When(kinds[0].Status != 401, "RateLimit", "RateLimit-Policy"),
                .. ContractHeaders.When(isFeed, "OData-Version"),
                .. ContractHeaders.When(isDefault, "Allow"),
            ]),
            Content = new Dictionary<string, IOpenApiMediaType>(StringComparer.Ordinal)
            {
                [isFeed ? "application/json" : ProblemMediaType] = new OpenApiMediaType
                {
                    Schema = isFeed ? schemas.OfContract(ODataJson.Default.ODataErrorAnswer) : Problem(),
                    Examples = kinds.ToDictionary(
                        k => k.Code,
                        k => (IOpenApiExample)new OpenApiExample { Summary = k.Title, Value = isFeed ? FeedExample(k) : Example(k) },
                        StringComparer.Ordinal),
                },
            },
        });
        return new OpenApiResponseReference(key, document);
    }

    /// <summary>Clients show the detail of a problem, and know its codes; there may be more one day.</summary>
    private IOpenApiSchema Problem()
    {
        var reference = schemas.OfContract(HttpJson.Default.Problem);
        Extend("Problem", "detail", "x-ms-primary-error-message", true);
        Extend("Problem", "code", "x-extensible-enum", new JsonArray([.. ProblemKind.All.Select(k => (JsonNode)k.Code).Distinct()]));
        Extend("Fault", "code", "x-extensible-enum", new JsonArray([.. FaultCode.All.Select(code => (JsonNode)code)]));
        return reference;
    }

    private void Extend(string schema, string property, string extension, JsonNode value)
        => ((OpenApiSchema)document.Components!.Schemas![schema].Properties![property]).AddExtension(extension, new JsonNodeExtension(value));

    private static JsonObject Example(ProblemKind kind)
    {
        var example = new JsonObject
        {
            ["type"] = kind.Type,
            ["title"] = kind.Title,
            ["status"] = kind.Status,
            ["detail"] = kind.Example,
            ["instance"] = "/api/v1/projections",
            ["code"] = kind.Code,
            ["traceId"] = "4bf92f3577b34da6a3ce929d0e0e4736",
        };
        if (kind == ProblemKind.Invalid)
        {
            example["errors"] = new JsonArray(new JsonObject
            {
                ["in"] = "query",
                ["target"] = "from",
                ["code"] = FaultCode.Malformed,
                ["message"] = kind.Example,
            });
        }

        return example;
    }

    private static JsonObject FeedExample(ProblemKind kind) => new()
    {
        ["error"] = new JsonObject { ["code"] = kind.Code, ["message"] = kind.Example },
    };
}
