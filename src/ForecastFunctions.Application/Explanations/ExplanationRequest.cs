using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Projections;
using ForecastFunctions.Application.Runs;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Series;

namespace ForecastFunctions.Application.Explanations;

/// <summary>A number of a run that is to be explained.</summary>
/// <param name="Variable">What; <see langword="null"/> after a fault.</param>
/// <param name="Period">When; <see langword="null"/> after a fault.</param>
/// <param name="Depth">How many steps deep, or <see langword="null"/> for all.</param>
public sealed record ExplanationRequest(Variable? Variable, Period? Period, int? Depth)
{
    /// <summary>The deepest that can be asked for; no explanation is as deep.</summary>
    public const int MaxDepth = 1_000;

    /// <summary>What.</summary>
    public static readonly Member<string> VariableMember = new(
        "variable", MemberType.Text, "What to explain", "the name of a variable", a => a.AsText())
    {
        Missing = "variable is the name of a variable; GET /api/v1/variables lists them.",
        Example = "Share|Inference|Compute",
    };

    /// <summary>When.</summary>
    public static readonly Member<Period?> PeriodMember = new(
        "period", MemberType.Period, "When", "a period of the run: a year such as 2028, or of a run by quarters one such as 2028-Q3",
        RangeMembers.PeriodOf)
    {
        Missing = "period is one of the run's, such as 2028.",
        Example = "2028",
    };

    /// <summary>How deep.</summary>
    public static readonly Member<int?> DepthMember = new(
        "depth", MemberType.Whole, "How many steps deep: 1 is the last equation alone, 2 has those that gave what it takes",
        $"a whole number from 1 to {MaxDepth}", a => a.AsInteger())
    {
        Absent = "all the way to the parameters",
        Min = 1,
        Max = MaxDepth,
        Example = "3",
    };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Member> Members { get; } = [VariableMember, PeriodMember, DepthMember];

    /// <summary>What, where an explanation stands in the JSON of a run.</summary>
    public static readonly Member<string> ExplainMember = new(
        "explain", MemberType.Text, "In JSON, a variable to explain in period, in the member explanation", VariableMember.Wanted, a => a.AsText())
    {
        Absent = "nothing is explained",
        Example = VariableMember.Example,
    };

    /// <summary>Those of a run's JSON.</summary>
    public static IReadOnlyList<Member> MembersOfRuns { get; } =
    [
        ExplainMember,
        PeriodMember with
        {
            Meaning = "When, of what is explained",
            Missing = null,
            Absent = ExplainMember.Absent,
            Needs = ExplainMember.Name,
            WantedWith = ExplainMember.Name,
        },
        DepthMember with { Needs = ExplainMember.Name },
    ];

    /// <summary>The member that names the variable, where faults of it are found.</summary>
    public string VariableName { get; init; } = VariableMember.Name;

    /// <summary>The request as parameters of a query.</summary>
    public IReadOnlyList<KeyValuePair<string, string?>> Query =>
    [
        new(VariableName, Variable?.Name), new(PeriodMember.Name, Period?.ToString()),
        .. Depth is { } depth ? [new(DepthMember.Name, $"{depth}")] : Array.Empty<KeyValuePair<string, string?>>(),
    ];

    /// <summary>Reads the members; what is wrong is recorded in the arguments.</summary>
    public static ExplanationRequest Read(Arguments arguments) => Read(arguments, VariableMember);

    /// <summary>Reads what a request for a run wants explained; what is wrong is recorded in the arguments.</summary>
    /// <returns><see langword="null"/> where it is nothing.</returns>
    public static ExplanationRequest? ReadOfRun(Arguments arguments)
    {
        if (arguments.Has(ExplainMember))
            return Read(arguments, ExplainMember);
        foreach (var alone in MembersOfRuns.Where(arguments.Has))
        {
            arguments.AddFault(new Fault(
                alone.Name, FaultCode.Conflict, $"{alone} is of what is explained; {ExplainMember} names that, such as {ExplainMember}={ExplainMember.Example}."));
        }

        return null;
    }

    private static ExplanationRequest Read(Arguments arguments, Member<string> variableMember)
    {
        var depth = arguments.Read(DepthMember);
        if (depth is < 1 or > MaxDepth)
            arguments.AddFault(Fault.OutOfRange(DepthMember.Name, $"depth is {DepthMember.Wanted}.", DepthMember.Min, DepthMember.Max));
        var name = arguments.Read(variableMember);
        var variable = name is null ? null : Variables.Find(name);
        if (name is not null && variable is null)
            arguments.AddFault(new Fault(variableMember.Name, FaultCode.NotFound, VariableList.NoneNamed(name)));
        return new ExplanationRequest(variable, arguments.Read(PeriodMember), depth) { VariableName = variableMember.Name };
    }
}
