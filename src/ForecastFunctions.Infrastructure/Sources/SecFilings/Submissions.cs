using System.Globalization;
using System.Text.Json;
using ForecastFunctions.Core.Baselines;

namespace ForecastFunctions.Infrastructure.Sources.SecFilings;

/// <summary>A page of older filings.</summary>
internal sealed record SubmissionsPage(string Name, DateOnly To);

/// <summary>
/// Reads EDGAR's list of a company's filings (<c>submissions</c>), and its pages of older ones. A column that is missing or
/// of another length makes the list unusable: its rows could not be told apart.
/// </summary>
/// <param name="Filings">The filings, as they are listed.</param>
/// <param name="Pages">The pages of older filings.</param>
internal sealed record Submissions(IReadOnlyList<Filing> Filings, IReadOnlyList<SubmissionsPage> Pages)
{
    private const int MaxFilings = 20_000;
    private const int MaxPages = 100;

    private static readonly JsonDocumentOptions Form = new()
    {
        MaxDepth = 16,
        AllowDuplicateProperties = false,
        AllowTrailingCommas = false,
        CommentHandling = JsonCommentHandling.Disallow,
    };

    /// <summary>Reads the list itself.</summary>
    /// <param name="json">The document.</param>
    /// <param name="cik">The company, which it must be of.</param>
    /// <exception cref="SourceException">It is not of the form that was agreed.</exception>
    public static Submissions Read(ReadOnlyMemory<byte> json, int cik) => Parse(json, root =>
    {
        var stated = Text(root, "cik");
        if (!int.TryParse(stated, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number != cik)
            throw Malformed($"The list is of company {Shortened(stated)}, not {cik}.");
        var filings = Member(root, "filings", JsonValueKind.Object);
        var pages = Member(filings, "files", JsonValueKind.Array);
        if (pages.GetArrayLength() is > MaxPages and var count)
            throw new SourceException(SourceFaultCodes.TooLarge, $"There are {count} pages of filings, more than {MaxPages}.");
        return new Submissions(
            Rows(Member(filings, "recent", JsonValueKind.Object)), [.. pages.EnumerateArray().Select(page => Page(page, cik))]);
    });

    /// <summary>Reads a page of older filings.</summary>
    /// <exception cref="SourceException">It is not of the form that was agreed.</exception>
    public static IReadOnlyList<Filing> ReadPage(ReadOnlyMemory<byte> json) => Parse(json, Rows);

    private static T Parse<T>(ReadOnlyMemory<byte> json, Func<JsonElement, T> read)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Form);
            return read(document.RootElement);
        }
        catch (JsonException exception)
        {
            throw Malformed($"The list is not JSON: {exception.Message}", exception);
        }
        catch (InvalidOperationException exception)
        {
            // The parser passes over text that is not Unicode; it is found when it is read.
            throw Malformed($"The list is not valid text: {exception.Message}", exception);
        }
    }

    private static List<Filing> Rows(JsonElement columns)
    {
        var accessions = ColumnOf(columns, "accessionNumber");
        if (accessions.Length > MaxFilings)
            throw new SourceException(SourceFaultCodes.TooLarge, $"There are {accessions.Length} filings, more than {MaxFilings}.");
        var (days, ends, forms) = (Column("filingDate"), Column("reportDate"), Column("form"));
        var (items, documents) = (Column("items"), Column("primaryDocument"));
        return [.. accessions.Select((accession, i) => Row(accession, forms[i], days[i], ends[i], items[i], documents[i]))];

        string[] Column(string name)
        {
            var column = ColumnOf(columns, name);
            return column.Length == accessions.Length
                ? column
                : throw Malformed($"'{name}' has {column.Length} entries where 'accessionNumber' has {accessions.Length}.");
        }
    }

    private static Filing Row(string accession, string form, string filed, string end, string items, string document) =>
        Filing.IsAccession(accession)
            ? new(accession, form, Date(filed, "filingDate"), end.Length == 0 ? null : Date(end, "reportDate"), items, document)
            : throw Malformed($"'{Shortened(accession)}' is not an accession number.");

    private static SubmissionsPage Page(JsonElement page, int cik)
    {
        var name = Text(page, "name");
        return Filing.IsFileName(name) && name.StartsWith($"CIK{cik:0000000000}-submissions-", StringComparison.Ordinal)
            ? new(name, Date(Text(page, "filingTo"), "filingTo"))
            : throw Malformed($"'{Shortened(name)}' is not the name of a page of the company's filings.");
    }

    private static string[] ColumnOf(JsonElement columns, string name) =>
        [.. Member(columns, name, JsonValueKind.Array).EnumerateArray().Select(entry => entry.ValueKind == JsonValueKind.String
            ? entry.GetString()!
            : throw Malformed($"'{name}' has an entry that is a {entry.ValueKind}, not a String."))];

    private static DateOnly Date(string text, string name) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : throw Malformed($"'{Shortened(text)}' ({name}) is not a date such as 2024-12-31.");

    private static string Text(JsonElement parent, string name) => Member(parent, name, JsonValueKind.String).GetString()!;

    private static JsonElement Member(JsonElement parent, string name, JsonValueKind kind) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var member) && member.ValueKind == kind
            ? member
            : throw Malformed($"There is no '{name}' that is a {kind}, where there must be one.");

    private static string Shortened(string text) => text.Length <= 40 ? text : text[..40] + "…";

    private static SourceException Malformed(string problem, Exception? innerException = null) =>
        new(SourceFaultCodes.Malformed, problem, innerException);
}
