using System.Globalization;
using System.Text;

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
/// <item><term>keys</term><description>
/// <c>partner / {name}</c>: one row for each partner, with the hashes of its keys; <c>usage / {caller}</c>: what it has
/// asked for today.
/// </description></item>
/// <item><term>scenarios</term><description>
/// <c>{owner} / scenario|{name}</c>: one row for each saved scenario; <c>{owner} / register</c>: how often the owner's
/// scenarios were changed.
/// </description></item>
/// <item><term>filings</term><description>
/// <c>{company's number} / {accession}</c>: one row for each filing that was read, with what was read and by which reader.
/// </description></item>
/// <item><term>operations</term><description>
/// <c>{owner}| / operation|{id}</c>: one row for each operation; <c>{owner}| / usage</c>: what the owner's operations have cost today;
/// <c>register / {id}</c>: one row for each operation of any owner, for the sweep.
/// </description></item>
/// <item><term>blocks</term><description>
/// <c>{id of an operation}|{attempt} / {block}</c>: one row for each block of an attempt that was taken up, with its result once it has one.
/// </description></item>
/// <item><term>catalogues</term><description>
/// <c>{owner}| / catalogue|{name}</c>: one row for each catalogue, with its parts; <c>{owner}| / register</c>: how many the owner has;
/// <c>{owner}|{hash} / {upload}</c>: a content that was uploaded; <c>{owner}|ids / {upload}</c>: the fingerprints of its ids;
/// <c>register / {upload}</c>: one row for each upload of any owner, for the sweep.
/// </description></item>
/// <item><term>all</term><description>
/// <c>{partition}|part / {row}|{generation}|{checksum}|{number}</c>: the content that did not fit into the row. The
/// generation counts how often the content was replaced, so that what an older one left is a range of rows and never
/// what a newer one needs; the checksum keeps two writers with different contents from mixing their parts.
/// </description></item>
/// </list>
/// </remarks>
internal static class TableKeys
{
    public const string BaselineTable = "baselines";
    public const string RunTable = "runs";
    public const string RefreshTable = "refreshes";
    public const string KeyTable = "keys";
    public const string ScenarioTable = "scenarios";
    public const string FilingTable = "filings";
    public const string OperationTable = "operations";
    public const string BlockTable = "blocks";
    public const string CatalogueTable = "catalogues";
    public const string SnapshotPartition = "snapshot";

    public const string PartnerPartition = "partner";

    private const int ChecksumDigits = 16;
    private const string ScenarioRow = "scenario|";
    private const string OperationRow = "operation|";
    private const string CatalogueRow = "catalogue|";

    public static TableKey CurrentPointer { get; } = new("pointer", "current");

    public static TableKey Snapshot(string version) => new(SnapshotPartition, version);

    public static TableKey Run(string runId) => new(runId[..2], runId);

    /// <summary>The partitions of the runs, in order.</summary>
    public static IEnumerable<string> RunPartitions { get; } =
        [.. Enumerable.Range(0, 256).Select(number => number.ToString("x2", CultureInfo.InvariantCulture))];

    public static TableKey Refresh(DateTimeOffset startedAt, string id)
        => new(startedAt.UtcDateTime.ToString("yyyy-MM", CultureInfo.InvariantCulture), id);

    public static TableKey Partner(string name) => new(PartnerPartition, name);

    public static TableKey Usage(string caller) => new("usage", caller);

    public static TableKey Filing(int cik, string accession) => new(cik.ToString("0000000000", CultureInfo.InvariantCulture), accession);

    public static TableKey Scenario(string owner, string name) => new(Encode(owner), ScenarioRow + Encode(name));

    public static TableKey Register(string owner) => new(Encode(owner), "register");

    /// <summary>The range of the scenarios of an owner, its end excluded.</summary>
    public static (TableKey From, string To) Scenarios(string owner) => (new TableKey(Encode(owner), ScenarioRow), "scenario}");

    public const string OperationRegister = "register";

    public static TableKey Operation(string owner, string id) => new(OwnerPartition(owner), OperationRow + id);

    public static TableKey OperationUsage(string owner) => new(OwnerPartition(owner), "usage");

    /// <summary>The range of the operations of an owner, its end excluded.</summary>
    public static (TableKey From, string To) Operations(string owner) => (new TableKey(OwnerPartition(owner), OperationRow), "operation}");

    public static TableKey RegisteredOperation(string id) => new(OperationRegister, id);

    public static string BlockPartition(string operation, int attempt) => string.Create(CultureInfo.InvariantCulture, $"{operation}|{attempt}");

    public static TableKey Block(string operation, int attempt, int block)
        => new(BlockPartition(operation, attempt), block.ToString("000000", CultureInfo.InvariantCulture));

    public const string UploadRegister = "register";

    public static TableKey Catalogue(string owner, string name) => new(OwnerPartition(owner), CatalogueRow + Encode(name));

    public static TableKey CatalogueRegister(string owner) => new(OwnerPartition(owner), "register");

    /// <summary>The range of the catalogues of an owner, its end excluded.</summary>
    public static (TableKey From, string To) Catalogues(string owner) => (new TableKey(OwnerPartition(owner), CatalogueRow), "catalogue}");

    public static string ContentPartition(string owner, string hash) => OwnerPartition(owner) + hash;

    public static TableKey Fingerprints(string owner, string uploadId) => new(OwnerPartition(owner) + "ids", uploadId);

    public static TableKey RegisteredUpload(string uploadId) => new(UploadRegister, uploadId);

    public static TableKey Part(TableKey head, int generation, string checksum, int number) => new(
        PartPartition(head),
        string.Create(CultureInfo.InvariantCulture, $"{FirstPart(head, generation)}{checksum[..ChecksumDigits]}|{number:000}"));

    /// <summary>The range of the parts of every generation, its end excluded.</summary>
    public static (TableKey From, string To) AllParts(TableKey head) => (new TableKey(PartPartition(head), head.Row + "|"), head.Row + "}");

    /// <summary>The range of the parts of all generations before one, its end excluded.</summary>
    public static (TableKey From, string To) PartsBefore(TableKey head, int generation) =>
        (new TableKey(PartPartition(head), FirstPart(head, 0)), FirstPart(head, generation));

    /// <summary>
    /// Any text as part of a key: ASCII letters, digits, hyphens, underscores and points as they are, all else as its
    /// bytes in UTF-8, each as = and two hex digits. Different texts stay different.
    /// </summary>
    private static string Encode(string text)
    {
        var key = new StringBuilder(text.Length);
        foreach (var unit in Encoding.UTF8.GetBytes(text))
        {
            if (char.IsAsciiLetterOrDigit((char)unit) || unit is (byte)'-' or (byte)'_' or (byte)'.')
                key.Append((char)unit);
            else
                key.Append(CultureInfo.InvariantCulture, $"={unit:X2}");
        }

        return key.ToString();
    }

    private static string OwnerPartition(string owner) => Encode(owner) + "|";

    private static string PartPartition(TableKey head) => head.Partition + "|part";

    private static string FirstPart(TableKey head, int generation) =>
        string.Create(CultureInfo.InvariantCulture, $"{head.Row}|{generation:00000}|");
}
