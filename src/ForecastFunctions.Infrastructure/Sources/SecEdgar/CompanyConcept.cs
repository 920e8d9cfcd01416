using System.Globalization;
using System.Text.Json;
using ForecastFunctions.Core.Baselines;

namespace ForecastFunctions.Infrastructure.Sources.SecEdgar;

/// <summary>
/// Reads EDGAR's document of one tag of one company (<c>companyconcept</c>). What has another form than agreed makes
/// the whole document unusable; facts whose dates cannot be, or that contradict each other within one filing, are left
/// out and said.
/// </summary>
internal sealed class CompanyConcept
{
    private const string Unit = "USD";
    private const int MaxFacts = 20_000;

    /// <summary>Dollars beyond all reason; far below it, the difference of two figures is a number too.</summary>
    private const double MaxFigure = 1e18;

    private static readonly JsonDocumentOptions Form = new()
    {
        MaxDepth = 8,
        AllowDuplicateProperties = false,
        AllowTrailingCommas = false,
        CommentHandling = JsonCommentHandling.Disallow,
    };

    private CompanyConcept(IReadOnlyList<FiledFact> facts, IReadOnlyList<SourceException> problems)
    {
        Facts = facts;
        Problems = problems;
    }

    /// <summary>The facts that cover a span, each once, in an order that does not depend on that of the document.</summary>
    public IReadOnlyList<FiledFact> Facts { get; }

    /// <summary>What was left out.</summary>
    public IReadOnlyList<SourceException> Problems { get; }

    /// <param name="json">The document.</param>
    /// <param name="cik">The company's number, which it must name.</param>
    /// <param name="tag">The tag, which it must name.</param>
    /// <param name="today">The day after which nothing can have been filed.</param>
    /// <exception cref="SourceException">The document is not of the form that was agreed.</exception>
    public static CompanyConcept Read(ReadOnlyMemory<byte> json, int cik, string tag, DateOnly today)
    {
        List<FiledFact> facts;
        try
        {
            using var document = JsonDocument.Parse(json, Form);
            facts = [.. Stated(document.RootElement, cik, tag)];
        }
        catch (JsonException exception)
        {
            throw Malformed($"The document is not JSON: {exception.Message}", exception);
        }
        catch (InvalidOperationException exception)
        {
            // The parser passes over text that is not Unicode; it is found when it is read.
            throw Malformed($"The document is not valid text: {exception.Message}", exception);
        }

        return Sort(facts, today);
    }

    private static IEnumerable<FiledFact> Stated(JsonElement root, int cik, string tag)
    {
        var named = Member(root, "cik", JsonValueKind.Number);
        if (!named.TryGetInt32(out var number) || number != cik)
            throw Malformed($"The document is of company {named}, not {cik}.");
        if (Text(root, "taxonomy") is not "us-gaap" || !string.Equals(Text(root, "tag"), tag, StringComparison.Ordinal))
            throw Malformed($"The document is of {Text(root, "taxonomy")}:{Text(root, "tag")}, not us-gaap:{tag}.");

        var units = Member(root, "units", JsonValueKind.Object);
        if (!units.TryGetProperty(Unit, out var facts))
        {
            var others = units.EnumerateObject().Select(unit => Shortened(unit.Name)).Take(5);
            throw new SourceException(SourceFaultCodes.WrongUnit, $"There are no figures in {Unit}, only in {string.Join(", ", others)}.");
        }

        if (facts.ValueKind != JsonValueKind.Array)
            throw Malformed($"The figures in {Unit} are no list.");
        if (facts.GetArrayLength() > MaxFacts)
            throw new SourceException(SourceFaultCodes.TooLarge, $"There are {facts.GetArrayLength()} figures, more than {MaxFacts}.");

        return facts.EnumerateArray().Select(fact => Fact(fact, tag)).OfType<FiledFact>();
    }

    /// <summary>A fact over a period; null for one of a single day.</summary>
    private static FiledFact? Fact(JsonElement fact, string tag)
    {
        var value = Member(fact, "val", JsonValueKind.Number);
        if (!value.TryGetDouble(out var number) || !(Math.Abs(number) <= MaxFigure))
            throw Malformed($"The figure {Shortened(value.GetRawText())} is out of range.");
        var (end, filed) = (Date(fact, "end"), Date(fact, "filed"));
        var (form, accession) = (Text(fact, "form"), Text(fact, "accn"));
        if (!IsAccession(accession))
            throw Malformed($"'{Shortened(accession)}' is not an accession number.");
        if (!fact.TryGetProperty("start", out _))
            return null;
        var start = Date(fact, "start");
        return start <= end
            ? new FiledFact(tag, start, end, number, form, accession, filed)
            : throw Malformed($"A period begins on {start:O} and ends on {end:O}.");
    }

    private static CompanyConcept Sort(IEnumerable<FiledFact> all, DateOnly today)
    {
        var problems = new List<SourceException>();
        var facts = new List<FiledFact>();
        var ofFilings = all
            .Where(fact => fact.Span is not null)
            .Distinct()
            .GroupBy(fact => (fact.Start, fact.End, fact.Filed, fact.Accession))
            .OrderBy(group => group.Key.Filed)
            .ThenBy(group => group.Key.Accession, StringComparer.Ordinal)
            .ThenBy(group => group.Key.End)
            .ThenBy(group => group.Key.Start);
        foreach (var ofFiling in ofFilings)
        {
            var (start, end, filed, accession) = ofFiling.Key;
            if (filed > today)
                problems.Add(new(SourceFaultCodes.ImpossibleDate, $"{accession} is filed on {filed:O}, after today, {today:O}."));
            else if (filed <= end)
                problems.Add(
                    new(SourceFaultCodes.ImpossibleDate, $"{accession} is filed on {filed:O}, within its period, which ends on {end:O}."));
            else if (ofFiling.Select(fact => fact.Value).Distinct().Count() > 1)
                problems.Add(new(SourceFaultCodes.Conflict, $"{accession} gives several figures for {start:O} to {end:O}."));
            else
                facts.Add(ofFiling.MinBy(fact => fact.Form, StringComparer.Ordinal));
        }

        return new CompanyConcept(facts, problems);
    }

    private static bool IsAccession(string text) =>
        text.Length == 20 && text[10] == '-' && text[13] == '-'
        && text.Where((_, i) => i is not (10 or 13)).All(char.IsAsciiDigit);

    private static DateOnly Date(JsonElement parent, string name) =>
        DateOnly.TryParseExact(Text(parent, name), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : throw Malformed($"'{Shortened(Text(parent, name))}' ({name}) is not a date such as 2024-12-31.");

    private static string Text(JsonElement parent, string name) =>
        Member(parent, name, JsonValueKind.String).GetString()!;

    private static JsonElement Member(JsonElement parent, string name, JsonValueKind kind) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var member) && member.ValueKind == kind
            ? member
            : throw Malformed($"There is no '{name}' that is a {kind}, where there must be one.");

    private static string Shortened(string text) => text.Length <= 40 ? text : text[..40] + "…";

    private static SourceException Malformed(string problem, Exception? innerException = null) =>
        new(SourceFaultCodes.Malformed, problem, innerException);
}
