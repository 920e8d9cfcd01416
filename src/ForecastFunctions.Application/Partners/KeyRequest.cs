using System.Globalization;
using FluentValidation;
using ForecastFunctions.Application.Contract;

namespace ForecastFunctions.Application.Partners;

/// <summary>What a partner is to have. Absent parts have their defaults.</summary>
public sealed record KeyRequest
{
    /// <summary>The longest time for which a key can be issued, days.</summary>
    public const int MaxDays = 731;

    /// <summary>The time for which a key is issued where nothing is said, days.</summary>
    public const int DefaultDays = 365;

    /// <summary>The longest grace, hours.</summary>
    public const int MaxGraceHours = 30 * 24;

    /// <summary>The grace where nothing is said, hours.</summary>
    public const int DefaultGraceHours = 7 * 24;

    /// <summary>What it may do.</summary>
    public required AccessScope Scope { get; init; }

    /// <summary>When all its keys end.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Whether a key is issued although it has one.</summary>
    public bool NewKey { get; init; }

    /// <summary>How long the keys before the new one are valid still, hours.</summary>
    public long? GraceHours { get; init; }

    /// <summary>Requests a minute, on each instance.</summary>
    public long? RequestsPerMinute { get; init; }

    /// <summary>Numbers (draws × periods × variables) a minute, on each instance.</summary>
    public long? ComputePerMinute { get; init; }

    /// <summary>Requests a day, UTC.</summary>
    public long? RequestsPerDay { get; init; }

    /// <summary>Numbers a day, UTC.</summary>
    public long? ComputePerDay { get; init; }

    /// <summary>How long the keys before the new one are valid still.</summary>
    public TimeSpan Grace => TimeSpan.FromHours(GraceHours ?? DefaultGraceHours);

    /// <summary>How much it may ask for; every number lies within its bounds.</summary>
    public Quota Quota => new(
        (int)(RequestsPerMinute ?? Quota.Default.RequestsPerMinute), ComputePerMinute ?? Quota.Default.ComputePerMinute,
        RequestsPerDay ?? Quota.Default.RequestsPerDay, ComputePerDay ?? Quota.Default.ComputePerDay);

    /// <summary>Reads the members; where the scope is not given, that is a fault.</summary>
    public static KeyRequest Read(Arguments arguments) => new()
    {
        Scope = arguments.Read(KeyMembers.Scope) ?? AccessScope.Read,
        ExpiresAt = arguments.Read(KeyMembers.ExpiresAt),
        NewKey = arguments.Read(KeyMembers.NewKey) ?? false,
        GraceHours = arguments.Read(KeyMembers.GraceHours),
        RequestsPerMinute = arguments.Read(KeyMembers.RequestsPerMinute),
        ComputePerMinute = arguments.Read(KeyMembers.ComputePerMinute),
        RequestsPerDay = arguments.Read(KeyMembers.RequestsPerDay),
        ComputePerDay = arguments.Read(KeyMembers.ComputePerDay),
    };
}

/// <summary>What holds for every request for keys.</summary>
public sealed class KeyRequestValidator : AbstractValidator<KeyRequest>
{
    /// <summary>The rules as of a moment.</summary>
    /// <param name="time">Tells the moment.</param>
    public KeyRequestValidator(TimeProvider time)
    {
        RuleFor(r => r.ExpiresAt)
            .Must(end => end is null || (end > time.GetUtcNow() && end <= time.GetUtcNow().AddDays(KeyRequest.MaxDays)))
            .Of(KeyMembers.ExpiresAt, FaultCode.OutOfRange,
                $"expiresAt lies in the future, at most {KeyRequest.MaxDays} days from now.");
        RuleFor(r => r.GraceHours).WithinBounds(KeyMembers.GraceHours);
        RuleFor(r => r.GraceHours).Null().When(r => !r.NewKey)
            .Of(KeyMembers.GraceHours, FaultCode.Conflict,
                "graceHours belongs to newKey: true; it is how long the keys before it are valid still.");
        RuleFor(r => r.RequestsPerMinute).WithinBounds(KeyMembers.RequestsPerMinute);
        RuleFor(r => r.ComputePerMinute).WithinBounds(KeyMembers.ComputePerMinute);
        RuleFor(r => r.RequestsPerDay).WithinBounds(KeyMembers.RequestsPerDay);
        RuleFor(r => r.ComputePerDay).WithinBounds(KeyMembers.ComputePerDay);
    }
}

