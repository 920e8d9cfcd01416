using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Runs;
using ForecastFunctions.Core.Paths;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Series;

namespace ForecastFunctions.Application.Paths;

/// <summary>What of the paths of a run is wanted. Absent parts have their defaults.</summary>
/// <param name="Variables">The variables.</param>
/// <param name="Periods">The periods of each; <see langword="null"/> for the run's last.</param>
/// <param name="Parameters">The parameters; <see langword="null"/> for those that differ from path to path.</param>
public sealed record PathRequest(IReadOnlyList<Variable> Variables, IReadOnlyList<Period>? Periods, IReadOnlyList<Parameter>? Parameters)
{
    /// <summary>The most columns of an answer.</summary>
    public const int MaxColumns = 500;

    /// <summary>The most rows × columns of an answer.</summary>
    public const int MaxNumbers = 2_000_000;

    private const string None = "none";

    /// <summary>The variables.</summary>
    public static readonly Member<IReadOnlyList<string>> VariablesMember = RunViewMembers.Variables with
    {
        Default = null,
        Missing = "variables is a list of variables, of which a name may end in * for all that begin so; GET /api/v1/variables lists them.",
    };

    /// <summary>The periods.</summary>
    public static readonly Member<IReadOnlyList<Period>> PeriodsMember = new(
        "periods", MemberType.List, "The periods of each variable", "a list of periods of the run, such as 2026,2028",
        a => a.AsList() is { Count: > 0 } texts && texts.All(t => Period.TryParse(t, out _))
            ? [.. texts.Select(t => Period.TryParse(t, out var period) ? period : default).Distinct().Order()]
            : null)
    {
        Absent = "the last of the run",
        Example = "2026,2028",
    };

    /// <summary>The parameters.</summary>
    public static readonly Member<IReadOnlyList<string>> ParametersMember = new(
        "parameters", MemberType.List, "The parameters of each path; an id may end in *, and none means none",
        "none, or a list of numeric parameters, of which an id may end in *", a => a.AsList())
    {
        Absent = "all that differ from path to path",
        Example = "ratio.*,spend.base",
    };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Member> Members { get; } = [VariablesMember, PeriodsMember, ParametersMember];

    /// <summary>The request as parameters of a query.</summary>
    public IReadOnlyList<KeyValuePair<string, string?>> Query =>
    [
        new(VariablesMember.Name, string.Join(',', Variables)),
        .. Periods is null ? NoParts : [new(PeriodsMember.Name, string.Join(',', Periods))],
        .. Parameters is null ? NoParts : [new(ParametersMember.Name, Parameters.Count == 0 ? None : string.Join(',', Parameters))],
    ];

    private static KeyValuePair<string, string?>[] NoParts => [];

    /// <summary>Reads the members; what is wrong is recorded in the arguments.</summary>
    public static PathRequest Read(Arguments arguments)
    {
        var (variables, named) = VariableList.Read(arguments, VariablesMember);
        return new(variables, arguments.Read(PeriodsMember), ReadParameters(arguments)) { Named = named };
    }

    /// <summary>Those of the variables that the request names one by one, rather than by how names begin.</summary>
    public IReadOnlyList<Variable> Named { get; init; } = [];

    /// <summary>The columns that are wanted of a run.</summary>
    public PathColumns ColumnsOf(ProjectionSpecification run) => new(
        Parameters?.Where(run.Scenario.HasEffect).ToList()
            ?? [.. run.Scenario.Parameters.Where(p => p.IsUncertain && run.Scenario.HasEffect(p.Parameter)).Select(p => p.Parameter)],
        [.. Enumerable.Range(0, run.Scenario.Events.Count)],
        [.. Variables.Intersect(run.Variables).OrderBy(v => v.Index)],
        Periods ?? [run.Projected.To]);

    /// <summary>Tells where the paths of a run have not what is wanted.</summary>
    public IEnumerable<Fault> FaultsOn(ProjectionSpecification run)
    {
        foreach (var variable in Named.Except(run.Variables))
            yield return new Fault(VariablesMember.Name, FaultCode.NotFound, VariableList.NotOf(variable, "The run"));
        foreach (var period in (Periods ?? []).Where(p => !run.Projected.Contains(p)))
        {
            yield return new Fault(PeriodsMember.Name, FaultCode.OutOfRange,
                $"Paths of the run have the periods {run.Projected.From} to {run.Projected.To}; {period} is not one of them.");
        }

        if (ColumnsOf(run).Count is var count and > MaxColumns)
        {
            yield return new Fault(VariablesMember.Name, FaultCode.TooMuch,
                $"That is {count} columns, and at most {MaxColumns} are given: name fewer variables, periods or parameters.")
            {
                Max = MaxColumns,
            };
        }
    }

    private static List<Parameter>? ReadParameters(Arguments arguments)
    {
        if (arguments.Read(ParametersMember) is not { } ids)
            return null;
        if (ids is [None])
            return [];
        var wanted = new HashSet<Parameter>();
        foreach (var id in ids)
        {
            var matches = ParameterCatalogue.All.Where(p => !p.IsChoice && (id.EndsWith('*')
                ? p.Id.StartsWith(id[..^1], StringComparison.Ordinal) : string.Equals(p.Id, id, StringComparison.Ordinal))).ToList();
            wanted.UnionWith(matches);
            if (matches.Count == 0)
            {
                arguments.AddFault(new Fault(ParametersMember.Name, FaultCode.NotFound,
                    $"There is no numeric parameter '{id}'.{Suggestion.DidYouMean(id, ParameterCatalogue.All.Select(p => p.Id))}"
                    + " GET /api/v1/parameters lists them."));
            }
        }

        return [.. wanted.OrderBy(p => p.Index)];
    }
}
