using ForecastFunctions.Application.Analyses;
using ForecastFunctions.Application.Baselines;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Projections;
using ForecastFunctions.Application.Scenarios;
using ForecastFunctions.Core.Analyses.Ensembles;

namespace ForecastFunctions.Application.Ensembles;

/// <summary>A belief that is to differ, as a request states it.</summary>
/// <param name="ParameterId">The parameter's id.</param>
/// <param name="Place">Where it stands in the request, for faults.</param>
/// <param name="Values">The settings of a grid; of a law, the one that states it.</param>
/// <param name="IsGrid">Whether it is a grid.</param>
public sealed record StatedBelief(string ParameterId, Place Place, IReadOnlyList<StatedSetting> Values, bool IsGrid);

/// <summary>An ensemble that is asked for.</summary>
public sealed record EnsembleRequest
{
    /// <summary>The scenario to build on.</summary>
    public required ScenarioChoice Scenario { get; init; }

    /// <summary>The baseline.</summary>
    public required BaselineSelector Baseline { get; init; }

    /// <summary>What differs from member to member.</summary>
    public required IReadOnlyList<StatedBelief> Vary { get; init; }

    /// <summary>How many draws of the laws; <see langword="null"/> where the request does not say.</summary>
    public int? Draws { get; init; }

    /// <summary>The seed.</summary>
    public ulong Seed { get; init; } = DrawRequest.DefaultSeed;

    /// <summary>What is looked at.</summary>
    public required OutputRequest Outputs { get; init; }

    /// <summary>What a request takes.</summary>
    public static IReadOnlyList<Member> Members { get; } =
    [
        .. ScenarioMembers.All, EnsembleMember.Vary, EnsembleMember.Draws, DrawMembers.Seed, .. BaselineMembers.All,
        OutputMembers.Variables, OutputMembers.Variable, OutputMembers.Periods, OutputMembers.Period,
    ];

    /// <summary>Reads the members.</summary>
    public static EnsembleRequest Read(Arguments arguments) => new()
    {
        Scenario = ScenarioChoice.Read(arguments),
        Baseline = BaselineSelector.Read(arguments),
        Vary = ReadVary(arguments),
        Draws = ReadDraws(arguments),
        Seed = arguments.Read(DrawMembers.Seed) ?? DrawRequest.DefaultSeed,
        Outputs = OutputRequest.Read(arguments),
    };

    private static List<StatedBelief> ReadVary(Arguments arguments)
    {
        var beliefs = new List<StatedBelief>();
        foreach (var (id, value) in arguments.Read(EnsembleMember.Vary) ?? [])
        {
            var isGrid = value.AsArray() is not null;
            IReadOnlyList<Argument> stated = value.AsArray() ?? [value];
            var settings = stated.Select(v => StatedSetting.Read(arguments, id, v)).OfType<StatedSetting>().ToList();
            if (settings.Count == stated.Count)
                beliefs.Add(new StatedBelief(id, value.Place, settings, isGrid));
        }

        return beliefs;
    }

    private static int? ReadDraws(Arguments arguments)
    {
        var draws = arguments.Read(EnsembleMember.Draws);
        if (draws is < 1 or > EnsembleDesign.MaxMembers)
        {
            arguments.AddFault(Fault.OutOfRange(
                EnsembleMember.Draws.Name, $"draws is {EnsembleMember.Draws.Wanted}.", 1, EnsembleDesign.MaxMembers));
        }

        return draws;
    }
}

/// <summary>The members that only ensembles have.</summary>
public static class EnsembleMember
{
    /// <summary>The most values of a grid.</summary>
    public const int MaxValues = 1_000;

    /// <summary>What differs.</summary>
    public static readonly Member<IReadOnlyList<(string Name, Argument Value)>> Vary = new(
        "vary", MemberType.Structure,
        "The beliefs that differ from member to member, by the ids of their parameters: an array of numbers for a grid, or a law to draw from. "
            + "Every combination of the grids is taken with the same draws of the laws, which are drawn apart from each other",
        "an object of parameter ids with arrays of numbers and laws, in a body", a => a.AsObject() is { Count: > 0 } beliefs ? beliefs : null)
    {
        IsBodyOnly = true,
        Missing = "vary names the beliefs that differ from member to member, such as {\"ratio.limit\": \"triangular(1.5,4.5,6)\"}.",
        Body = new Shape.Structure(
        [
            .. ScenarioShapes.Settings.Where(s => Core.Scenarios.Parameters.Find(s.Name) is { IsChoice: false }).Select(s => s with
            {
                Shape = new Shape.AnyOf([new Shape.List(new Shape.Number()) { Min = 1, Max = MaxValues }, ScenarioShapes.Law]),
            }),
        ])
        {
            Name = "VariedBeliefs",
        },
    };

    /// <summary>How many draws.</summary>
    public static readonly Member<int?> Draws = new(
        "draws", MemberType.Whole, "How many draws of the laws, with each combination of the grids",
        $"a whole number from 1 to {EnsembleDesign.MaxMembers}", a => a.AsInteger())
    {
        Absent = "1024 where there is a law",
        Min = 1,
        Max = EnsembleDesign.MaxMembers,
        Example = "1024",
    };
}
