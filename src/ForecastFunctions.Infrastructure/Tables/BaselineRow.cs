using System.Globalization;
using Azure.Data.Tables;
using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.Storage;

namespace ForecastFunctions.Infrastructure.Tables;

/// <summary>The facts of a baseline on its head row, which lists read without its content.</summary>
internal static class BaselineRow
{
    public static IReadOnlyList<string> ContentHashColumn { get; } = [nameof(BaselineSummary.ContentHash)];

    public static IReadOnlyList<string> SummaryColumns { get; } =
    [
        "RowKey", nameof(BaselineSummary.Title), nameof(BaselineSummary.AsOf), nameof(BaselineSummary.BaseYear),
        nameof(BaselineSummary.ContentHash), nameof(BaselineSummary.ParameterCount),
        nameof(BaselineSummary.ObservationCount), nameof(BaselineSummary.StoredAt),
    ];

    public static TableEntity Head(Baseline baseline, DateTimeOffset storedAt)
    {
        var (partition, row) = TableKeys.Snapshot(baseline.Version);
        return new TableEntity(partition, row)
        {
            [nameof(BaselineSummary.Title)] = baseline.Title,
            [nameof(BaselineSummary.AsOf)] = baseline.AsOf.ToString("O", CultureInfo.InvariantCulture),
            [nameof(BaselineSummary.BaseYear)] = baseline.BaseYear,
            [nameof(BaselineSummary.ContentHash)] = baseline.ContentHash,
            [nameof(BaselineSummary.ParameterCount)] = baseline.Parameters.Count,
            [nameof(BaselineSummary.ObservationCount)] = baseline.Observations.Count,
            [nameof(BaselineSummary.StoredAt)] = storedAt,
        };
    }

    public static string? ContentHashOf(TableEntity head) => head.GetString(nameof(BaselineSummary.ContentHash));

    /// <exception cref="DamagedContentException">A fact is missing.</exception>
    public static BaselineSummary Summary(TableEntity head)
    {
        var facts = (
            head[nameof(BaselineSummary.Title)], head[nameof(BaselineSummary.AsOf)], head[nameof(BaselineSummary.BaseYear)],
            head[nameof(BaselineSummary.ContentHash)], head[nameof(BaselineSummary.ParameterCount)],
            head[nameof(BaselineSummary.ObservationCount)], head[nameof(BaselineSummary.StoredAt)]);
        return facts is
            (string title, string asOf, int baseYear, string contentHash, int parameters, int observations, DateTimeOffset storedAt)
            && DateOnly.TryParseExact(asOf, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
                ? new(head.RowKey, title, day, baseYear, contentHash, parameters, observations, storedAt)
                : throw new DamagedContentException($"baseline {head.RowKey}", "its head row is incomplete");
    }
}
