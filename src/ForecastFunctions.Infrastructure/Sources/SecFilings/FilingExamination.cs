using System.Globalization;
using ForecastFunctions.Infrastructure.Sources.SecEdgar;

namespace ForecastFunctions.Infrastructure.Sources.SecFilings;

/// <summary>What would be read from one document of a filing, and why: for whoever operates the service, or wonders.</summary>
/// <param name="IsReadable">Whether it can be read at all.</param>
/// <param name="Lines">What was found, line by line.</param>
public sealed record FilingExamination(bool IsReadable, IReadOnlyList<string> Lines)
{
    private const string Unnumbered = "0000000000-00-000000";

    /// <summary>
    /// Examines a document as it was filed: an instance of a 10-Q or 10-K where its name ends in <c>.xml</c>, else an exhibit
    /// 99.1 of Broadcom's. Nothing is fetched and nothing is stored.
    /// </summary>
    /// <param name="document">The document.</param>
    /// <param name="name">Its file name.</param>
    /// <param name="form">The form of its filing; what the document says, where this is null.</param>
    /// <param name="filed">The day of its filing; figures of a later period are none.</param>
    public static FilingExamination Of(ReadOnlyMemory<byte> document, string name, string? form, DateOnly filed)
    {
        ArgumentNullException.ThrowIfNull(name);
        try
        {
            return new(true, name.EndsWith(".xml", StringComparison.OrdinalIgnoreCase)
                ? [.. OfInstance(document, name, form, filed)]
                : [.. OfRelease(document, name, filed)]);
        }
        catch (SourceException exception)
        {
            return new(false, [$"Not readable ({exception.Code}): {exception.Message}"]);
        }
    }

    private static List<string> OfInstance(ReadOnlyMemory<byte> document, string name, string? form, DateOnly filed)
    {
        var concepts = FilingCompanies.All.SelectMany(company => company.Series).SelectMany(series => series.Concepts);
        var instance = XbrlInstanceReader.Read(document, concepts.ToHashSet(StringComparer.Ordinal));
        var companies = FilingCompanies.All.Where(company => instance.Companies.Contains(company.Cik)).ToList();
        if (companies.Count == 0)
        {
            var known = string.Join(", ", FilingCompanies.All.Select(company => $"{company.Name} ({company.Cik})"));
            return [$"The document is of company {string.Join(", ", instance.Companies.Order())}. What is read is of {known}."];
        }

        var filing = new Filing(Unnumbered, form ?? instance.DocumentType ?? "10-Q", filed, instance.PeriodEnd, "", name);
        var lines = new List<string>();
        foreach (var company in companies)
        {
            lines.Add(string.Create(CultureInfo.InvariantCulture,
                $"{company.Name} ({company.Cik}): {filing.Form} for the period to {instance.PeriodEnd:yyyy-MM-dd}, ")
                + string.Create(CultureInfo.InvariantCulture, $"filed {filed:yyyy-MM-dd}, by reader {company.Version}"));
            foreach (var series in company.Series)
                lines.AddRange(OfSeries(new DimensionalFacts(instance, company.Cik, filing).Read(series), series, filing, name));
        }

        return lines;
    }

    private static IEnumerable<string> OfSeries(DimensionalReading reading, DimensionalSeries series, Filing filing, string name)
    {
        yield return $"{series.Id}: {string.Join(", else ", series.Concepts.Select(concept => $"us-gaap:{concept}"))} "
            + $"where {series.Axis} is {string.Join(" or ", series.Members)}, and no other dimension but operating segments";
        foreach (var judged in reading.Judged.OrderBy(one => one.Fact.Context.End).ThenBy(one => one.Fact.Context.Start))
            yield return $"  {judged.Fact.Text ?? "nil"} of {judged.Fact.Concept}, {judged.Fact.Context}: {judged.Verdict}";
        foreach (var problem in reading.Problems)
            yield return $"  fault ({problem.Code}): {problem.Message}";
        var facts = reading.Figures
            .Select(figure => new FiledFact(
                figure.Concept, figure.Start, figure.End, figure.Value, filing.Form, filing.Accession, filing.Filed, figure.Member, name))
            .ToLookup(fact => fact.Tag, StringComparer.Ordinal);
        var observations = new FiledSeries(series.Id, "the document", [.. series.Concepts.Select(concept => facts[concept].ToArray())])
            .Observations().ToList();
        yield return observations.Count == 0 ? "  By itself it gives no figure." : "  By itself it gives:";
        foreach (var o in observations)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture, $"  {o.SeriesId} {o.PeriodEnd:yyyy-MM-dd} {o.Value:R} {o.Unit} ({o.Status})");
        }
    }

    private static IEnumerable<string> OfRelease(ReadOnlyMemory<byte> document, string name, DateOnly filed)
    {
        var reading = BroadcomRelease.Read(ReleaseText.Paragraphs(document));
        yield return reading.Quarter is { } quarter
            ? string.Create(
                CultureInfo.InvariantCulture, $"{name}: Broadcom's release of {quarter}, which ended on {quarter.End:yyyy-MM-dd}")
            : $"{name}: no release of Broadcom's that can be told";
        foreach (var (sentence, verdict) in reading.Judged)
            yield return $"  '{sentence}': {verdict}";
        if (reading.Problem is { } problem)
            yield return $"  fault ({problem.Code}): {problem.Message}";
        if (reading.Unstated is { } unstated)
            yield return $"  notice: {unstated}";
        if (reading.Quarter?.End > filed)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture, $"  fault: its quarter ends after the filing, on {filed:yyyy-MM-dd}; nothing is taken.");
            yield break;
        }

        foreach (var figure in reading.Figures)
        {
            yield return string.Create(CultureInfo.InvariantCulture,
                $"  {figure.Series} {figure.End:yyyy-MM-dd} {figure.Value:R} USD ({figure.Status}): '{figure.Quote}'");
        }
    }
}
