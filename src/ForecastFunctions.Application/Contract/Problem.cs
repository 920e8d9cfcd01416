namespace ForecastFunctions.Application.Contract;

/// <summary>A kind of problem; part of the contract.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">A stable name for programs.</param>
/// <param name="Title">The kind in words.</param>
/// <param name="Example">What is said of a request that has it, for the documentation.</param>
public sealed record ProblemKind(int Status, string Code, string Title, string Example)
{
    /// <summary>The request has faults.</summary>
    public static readonly ProblemKind Invalid = new(400, "invalid-request", "The request is not valid",
        "from is a year such as 2028 or, with step=quarter, a quarter such as 2028-Q3.");

    /// <summary>The request ends before it is whole, or is no HTTP.</summary>
    public static readonly ProblemKind BrokenOff = new(400, "broken-off", "The request is not whole",
        "The request ends before its body does, or its framing is not that of HTTP.");

    /// <summary>The request presents no credential.</summary>
    public static readonly ProblemKind CredentialMissing = new(401, "credential-missing", "A credential is wanted",
        "Send a key in the header x-functions-key, in the query as code, or as the password of HTTP Basic.");

    /// <summary>The credential is not valid.</summary>
    public static readonly ProblemKind CredentialRefused = new(401, "credential-refused", "The credential is not valid",
        "The key is not valid.");

    /// <summary>The credential is valid, and its scope does not do.</summary>
    public static readonly ProblemKind Forbidden = new(403, "scope-missing", "The credential's scope does not do",
        "PUT needs the scope write here, and this credential has read.");

    /// <summary>A page of another site asks.</summary>
    public static readonly ProblemKind OriginRefused = new(403, "origin-refused", "Pages of other sites may not ask",
        "The page that asks is of another site than this service.");

    /// <summary>The path names something that does not exist.</summary>
    public static readonly ProblemKind NotFound = new(404, "not-found", "There is no such thing",
        "There is no scenario 'our-view'.");

    /// <summary>The path exists, but not with this method.</summary>
    public static readonly ProblemKind MethodNotAllowed = new(405, "method-not-allowed", "The path does not have this method",
        "PATCH is not possible here; GET, HEAD, OPTIONS, POST are.");

    /// <summary>No representation fits the Accept header.</summary>
    public static readonly ProblemKind NotAcceptable = new(406, "not-acceptable", "No representation is acceptable",
        "There is nothing for Accept: image/png; there is application/json and text/csv.");

    /// <summary>The body came too slowly.</summary>
    public static readonly ProblemKind BodyTooSlow = new(408, "body-too-slow", "The body comes too slowly",
        "A body is sent at 240 bytes a second or more; the request may be sent again.");

    /// <summary>A partner keeps as many scenarios as one can.</summary>
    public static readonly ProblemKind TooManyScenarios = Conflict(
        "too-many-scenarios", "You keep 200 scenarios, which is as many as one partner can; remove one first.");

    /// <summary>A scenario is extended by others.</summary>
    public static readonly ProblemKind ScenarioExtended = Conflict(
        "scenario-extended", "The scenario 'our-view' is extended by later-view; change or remove that first.");

    /// <summary>As many operations of a partner go on as can.</summary>
    public static readonly ProblemKind TooManyOperations = Conflict(
        "too-many-operations", "20 of your operations go on, which is as many as one partner can have; wait for one to end, or cancel one.");

    /// <summary>A partner has as many catalogues as one can.</summary>
    public static readonly ProblemKind TooManyCatalogues = Conflict(
        "too-many-catalogues", "You have 20 catalogues, which is as many as one partner can; remove one first.");

    /// <summary>A catalogue has as many series as one can.</summary>
    public static readonly ProblemKind CatalogueFull = Conflict(
        "catalogue-full", "With this part, 'orders' would have 100200 series, and has at most 100000; begin another catalogue.");

