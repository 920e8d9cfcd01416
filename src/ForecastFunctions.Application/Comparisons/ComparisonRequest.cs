using System.Globalization;
using ForecastFunctions.Application.Baselines;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Projections;
using ForecastFunctions.Application.Scenarios;
using ForecastFunctions.Core.Analyses.Comparisons;
using ForecastFunctions.Core.Scenarios;

namespace ForecastFunctions.Application.Comparisons;

/// <summary>Scenarios to put side by side, each against one of them. Absent parts have their defaults.</summary>
public sealed record ComparisonRequest
{
    /// <summary>
    /// The scenarios, in the order in which they are shown; all presets unless stated. One that could not be read, of which the
    /// caller was told, is <see langword="null"/>.
    /// </summary>
    public IReadOnlyList<ScenarioChoice?> Scenarios { get; init; } = [.. Presets.All.Select(s => ScenarioChoice.Of(s.Name))];

    /// <summary>The place of the one that the others are compared with; <see langword="null"/> where the request does not say.</summary>
    public int? Reference { get; init; }

    /// <summary>
    /// The vintage of the reference; <see langword="null"/> where it is that of the scenarios. Where no reference is stated, each
    /// scenario is compared with itself on that vintage.
    /// </summary>
    public BaselineSelector? ReferenceBaseline { get; init; }

    /// <summary>Whether the scenarios' own numbers are given beside the differences.</summary>
    public bool WithLevels { get; init; }

    /// <summary>The baseline, the periods and the draws of every scenario; its own scenario and thresholds are not looked at.</summary>
    public ProjectionRequest Run { get; init; } = new();

    /// <summary>Reads the members.</summary>
    public static ComparisonRequest Read(Arguments arguments)
    {
        arguments.Refuse(ScenarioMembers.Scenario, FaultCode.Unknown, "A comparison is of scenarios, a list.");
        arguments.Refuse(ScenarioMembers.Events, FaultCode.Unknown, "In a comparison, events stand in the objects of scenarios.");
        arguments.Refuse(DrawMembers.Thresholds, FaultCode.Unknown,
            "A comparison has no thresholds; it gives the probability that a scenario exceeds the reference, p_exceeds.");
        arguments.Refuse(JointMember.Joint, FaultCode.Unknown,
            "A comparison has no joint probabilities; a run of /projections has.");
        var listed = arguments.Read(ComparisonMembers.Scenarios)
            ?? [.. Presets.All.Select(s => new Argument(new Place("query", ComparisonMembers.Scenarios.Name), s.Name))];
        var common = arguments.FindAll(ScenarioMembers.Set);
        return new ComparisonRequest
        {
            Scenarios = [.. listed.Select((scenario, place) => ScenarioChoice.ReadOne(arguments, PathOf(place), scenario, common))],
            Reference = ReadReference(arguments, [.. listed.Select(s => s.AsText())]),
            ReferenceBaseline = BaselineSelector.Read(arguments, BaselineMembers.Reference),
            WithLevels = arguments.Read(ComparisonMembers.Levels) ?? false,
            Run = ProjectionRequest.ReadRun(arguments),
        };
    }

    /// <summary>Where a scenario stands in the request.</summary>
    internal static string PathOf(int place)
        => string.Create(CultureInfo.InvariantCulture, $"{ComparisonMembers.Scenarios}/{place}/");

    /// <summary>The place of the reference: the first scenario of that name, or the place that is stated, from 1.</summary>
    private static int? ReadReference(Arguments arguments, List<string?> names)
    {
        var member = ComparisonMembers.Reference;
        if (arguments.Read(member) is not { } stated)
            return null;
        if (names.IndexOf(stated) is >= 0 and var place)
            return place;
        if (int.TryParse(stated, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= names.Count)
            return number - 1;
        IReadOnlyList<string> allowed = [.. names.OfType<string>()];
        arguments.AddFault(new Fault(
            member.Name, FaultCode.NotFound, $"{member} is {member.Wanted}, not '{stated}'.{Suggestion.DidYouMean(stated, allowed)}")
        {
            Allowed = allowed,
        });
        return 0;
    }
}

/// <summary>The members that only comparisons have.</summary>
public static class ComparisonMembers
{
    /// <summary>The scenarios.</summary>
    public static readonly Member<IReadOnlyList<Argument>> Scenarios = new(
        "scenarios", MemberType.Structure, "What to put side by side",
        $"a list of {ComparisonSpecification.MinScenarios} to {ComparisonSpecification.MaxScenarios} scenarios, or of one with referenceBaseline: "
        + "names with commas between them, or in a body an array of names and of objects with extends, parameters and events",
        a => a.AsItems())
    {
        Absent = "all presets",
        Min = 1,
        Max = ComparisonSpecification.MaxScenarios,
        Body = new Shape.List(ScenarioShapes.NameOrChange)
        {
            Min = 1,
            Max = ComparisonSpecification.MaxScenarios,
        },
        Example = "article-base,asic-surge",
    };

    /// <summary>The scenario that the others are compared with.</summary>
    public static readonly Member<string> Reference = new(
        "reference", MemberType.Text, "What the others are compared with",
        "the name of one of the scenarios, or its place in the list, from 1", a => a.AsTextOrInteger())
    {
        Absent = "the first; with referenceBaseline, each is compared with itself",
        Example = "article-base",
    };

    /// <summary>Whether levels are given.</summary>
    public static readonly Member<bool?> Levels = new(
        "levels", MemberType.Flag, "Whether the scenarios' own numbers are given beside the differences", "true or false",
        a => a.AsBoolean())
    {
        Default = "false",
    };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Member> All { get; } = [Scenarios, Reference, BaselineMembers.Reference, Levels];
}
