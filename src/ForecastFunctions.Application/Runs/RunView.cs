using System.Globalization;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Core.Projections;

namespace ForecastFunctions.Application.Runs;

/// <summary>
/// Which part of a run is to be shown, and how wide. It is no part of the run: every view of one run has the same run id.
/// </summary>
/// <param name="Variables">The variables to show.</param>
/// <param name="Statistics">The statistics to show, or <see langword="null"/> for all but the standard deviation.</param>
/// <param name="IsWide">Whether a line has a variable's whole course; <see langword="null"/> where the request does not say.</param>
/// <param name="Level">The level of intervals, in percent.</param>
public sealed record RunView(IReadOnlyList<Variable> Variables, IReadOnlyList<string>? Statistics, bool? IsWide, double Level)
{
    /// <summary>The usual level of intervals, in percent.</summary>
    public const double DefaultLevel = 95;

    /// <summary>Everything, as it is shown unless a request says otherwise.</summary>
    public static RunView Whole { get; } = new(RunVariables.Catalogue, null, null, DefaultLevel);

    /// <summary>Those of <see cref="Variables"/> that the request names one by one, rather than by how names begin.</summary>
    public IReadOnlyList<Variable> Named { get; init; } = [];

    /// <summary>What of the view decides the rows, as parameters of a query; absent parts have their defaults.</summary>
    public IReadOnlyList<KeyValuePair<string, string?>> Query =>
    [
        .. Variables.Count < RunVariables.Catalogue.Count ? [Part(RunViewMembers.Variables, string.Join(',', Variables))] : NoParts,
        .. Statistics is null ? NoParts : [Part(RunViewMembers.Statistics, string.Join(',', Statistics))],
        .. Level == DefaultLevel ? NoParts : [Part(RunViewMembers.Level, Level.ToString("R", CultureInfo.InvariantCulture))],
        .. IsWide == true ? [Part(RunViewMembers.Shape, "wide")] : NoParts,
    ];

    private static KeyValuePair<string, string?>[] NoParts => [];

    /// <summary>Reads the members of the view that an operation has.</summary>
    public static RunView Read(Arguments arguments, IReadOnlyList<Member> members)
    {
        var (variables, named) = members.Contains(RunViewMembers.Variables)
            ? VariableList.Read(arguments, RunViewMembers.Variables) : new VariableList(Whole.Variables, []);
        return Read(arguments, members, variables) with { Named = named };
    }

    private static RunView Read(Arguments arguments, IReadOnlyList<Member> members, IReadOnlyList<Variable> variables) => new(
        variables,
        members.Contains(RunViewMembers.Statistics) ? arguments.ReadNames(RunViewMembers.Statistics) : null,
        members.Contains(RunViewMembers.Shape) ? arguments.Read(RunViewMembers.Shape) : null,
        members.Contains(RunViewMembers.Level) ? ReadLevel(arguments) : DefaultLevel);

    /// <summary>Whether a statistic of a run is shown; a name that ends in <c>*</c> shows all that begin so.</summary>
    public bool Shows(string statistic) => Statistics?.Any(name => Means(name, statistic)) ?? statistic is not "sd";

    /// <summary>The variables of the view that a run has, of those that it shows.</summary>
    public IReadOnlyList<Variable> VariablesOf(IRunSpecification run) => [.. Variables.Intersect(run.ShownVariables).OrderBy(v => v.Index)];

    /// <summary>Tells of statistics and variables that the run does not give.</summary>
    /// <param name="run">The run.</param>
    /// <param name="what">What it is: <c>run</c>.</param>
    public IEnumerable<Fault> FaultsOn(IRunSpecification run, string what)
    {
        if (Statistics is { Count: 0 })
            return [Fault.EmptyList(RunViewMembers.Statistics, run.ShownStatistics)];
        return FaultsOfVariables(run, what).Concat((Statistics ?? []).Where(name => !run.ShownStatistics.Any(s => Means(name, s))).Select(unknown => new Fault(
            RunViewMembers.Statistics.Name, FaultCode.NotFound,
            $"The {what} has no statistic '{unknown}'; it has {string.Join(", ", run.ShownStatistics)}.")
        {
            Allowed = run.ShownStatistics,
        }));
    }

    /// <summary>A variable that is named belongs to the run; of those that are meant by how names begin, some do.</summary>
    private IEnumerable<Fault> FaultsOfVariables(IRunSpecification run, string what)
    {
        var absent = VariablesOf(run).Count == 0 ? Variables : [.. Named.Except(run.ShownVariables)];
        return absent.Select(variable => new Fault(
            RunViewMembers.Variables.Name, FaultCode.NotFound, VariableList.NotOf(variable, $"The {what}")));
    }

