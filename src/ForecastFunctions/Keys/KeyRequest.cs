using System.Globalization;
using System.Text.Json;
using ForecastFunctions.Http;

namespace ForecastFunctions.Keys;

/// <summary>What a partner is to have.</summary>
/// <param name="Scope">What it may do.</param>
/// <param name="ExpiresAt">When all its keys end.</param>
/// <param name="Quota">How much it may ask for.</param>
/// <param name="NewKey">Whether a key is issued although it has one.</param>
/// <param name="Grace">How long the keys before the new one are valid still.</param>
public sealed record KeyRequest(AccessScope Scope, DateTimeOffset ExpiresAt, Quota Quota, bool NewKey, TimeSpan Grace)
{
    /// <summary>The longest time for which a key can be issued, days.</summary>
    public const int MaxDays = 731;

    /// <summary>The time for which a key is issued where nothing is said, days.</summary>
    public const int DefaultDays = 365;

    /// <summary>The longest grace, hours.</summary>
    public const int MaxGraceHours = 30 * 24;

    /// <summary>The grace where nothing is said, hours.</summary>
    public const int DefaultGraceHours = 7 * 24;

    /// <summary>Reads the request to its end.</summary>
    /// <param name="reader">The members.</param>
    /// <param name="now">The present.</param>
    /// <exception cref="ProblemException">400: it has faults.</exception>
    public static KeyRequest Read(RequestReader reader, DateTimeOffset now)
    {
        var words = Enum.GetValues<AccessScope>().ToDictionary(JsonContracts.Word, s => s, StringComparer.Ordinal);
        var scope = reader.Read<AccessScope>(
            "scope", m => m.AsText() is { } word && words.TryGetValue(word, out var known) ? known : null, string.Join(" or ", words.Keys));
        if (reader.Find("scope") is null)
            reader.AddFault(
                new Fault("body", "/scope", FaultCode.Missing, "scope is wanted: read, write or admin.") { Allowed = [.. words.Keys] });
        var expiresAt = reader.Read<DateTimeOffset>("expiresAt", ReadTime, "a moment such as 2027-06-30T00:00:00Z");
        if (expiresAt is { } moment && (moment <= now || moment > now.AddDays(MaxDays)))
            reader.AddFault("expiresAt", FaultCode.OutOfRange, $"expiresAt lies in the future, at most {MaxDays} days from now.");
        var newKey = reader.Read<bool>("newKey", m => m.AsBoolean(), "true or false");
        var grace = Whole(reader, "graceHours", 0, MaxGraceHours);
        if (grace is not null && newKey is not true)
            reader.AddFault(
                "graceHours", FaultCode.Conflict, "graceHours belongs to newKey: true; it is how long the keys before it are valid still.");
        var quota = ReadQuota(reader);
        reader.Finish();
        return new KeyRequest(
            scope!.Value, expiresAt ?? now.AddDays(DefaultDays), quota(), newKey ?? false, TimeSpan.FromHours(grace ?? DefaultGraceHours));
    }

    /// <summary>Adds the members of a body to the reader.</summary>
    public static void Flatten(RequestReader reader, JsonElement body)
    {
        foreach (var member in body.EnumerateObject().Where(m => m.Value.ValueKind != JsonValueKind.Null))
            reader.Add(member.Name, new RequestMember(JsonBody.PointerTo("", member.Name), member.Value));
    }

    /// <summary>Reads what may be asked for; it is put together once everything is in its range.</summary>
    private static Func<Quota> ReadQuota(RequestReader reader)
    {
        var requestsPerMinute = Whole(reader, "requestsPerMinute", 1, Quota.MaxRequestsPerMinute);
        var computePerMinute = Whole(reader, "computePerMinute", Quota.MinComputePerMinute, Quota.MaxComputePerMinute);
        var requestsPerDay = Whole(reader, "requestsPerDay", 1, Quota.MaxRequestsPerDay);
        var computePerDay = Whole(reader, "computePerDay", Quota.MinComputePerMinute, Quota.MaxComputePerDay);
        var otherwise = Quota.Default;
        return () => new Quota(
            (int)(requestsPerMinute ?? otherwise.RequestsPerMinute), computePerMinute ?? otherwise.ComputePerMinute,
            requestsPerDay ?? otherwise.RequestsPerDay, computePerDay ?? otherwise.ComputePerDay);
    }

    private static long? Whole(RequestReader reader, string name, long min, long max)
    {
        var number = reader.Read<long>(
            name,
            m => long.TryParse(m.AsTextOrInteger(), NumberStyles.None, CultureInfo.InvariantCulture, out var whole) ? whole : null,
            $"a whole number from {min} to {max}");
        if (number < min || number > max)
            reader.AddFault(name, FaultCode.OutOfRange, $"{name} is a whole number from {min} to {max}.", min, max);
        return number;
    }

    private static DateTimeOffset? ReadTime(RequestMember member)
        => DateTimeOffset.TryParseExact(
            member.AsText(), ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"],
            CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment)
                ? moment
                : null;
}
