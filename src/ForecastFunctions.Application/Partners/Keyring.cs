using System.Security.Cryptography;
using ForecastFunctions.Application.Contract;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace ForecastFunctions.Application.Partners;

/// <summary>
/// Tells whose key it is. Partners are remembered for half a minute, so a key that was revoked on one instance opens no
/// other one a minute later; what was remembered is never used for longer, so while the storage is away nobody new gets in.
/// Names that nobody has are remembered apart from partners, and to look for them is limited for each address.
/// </summary>
/// <param name="store">Keeps the partners.</param>
/// <param name="settings">Hold the hashes of the admin keys.</param>
/// <param name="time">Tells when a key ends.</param>
public sealed class Keyring(IPartnerStore store, IOptions<KeySettings> settings, TimeProvider time) : IDisposable
{
    /// <summary>The partner whose keys stand in the configuration.</summary>
    public const string AdminName = "admin";

    /// <summary>How long a partner is remembered.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromSeconds(30);

    /// <summary>A key that is not the partner's may be newer than what is remembered; so often it is looked up at most.</summary>
    private static readonly TimeSpan SecondLook = TimeSpan.FromSeconds(1);

    private const string Refusal = "The key is not valid. ";

    private readonly MemoryCache _partners = new(new MemoryCacheOptions { SizeLimit = 10_000 });
    private readonly MemoryCache _nobody = new(new MemoryCacheOptions { SizeLimit = 10_000 });
    private readonly VainLookups _vain = new(time);
    private readonly Lock _remembering = new();
    private readonly IReadOnlyList<byte[]> _adminHashes = [.. settings.Value.AdminHashes.Select(Convert.FromHexString)];
    private long _changes;

    /// <summary>Whose key a text is.</summary>
    /// <param name="text">What the caller presents.</param>
    /// <param name="address">Where the caller is: keys of nobody are counted by it.</param>
    /// <param name="cancellationToken">Ends the look-up.</param>
    /// <exception cref="ProblemException">
    /// 401: it is nobody's, or no longer valid; 429: too many keys of nobody have come from the address.
    /// </exception>
    public async Task<Caller> CallerAsync(string text, string address, CancellationToken cancellationToken)
    {
        var hash = KeyText.Hash(text);
        if (IsAdmin(hash))
            return new Caller(AdminName, AccessScope.Admin) { Quota = Quota.Default };
        if (KeyText.NameIn(text) is not { } name)
            throw ProblemException.CredentialRefused(
                Refusal + "It has not the form of one: ff_, the partner's name, _, and 43 letters, digits, - or _.");

        var remembered = await FindAsync(name, address, Memory, cancellationToken);
        if (Standing(remembered, hash) == KeyStanding.Unknown)
            remembered = await FindAsync(name, address, SecondLook, cancellationToken);
        return Standing(remembered, hash) switch
        {
            KeyStanding.Valid => new Caller(name, remembered!.Scope) { Quota = remembered.Quota },
            KeyStanding.Expired => throw ProblemException.CredentialRefused(Refusal + "It has expired; ask for a new one."),
            KeyStanding.Revoked => throw ProblemException.CredentialRefused(Refusal + "It was revoked."),
            _ => throw ProblemException.CredentialRefused(Refusal + "It was never issued, or replaced by a newer one."),
        };
    }

    /// <summary>Forgets what is remembered of a partner that was changed here, and what is being read of it just now.</summary>
    public void Forget(string name)
    {
        lock (_remembering)
        {
            _changes++;
            _partners.Remove(name);
            _nobody.Remove(name);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _partners.Dispose();
        _nobody.Dispose();
    }

    private KeyStanding Standing(Partner? partner, byte[] hash) => partner?.StandingOf(hash, time.GetUtcNow()) ?? KeyStanding.Unknown;

    private bool IsAdmin(byte[] hash)
    {
        var isAdmin = false;
        foreach (var admin in _adminHashes)
            isAdmin |= CryptographicOperations.FixedTimeEquals(admin, hash);
        return isAdmin;
    }

    private async Task<Partner?> FindAsync(string name, string address, TimeSpan age, CancellationToken cancellationToken)
    {
        var partner = _partners.Get<Look>(name);
        if ((partner ?? _nobody.Get<Look>(name)) is { } look && time.GetElapsedTime(look.At) < age)
            return look.Partner;

        // A partner that is known here is always looked up, whoever else shares its address.
        if (partner is null && !_vain.TryTake(address))
        {
            throw ProblemException.QuotaExhausted(
                "Too many keys of nobody have come from this address; they are looked up more slowly now.", TimeSpan.FromSeconds(1));
        }

        var at = time.GetTimestamp(); // before it is read, so that the answer is never younger than it is taken for
        var changes = Interlocked.Read(ref _changes);
        var found = (await store.FindAsync(name, cancellationToken))?.Partner;
        if (partner is null && found is not null)
            _vain.GiveBack(address);
        Remember(name, new Look(found, at), changes);
        return found;
    }

    /// <summary>Remembers what was read, unless something was changed meanwhile: then it may be of before.</summary>
    private void Remember(string name, Look look, long changes)
    {
        lock (_remembering)
        {
            if (changes != _changes)
                return;
            var (cache, other) = look.Partner is null ? (_nobody, _partners) : (_partners, _nobody);
            cache.Set(name, look, new MemoryCacheEntryOptions { Size = 1 });
            other.Remove(name);
        }
    }

    private sealed record Look(Partner? Partner, long At);
}
