using System.Text.Json;

namespace ForecastFunctions.Application.Contract;

/// <summary>
/// Something that callers can ask of the service. It is declared once: binding, access, the index and the documentation are
/// made from it.
/// </summary>
/// <param name="Name">Its name for programs, such as <c>runProjection</c>.</param>
/// <param name="Function">The HTTP function that answers it; a function may answer several operations, each by other methods.</param>
/// <param name="Methods">The HTTP methods: <c>GET</c>, <c>POST</c> …; HEAD goes with GET, and OPTIONS is always there.</param>
/// <param name="Path">The path below <c>/api</c>; parts in braces are to be filled in.</param>
/// <param name="Scope">What a caller must be allowed to; <see langword="null"/> where no key is needed.</param>
/// <param name="Title">What it answers.</param>
/// <param name="Members">What it takes.</param>
public sealed record Operation(
    string Name, string Function, IReadOnlyList<string> Methods, string Path, AccessScope? Scope, string Title, IReadOnlyList<Member> Members)
{
    /// <summary>The most bytes that a body may have, unless an operation says otherwise.</summary>
    public const int UsualBodyBytes = 256 * 1024;

    /// <summary>What is to be filled in of the path, by the names in braces.</summary>
    public IReadOnlyList<Member> PathMembers { get; init; } = [];

    /// <summary>The table that it answers; <see langword="null"/> where it answers something else.</summary>
    public Table? Table { get; init; }

    /// <summary>What it answers beside the table's rows, or instead of them; <see langword="null"/> where these are all.</summary>
    public OperationAnswer? Answer { get; init; }

    /// <summary>What it refuses beyond what any operation of its methods, members and scope does.</summary>
    public IReadOnlyList<ProblemKind> Problems { get; init; } = [];

    /// <summary>A query that gives a real answer, for the index and the documentation.</summary>
    public string? Example { get; init; }

    /// <summary>Of one that reads a run by its id: the query of a run that it has something to say of, where that is not the run's own example; with
    /// its path where the operation's does not begin with that.</summary>
    public string? AsksRun { get; init; }

    /// <summary>A body that gives a real answer.</summary>
    public string? BodyExample { get; init; }

    /// <summary>Whether the index lists it.</summary>
    public bool IsListed { get; init; } = true;

    /// <summary>Whether it has its usual answer with status 503 too, which then says what is not available.</summary>
    public bool IsAnsweredUnavailable { get; init; }

    /// <summary>Whether it creates what is not there yet, and says so by its status.</summary>
    public bool Creates { get; init; }

    /// <summary>
    /// Whether what is asked is larger than a request: it is done later, wants <c>Prefer: respond-async</c>, and is answered with 202 and
    /// where it can be seen how far it has come.
    /// </summary>
    public bool IsQueued { get; init; }

    /// <summary>Whether it is done later where the request prefers that (<c>Prefer: respond-async</c>), and otherwise at once.</summary>
    public bool IsQueuedOnWish { get; init; }

    /// <summary>Whether its body is a message of another contract, and not its members.</summary>
    public bool IsBodyForeign { get; init; }

    /// <summary>The table whose lines its body is, in CSV; <see langword="null"/> where its body is an object of its members, in JSON.</summary>
    public Table? BodyLines { get; init; }

    /// <summary>Whether a request that could have a body may come without.</summary>
    public bool IsBodyOptional { get; init; }

    /// <summary>Whether a write must name the state that it meets, with <c>If-Match</c>; otherwise it may.</summary>
    public bool IsConditional { get; init; }

    /// <summary>The most bytes that a body may have.</summary>
    public int MaxBodyBytes { get; init; } = UsualBodyBytes;

    /// <summary>How more can be asked than it takes, as a sentence for who did; <see langword="null"/> where nothing takes more.</summary>
    public string? Larger { get; init; }

    /// <summary>How agents ask it; <see langword="null"/> where they do not.</summary>
    public Tool? Tool { get; init; }

    /// <summary>Adds the members of a body to the arguments, under the names that they have in a query.</summary>
    public Action<Arguments, JsonElement> Flatten { get; init; } = Bodies.Plain;

    /// <summary>The members that a query can have.</summary>
    public IEnumerable<Member> QueryMembers => Members.Where(m => !m.IsBodyOnly);

    /// <summary>The members of a body's object; what follows a prefix stands in an object of its own.</summary>
    public IEnumerable<Member> BodyMembers => Members.Where(m => m.BodyName is not null && !Members.Any(o => m.Within.Contains(o.Name, StringComparer.Ordinal)));
}

/// <summary>An operation as a tool of agents: its arguments are the members of a body.</summary>
/// <param name="Name">The tool's name, in snake_case.</param>
/// <param name="Description">What it tells, and when it is of use, for a reader that knows nothing else of the service.</param>
public sealed record Tool(string Name, string Description)
{
    /// <summary>What holds for agents, who want short answers, where they do not state it.</summary>
    public IReadOnlyList<(Member Member, string Value)> Defaults { get; init; } = [];
}

/// <summary>How bodies are read as members.</summary>
public static class Bodies
{
    /// <summary>Each member of the object is one of the request's; clients that write absent members as null mean them absent.</summary>
    public static void Plain(Arguments arguments, JsonElement body)
    {
        foreach (var (name, argument) in MembersOf(body))
            arguments.Add(name, argument);
    }

    /// <summary>The members of a body's object that are not null.</summary>
    public static IEnumerable<(string Name, Argument Argument)> MembersOf(JsonElement body)
        => body.EnumerateObject().Where(m => m.Value.ValueKind != JsonValueKind.Null)
            .Select(m => (m.Name, new Argument(new Place("body", "").Member(m.Name), m.Value)));
}
