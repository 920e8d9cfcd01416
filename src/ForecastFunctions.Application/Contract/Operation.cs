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

    /// <summary>The table that it answers; <see langword="null"/> where it answers something else.</summary>
    public Table? Table { get; init; }

    /// <summary>A query that gives a real answer, for the index and the documentation.</summary>
    public string? Example { get; init; }

    /// <summary>Whether the index lists it.</summary>
    public bool IsListed { get; init; } = true;

    /// <summary>The most bytes that a body may have.</summary>
    public int MaxBodyBytes { get; init; } = UsualBodyBytes;

    /// <summary>How agents ask it; <see langword="null"/> where they do not.</summary>
    public Tool? Tool { get; init; }

    /// <summary>Adds the members of a body to the arguments, under the names that they have in a query.</summary>
    public Action<Arguments, JsonElement> Flatten { get; init; } = Bodies.Plain;
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
