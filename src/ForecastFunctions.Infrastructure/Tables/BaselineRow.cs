using System.Globalization;
using Azure.Data.Tables;
using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.Storage;

namespace ForecastFunctions.Infrastructure.Tables;

/// <summary>The facts of a baseline on its head row, which lists read without its content.</summary>
internal static class BaselineRow
{
    private const string Listed = "IsListed";

    public static IReadOnlyList<string> IdentityColumns { get; } = [nameof(BaselineSummary.ContentHash), Listed];

    public static IReadOnlyList<string> SummaryColumns { get; } =
    [
        "RowKey", nameof(BaselineSummary.Title), nameof(BaselineSummary.AsOf), nameof(BaselineSummary.BaseYear),
        nameof(BaselineSummary.ContentHash), nameof(BaselineSummary.ParameterCount),
        nameof(BaselineSummary.ObservationCount), nameof(BaselineSummary.StoredAt), Listed,
    ];

    public static TableEntity Head(Baseline baseline, bool isListed, DateTimeOffset storedAt)
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
            [Listed] = isListed,
        };
    }

    /// <summary>What puts a stored baseline on the list: for those who read the list, it is there since then.</summary>
    public static TableEntity Listing(string version, DateTimeOffset since)
    {
        var (partition, row) = TableKeys.Snapshot(version);
        return new TableEntity(partition, row) { [nameof(BaselineSummary.StoredAt)] = since, [Listed] = true };
    }

    /// <summary>Whether it is on the list; one that was stored before there were others is.</summary>
    public static bool IsListed(TableEntity head) => head.GetBoolean(Listed) ?? true;

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
