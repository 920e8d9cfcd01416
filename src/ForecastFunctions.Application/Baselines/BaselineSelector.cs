using System.Globalization;
using ForecastFunctions.Application.Contract;

namespace ForecastFunctions.Application.Baselines;

/// <summary>How a request names a baseline: by its version, as the latest, or by a day.</summary>
public sealed record BaselineSelector
{
    private BaselineSelector(string version, DateOnly? asOf, string member)
    {
        Version = version;
        AsOf = asOf;
        Member = member;
    }

    /// <summary>The baseline that is current.</summary>
    public static BaselineSelector Latest { get; } = Of(BaselineLibrary.Latest);

    /// <summary>A version, or <c>latest</c>; of no use where a day is given.</summary>
    public string Version { get; }

    /// <summary>A day: the vintage that could have been made then.</summary>
    public DateOnly? AsOf { get; }

    /// <summary>The member of the request that names it.</summary>
    public string Member { get; }

    /// <summary>The baseline of a version, or <c>latest</c>.</summary>
    /// <param name="version">The version.</param>
    /// <param name="member">The member that names it.</param>
    public static BaselineSelector Of(string version, string member = "baseline") => new(version, null, member);

    /// <summary>The vintage that could have been made on a day.</summary>
    /// <param name="day">The day.</param>
    /// <param name="member">The member that names it.</param>
    public static BaselineSelector KnownBy(DateOnly day, string member = "asOf") => new(BaselineLibrary.Latest, day, member);

    /// <summary>Reads a member that names a version, <c>latest</c> or a day; nothing where it is absent.</summary>
    public static BaselineSelector? Read(Arguments arguments, Member<string> member)
        => arguments.Read(member) is not { } text ? null
            : BaselineMembers.DayOf(text) is { } day ? KnownBy(day, member.Name)
            : Of(text, member.Name);

    /// <summary>Reads <c>baseline</c> or <c>asOf</c>; the latest where neither is given.</summary>
    public static BaselineSelector Read(Arguments arguments)
    {
        if (!arguments.Has(BaselineMembers.AsOf))
            return Of(arguments.Read(BaselineMembers.Baseline) ?? BaselineLibrary.Latest);
        if (arguments.Has(BaselineMembers.Baseline))
        {
            arguments.AddFault(new Fault("asOf", FaultCode.Conflict,
                "baseline and asOf both name a vintage; one of them is wanted."));
        }

        return arguments.Read(BaselineMembers.AsOf) is { } day ? KnownBy(day) : Latest;
    }
}

/// <summary>The members by which requests name baselines.</summary>
public static class BaselineMembers
{
    /// <summary>A version.</summary>
    public static readonly Member<string> Baseline = new(
        "baseline", MemberType.Text, "A vintage of what is known", "the version of a baseline, or latest", a => a.AsText())
    {
        Default = BaselineLibrary.Latest,
        Example = "2024-12",
    };

    /// <summary>A day.</summary>
    public static readonly Member<DateOnly?> AsOf = new(
        "asOf", MemberType.Day, "A day, for the vintage that could have been made on it", "a day such as 2025-06-30",
        a => DayOf(a.AsText()))
    {
        Example = "2025-06-30",
    };

    /// <summary>The vintage of what is compared with.</summary>
    public static readonly Member<string> Reference = new(
        "referenceBaseline", MemberType.Text, "The vintage of the reference, to see what a number moved by since",
        "the version of a baseline, latest, or a day such as 2025-06-30", a => a.AsText())
    {
        Absent = "that of the scenario",
        Example = "2024-12",
    };

    /// <summary>Either of them.</summary>
    public static IReadOnlyList<Member> All { get; } = [Baseline, AsOf];

    /// <summary>The day that a text names; nothing where it names none.</summary>
    public static DateOnly? DayOf(string? text)
        => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
