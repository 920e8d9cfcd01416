using ForecastFunctions.Application.Contract;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace ForecastFunctions.Http;

/// <summary>The representations that a table comes in.</summary>
public enum Representation
{
    /// <summary>JSON, with the facts beside the rows.</summary>
    Json,

    /// <summary>CSV, the rows alone.</summary>
    Csv,

    /// <summary>CSV in the layout of the Integrated Assessment Modeling Consortium: a line a variable, a column a year.</summary>
    Iamc,

    /// <summary>What the table's columns and variables are, in JSON, without its rows.</summary>
    Metadata,

    /// <summary>NDJSON: the rows alone, each an object on a line of its own.</summary>
    Lines,
}

/// <summary>Chooses the form of an answer.</summary>
public static class ContentNegotiation
{
    /// <summary>The suffix of a path that asks for CSV.</summary>
    public const string CsvSuffix = ".csv";

    /// <summary>The suffix of a path that asks what the table is.</summary>
    public const string MetadataSuffix = ".metadata.json";

    /// <summary>The suffix of a path that asks for NDJSON.</summary>
    public const string LinesSuffix = ".ndjson";

    private static readonly IReadOnlyList<string> Formats = ["json", "csv", "iamc", "metadata.json", "ndjson"];
    private static readonly IReadOnlyList<string> MediaTypes = ["application/json", "text/csv"];

    /// <summary>The path's suffix decides; then <c>format=</c>; then <c>Accept</c>; then it is JSON.</summary>
    /// <param name="request">The request.</param>
    /// <param name="arguments">State <c>format</c> and <c>decimal</c>, and are told what is wrong with them.</param>
    /// <param name="operation">Tells which formats there are.</param>
    /// <param name="suffix">What the path's suffix asks for, where it has one.</param>
    /// <exception cref="ProblemException">406: nothing that Accept allows is offered.</exception>
    public static TableForm Choose(HttpRequest request, Arguments arguments, Operation operation, Representation? suffix)
    {
        var member = FormatOf(operation);
        var offered = member.Choices!;
        var format = arguments.Read(member);
        Representation? stated = format is not null && offered.Contains(format, StringComparer.Ordinal)
            ? (Representation)Formats.Index().First(f => string.Equals(f.Item, format, StringComparison.Ordinal)).Index
            : null;
        if (format is not null && stated is null)
        {
            arguments.AddFault(new Fault("format", FaultCode.NotFound, $"format is {member.Wanted}, not '{format}'.") { Allowed = offered });
        }

        if (suffix is not null && stated is not null && stated != suffix)
        {
            arguments.AddFault(new Fault("format", FaultCode.Conflict,
                $"The path asks for {Formats[(int)suffix]} and format for {Formats[(int)stated]}.")
            {
                Allowed = offered,
            });
        }

        var form = new TableForm(suffix ?? stated ?? FromAccept(request, HasLines(operation)), ReadDecimal(arguments));
        if (form is { Mark: DecimalMark.Comma, IsCsv: false })
        {
            arguments.AddFault(new Fault("decimal", FaultCode.Conflict, "decimal=comma is a form of CSV; in JSON, numbers have a point."));
        }

        return form;
    }

    /// <summary>Whether an operation's table comes as NDJSON too.</summary>
    public static bool HasLines(Operation operation) => FormatOf(operation) == FormMembers.FormatWithLines;

    /// <summary>What the suffix of the request's table asks for, where it has one.</summary>
    public static Representation? SuffixOf(HttpRequest request) => SplitSuffix(request.RouteValues[Routes.Table] as string ?? "").Suffix;

    /// <summary>Reads <c>decimal</c>.</summary>
    public static DecimalMark ReadDecimal(Arguments arguments)
        => arguments.Read(FormMembers.DecimalMark) is "comma" ? DecimalMark.Comma : DecimalMark.Point;

    /// <summary>Refuses a request that does not take the one media type that is offered.</summary>
    /// <exception cref="ProblemException">406: Accept leaves it out.</exception>
    public static void Require(HttpRequest request, string mediaType)
    {
        var accepted = request.GetTypedHeaders().Accept;
        if (accepted.Count > 0 && Quality(accepted, mediaType) == 0)
            throw HttpProblems.NotAcceptable(request.Headers.Accept.ToString(), [mediaType]);
    }

    /// <summary>Whether a request would rather have one media type than another: a browser names HTML, and takes anything beside it.</summary>
    public static bool Prefers(HttpRequest request, string mediaType, string other)
    {
        var accepted = request.GetTypedHeaders().Accept;
        return accepted.Count > 0 && Quality(accepted, mediaType) > Quality(accepted, other);
    }

    /// <summary>A table's name in a path without its suffix, and what the suffix asks for.</summary>
    /// <param name="name">The name.</param>
    /// <param name="hasLines">Whether the table comes as NDJSON too.</param>
    public static (string Name, Representation? Suffix) SplitSuffix(string name, bool hasLines = false)
    {
        foreach (var representation in new[] { Representation.Csv, Representation.Metadata, Representation.Lines })
        {
            if (representation == Representation.Lines && !hasLines)
                continue;
            var suffix = new TableForm(representation).Suffix;
            if (name.EndsWith(suffix, StringComparison.OrdinalIgnoreCase))
                return (name[..^suffix.Length], representation);
        }

        return (name, null);
    }

    private static Member<string> FormatOf(Operation operation)
        => new[] { FormMembers.FormatWithIamc, FormMembers.FormatWithLines }.FirstOrDefault(operation.Members.Contains) ?? FormMembers.Format;

    private static Representation FromAccept(HttpRequest request, bool hasLines)
    {
        var accepted = request.GetTypedHeaders().Accept;
        if (accepted.Count == 0)
            return Representation.Json;
        IReadOnlyList<string> offered = hasLines ? [.. MediaTypes, JsonText.LinesContentType] : MediaTypes;
        var qualities = offered.Select(type => Quality(accepted, type)).ToList();
        var best = qualities.Max() is > 0 and var quality
            ? qualities.IndexOf(quality) : throw HttpProblems.NotAcceptable(request.Headers.Accept.ToString(), offered);
        return best switch { 0 => Representation.Json, 1 => Representation.Csv, _ => Representation.Lines };
    }

    /// <summary>
    /// The quality of the most specific range that matches a type (RFC 9110, 12.5.1). Parameters do not count: clients
    /// write charset=utf-8 or odata.metadata=minimal by habit.
    /// </summary>
    private static double Quality(IList<MediaTypeHeaderValue> accepted, string mediaType)
    {
        var range = accepted
            .Where(a => a.MatchesMediaType(mediaType))
            .OrderBy(a => a.MatchesAllTypes ? 2 : a.MatchesAllSubTypes ? 1 : 0)
            .FirstOrDefault();
        return range is null ? 0 : range.Quality ?? 1;
    }
}
