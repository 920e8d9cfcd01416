using System.Security.Cryptography;
using ForecastFunctions.Application.Contract;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace ForecastFunctions.Application.Partners;

/// <summary>
/// Tells whose key it is. Partners are remembered for half a minute, so a key that was revoked on one instance opens no
/// other one a minute later; what was remembered is never used for longer, so while the storage is away nobody new gets in.
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

    private readonly MemoryCache _remembered = new(new MemoryCacheOptions { SizeLimit = 10_000 });
    private readonly IReadOnlyList<byte[]> _adminHashes = [.. settings.Value.AdminHashes.Select(Convert.FromHexString)];

    /// <summary>Whose key a text is.</summary>
    /// <exception cref="ProblemException">401: it is nobody's, or no longer valid.</exception>
    public async Task<Caller> CallerAsync(string text, CancellationToken cancellationToken)
    {
        var hash = KeyText.Hash(text);
        if (IsAdmin(hash))
            return new Caller(AdminName, AccessScope.Admin) { Quota = Quota.Default };
        if (KeyText.NameIn(text) is not { } name)
            throw ProblemException.CredentialRefused(
                Refusal + "It has not the form of one: ff_, the partner's name, _, and 43 letters, digits, - or _.");

        var remembered = await FindAsync(name, Memory, cancellationToken);
        if (Standing(remembered, hash) == KeyStanding.Unknown)
            remembered = await FindAsync(name, SecondLook, cancellationToken);
        return Standing(remembered, hash) switch
        {
            KeyStanding.Valid => new Caller(name, remembered!.Scope) { Quota = remembered.Quota },
            KeyStanding.Expired => throw ProblemException.CredentialRefused(Refusal + "It has expired; ask for a new one."),
            KeyStanding.Revoked => throw ProblemException.CredentialRefused(Refusal + "It was revoked."),
            _ => throw ProblemException.CredentialRefused(Refusal + "It was never issued, or replaced by a newer one."),
        };
    }

    /// <summary>Forgets what is remembered of a partner that was changed here.</summary>
    public void Forget(string name) => _remembered.Remove(name);

    /// <inheritdoc/>
    public void Dispose() => _remembered.Dispose();

    private KeyStanding Standing(Partner? partner, byte[] hash) => partner?.StandingOf(hash, time.GetUtcNow()) ?? KeyStanding.Unknown;

    private bool IsAdmin(byte[] hash)
    {
        var isAdmin = false;
        foreach (var admin in _adminHashes)
            isAdmin |= CryptographicOperations.FixedTimeEquals(admin, hash);
        return isAdmin;
    }

    private async Task<Partner?> FindAsync(string name, TimeSpan age, CancellationToken cancellationToken)
    {
        if (_remembered.Get<Look>(name) is { } look && time.GetElapsedTime(look.At) < age)
            return look.Partner;
        var at = time.GetTimestamp(); // before it is read, so that the answer is never younger than it is taken for
        var found = await store.FindAsync(name, cancellationToken);
        _remembered.Set(name, new Look(found?.Partner, at), new MemoryCacheEntryOptions { Size = 1 });
        return found?.Partner;
    }

    private sealed record Look(Partner? Partner, long At);
}
