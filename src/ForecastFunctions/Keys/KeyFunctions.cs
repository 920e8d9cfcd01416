using System.Globalization;
using System.Text.Json;
using ForecastFunctions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using Microsoft.Net.Http.Headers;

namespace ForecastFunctions.Keys;

/// <summary>A partner and what its keys open; never a key or its hash.</summary>
/// <param name="Name">The partner's name: it stands in its keys, and owns what it saves.</param>
/// <param name="Scope"><c>read</c>, <c>write</c> or <c>admin</c>.</param>
/// <param name="Status"><c>valid</c>, <c>expired</c> or <c>revoked</c>.</param>
/// <param name="ValidKeys">How many keys are valid now.</param>
/// <param name="IssuedAt">When the newest key was issued.</param>
/// <param name="ExpiresAt">When all keys end.</param>
/// <param name="RevokedAt">When they were revoked.</param>
/// <param name="RequestsPerMinute">Requests a minute, on each instance.</param>
/// <param name="ComputePerMinute">Numbers (draws × periods × variables) a minute, on each instance.</param>
/// <param name="RequestsPerDay">Requests a day, UTC.</param>
/// <param name="ComputePerDay">Numbers a day, UTC.</param>
/// <param name="Key">The key that was issued by this request; it is shown this once.</param>
public sealed record KeyRow(
    string Name, string Scope, string Status, int ValidKeys, DateTimeOffset? IssuedAt, DateTimeOffset ExpiresAt, DateTimeOffset? RevokedAt,
    int RequestsPerMinute, long ComputePerMinute, long RequestsPerDay, long ComputePerDay, string? Key = null)
{
    /// <summary>The row of a partner.</summary>
    public static KeyRow Of(Partner p, DateTimeOffset now) => new(
        p.Name, JsonContracts.Word(p.Scope), p.RevokedAt is not null ? "revoked" : p.ValidKeys(now) > 0 ? "valid" : "expired",
        p.ValidKeys(now),
        p.Keys.Count > 0 ? p.Keys[^1].IssuedAt : null, p.ExpiresAt, p.RevokedAt,
        p.Quota.RequestsPerMinute, p.Quota.ComputePerMinute, p.Quota.RequestsPerDay, p.Quota.ComputePerDay);
}

/// <summary><c>/keys</c>: partners, and the keys that are issued to them.</summary>
/// <param name="store">Keeps the partners.</param>
/// <param name="keyring">Forgets a partner that was changed.</param>
/// <param name="time">Tells when a key is issued and ends.</param>
/// <param name="logger">Is told of every change.</param>
public sealed class KeyFunctions(IPartnerStore store, Keyring keyring, TimeProvider time, ILogger<KeyFunctions> logger)
{
    private const int MaxTries = 5;

    /// <summary>Names that stand for others already.</summary>
    private static readonly IReadOnlyList<string> Reserved = [Keyring.AdminName, Caller.Anyone.Name, Caller.Unnamed.Name];

    private static readonly Table<KeyRow> Table = new("keys", "Partners and what their keys open",
    [
        new("name", r => r.Name),
        new("scope", r => r.Scope),
        new("status", r => r.Status),
        new("valid_keys", r => r.ValidKeys),
        new("issued_at", r => Text(r.IssuedAt)),
        new("expires_at", r => Text(r.ExpiresAt)),
        new("revoked_at", r => Text(r.RevokedAt)),
        new("requests_per_minute", r => r.RequestsPerMinute),
        new("compute_per_minute", r => (double)r.ComputePerMinute),
        new("requests_per_day", r => (double)r.RequestsPerDay),
        new("compute_per_day", r => (double)r.ComputePerDay),
    ], JsonContracts.Readable.ListAnswerKeyRow);