    /// <summary>A series stands in another part of its catalogue too.</summary>
    public static readonly ProblemKind SeriesInTwoParts = Conflict(
        "series-in-two-parts", "The series 'north' stands in part 1 of 'orders' too. A part has whole series: put all of it into one part.");

    /// <summary>The run was computed by a version of the model that is gone, and its result was pruned.</summary>
    public static readonly ProblemKind RunExpired = new(410, "run-expired", "The run can no longer be read",
        "The run was computed by model 1.0.0, which is gone, and its result was pruned.");

    /// <summary>What is there is not what the caller means.</summary>
    public static readonly ProblemKind PreconditionFailed = new(412, "precondition-failed", "The precondition does not hold",
        "The scenario 'our-view' is no longer as If-Match names it. Read it again, and repeat the change on what it is now.");

    /// <summary>The body is too large.</summary>
    public static readonly ProblemKind BodyTooLarge = new(413, "body-too-large", "The body is too large",
        "A body has at most 262144 bytes.");

    /// <summary>Path and query are too long.</summary>
    public static readonly ProblemKind UriTooLong = new(414, "uri-too-long", "The address is too long",
        "Path and query have at most 8000 characters; POST takes the same parameters in a body.");

    /// <summary>The body is of another media type than the one that is taken.</summary>
    public static readonly ProblemKind UnsupportedMediaType = new(415, "unsupported-media-type", "The body is of another media type",
        "The body is sent as application/json in UTF-8, without Content-Encoding; this one is text/plain.");

    /// <summary>A quota is used up.</summary>
    public static readonly ProblemKind QuotaExhausted = new(429, "quota-exhausted", "A quota is used up",
        "120 requests a minute are used up.");

    /// <summary>A defect of the service.</summary>
    public static readonly ProblemKind Internal = new(500, "internal-error", "Something went wrong here",
        "The request could not be answered because of a defect in the service. The trace id finds it in the logs.");

    /// <summary>A header asks for something that this service deliberately does not do.</summary>
    public static readonly ProblemKind NotImplemented = new(501, "not-implemented", "This is not offered",
        "$filter: the function substringof is not offered here.");

    /// <summary>As much is under way as there can be.</summary>
    public static readonly ProblemKind Busy = new(503, "busy", "Too much is under way",
        "As many runs are being computed and waiting as this instance takes. The same request may be sent again.");

    /// <summary>A run took longer than it may.</summary>
    public static readonly ProblemKind TookTooLong = new(503, "took-too-long", "The run took too long",
        "The run was ended before it was done, since the instance is overloaded. The same request may be sent again.");

    /// <summary>What is asked for is being computed.</summary>
    public static readonly ProblemKind NotReady = new(503, "not-ready", "It is not there yet",
        "1500 of 20000 are done; GET /api/v1/operations/6611c3e7be98911ee19f57a7e9c1afed tells how far it has come.");

    /// <summary>Tokens cannot be checked.</summary>
    public static readonly ProblemKind IdentityUnavailable = new(503, "identity-unavailable", "Tokens cannot be checked",
        "The keys that sign tokens cannot be read at the moment. The same request may be sent again, or sent with a key.");

    /// <summary>The storage does not answer.</summary>
    public static readonly ProblemKind StorageUnavailable = new(503, "storage-unavailable", "The storage does not answer",
        "The storage cannot be reached at the moment. Nothing was changed; the same request may be sent again.");

    /// <summary>Every kind.</summary>
    public static IReadOnlyList<ProblemKind> All { get; } =
    [
        Invalid, BrokenOff, CredentialMissing, CredentialRefused, Forbidden, OriginRefused, NotFound, MethodNotAllowed, NotAcceptable, BodyTooSlow,
        TooManyScenarios, ScenarioExtended, TooManyOperations, TooManyCatalogues, CatalogueFull, SeriesInTwoParts, RunExpired, PreconditionFailed, BodyTooLarge, UriTooLong, UnsupportedMediaType,
        QuotaExhausted, Internal, NotImplemented, Busy, TookTooLong, NotReady, IdentityUnavailable, StorageUnavailable,
    ];

