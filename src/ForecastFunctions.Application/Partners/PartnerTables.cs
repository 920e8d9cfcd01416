using ForecastFunctions.Application.Contract;

namespace ForecastFunctions.Application.Partners;

/// <summary>A partner at a moment; never a key's hash.</summary>
/// <param name="Partner">The partner.</param>
/// <param name="Now">The moment.</param>
/// <param name="Key">The key that was issued just now; it is shown this once.</param>
public sealed record PartnerRow(Partner Partner, DateTimeOffset Now, string? Key = null)
{
    /// <summary>How many keys are valid.</summary>
    public int ValidKeys => Partner.ValidKeys(Now);

    /// <summary><c>valid</c>, <c>expired</c> or <c>revoked</c>.</summary>
    public string Status => Partner.RevokedAt is not null ? "revoked" : ValidKeys > 0 ? "valid" : "expired";

    /// <summary>When the newest key was issued.</summary>
    public DateTimeOffset? IssuedAt => Partner.Keys.Count > 0 ? Partner.Keys[^1].IssuedAt : null;
}

/// <summary>The table of partners.</summary>
public static class PartnerTables
{
    /// <summary>Who may call; rows are <see cref="PartnerRow"/>.</summary>
    public static readonly Table Keys = new("keys", "Partners and what their keys open",
    [
        Column.Text<PartnerRow>("name", "The partner's name: it stands in its keys, and owns what it saves", r => r.Partner.Name),
        Column.Text<PartnerRow>("scope", "read, write or admin", r => Words.Of(r.Partner.Scope)),
        Column.Text<PartnerRow>("status", "valid, expired or revoked", r => r.Status),
        Column.Whole<PartnerRow>("valid_keys", "How many keys are valid now", r => r.ValidKeys),
        Column.OptionalMoment<PartnerRow>("issued_at", "When the newest key was issued", r => r.IssuedAt),
        Column.Moment<PartnerRow>("expires_at", "When all keys end", r => r.Partner.ExpiresAt),
        Column.OptionalMoment<PartnerRow>("revoked_at", "When they were revoked", r => r.Partner.RevokedAt),
        Column.Whole<PartnerRow>("requests_per_minute", "Requests a minute, on each instance", r => r.Partner.Quota.RequestsPerMinute),
        Column.Whole<PartnerRow>(
            "compute_per_minute", "Numbers (draws × periods × variables) a minute, on each instance",
            r => r.Partner.Quota.ComputePerMinute),
        Column.Whole<PartnerRow>("requests_per_day", "Requests a day, UTC", r => r.Partner.Quota.RequestsPerDay),
        Column.Whole<PartnerRow>("compute_per_day", "Numbers a day, UTC", r => r.Partner.Quota.ComputePerDay),
        Column.OptionalText<PartnerRow>("key", "The key that was issued by this request; it is shown this once", r => r.Key) with
        {
            IsJsonOnly = true,
        },
    ]);
}
