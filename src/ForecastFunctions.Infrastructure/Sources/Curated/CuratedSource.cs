using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Infrastructure.Sources.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ForecastFunctions.Infrastructure.Sources.Curated;

/// <summary>The observations curated by hand: those of this assembly, or those at the address that is set.</summary>
internal sealed class CuratedSource(
    IHttpClientFactory clients, IOptions<SourceSettings> settings, TimeProvider clock, ILogger<CuratedSource> logger)
    : IBaselineSource
{
    public const string SourceName = "curated";

    private const string Embedded = "the embedded observations";

    public string Name => SourceName;

    public async Task<SourceReading> ReadAsync(CancellationToken cancellationToken)
    {
        using var client = clients.CreateClient(SourceName);
        using var reader = new DocumentReader(SourceName, client, settings.Value.Http, clock, logger);
        if (settings.Value.Curated.Address is not { Length: > 0 } address)
            return Complete(reader, Embedded, new(CuratedObservations.Read(), null));

        // Without the query, which may hold a key.
        var subject = new Uri(address).GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);
        var document = await reader.FetchAsync(
            subject,
            new Uri(address),
            csv => CuratedObservations.Read(new StringReader(DocumentText.Of(csv)), "the curated CSV"),
            cancellationToken);
        return Complete(reader, subject, document);
    }

    private SourceReading Complete(DocumentReader reader, string subject, Document<IReadOnlyList<Observation>> document)
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var all = (document.Content ?? [])
            .Where(observation => !settings.Value.Curated.ExcludedSeries.Contains(observation.SeriesId, StringComparer.Ordinal))
            .ToArray();
        var early = all.Where(observation => observation.KnownSince > today).ToArray();
        return reader.Complete(all.Except(early), Faults(subject, document, early, today)) with
        {
            Excluded = [.. settings.Value.Curated.ExcludedSeries],
        };
    }

    private static IEnumerable<SourceFault> Faults(
        string subject, Document<IReadOnlyList<Observation>> document, Observation[] early, DateOnly today)
    {
        if (document.Fault is { } fault)
            yield return fault;
        if (document.Content is { Count: 0 })
            yield return new SourceFault(SourceName, subject, SourceFaultCodes.NoData, "There is nothing but a header.");
        if (early.Length > 0)
        {
            yield return new SourceFault(SourceName, subject, SourceFaultCodes.ImpossibleDate,
                $"{early.Length} observations, of {early[0].SeriesId} first, are said to be known after today, {today:O}.")
            {
                Series = [.. early.Select(observation => observation.SeriesId).Distinct(StringComparer.Ordinal)],
            };
        }
    }
}
