using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Infrastructure.Sources.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ForecastFunctions.Infrastructure.Sources.SecEdgar;

/// <summary>
/// Revenue and capital expenditure as companies filed them with the SEC. A series of which any tag could not be read
/// is held back as a whole: the figures of the remaining tags would look like restatements.
/// </summary>
internal sealed class SecEdgarSource(
    IHttpClientFactory clients, IOptions<SourceSettings> settings, TimeProvider clock, ILogger<SecEdgarSource> logger)
    : IBaselineSource
{
    public const string SourceName = "sec-edgar";

    public string Name => SourceName;

    public async Task<SourceReading> ReadAsync(CancellationToken cancellationToken)
    {
        using var client = clients.CreateClient(SourceName);
        using var reader = new DocumentReader(SourceName, client, settings.Value.Http, clock, logger);
        var series =
            from company in EdgarCompanies.All
            from measure in company.Measures
            select (Company: company, Measure: measure);
        var wanted =
            from one in series
            from tag in one.Measure.Tags
            select (one.Company.Cik, Tag: tag);

        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var documents = await FetchAsync(reader, [.. wanted.Distinct()], today, cancellationToken);
        var readings = series
            .Select(one => Read(one.Company, one.Measure, [.. one.Measure.Tags.Select(tag => documents[(one.Company.Cik, tag)])]))
            .ToArray();
        return reader.Complete(readings.SelectMany(reading => reading.Observations), readings.SelectMany(reading => reading.Faults));
    }

    private async Task<Dictionary<(int Cik, string Tag), Document<CompanyConcept>>> FetchAsync(
        DocumentReader reader, IReadOnlyList<(int Cik, string Tag)> wanted, DateOnly today, CancellationToken cancellationToken)
    {
        var root = $"{settings.Value.SecEdgar.EffectiveAddress.TrimEnd('/')}/api/xbrl/companyconcept";
        var documents = new Document<CompanyConcept>[wanted.Count];
        var parallel = new ParallelOptions
        {
            MaxDegreeOfParallelism = settings.Value.Http.MaxParallelRequests,
            CancellationToken = cancellationToken,
        };
        await Parallel.ForAsync(0, wanted.Count, parallel, async (i, stop) =>
        {
            var (cik, tag) = wanted[i];
            var subject = Subject(cik, tag);
            documents[i] = await reader.FetchAsync(
                subject, new Uri($"{root}/{subject}.json"), json => CompanyConcept.Read(json, cik, tag, today), stop);
        });
        return wanted.Zip(documents).ToDictionary(pair => pair.First, pair => pair.Second);
    }

    private static (IEnumerable<Observation> Observations, IEnumerable<SourceFault> Faults) Read(
        EdgarCompany company, EdgarMeasure measure, IReadOnlyList<Document<CompanyConcept>> chain)
    {
        var id = $"{company.Id}.{measure.Name}";
        var failed = chain.Select(document => document.Fault).OfType<SourceFault>()
            .Where(fault => fault.Code is not SourceFaultCodes.NotFound)
            .ToArray();
        if (failed.Length > 0)
            return ([], failed.Select(fault => fault with { Message = $"{fault.Message} {id} is held back.", Series = [id] }));

        var tags = chain.Zip(measure.Tags, (document, tag) => (document.Content, Tag: tag)).Where(one => one.Content is not null).ToArray();
        var observations = new FiledSeries(id, $"{company.Name}'s SEC filings (EDGAR)", [.. tags.Select(one => one.Content!.Facts)])
            .Observations()
            .ToArray();
        var faults =
            from one in tags
            from problems in one.Content!.Problems.GroupBy(problem => problem.Code, StringComparer.Ordinal)
            select new SourceFault(SourceName, Subject(company.Cik, one.Tag), problems.Key, Summary([.. problems])) { Series = [id] };
        return observations.Length > 0
            ? (observations, faults)
            : ([], faults.Append(new(
                SourceName, id, SourceFaultCodes.NoData, $"{company.Name} has filed nothing under {string.Join(" or ", measure.Tags)}.")));
    }

    private static string Summary(IReadOnlyList<SourceException> problems) => problems.Count == 1
        ? problems[0].Message
        : $"{problems[0].Message} And {problems.Count - 1} more such facts.";

    private static string Subject(int cik, string tag) => $"CIK{cik:0000000000}/us-gaap/{tag}";
}
