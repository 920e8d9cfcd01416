using System.Globalization;

namespace ForecastFunctions.Infrastructure.Tables;

/// <summary>The two keys of a row.</summary>
/// <param name="Partition">The partition key.</param>
/// <param name="Row">The row key.</param>
internal readonly record struct TableKey(string Partition, string Row);

/// <summary>
/// Where everything stands. Versions, run ids and checksums have no <c>|</c>, so no two things can meet at one key.
/// </summary>
/// <remarks>
/// <list type="table">
/// <item><term>baselines</term><description>
/// <c>snapshot / {version}</c>: one row for each baseline, with its facts and the beginning of its content;
/// <c>pointer / current</c>: the version that is current.
/// </description></item>
/// <item><term>runs</term><description>
/// <c>{first two digits of the id} / {id}</c>: one row for each run, spread over 256 partitions, which a clean-up can
/// walk without scanning the table.
/// </description></item>
/// <item><term>refreshes</term><description>
/// <c>{year}-{month} / {id}</c>: one row for each report; ids begin with the time, so they are in order.
/// </description></item>
/// <item><term>all</term><description>
/// <c>{partition}|part / {row}|{checksum}|{number}</c>: the content that did not fit into the row. The checksum keeps
/// two writers with different contents from mixing their parts.
/// </description></item>
/// </list>
/// </remarks>
internal static class TableKeys
{
    public const string BaselineTable = "baselines";
    public const string RunTable = "runs";
    public const string RefreshTable = "refreshes";
    public const string SnapshotPartition = "snapshot";

    private const int ChecksumDigits = 16;

    public static TableKey CurrentPointer { get; } = new("pointer", "current");

    public static TableKey Snapshot(string version) => new(SnapshotPartition, version);

    public static TableKey Run(string runId) => new(runId[..2], runId);

    public static TableKey Refresh(DateTimeOffset startedAt, string id)
        => new(startedAt.UtcDateTime.ToString("yyyy-MM", CultureInfo.InvariantCulture), id);

    public static TableKey Part(TableKey head, string checksum, int number) => new(
        head.Partition + "|part",
        string.Create(CultureInfo.InvariantCulture, $"{head.Row}|{checksum[..ChecksumDigits]}|{number:000}"));
}