    /// <summary>A URI that names the kind.</summary>
    public string Type => $"urn:forecastfunctions:problem:{Code}";

    /// <summary>What can befall any request that has something computed.</summary>
    public static IReadOnlyList<ProblemKind> OfComputing { get; } = [Busy, TookTooLong];

    /// <summary>Whether the same request may succeed later; the answer says when, in <c>Retry-After</c>.</summary>
    public bool IsTemporary => Status is 429 or 503;

    private static ProblemKind Conflict(string code, string example) => new(409, code, "The request contradicts what is there", example);
}

/// <summary>Ends a request with a problem.</summary>
/// <param name="kind">What kind of problem it is.</param>
/// <param name="detail">What is wrong with this request.</param>
public sealed class ProblemException(ProblemKind kind, string detail) : Exception(detail)
{
    /// <summary>What kind of problem it is.</summary>
    public ProblemKind Kind { get; } = kind;

    /// <summary>Every fault of the request; absent of any other kind than <see cref="ProblemKind.Invalid"/>.</summary>
    public IReadOnlyList<Fault>? Faults { get; init; }

    /// <summary>Seconds after which to try again, where trying again may help.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>The methods that the path has, where the request's is not one of them.</summary>
    public string? Allow { get; init; }

    /// <summary>400: the request has faults.</summary>
    public static ProblemException Invalid(IReadOnlyList<Fault> faults) => new(
        ProblemKind.Invalid,
        faults.Count == 1 ? faults[0].Message : $"The request has {faults.Count} faults; errors lists them all.")
    {
        Faults = faults,
    };

    /// <summary>404: the path names something that does not exist.</summary>
    public static ProblemException NotFound(string detail) => new(ProblemKind.NotFound, detail);

    /// <summary>401: the credential is not valid.</summary>
    public static ProblemException CredentialRefused(string detail) => new(ProblemKind.CredentialRefused, detail);

    /// <summary>412: what is to be written is not in the state that the caller means.</summary>
    public static ProblemException ChangedMeanwhile(string detail) => new(ProblemKind.PreconditionFailed, detail);

    /// <summary>429: a quota is used up.</summary>
    /// <param name="detail">Which one.</param>
    /// <param name="after">When there will be more; a caller is never sent away for longer than two minutes at once.</param>
    public static ProblemException QuotaExhausted(string detail, TimeSpan after) => new(ProblemKind.QuotaExhausted, detail)
    {
        RetryAfter = (int)Math.Clamp(Math.Ceiling(after.TotalSeconds), 1, 120),
    };

    /// <summary>501: something is asked for that this service deliberately does not do.</summary>
    public static ProblemException NotImplemented(string detail) => new(ProblemKind.NotImplemented, detail);

    /// <summary>503: as many runs are computed and waiting as there can be.</summary>
    public static ProblemException Busy() => new(
        ProblemKind.Busy, "As many runs are being computed and waiting as this instance takes. The same request may be sent again.")
    {
        RetryAfter = 2,
    };

    /// <summary>503: answers that nobody has read yet hold as much memory as they may.</summary>
    public static ProblemException TooManyAnswers() => new(
        ProblemKind.Busy,
        "Answers that are not read yet hold as much memory as this instance gives them. Read those, and send the same request again.")
    {
        RetryAfter = 2,
    };

    /// <summary>503: a run took longer than it may.</summary>
    public static ProblemException TookTooLong() => new(
        ProblemKind.TookTooLong,
        "The run was ended before it was done, since the instance is overloaded. The same request may be sent again.")
    {
        RetryAfter = 10,
    };

    /// <summary>503: the storage does not answer.</summary>
    public static ProblemException StorageUnavailable() => new(
        ProblemKind.StorageUnavailable,
        "The storage cannot be reached at the moment. Nothing was changed; the same request may be sent again.")
    {
        RetryAfter = 5,
    };
}
