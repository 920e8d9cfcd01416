using System.Text.Json.Serialization;

namespace ForecastFunctions.Application.Contract;

/// <summary>One thing that is wrong with a request: where it stands, what is wrong, and what would be right.</summary>
/// <param name="Target">
/// The member, such as <c>from</c> or <c>events/0/driver</c>; once its place in the request is known, the parameter's name or a
/// JSON pointer into the body.
/// </param>
/// <param name="Code">A stable name for programs, one of <see cref="FaultCode"/>.</param>
/// <param name="Message">A sentence for people.</param>
public sealed record Fault(string Target, string Code, string Message)
{
    /// <summary><c>query</c>, <c>body</c>, <c>path</c> or <c>header</c>; absent as long as the place is not known.</summary>
    [JsonPropertyOrder(-1)]
    public string? In { get; init; }

    /// <summary>The smallest value allowed, where there is one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Min { get; init; }

    /// <summary>The largest value allowed, where there is one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Max { get; init; }

    /// <summary>Whether the ends themselves are not allowed; absent where they are, or where there are none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool AreEndsExcluded { get; init; }

    /// <summary>What is allowed, where it is a short list.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Allowed { get; init; }

    /// <summary>A fault whose place is known.</summary>
    public static Fault At(Place place, string code, string message) => new(place.Target, code, message) { In = place.In };

    /// <summary>A fault of a list that is given and names nothing, though it may be left out.</summary>
    public static Fault EmptyList(Member member, IReadOnlyList<string> allowed)
        => new(
            member.Name, FaultCode.Malformed,
            $"{member.Name} is an empty list: name at least one, or leave {member.Name} out for {member.Default ?? member.Absent}.")
        {
            Allowed = allowed,
        };

    /// <summary>A fault of a number outside its bounds.</summary>
    public static Fault OutOfRange(string target, string message, double? min = null, double? max = null)
        => new(target, FaultCode.OutOfRange, message) { Min = min, Max = max };
}

/// <summary>The codes of faults; part of the contract.</summary>
public static class FaultCode
{
    /// <summary>There is no parameter or member of that name.</summary>
    public const string Unknown = "unknown-name";

    /// <summary>The value names something that does not exist.</summary>
    public const string NotFound = "unknown-value";

    /// <summary>The value cannot be read.</summary>
    public const string Malformed = "malformed";

    /// <summary>The value lies outside what is allowed.</summary>
    public const string OutOfRange = "out-of-range";

    /// <summary>The request asks for more work than one request may.</summary>
    public const string TooMuch = "too-much";

    /// <summary>Two values contradict each other.</summary>
    public const string Conflict = "conflict";

    /// <summary>The same thing is given twice.</summary>
    public const string Duplicate = "duplicate";

    /// <summary>Something that is wanted is absent.</summary>
    public const string Missing = "missing";

    /// <summary>Every code.</summary>
    public static IReadOnlyList<string> All { get; } = [Unknown, NotFound, Malformed, OutOfRange, TooMuch, Conflict, Duplicate, Missing];
}
