using System.Globalization;
using Azure.Data.Tables;
using ForecastFunctions.Core.Baselines;

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

    public static BaselineSummary Summary(TableEntity head) => new(
        head.RowKey,
        head.GetString(nameof(BaselineSummary.Title)),
        DateOnly.ParseExact(head.GetString(nameof(BaselineSummary.AsOf)), "O", CultureInfo.InvariantCulture),
        head.GetInt32(nameof(BaselineSummary.BaseYear))!.Value,
        head.GetString(nameof(BaselineSummary.ContentHash)),
        head.GetInt32(nameof(BaselineSummary.ParameterCount))!.Value,
        head.GetInt32(nameof(BaselineSummary.ObservationCount))!.Value,
        head.GetDateTimeOffset(nameof(BaselineSummary.StoredAt))!.Value);
}
