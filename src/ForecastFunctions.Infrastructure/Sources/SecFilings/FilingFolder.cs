using System.Text.Json;
using AngleSharp.Html.Parser;
using ForecastFunctions.Core.Baselines;

namespace ForecastFunctions.Infrastructure.Sources.SecFilings;

/// <summary>Finds the files of a filing in what EDGAR tells of its folder.</summary>
internal static class FilingFolder
{
    /// <summary>The ending of the plain XML that EDGAR extracts from an inline document.</summary>
    public const string ExtractedInstance = "_htm.xml";

    private const int MaxFiles = 5_000;

    private static readonly string[] Linkbases = ["_cal.xml", "_def.xml", "_lab.xml", "_pre.xml"];
    private static readonly JsonDocumentOptions Form = new() { MaxDepth = 8, AllowDuplicateProperties = false };

    /// <summary>The names of the files, by the folder's <c>index.json</c>.</summary>
    /// <exception cref="SourceException">It is not of the form that was agreed.</exception>
    public static IReadOnlyList<string> Files(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Form);
            if (document.RootElement is not { ValueKind: JsonValueKind.Object } root
                || !root.TryGetProperty("directory", out var directory) || directory.ValueKind != JsonValueKind.Object
                || !directory.TryGetProperty("item", out var items) || items.ValueKind != JsonValueKind.Array)
                throw Malformed("There is no list 'item' in 'directory', where there must be one.");
            if (items.GetArrayLength() > MaxFiles)
                throw new SourceException(SourceFaultCodes.TooLarge, $"There are {items.GetArrayLength()} files, more than {MaxFiles}.");
            return [.. items.EnumerateArray().Select(Name).Where(Filing.IsFileName)];
        }
        catch (JsonException exception)
        {
            throw Malformed($"The listing is not JSON: {exception.Message}", exception);
        }
        catch (InvalidOperationException exception)
        {
            throw Malformed($"The listing is not valid text: {exception.Message}", exception);
        }
    }

    /// <summary>
    /// The instance among the files: the extracted one; in filings from before inline XBRL the one XML file that is no
    /// linkbase and no summary; null where there is none, or more than one.
    /// </summary>
    public static string? Instance(IReadOnlyList<string> files)
    {
        var extracted = files.Where(file => file.EndsWith(ExtractedInstance, StringComparison.OrdinalIgnoreCase)).ToArray();
        if (extracted.Length == 1)
            return extracted[0];
        var instances = files
            .Where(file => file.EndsWith(".xml", StringComparison.OrdinalIgnoreCase)
                && !file.StartsWith("FilingSummary", StringComparison.OrdinalIgnoreCase)
                && !file.StartsWith("MetaLinks", StringComparison.OrdinalIgnoreCase)
                && !Linkbases.Any(ending => file.EndsWith(ending, StringComparison.OrdinalIgnoreCase)))
            .ToArray();
        return instances.Length == 1 ? instances[0] : null;
    }

    /// <summary>The files that may be exhibits: pages other than the main document and EDGAR's own of the data.</summary>
    public static IReadOnlyList<string> Exhibits(IReadOnlyList<string> files, string primaryDocument) =>
    [
        .. files.Where(file => file.EndsWith(".htm", StringComparison.OrdinalIgnoreCase)
            && !string.Equals(file, primaryDocument, StringComparison.OrdinalIgnoreCase)
            && !IsDataPage(file)
            && !file.Contains("-index", StringComparison.OrdinalIgnoreCase)),
    ];

    /// <summary>The files of a type, such as <c>EX-99.1</c>, by the page of a filing's documents.</summary>
    /// <exception cref="SourceException">It is no page that can be read.</exception>
    public static IReadOnlyList<string> OfType(ReadOnlyMemory<byte> page, string type)
    {
        HtmlBounds.Check(page.Span);
        using var document = new HtmlParser().ParseDocument(page.AsStream());
        return
        [
            .. document.QuerySelectorAll("table tr")
                .Select(row => row.Children.Where(cell => cell.LocalName is "td").ToArray())
                .Where(cells => Array.Exists(
                    cells, cell => string.Equals(cell.TextContent.Trim(), type, StringComparison.OrdinalIgnoreCase)))
                .Select(cells => cells.SelectMany(cell => cell.QuerySelectorAll("a[href]")).FirstOrDefault()?.GetAttribute("href"))
                .OfType<string>()
                .Select(address => address[(address.LastIndexOfAny(['/', '=']) + 1)..])
                .Where(Filing.IsFileName)
                .Distinct(StringComparer.OrdinalIgnoreCase),
        ];
    }

    private static string Name(JsonElement item) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty("name", out var name) && name.ValueKind == JsonValueKind.String
            ? name.GetString()!
            : throw Malformed("A file of the listing has no 'name'.");

    private static bool IsDataPage(string file) =>
        file is ['R' or 'r', ..] && file[1..^".htm".Length] is { Length: > 0 } number && number.All(char.IsAsciiDigit);

    private static SourceException Malformed(string problem, Exception? innerException = null) =>
        new(SourceFaultCodes.Malformed, problem, innerException);
}
