using Microsoft.AspNetCore.Http;

namespace ForecastFunctions.Http;

/// <summary>The forms that a table comes in.</summary>
public enum Representation
{
    /// <summary>JSON, with the facts beside the rows.</summary>
    Json,

    /// <summary>CSV, the rows alone.</summary>
    Csv,
}

/// <summary>Chooses the form of an answer.</summary>
public static class ContentNegotiation
{
    /// <summary>The suffix of a path that asks for CSV.</summary>
    public const string CsvSuffix = ".csv";

    private static readonly IReadOnlyList<string> Formats = ["json", "csv"];
    private static readonly IReadOnlyList<string> MediaTypes = ["application/json", "text/csv"];

    /// <summary>The path's suffix decides; then <c>format=</c>; then <c>Accept</c>; then it is JSON.</summary>
    /// <param name="request">The request.</param>
    /// <param name="reader">Reads <c>format</c>, and records what is wrong with it.</param>
    /// <param name="suffix">What the path's suffix asks for, where it has one.</param>
    /// <exception cref="ProblemException">406: nothing that Accept allows is offered.</exception>
    public static Representation Choose(HttpRequest request, RequestReader reader, Representation? suffix = null)
    {
        var format = reader.Read("format", m => m.AsText(), "json or csv");
        Representation? stated = format switch { "json" => Representation.Json, "csv" => Representation.Csv, _ => null };
        if (format is not null && stated is null)
            reader.AddFault("format", FaultCode.NotFound, $"format is json or csv, not '{format}'.", allowed: Formats);
        if (suffix is not null && stated is not null && stated != suffix)
        {
            reader.AddFault("format", FaultCode.Conflict,
                $"The path asks for {Formats[(int)suffix]} and format for {Formats[(int)stated]}.", allowed: Formats);
        }

        return suffix ?? stated ?? FromAccept(request);
    }

    /// <summary>A table's name in a path without its suffix, and what the suffix asks for.</summary>
    public static (string Name, Representation? Suffix) SplitSuffix(string name)
        => name.EndsWith(CsvSuffix, StringComparison.OrdinalIgnoreCase) ? (name[..^CsvSuffix.Length], Representation.Csv) : (name, null);

    private static Representation FromAccept(HttpRequest request)
    {
        var accepted = request.GetTypedHeaders().Accept;
        if (accepted.Count == 0)
            return Representation.Json;

        // The most specific range that matches a type gives its quality (RFC 9110, 12.5.1). Parameters do not count:
        // clients write charset=utf-8 or odata.metadata=minimal by habit.
        double Quality(string mediaType)
        {
            var range = accepted
                .Where(a => a.MatchesMediaType(mediaType))
                .OrderBy(a => a.MatchesAllTypes ? 2 : a.MatchesAllSubTypes ? 1 : 0)
                .FirstOrDefault();
            return range is null ? 0 : range.Quality ?? 1;
        }

        var json = Quality(MediaTypes[0]);
        var csv = Quality(MediaTypes[1]);
        if (json == 0 && csv == 0)
            throw ProblemException.NotAcceptable(request.Headers.Accept.ToString(), MediaTypes);
        return csv > json ? Representation.Csv : Representation.Json;
    }
}