/// <summary>The members by which keys are asked for.</summary>
public static class KeyMembers
{
    private static readonly IReadOnlyDictionary<string, AccessScope> Scopes = Words.All<AccessScope>();

    /// <summary>What the partner may do.</summary>
    public static readonly Member<AccessScope?> Scope = new(
        "scope", MemberType.Text, "What the partner may do; each scope contains the ones before it", string.Join(" or ", Scopes.Keys),
        a => a.AsText() is { } word && Scopes.TryGetValue(word, out var scope) ? scope : null)
    {
        Choices = [.. Scopes.Keys],
        Missing = "scope is wanted: read, write or admin.",
    };

    /// <summary>When all its keys end.</summary>
    public static readonly Member<DateTimeOffset?> ExpiresAt = new(
        "expiresAt", MemberType.Moment, $"When all its keys end; at most {KeyRequest.MaxDays} days from now",
        "a moment such as 2027-06-30T00:00:00Z", MomentOf)
    {
        Absent = $"in {KeyRequest.DefaultDays} days",
        Example = "2027-06-30T00:00:00Z",
    };

    /// <summary>Whether a key is issued although the partner has one.</summary>
    public static readonly Member<bool?> NewKey = new(
        "newKey", MemberType.Flag, "Whether a key is issued although the partner has one", "true or false", a => a.AsBoolean())
    {
        Default = "false",
    };

    /// <summary>How long the keys before the new one are valid still.</summary>
    public static readonly Member<long?> GraceHours = Whole(
        "graceHours", "How long the keys before the new one are valid still", 0, KeyRequest.MaxGraceHours, KeyRequest.DefaultGraceHours);

    /// <summary>Requests a minute.</summary>
    public static readonly Member<long?> RequestsPerMinute = Whole(
        "requestsPerMinute", "Requests a minute, on each instance", 1, Quota.MaxRequestsPerMinute, Quota.Default.RequestsPerMinute);

    /// <summary>Numbers a minute.</summary>
    public static readonly Member<long?> ComputePerMinute = Whole(
        "computePerMinute", "Numbers (draws × periods × variables) a minute, on each instance",
        Quota.MinComputePerMinute, Quota.MaxComputePerMinute, Quota.Default.ComputePerMinute);

    /// <summary>Requests a day.</summary>
    public static readonly Member<long?> RequestsPerDay = Whole(
        "requestsPerDay", "Requests a day, UTC", 1, Quota.MaxRequestsPerDay, Quota.Default.RequestsPerDay);

    /// <summary>Numbers a day.</summary>
    public static readonly Member<long?> ComputePerDay = Whole(
        "computePerDay", "Numbers a day, UTC", Quota.MinComputePerMinute, Quota.MaxComputePerDay, Quota.Default.ComputePerDay);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Member> All { get; } =
        [Scope, ExpiresAt, NewKey, GraceHours, RequestsPerMinute, ComputePerMinute, RequestsPerDay, ComputePerDay];

    private static Member<long?> Whole(string name, string meaning, long min, long max, long otherwise) => new(
        name, MemberType.Whole, meaning, string.Create(CultureInfo.InvariantCulture, $"a whole number from {min} to {max}"),
        a => long.TryParse(a.AsTextOrInteger(), NumberStyles.None, CultureInfo.InvariantCulture, out var whole) ? whole : null)
    {
        Min = min,
        Max = max,
        Default = otherwise.ToString(CultureInfo.InvariantCulture),
    };

    private static DateTimeOffset? MomentOf(Argument argument)
        => DateTimeOffset.TryParseExact(
            argument.AsText(), ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"],
            CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment)
                ? moment
                : null;
}
