using System.Globalization;
using ForecastFunctions.Application.Baselines;
using ForecastFunctions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ForecastFunctions.Baselines;

/// <summary><c>/baselines</c>: what is known of the market, vintage by vintage, and what became known from one to another.</summary>
/// <param name="baselines">The use case.</param>
public sealed class BaselineFunctions(ReadBaselines baselines)
{
    private const int ObservationsPerPage = 1_000;

    /// <summary>Lists the vintages.</summary>
    [Function("Baselines")]
    public Task<IResult> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = Routes.Baselines)] HttpRequest request, CancellationToken cancellationToken)
        => TableResource.GetAsync(request, BaselineOperations.List, async arguments =>
        {
            var knownBy = arguments.Read(BaselineMembers.AsOf);
            var rows = await baselines.ListAsync(knownBy, cancellationToken);
            var current = rows.Count > 0 ? rows[0].Current : "";
            var name = string.Create(CultureInfo.InvariantCulture, $"baselines {current} {knownBy:yyyy-MM-dd} {rows.Count}");
            return new TableContent(BaselineTables.Baselines, rows, name, BaselineOperations.List.Path, CachePolicy.None)
            {
                Query = QueryOf(null, knownBy),
            };
        });

    /// <summary>Reads a vintage: its calibration; as CSV, the parameters alone.</summary>
    [Function("Baseline")]
    public Task<IResult> Read(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = Routes.Baseline)] HttpRequest request,
        string version, CancellationToken cancellationToken)
        => Methods.Dispatch(request, get: () => TableResource.ReadOneAsync(request, BaselineOperations.Read, version, async (wanted, _) =>
        {
            var baseline = await baselines.ReadAsync(wanted, cancellationToken);
            var table = new TableContent(
                BaselineTables.Calibration, baseline.Parameters, baseline.ContentHash, $"/v1/baselines/{baseline.Version}",
                CacheControl(wanted))
            {
                Title = $"{baseline.Title}: the calibration",
                FileStem = $"baseline-{baseline.Version}",
                Variables = ReadBaselines.Describe(baseline),
            };
            return (table, () => JsonText.WriteRow(BaselineTables.Whole, baseline));
        }));

    /// <summary>Lists the figures of a vintage, in pages of a thousand.</summary>
    [Function("Observations")]
    public Task<IResult> ListObservations(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = Routes.Observations)] HttpRequest request,
        string version, CancellationToken cancellationToken)
        => TableResource.GetAsync(
            request, BaselineOperations.Observations,
            async arguments =>
            {
                var wanted = ObservationRequest.Read(version, arguments);
                var outcome = await baselines.ObservationsAsync(wanted, cancellationToken);
                var (baseline, rows, series) = arguments.Take(outcome);
                var name = string.Create(
                    CultureInfo.InvariantCulture, $"{baseline.ContentHash} {wanted.Series} {wanted.KnownBy:yyyy-MM-dd}");
                return new TableContent(
                    BaselineTables.Observations, rows, name, $"/v1/baselines/{baseline.Version}/observations", CacheControl(version))
                {
                    Query = QueryOf(wanted.Series, wanted.KnownBy),
                    Variables = series,
                };
            },
            ObservationsPerPage);

    /// <summary>Lists what differs between two vintages.</summary>
    [Function("BaselineDiffs")]
    public Task<IResult> Compare(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = Routes.BaselineDiffs)] HttpRequest request, CancellationToken cancellationToken)
        => TableResource.GetAsync(request, BaselineOperations.Differences, async arguments =>
        {
            var (from, to, rows) = arguments.Take(await baselines.CompareAsync(DifferenceRequest.Read(arguments), cancellationToken));
            return new TableContent(
                BaselineTables.Differences, rows, $"{from.ContentHash} {to.ContentHash}", BaselineOperations.Differences.Path,
                CachePolicy.Latest)
            {
                Query = [new(DifferenceRequest.FromMember.Name, from.Version), new(DifferenceRequest.ToMember.Name, to.Version)],
            };
        });

    private static KeyValuePair<string, string?>[] QueryOf(string? series, DateOnly? knownBy) =>
    [
        .. series is null ? [] : new KeyValuePair<string, string?>[] { new(ObservationRequest.SeriesMember.Name, series) },
        .. knownBy is null
            ? [] : new KeyValuePair<string, string?>[] { new(BaselineMembers.AsOf.Name, $"{knownBy:yyyy-MM-dd}") },
    ];

    private static string CacheControl(string version)
        => string.Equals(version, BaselineLibrary.Latest, StringComparison.Ordinal) ? CachePolicy.Latest : CachePolicy.Immutable;
}
