using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Infrastructure.Sources.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ForecastFunctions.Infrastructure.Sources.EpochAi;

/// <summary>The chips shipped to date as Epoch AI estimates them; they do not say since when, so the day of reading counts.</summary>
internal sealed class EpochAiSource(
    IHttpClientFactory clients, IOptions<SourceSettings> settings, TimeProvider clock, ILogger<EpochAiSource> logger)
    : IBaselineSource
{
    public const string SourceName = "epoch-ai";

    public string Name => SourceName;

    public async Task<SourceReading> ReadAsync(CancellationToken cancellationToken)
    {
        using var client = clients.CreateClient(SourceName);
        using var reader = new DocumentReader(SourceName, client, settings.Value.Http, clock, logger);
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var root = settings.Value.EpochAi.EffectiveAddress.TrimEnd('/');
        var documents = await Task.WhenAll(ChipCountFile.All.Select(file => reader.FetchAsync(
            file.Path, new Uri($"{root}/{file.Path}"), csv => ChipCounts.Read(DocumentText.Of(csv), file, today), cancellationToken)));
        return reader.Complete(
            documents.SelectMany(document => document.Content?.Observations ?? []),
            ChipCountFile.All.Zip(documents).SelectMany(pair => Faults(pair.First, pair.Second)));
    }

    private static IEnumerable<SourceFault> Faults(ChipCountFile file, Document<ChipCounts> document)
    {
        if (document.Fault is { } fault)
            yield return fault;
        if (document.Content is { Incomplete.Count: > 0 } counts)
        {
            yield return new SourceFault(SourceName, file.Path, SourceFaultCodes.IncompletePeriod,
                $"What ends on {string.Join(", ", counts.Incomplete.Select(end => $"{end:O}"))} is not wholly counted yet.");
        }

        if (document.Content is { Observations.Count: 0 })
            yield return new SourceFault(SourceName, file.Path, SourceFaultCodes.NoData, "There is no complete quarter.");
    }
}
