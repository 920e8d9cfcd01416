using System.Globalization;
using ForecastFunctions.Application.Baselines;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Http;

namespace ForecastFunctions.Baselines;

/// <summary>What is known of the market, as tables.</summary>
internal static class BaselineContent
{
    /// <summary>Figures of a vintage; faults are added to the arguments.</summary>
    public static async Task<TableContent> ObservationsAsync(
        ReadBaselines baselines, string version, Arguments arguments, CancellationToken cancellationToken)
    {
        var wanted = ObservationRequest.Read(version, arguments);
        var (baseline, rows, series) = arguments.Take(await baselines.ObservationsAsync(wanted, cancellationToken));
        var chosen = wanted.Series is null ? null : string.Join(',', wanted.Series);
        var name = string.Create(CultureInfo.InvariantCulture, $"{baseline.ContentHash} {chosen} {wanted.KnownBy:yyyy-MM-dd}");
        return new TableContent(
            BaselineTables.Observations, rows, name, $"/v1/baselines/{baseline.Version}/observations", CacheControl(version))
        {
            Query = QueryOf(chosen, wanted.KnownBy),
            Variables = series,
            BaselineVersion = baseline.Version,
        };
    }

    /// <summary>What differs between two vintages; faults are added to the arguments.</summary>
    public static async Task<TableContent> DifferencesAsync(
        ReadBaselines baselines, Arguments arguments, CancellationToken cancellationToken)
    {
        var (from, to, rows) = arguments.Take(await baselines.CompareAsync(DifferenceRequest.Read(arguments), cancellationToken));
        return new TableContent(
            BaselineTables.Differences, rows, $"{from.ContentHash} {to.ContentHash}", BaselineOperations.Differences.Path, CachePolicy.Latest)
        {
            Query = [new(DifferenceRequest.FromMember.Name, from.Version), new(DifferenceRequest.ToMember.Name, to.Version)],
        };
    }

    /// <summary>What decides the figures that are listed, by the names of a query.</summary>
    public static KeyValuePair<string, string?>[] QueryOf(string? series, DateOnly? knownBy) =>
    [
        .. series is null ? [] : new KeyValuePair<string, string?>[] { new(ObservationRequest.SeriesMember.Name, series) },
        .. knownBy is null
            ? [] : new KeyValuePair<string, string?>[] { new(BaselineMembers.AsOf.Name, $"{knownBy:yyyy-MM-dd}") },
    ];

    /// <summary>How long an answer about a vintage may be kept.</summary>
    public static string CacheControl(string version)
        => string.Equals(version, BaselineLibrary.Latest, StringComparison.Ordinal) ? CachePolicy.Latest : CachePolicy.Immutable;
}
