using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.Storage;
using ForecastFunctions.Infrastructure.Sources.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ForecastFunctions.Infrastructure.Sources.SecFilings;

/// <summary>
/// What companies state in the filings themselves and EDGAR's interfaces leave out: facts of one dimension in the instances of
/// 10-Q and 10-K, and sentences of results releases. All filings since a fixed day are read, each once: what was read is
/// remembered. A series of which a filing could not be had is held back as a whole.
/// </summary>
internal sealed class SecFilingsSource(
    IHttpClientFactory clients, IOptions<SourceSettings> settings, IFilingStore store, TimeProvider clock,
    ILogger<SecFilingsSource> logger) : IBaselineSource
{
    public const string SourceName = "sec-filings";

    public string Name => SourceName;

    public async Task<SourceReading> ReadAsync(CancellationToken cancellationToken)
    {
        using var client = clients.CreateClient(SourceName);
        using var reader = new DocumentReader(SourceName, client, settings.Value.Http, clock, logger);
        var documents = new FilingDocuments(
            reader, settings.Value.SecEdgar.EffectiveAddress.TrimEnd('/'), settings.Value.SecFilings.EffectiveArchives.TrimEnd('/'));

        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var companies = new ReadCompany[FilingCompanies.All.Count];
        await ForEachAsync(companies.Length, async (i, stop) =>
            companies[i] = await ListAsync(FilingCompanies.All[i], documents, today, stop), cancellationToken);

        var wanted = companies.SelectMany(company => company.Wanted, (company, filing) => (Company: company, Filing: filing)).ToList();
        await ForEachAsync(wanted.Count, async (i, stop) =>
        {
            var (company, filing) = wanted[i];
            var document = await documents.ReadAsync(company.Company, filing, stop);
            company.Add(filing, document);
            if (document.Content is { } read)
                await RememberAsync(company.Company, read, stop);
        }, cancellationToken);

        var readings = companies.Select(company => company.Reading()).ToList();
        return reader.Complete(readings.SelectMany(one => one.Observations), readings.SelectMany(one => one.Faults)) with
        {
            Notices = [.. readings.SelectMany(one => one.Notices)],
            Unstated = [.. readings.SelectMany(one => one.Unstated)],
            Companies = [.. readings.Select(one => one.Filings)],
        };
    }

    private async Task<ReadCompany> ListAsync(
        FilingCompany company, FilingDocuments documents, DateOnly today, CancellationToken cancellationToken)
    {
        var list = await documents.ListAsync(company, company.ReportsSince, cancellationToken);
        return new ReadCompany(company, list, await RecallAsync(company, cancellationToken), today);
    }

    /// <summary>Without a memory everything is read anew, which costs requests and nothing else.</summary>
    private async Task<IReadOnlyList<ReadFiling>> RecallAsync(FilingCompany company, CancellationToken cancellationToken)
    {
        try
        {
            return await store.FindAsync(company.Cik, company.Version, cancellationToken);
        }
        catch (StorageUnavailableException exception)
        {
            logger.FilingsForgotten(company.Cik, exception);
            return [];
        }
    }

    private async Task RememberAsync(FilingCompany company, ReadFiling filing, CancellationToken cancellationToken)
    {
        try
        {
            await store.SaveAsync(company.Cik, company.Version, filing, cancellationToken);
        }
        catch (StorageUnavailableException exception)
        {
            logger.FilingNotKept(filing.Accession, exception);
        }
    }

    private Task ForEachAsync(int count, Func<int, CancellationToken, ValueTask> work, CancellationToken cancellationToken) =>
        Parallel.ForAsync(0, count, new ParallelOptions
        {
            MaxDegreeOfParallelism = settings.Value.Http.MaxParallelRequests,
            CancellationToken = cancellationToken,
        }, work);
}
