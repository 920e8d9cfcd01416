using System.Security.Cryptography;
using ForecastFunctions.Application.Contract;

namespace ForecastFunctions.Application.Partners;

/// <summary>A key that was issued: of its text, only the hash is known.</summary>
/// <param name="Hash">The SHA-256 of its text.</param>
/// <param name="IssuedAt">When it was issued.</param>
/// <param name="EndsAt">When a newer key takes its place, or <see langword="null"/> for the newest.</param>
public sealed record IssuedKey(ReadOnlyMemory<byte> Hash, DateTimeOffset IssuedAt, DateTimeOffset? EndsAt);

/// <summary>What a key that was presented is worth.</summary>
public enum KeyStanding
{
    /// <summary>It opens.</summary>
    Valid,

    /// <summary>It was never issued.</summary>
    Unknown,

    /// <summary>Its time is over, or that of its partner.</summary>
    Expired,

    /// <summary>Its partner was shut out.</summary>
    Revoked,
}

/// <summary>
/// Somebody who may call: what it may do, until when, how much, and by which keys. Several keys can be valid at once, so
/// that one can be replaced by the next without an interruption.
/// </summary>
public sealed record Partner
{
    /// <summary>The most keys of one partner that can be valid at once.</summary>
    public const int MaxValidKeys = 4;

    /// <summary>A partner.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="scope">What it may do.</param>
    /// <param name="quota">How much it may ask for.</param>
    /// <param name="expiresAt">When all its keys end.</param>
    /// <param name="keys">Its keys, the newest last.</param>
    /// <param name="revokedAt">When it was shut out, or <see langword="null"/>.</param>
    /// <exception cref="ArgumentException">The name is not one, or a hash has another length.</exception>
    public Partner(
        string name, AccessScope scope, Quota quota, DateTimeOffset expiresAt, IReadOnlyList<IssuedKey> keys,
        DateTimeOffset? revokedAt = null)
    {
        if (!KeyText.IsName(name))
            throw new ArgumentException($"A partner's name is {KeyText.NameWanted}.", nameof(name));
        if (keys.Any(k => k.Hash.Length != KeyText.HashBytes))
            throw new ArgumentException($"A hash has {KeyText.HashBytes} bytes.", nameof(keys));
        Name = name;
        Scope = scope;
        Quota = quota;
        ExpiresAt = expiresAt;
        Keys = keys;
        RevokedAt = revokedAt;
    }

    /// <summary>Its name, and the owner of what it saves.</summary>
    public string Name { get; }

    /// <summary>What it may do.</summary>
    public AccessScope Scope { get; init; }

    /// <summary>How much it may ask for.</summary>
    public Quota Quota { get; init; }

    /// <summary>When all its keys end.</summary>
    public DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Its keys, the newest last.</summary>
    public IReadOnlyList<IssuedKey> Keys { get; private init; }

    /// <summary>When it was shut out, or <see langword="null"/>.</summary>
    public DateTimeOffset? RevokedAt { get; private init; }

    /// <summary>What a key with this hash is worth now. It takes as long whichever key it is.</summary>
    public KeyStanding StandingOf(ReadOnlySpan<byte> hash, DateTimeOffset now)
    {
        IssuedKey? found = null;
        foreach (var key in Keys)
        {
            if (CryptographicOperations.FixedTimeEquals(key.Hash.Span, hash))
                found = key;
        }

        return found is null ? KeyStanding.Unknown
            : RevokedAt is not null ? KeyStanding.Revoked
            : IsValid(found, now) ? KeyStanding.Valid
            : KeyStanding.Expired;
    }

    /// <summary>How many keys are valid now.</summary>
    public int ValidKeys(DateTimeOffset now) => RevokedAt is null ? Keys.Count(k => IsValid(k, now)) : 0;

    /// <summary>
    /// The same partner with a newer key; those before it are valid for the grace period still. One that was shut out is
    /// let in again, by the new key alone.
    /// </summary>
    /// <exception cref="InvalidOperationException">As many keys are valid already as can be.</exception>
    public Partner WithNewKey(ReadOnlyMemory<byte> hash, TimeSpan grace, DateTimeOffset now)
    {
        var end = now + grace;
        var kept = RevokedAt is null
            ? Keys.Select(k => k.EndsAt is { } earlier && earlier <= end ? k : k with { EndsAt = end }).Where(k => k.EndsAt > now).ToList()
            : [];
        if (kept.Count >= MaxValidKeys)
            throw new InvalidOperationException($"{Name} has {kept.Count} valid keys, and can have no more.");
        return this with { Keys = [.. kept, new IssuedKey(hash, now, null)], RevokedAt = null };
    }

    /// <summary>The same partner, shut out.</summary>
    public Partner Revoked(DateTimeOffset now) => this with { RevokedAt = RevokedAt ?? now };

    private bool IsValid(IssuedKey key, DateTimeOffset now) => now < ExpiresAt && (key.EndsAt is null || now < key.EndsAt);
}