    /// <summary>GET <c>/keys</c>.</summary>
    [Function("Keys"), Requires(AccessScope.Admin)]
    public Task<IResult> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = "v1/keys")] HttpRequest request, CancellationToken cancellationToken)
        => Methods.Dispatch(request, get: () => ListAsync(request, suffix: null, cancellationToken));

    /// <summary>The same as CSV.</summary>
    [Function("KeysCsv"), Requires(AccessScope.Admin)]
    public Task<IResult> ListCsv(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = "v1/keys.csv")] HttpRequest request, CancellationToken cancellationToken)
        => Methods.Dispatch(request, get: () => ListAsync(request, Representation.Csv, cancellationToken));

    /// <summary>What the table is.</summary>
    [Function("KeysMetadata"), Requires(AccessScope.Admin)]
    public Task<IResult> Describe(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = "v1/keys.metadata.json")] HttpRequest request,
        CancellationToken cancellationToken)
        => Methods.Dispatch(request, get: () => ListAsync(request, Representation.Metadata, cancellationToken));

    /// <summary>GET <c>/keys/{name}</c>; PUT issues a key or changes what a partner may do; DELETE revokes all its keys.</summary>
    [Function("Key"), Requires(AccessScope.Admin)]
    public Task<IResult> One(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = "v1/keys/{name}")] HttpRequest request,
        string name, CancellationToken cancellationToken)
        => Methods.Dispatch(
            request,
            get: async () =>
            {
                RequestReader.OfQuery(request).Finish();
                return Show((await FindAsync(name, cancellationToken)).Partner).Checked(request);
            },
            put: () => IssueAsync(request, name, cancellationToken),
            delete: async () =>
            {
                RequestReader.OfQuery(request).Finish();
                return await RevokeAsync(request, name, cancellationToken);
            });

    private async Task<Document> ListAsync(HttpRequest request, Representation? suffix, CancellationToken cancellationToken)
    {
        var (reader, form, page) = TableRequest.Read(request, suffix);
        reader.Finish();
        var now = time.GetUtcNow();
        var rows = (await store.ListAsync(cancellationToken)).Select(p => KeyRow.Of(p, now)).ToList();
        var content = new TableContent<KeyRow>(
            rows, $"keys {string.Join(' ', rows.Select(r => r.Name))}", "/api/v1/keys", CachePolicy.None);
        return Table.Answer(content, form, page).Checked(request);
    }

    private async Task<Document> IssueAsync(HttpRequest request, string name, CancellationToken cancellationToken)
    {
        if (!KeyText.IsName(name))
            throw Invalid(FaultCode.Malformed, $"A partner's name is {KeyText.NameWanted}.");
        if (Reserved.Contains(name, StringComparer.Ordinal))
            throw Invalid(FaultCode.Conflict, $"{name} is not a partner's name; it stands for a caller that needs no issued key.");
        var reader = await RequestReader.OfBodyAsync(request, KeyRequest.Flatten, cancellationToken);
        var wanted = KeyRequest.Read(reader, time.GetUtcNow());

        for (var tries = 0; tries < MaxTries; tries++)
        {
            var stored = await store.FindAsync(name, cancellationToken);
            if (stored is not null)
                Show(stored.Partner).Checked(request);
            CheckAbsence(request, stored);
            var (partner, key) = Issue(name, wanted, stored?.Partner);
            var isWritten = stored is null
                ? await store.AddAsync(partner, cancellationToken)
                : await store.ReplaceAsync(partner, stored.Version, cancellationToken);
            if (!isWritten)
                continue;
            keyring.Forget(name);
            var change = key is null ? "its quota, scope or expiry" : "a new key";
            var admin = request.Caller().Name;
            logger.KeysChanged(admin, name, change);
            return Show(partner, key, stored is null ? StatusCodes.Status201Created : StatusCodes.Status200OK);
        }

        throw ProblemException.Busy();
    }

    private (Partner Partner, string? Key) Issue(string name, KeyRequest wanted, Partner? stored)
    {
        var partner = (stored ?? new Partner(name, wanted.Scope, wanted.Quota, wanted.ExpiresAt, [])) with
        {
            Scope = wanted.Scope,
            Quota = wanted.Quota,
            ExpiresAt = wanted.ExpiresAt,
        };
        var now = time.GetUtcNow();
        if (stored?.ValidKeys(now) > 0 && !wanted.NewKey)
            return (partner, null);
        if (partner.ValidKeys(now) >= Partner.MaxValidKeys && wanted.Grace > TimeSpan.Zero)
        {
            throw ProblemException.Invalid([new Fault("body", "/newKey", FaultCode.Conflict,
                $"{name} has {Partner.MaxValidKeys} valid keys, and can have no more. graceHours: 0 ends all but the new one.")]);
        }

        var key = KeyText.New(name);
        return (partner.WithNewKey(KeyText.Hash(key), wanted.Grace, now), key);
    }

    private async Task<Document> RevokeAsync(HttpRequest request, string name, CancellationToken cancellationToken)
    {
        for (var tries = 0; tries < MaxTries; tries++)
        {
            var stored = await FindAsync(name, cancellationToken);
            Show(stored.Partner).Checked(request);
            var partner = stored.Partner.Revoked(time.GetUtcNow());
            if (!await store.ReplaceAsync(partner, stored.Version, cancellationToken))
                continue;
            keyring.Forget(name);
            var admin = request.Caller().Name;
            logger.KeysChanged(admin, name, "all revoked");
            return Show(partner);
        }

        throw ProblemException.Busy();
    }

    private async Task<StoredPartner> FindAsync(string name, CancellationToken cancellationToken)
        => (KeyText.IsName(name) ? await store.FindAsync(name, cancellationToken) : null)
            ?? throw ProblemException.NotFound($"There is no partner '{name}'. GET /api/v1/keys lists them.");

    private static void CheckAbsence(HttpRequest request, StoredPartner? stored)
    {
        var headers = request.GetTypedHeaders();
        if (stored is not null && headers.IfNoneMatch.Any(t => t.Equals(EntityTagHeaderValue.Any)))
            throw ProblemException.ChangedMeanwhile("If-None-Match: * wants none, and there is a partner of this name.");
        if (stored is null && headers.IfMatch.Count > 0)
            throw ProblemException.ChangedMeanwhile("If-Match wants one, and there is no partner of this name.");
    }

    private Document Show(Partner partner, string? key = null, int status = StatusCodes.Status200OK)
        => new(
            JsonSerializer.SerializeToUtf8Bytes(KeyRow.Of(partner, time.GetUtcNow()) with { Key = key }, JsonContracts.Readable.KeyRow),
            JsonContracts.ContentType)
        {
            CacheControl = CachePolicy.None,
            Status = status,
        };

    private static ProblemException Invalid(string code, string message)
        => ProblemException.Invalid([new Fault("path", "name", code, message)]);

    private static string? Text(DateTimeOffset? moment)
        => moment?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
