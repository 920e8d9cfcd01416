using ForecastFunctions.Application.Contract;

namespace ForecastFunctions.OData;

/// <summary>What requests to the feed take: options by OData's own conventions, and the resource in the path.</summary>
internal static class FeedMembers
{
    /// <summary>A set, an entity, the model or a run.</summary>
    public static readonly Member<string> Resource = Text(
        "resource", "A set such as Projections, an entity such as Scenarios('asic-surge'), $metadata, or Run(scenario='asic-surge')") with
    {
        Example = EntitySets.Scenarios.Name,
    };

    /// <summary>A part of an entity.</summary>
    public static readonly Member<string> Part = Text("part", "$count, for how many entities there are") with { Example = "$count" };

    /// <summary>The options.</summary>
    public static IReadOnlyList<Member> All { get; } =
    [
        Option("$count", "Whether to tell how many entities pass the filter", "true") with { Choices = ["true", "false"] },
        Option("$filter", "Which entities: eq, ne, gt, ge, lt, le, in, and, or, not, contains, startswith, endswith", "Name eq 'asic-surge'"),
        Option("$format", "The form of the answer, which is JSON", "json"),
        Option("$orderby", "The properties to order by", "Name desc"),
        Option("$select", "The properties to show", "Name,Title"),
        Option("$skip", "How many entities to leave out at the beginning", "1"),
        Text("$skiptoken", "The page that @odata.nextLink gave"),
        Option("$top", "The most entities to show", "3"),
    ];

    /// <summary>Those of the list of the sets.</summary>
    public static IReadOnlyList<Member> OfRoot { get; } = [.. All.Where(m => m.Name is "$format")];

    /// <summary>Those of a count.</summary>
    public static IReadOnlyList<Member> OfCount { get; } = [.. All.Where(m => m.Name is "$filter")];

    private static Member<string> Option(string name, string meaning, string example) => Text(name, meaning) with { Example = example };

    private static Member<string> Text(string name, string meaning) => new(name, MemberType.Text, meaning, "a text", a => a.AsText())
    {
        IsQueryOnly = true,
    };
}

/// <summary>What the feed answers, by OData's own conventions.</summary>
internal abstract record FeedAnswer : OperationAnswer
{
    /// <summary>The service document.</summary>
    internal sealed record ListOfSets : FeedAnswer;

    /// <summary>The number of entities, as a text.</summary>
    internal sealed record Count : FeedAnswer;

    /// <summary>A page of a set, or an entity; or the model, in XML.</summary>
    internal sealed record SetOrEntity : FeedAnswer;
}
