using ForecastFunctions.Application.Baselines;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Scenarios;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Series;

namespace ForecastFunctions.Application.Projections;

/// <summary>A scenario to run. Absent parts have their defaults.</summary>
public sealed record ProjectionRequest
{
    /// <summary>The last year that can be projected.</summary>
    public const int LastYear = ProjectionSpecification.LastYear;

    /// <summary>The first year that can be asked for; before the base year it is what was observed.</summary>
    public const int FirstYear = ProjectionSpecification.FirstYear;

    /// <summary>The year that a request without <c>from</c> begins in, whatever the base year: so tables keep their periods.</summary>
    public const int DefaultFirstYear = 2024;

    /// <summary>The year that a request without <c>to</c> runs to.</summary>
    public const int DefaultLastYear = 2030;

    /// <summary>The scenario.</summary>
    public ScenarioChoice Scenario { get; init; } = ScenarioChoice.Default;

    /// <summary>The baseline to run on.</summary>
    public BaselineSelector Baseline { get; init; } = BaselineSelector.Latest;

    /// <summary>The first period, or <see langword="null"/> for the usual one.</summary>
    public Period? From { get; init; }

    /// <summary>The last period, or <see langword="null"/> for 2030's.</summary>
    public Period? To { get; init; }

    /// <summary>The length of the periods.</summary>
    public Step Step { get; init; } = Step.Year;

    /// <summary>How paths are drawn.</summary>
    public DrawRequest Draws { get; init; } = new();

    /// <summary>What requests for runs over a range of periods take, beside the scenario.</summary>
    internal static IReadOnlyList<Member> RunMembers { get; } = [.. BaselineMembers.All, .. RangeMembers.All, .. DrawMembers.All];

    /// <summary>The same of a projection, which may have more draws as an operation.</summary>
    internal static IReadOnlyList<Member> MembersOfProjections { get; } =
        [.. RunMembers.Select(member => member == DrawMembers.Draws ? DrawMembers.ManyDraws : member)];

    /// <summary>Reads the members.</summary>
    public static ProjectionRequest Read(Arguments arguments) => ReadRun(arguments) with { Scenario = ScenarioChoice.Read(arguments) };

    /// <summary>Reads the members but for the scenario.</summary>
    internal static ProjectionRequest ReadRun(Arguments arguments) => new()
    {
        Baseline = BaselineSelector.Read(arguments),
        From = arguments.Read(RangeMembers.From),
        To = arguments.Read(RangeMembers.To),
        Step = arguments.Read(RangeMembers.Step) ?? Step.Year,
        Draws = DrawRequest.Read(arguments),
    };

    /// <summary>The periods; a year as an end of a quarterly range means its first or its last quarter.</summary>
    /// <param name="firstYear">The year that they begin in where the request does not say.</param>
    public PeriodRange Range(int firstYear)
    {
        var from = From ?? Period.OfYear(firstYear);
        var to = To ?? Period.OfYear(Math.Max(DefaultLastYear, from.Year));
        return Step == Step.Year
            ? new PeriodRange(from, to)
            : new PeriodRange(
                from.Step == Step.Quarter ? from : Period.OfQuarter(from.Year, 1),
                to.Step == Step.Quarter ? to : Period.OfQuarter(to.Year, 4));
    }
}

/// <summary>The members by which requests state their periods.</summary>
public static class RangeMembers
{
    private const string PeriodWanted = "a year such as 2028 or, with step=quarter, a quarter such as 2028-Q3";

    /// <summary>The first period.</summary>
    public static readonly Member<Period?> From = new(
        "from", MemberType.Period, "The first period; before the base year rows are what was observed", PeriodWanted, PeriodOf)
    {
        Default = "2024",
        Example = "2028",
    };

    /// <summary>The last period.</summary>
    public static readonly Member<Period?> To = new(
        "to", MemberType.Period, "The last period", PeriodWanted, PeriodOf)
    {
        Default = "2030",
        Example = "2032",
    };

    /// <summary>The length of the periods.</summary>
    public static readonly Member<Step?> Step = new(
        "step", MemberType.Text, "The length of the periods", "year or quarter",
        a => a.AsText() switch { "year" => Core.Series.Step.Year, "quarter" => Core.Series.Step.Quarter, _ => null })
    {
        Default = "year",
        Choices = ["year", "quarter"],
    };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Member> All { get; } = [From, To, Step];

    /// <summary>Reads a year or a quarter.</summary>
    public static Period? PeriodOf(Argument argument) => Period.TryParse(argument.AsTextOrInteger(), out var period) ? period : null;
}
