using ForecastFunctions.Application.Contract;
using Microsoft.Extensions.Logging;

namespace ForecastFunctions.Application.Partners;

/// <summary>A partner in one of its states.</summary>
/// <param name="Row">The partner.</param>
/// <param name="Revision">Names the state.</param>
/// <param name="IsNew">Whether there was no partner of that name before.</param>
public sealed record PartnerState(PartnerRow Row, string Revision, bool IsNew = false);

/// <summary>Issues, changes and revokes the keys of partners.</summary>
/// <param name="store">Keeps the partners.</param>
/// <param name="keyring">Forgets a partner that was changed.</param>
/// <param name="time">Tells when a key is issued and ends.</param>
/// <param name="logger">Is told of every change.</param>
public sealed class IssueKeys(IPartnerStore store, Keyring keyring, TimeProvider time, ILogger<IssueKeys> logger)
{
    /// <summary>How often a change is decided anew where others change the same partner.</summary>
    private const int MaxTries = 5;

    /// <summary>Names that stand for others already.</summary>
    private static readonly IReadOnlyList<string> Reserved = [Keyring.AdminName, Caller.Anyone.Name, Caller.Unnamed.Name];

    private readonly KeyRequestValidator _rules = new(time);

    /// <summary>Every partner, in order of name.</summary>
    public async Task<IReadOnlyList<PartnerRow>> ListAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return [.. (await store.ListAsync(cancellationToken)).Select(p => new PartnerRow(p, now))];
    }

    /// <summary>A partner.</summary>
    /// <exception cref="ProblemException">404: there is none of that name.</exception>
    public async Task<PartnerState> ReadAsync(string name, CancellationToken cancellationToken)
        => await FindAsync(name, cancellationToken) is { } stored ? StateOf(stored) : throw NotFound(name);

    /// <summary>What is wrong with a request, whatever is stored.</summary>
    public IReadOnlyList<Fault> FaultsOf(string name, KeyRequest request)
    {
        var faults = new Faults();
        if (!KeyText.IsName(name))
            faults.Add("name", FaultCode.Malformed, $"A partner's name is {KeyText.NameWanted}.");
        if (Reserved.Contains(name, StringComparer.Ordinal))
            faults.Add("name", FaultCode.Conflict, $"{name} is not a partner's name; it stands for a caller that needs no issued key.");
        faults.Add(_rules.Validate(request).ToFaults());
        return faults.All;
    }

    /// <summary>Issues a key to a partner, new or not, or changes what it may do.</summary>
    /// <param name="name">The partner.</param>
    /// <param name="request">What it is to have.</param>
    /// <param name="condition">What it may take the place of.</param>
    /// <param name="by">Who issues it.</param>
    /// <param name="cancellationToken">Ends it before or after it is written, never within.</param>
    /// <returns>The partner, with the key where one was issued.</returns>
    /// <exception cref="ProblemException">412: the condition does not hold; 503: others change it all the time.</exception>
    public async Task<Outcome<PartnerState>> PutAsync(
        string name, KeyRequest request, RevisionCondition condition, Caller by, CancellationToken cancellationToken)
    {
        var faults = new Faults();
        faults.Add(FaultsOf(name, request));
        for (var tries = 0; tries < MaxTries && !faults.Any; tries++)
        {
            var stored = await store.FindAsync(name, cancellationToken);
            condition.Check(stored?.Version, $"The partner '{name}'");
            if (Change(name, request, stored?.Partner, faults) is not var (partner, key))
                break;
            var change = key is null ? "its quota, scope or expiry" : "a new key";
            if (await WriteAsync(partner, stored, by, change, cancellationToken) is { } written)
                return StateOf(written, key) with { IsNew = stored is null };
        }

        return faults.Any ? faults : throw ProblemException.Busy();
    }

    /// <summary>Revokes every key of a partner.</summary>
    /// <inheritdoc cref="PutAsync"/>
    /// <exception cref="ProblemException">404: there is no partner of that name.</exception>
    public async Task<PartnerState> RevokeAsync(string name, RevisionCondition condition, Caller by, CancellationToken cancellationToken)
    {
        for (var tries = 0; tries < MaxTries; tries++)
        {
            var stored = await FindAsync(name, cancellationToken);
            condition.Check(stored?.Version, $"The partner '{name}'");
            if (stored is null)
                throw NotFound(name);
            if (await WriteAsync(stored.Partner.Revoked(time.GetUtcNow()), stored, by, "all revoked", cancellationToken) is { } written)
                return StateOf(written);
        }

        throw ProblemException.Busy();
    }

    /// <summary>What a partner is from now on, with its new key where it gets one; nothing after a fault.</summary>
    private (Partner Partner, string? Key)? Change(string name, KeyRequest request, Partner? stored, Faults faults)
    {
        var now = time.GetUtcNow();
        var expiresAt = request.ExpiresAt ?? now.AddDays(KeyRequest.DefaultDays);
        var partner = (stored ?? new Partner(name, request.Scope, request.Quota, expiresAt, [])) with
        {
            Scope = request.Scope,
            Quota = request.Quota,
            ExpiresAt = expiresAt,
        };
        if (stored?.ValidKeys(now) > 0 && !request.NewKey)
            return (partner, null);
        if (partner.ValidKeys(now) >= Partner.MaxValidKeys && request.Grace > TimeSpan.Zero)
        {
            faults.Add(KeyMembers.NewKey.Name, FaultCode.Conflict,
                $"{name} has {Partner.MaxValidKeys} valid keys, and can have no more. graceHours: 0 ends all but the new one.");
            return null;
        }

        var key = KeyText.New(name);
        return (partner.WithNewKey(KeyText.Hash(key), request.Grace, now), key);
    }

    private async Task<StoredPartner?> WriteAsync(
        Partner partner, StoredPartner? before, Caller by, string change, CancellationToken cancellationToken)
    {
        try
        {
            var written = await store.WriteAsync(partner, before?.Version, cancellationToken);
            if (written is not null)
                logger.KeysChanged(by.Name, partner.Name, change);
            return written;
        }
        finally
        {
            // Also where it cannot be told whether it was written.
            keyring.Forget(partner.Name);
        }
    }

    private async Task<StoredPartner?> FindAsync(string name, CancellationToken cancellationToken)
        => KeyText.IsName(name) ? await store.FindAsync(name, cancellationToken) : null;

    private PartnerState StateOf(StoredPartner stored, string? key = null)
        => new(new PartnerRow(stored.Partner, time.GetUtcNow(), key), stored.Version);

    private static ProblemException NotFound(string name)
        => ProblemException.NotFound($"There is no partner '{name}'. GET /api/v1/keys lists them.");
}
