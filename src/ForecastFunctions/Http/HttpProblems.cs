using System.Text.Json.Serialization;
using ForecastFunctions.Application.Contract;

namespace ForecastFunctions.Http;

/// <summary>What went wrong with a request, in the form of RFC 9457.</summary>
/// <param name="Type">A URI that names the kind of problem.</param>
/// <param name="Title">The kind of problem in words.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Detail">What is wrong with this request.</param>
/// <param name="Instance">The path that was asked for.</param>
/// <param name="Code">A stable name for programs; also in the header <c>x-ms-error-code</c>.</param>
/// <param name="TraceId">Finds the request in the logs.</param>
/// <param name="Errors">Every fault of the request, where it has any.</param>
public sealed record Problem(
    string Type, string Title, int Status, string Detail, string Instance, string Code, string TraceId,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<Fault>? Errors);

/// <summary>The problems that only HTTP has.</summary>
public static class HttpProblems
{
    /// <summary>401: the request presents no credential.</summary>
    public static ProblemException CredentialMissing() => new(
        ProblemKind.CredentialMissing,
        "Send a key in the header x-functions-key, in the query as code, or as the password of HTTP Basic; "
        + "or, where WWW-Authenticate offers it, a token of Microsoft Entra ID.");

    /// <summary>403: the credential is valid, and its scope does not do.</summary>
    public static ProblemException Forbidden(string detail) => new(ProblemKind.Forbidden, detail);

    /// <summary>405: the path exists, but not with this method.</summary>
    public static ProblemException MethodNotAllowed(string method, string allow)
        => new(ProblemKind.MethodNotAllowed, $"{method} is not possible here; {allow} are.") { Allow = allow };

    /// <summary>400: the request ends before it is whole, or is no HTTP.</summary>
    public static ProblemException BrokenOff()
        => new(ProblemKind.BrokenOff, "The request ends before its body does, or its framing is not that of HTTP.");

    /// <summary>408: the body came too slowly.</summary>
    public static ProblemException BodyTooSlow()
        => new(ProblemKind.BodyTooSlow, "A body is sent at 240 bytes a second or more; the request may be sent again.");

    /// <summary>406: no representation fits the Accept header.</summary>
    public static ProblemException NotAcceptable(string accept, IEnumerable<string> available)
        => new(ProblemKind.NotAcceptable, $"There is nothing for Accept: {accept}; there is {string.Join(" and ", available)}.");

    /// <summary>412: the representation is not the one that the caller means.</summary>
    public static ProblemException PreconditionFailed(string etag)
        => new(ProblemKind.PreconditionFailed, $"If-Match does not name the current representation, {etag}.");

    /// <summary>413: the body is too large.</summary>
    public static ProblemException BodyTooLarge(int limit) => new(ProblemKind.BodyTooLarge, $"A body has at most {limit} bytes.");

    /// <summary>414: path and query are too long.</summary>
    public static ProblemException UriTooLong(int limit) => new(
        ProblemKind.UriTooLong, $"Path and query have at most {limit} characters; POST takes the same parameters in a body.");

    /// <summary>415: the body is of another media type than the one that is taken.</summary>
    public static ProblemException UnsupportedMediaType(string? contentType, string wanted) => new(
        ProblemKind.UnsupportedMediaType,
        $"The body is sent as {wanted} in UTF-8, without Content-Encoding; this one is {contentType ?? "of no stated type"}.");

    /// <summary>503: tokens cannot be checked.</summary>
    public static ProblemException IdentityUnavailable() => new(
        ProblemKind.IdentityUnavailable,
        "The keys that sign tokens cannot be read at the moment. The same request may be sent again, or sent with a key.")
    {
        RetryAfter = 5,
    };

    /// <summary>500: a defect of ours; the detail tells nothing of the inside.</summary>
    public static ProblemException Internal() => new(
        ProblemKind.Internal,
        "The request could not be answered because of a defect in the service. The trace id finds it in the logs.");
}

/// <summary>The JSON of problems.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(TableDescription))]
[JsonSerializable(typeof(System.Text.Json.Nodes.JsonObject))]
internal sealed partial class HttpJson : JsonSerializerContext;
