using System.Text.Json.Serialization;

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

/// <summary>Ends a request with a problem.</summary>
public sealed class ProblemException : Exception
{
    private ProblemException(int status, string code, string title, string detail)
        : base(detail)
    {
        Status = status;
        Code = code;
        Title = title;
    }

    /// <summary>The HTTP status.</summary>
    public int Status { get; }

    /// <summary>A stable name for programs.</summary>
    public string Code { get; }

    /// <summary>The kind of problem in words.</summary>
    public string Title { get; }

    /// <summary>Every fault of the request.</summary>
    public IReadOnlyList<Fault>? Faults { get; private init; }

    /// <summary>Seconds after which to try again, where trying again may help.</summary>
    public int? RetryAfter { get; private init; }

    /// <summary>The methods that the path has, where the request's is not one of them.</summary>
    public string? Allow { get; private init; }

    /// <summary>400: the request has faults.</summary>
    public static ProblemException Invalid(IReadOnlyList<Fault> faults) => new(
        400, "invalid-request", "The request is not valid",
        faults.Count == 1 ? faults[0].Message : $"The request has {faults.Count} faults; errors lists them all.")
    {
        Faults = faults,
    };

    /// <summary>401: the request presents no credential.</summary>
    public static ProblemException CredentialMissing() => new(
        401, "credential-missing", "A credential is wanted",
        "Send a key in the header x-functions-key, in the query as code, or as the password of HTTP Basic; "
        + "or, where WWW-Authenticate offers it, a token of Microsoft Entra ID.");

    /// <summary>401: the credential is not valid.</summary>
    public static ProblemException CredentialRefused(string detail)
        => new(401, "credential-refused", "The credential is not valid", detail);

    /// <summary>403: the credential is valid, and its scope does not do.</summary>
    public static ProblemException Forbidden(string detail) => new(403, "scope-missing", "The credential's scope does not do", detail);

    /// <summary>404: the path names something that does not exist.</summary>
    public static ProblemException NotFound(string detail) => new(404, "not-found", "There is no such thing", detail);

    /// <summary>405: the path exists, but not with this method.</summary>
    public static ProblemException MethodNotAllowed(string method, string allow)
        => new(405, "method-not-allowed", "The path does not have this method",
            $"{method} is not possible here; {allow} are.")
        {
            Allow = allow,
        };

    /// <summary>400: the request ends before it is whole, or is no HTTP.</summary>
    public static ProblemException BrokenOff()
        => new(400, "broken-off", "The request is not whole", "The request ends before its body does, or its framing is not that of HTTP.");

    /// <summary>408: the body came too slowly.</summary>
    public static ProblemException BodyTooSlow()
        => new(408, "body-too-slow", "The body comes too slowly",
            "A body is sent at 240 bytes a second or more; the request may be sent again.");

    /// <summary>406: no representation fits the Accept header.</summary>
    public static ProblemException NotAcceptable(string accept, IEnumerable<string> available)
        => new(406, "not-acceptable", "No representation is acceptable",
            $"There is nothing for Accept: {accept}; there is {string.Join(" and ", available)}.");

    /// <summary>410: the run was computed by a version of the model that is gone.</summary>
    public static ProblemException RunExpired(string detail) => new(410, "run-expired", "The run can no longer be read", detail);

    /// <summary>412: the representation is not the one that the caller means.</summary>
    public static ProblemException PreconditionFailed(string etag)
        => new(412, "precondition-failed", "The precondition does not hold", $"If-Match does not name the current representation, {etag}.");

    /// <summary>412: what is to be written is not in the state that the caller means.</summary>
    public static ProblemException ChangedMeanwhile(string detail)
        => new(412, "precondition-failed", "The precondition does not hold", detail);

    /// <summary>409: the request contradicts what is there.</summary>
    public static ProblemException Conflict(string code, string detail) => new(409, code, "The request contradicts what is there", detail);

    /// <summary>413: the body is too large.</summary>
    public static ProblemException BodyTooLarge(int limit)
        => new(413, "body-too-large", "The body is too large", $"A body has at most {limit} bytes.");

    /// <summary>414: path and query are too long.</summary>
    public static ProblemException UriTooLong(int limit)
        => new(414, "uri-too-long", "The address is too long",
            $"Path and query have at most {limit} characters; POST takes the same parameters in a body.");

    /// <summary>415: the body is not JSON.</summary>
    public static ProblemException UnsupportedMediaType(string? contentType) => new(
        415, "unsupported-media-type", "The body is not JSON",
        $"The body is sent as application/json in UTF-8, without Content-Encoding; this one is {contentType ?? "of no stated type"}.");

    /// <summary>429: a quota is used up.</summary>
    /// <param name="detail">Which one.</param>
    /// <param name="after">When there will be more; a caller is never sent away for longer than two minutes at once.</param>
    public static ProblemException QuotaExhausted(string detail, TimeSpan after)
        => new(429, "quota-exhausted", "A quota is used up", detail)
        {
            RetryAfter = (int)Math.Clamp(Math.Ceiling(after.TotalSeconds), 1, 120),
        };

    /// <summary>501: a header asks for something that this service deliberately does not do.</summary>
    public static ProblemException NotImplemented(string detail) => new(501, "not-implemented", "This is not offered", detail);

    /// <summary>503: as many runs are computed and waiting as there can be.</summary>
    public static ProblemException Busy()
        => new(503, "busy", "Too many runs are under way",
            "As many runs are being computed and waiting as this instance takes. "
            + "The same request may be sent again.")
        {
            RetryAfter = 2,
        };

    /// <summary>503: a run took longer than it may.</summary>
    public static ProblemException TookTooLong()
        => new(503, "took-too-long", "The run took too long",
            "The run was ended before it was done, since the instance is overloaded. "
            + "The same request may be sent again.")
        {
            RetryAfter = 10,
        };

    /// <summary>503: tokens cannot be checked.</summary>
    public static ProblemException IdentityUnavailable()
        => new(503, "identity-unavailable", "Tokens cannot be checked",
            "The keys that sign tokens cannot be read at the moment. "
            + "The same request may be sent again, or sent with a key.")
        {
            RetryAfter = 5,
        };

    /// <summary>503: the storage does not answer.</summary>
    public static ProblemException StorageUnavailable()
        => new(503, "storage-unavailable", "The storage does not answer",
            "The storage cannot be reached at the moment. "
            + "Nothing was changed; the same request may be sent again.")
        {
            RetryAfter = 5,
        };

    /// <summary>500: a defect of ours; the detail tells nothing of the inside.</summary>
    public static ProblemException Internal()
        => new(500, "internal-error", "Something went wrong here",
            "The request could not be answered because of a defect in the service. The trace id finds it in the logs.");
}