    private static bool Means(string name, string statistic) => name.EndsWith('*')
        ? statistic.StartsWith(name[..^1], StringComparison.Ordinal) : string.Equals(name, statistic, StringComparison.Ordinal);

    private static double ReadLevel(Arguments arguments)
    {
        var member = RunViewMembers.Level;
        var level = arguments.Read(member);
        if (level < member.Min || level > member.Max)
        {
            arguments.AddFault(Fault.OutOfRange(
                member.Name, string.Create(CultureInfo.InvariantCulture, $"level is a percentage from {member.Min} to {member.Max}."),
                member.Min, member.Max));
        }

        return level ?? DefaultLevel;
    }

    private static KeyValuePair<string, string?> Part(Member member, string value) => new(member.Name, value);
}

/// <summary>The members by which requests state what of a run they show.</summary>
public static class RunViewMembers
{
    /// <summary>The variables.</summary>
    public static readonly Member<IReadOnlyList<string>> Variables = new(
        "variables", MemberType.List, "What to show; a name may end in *",
        "a list of variables; a name may end in * for all that begin so", a => a.AsList())
    {
        Absent = "all",
        Example = "Vendor Revenue*",
    };

    /// <summary>The statistics.</summary>
    public static readonly Member<IReadOnlyList<string>> Statistics = new(
        "statistics", MemberType.List, "Which statistics to show; a name may end in *",
        "a list of statistics such as mean, sd, p50; a name may end in * for all that begin so", a => a.AsList())
    {
        Absent = "all but sd and observed",
    };

    /// <summary>A line a number, or a line a variable.</summary>
    public static readonly Member<bool?> Shape = new(
        "shape", MemberType.Text, "Of CSV: a line for each number, or for each variable with a column for each period", "long or wide",
        a => a.AsText() switch { "long" => false, "wide" => true, _ => null })
    {
        Default = "long",
        Choices = ["long", "wide"],
    };

    /// <summary>The level of intervals.</summary>
    public static readonly Member<double?> Level = new(
        "level", MemberType.Number, "The level of intervals, in percent", "the level of intervals in percent, such as 95", a => a.AsNumber())
    {
        Default = "95",
        Min = 50,
        Max = 99.9,
    };
}

/// <summary>Variables by their names.</summary>
/// <param name="All">The variables, in the catalogue's order.</param>
/// <param name="Named">Those of them that are named one by one, rather than by how names begin.</param>
public sealed record VariableList(IReadOnlyList<Variable> All, IReadOnlyList<Variable> Named)
{
    /// <summary>What is said where there is no variable of a name.</summary>
    public static string NoneNamed(string name)
        => $"There is no variable '{name}'.{Suggestion.DidYouMean(name, RunVariables.Catalogue.Select(v => v.Name))} GET /api/v1/variables lists them.";

    /// <summary>What is said where a run does not have a variable.</summary>
    /// <param name="variable">The variable.</param>
    /// <param name="run">The run in words, at the beginning of a sentence.</param>
    public static string NotOf(Variable variable, string run) => $"{run} has no {variable}: " + variable.Group switch
    {
        VariableGroup.Demand => "it belongs to runs with ratio.source=drivers.",
        VariableGroup.Limits => "it belongs to runs with limits.mode=report or clip.",
        _ => "it belongs to runs with ratio.source=drivers, or with limits.mode=report or clip.",
    };

    /// <summary>Reads a list of variables, of which a name may end in <c>*</c>; what is wrong is recorded in the arguments.</summary>
    /// <returns>The variables in their order; all where the member is absent or wrong.</returns>
    public static VariableList Read(Arguments arguments, Member<IReadOnlyList<string>> member)
    {
        if (arguments.ReadNames(member) is not { } names)
            return new(RunVariables.Catalogue, []);
        if (names.Count == 0)
            arguments.AddFault(Fault.EmptyList(member, [.. Variables.All.Select(v => v.Name)]));

        var wanted = new HashSet<Variable>();
        foreach (var name in names)
        {
            var matches = name.EndsWith('*')
                ? RunVariables.Catalogue.Where(v => v.Name.StartsWith(name[..^1], StringComparison.Ordinal)).ToList()
                : Variables.Find(name) is { } variable ? [variable] : [];
            wanted.UnionWith(matches);
            if (matches.Count == 0)
                arguments.AddFault(new Fault(member.Name, FaultCode.NotFound, NoneNamed(name)));
        }

        return new([.. wanted.OrderBy(v => v.Index)], [.. names.Select(Variables.Find).OfType<Variable>().Distinct()]);
    }
}
