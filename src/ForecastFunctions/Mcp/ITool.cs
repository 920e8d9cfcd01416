using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Partners;
using ForecastFunctions.Application.Projections;

namespace ForecastFunctions.Mcp;

/// <summary>An operation that agents can ask.</summary>
public interface ITool
{
    /// <summary>The operation; it declares its tool.</summary>
    Operation Operation { get; }

    /// <summary>What it takes: the operation's members but for those of an answer's form.</summary>
    IReadOnlyList<Member> Members { get; }

    /// <summary>Answers.</summary>
    /// <param name="arguments">What the agent stated.</param>
    /// <param name="caller">Whose agent it is.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="ProblemException">Something is wrong with the arguments, or it cannot be answered.</exception>
    Task<ToolAnswer> CallAsync(Arguments arguments, Caller caller, CancellationToken cancellationToken);
}

/// <summary>What tools have in common.</summary>
internal static class ToolMembers
{
    private static readonly IReadOnlyList<Member> OfForms =
        [.. FormMembers.OfTables, FormMembers.FormatWithIamc, Application.Runs.RunViewMembers.Shape, Application.Runs.RunMembers.Keep];

    /// <summary>The id of a run, which stands in the path of an operation, and an agent states.</summary>
    public static readonly Member<string> RunId = new(
        "runId", MemberType.Text, "The run", "the runId that an earlier answer named", a => a.AsText())
    {
        Missing = "runId is the runId that an earlier answer named.",
    };

    /// <summary>The members of an operation that agents state; they wait for the answer, so they have the draws of one at once.</summary>
    public static IReadOnlyList<Member> Of(Operation operation)
        => [.. operation.Members.Where(m => !OfForms.Contains(m)).Select(m => m == DrawMembers.ManyDraws ? DrawMembers.Draws : m)];

    /// <summary>Takes the value of an outcome, or ends the call with its faults and those before.</summary>
    public static T Take<T>(Arguments arguments, IReadOnlyList<Member> members, Outcome<T> outcome)
        where T : class
    {
        arguments.RefuseOthers(members);
        return arguments.Take(outcome);
    }
}
