using Azure;
using Azure.Data.Tables;
using ForecastFunctions.Application.Scenarios;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Storage;
using Microsoft.Extensions.Logging;

namespace ForecastFunctions.Infrastructure.Tables;

/// <summary>
/// Keeps scenarios in Table Storage: a partition for each owner, with a row for each scenario and one register, which
/// every change rewrites in the same transaction. Whoever decided on rows that another change has since replaced is
/// refused by the register's ETag, and decides again.
/// </summary>
internal sealed class TableScenarioStore : IScenarioStore
{
    /// <summary>Far more than there are instances to be outrun by.</summary>
    private const int MaxTries = 20;

    private const string Revision = "Revision";
    private const string UpdatedAt = "UpdatedAt";
    private const string WriteId = "WriteId";
    private const string Encoding = "Encoding";
    private const string Length = "Length";
    private const string Checksum = "Checksum";
    private const string Content = "Content";

    private static readonly string[] Columns =
        [nameof(TableEntity.RowKey), Revision, UpdatedAt, WriteId, Encoding, Length, Checksum, Content];

    private readonly StorageTable _table;
    private readonly TimeProvider _time;

    /// <summary>One instance's changes of an owner wait here rather than refuse each other in the storage.</summary>
    private readonly Turns _turns = new();

    public TableScenarioStore(TableServiceClient service, string namePrefix, TimeProvider time, ILogger<TableScenarioStore> logger)
    {
        _table = new StorageTable(service, namePrefix + TableKeys.ScenarioTable, logger);
        _time = time;
    }

    /// <inheritdoc/>
    public async Task<PartnerScenarios> ReadAsync(string owner, CancellationToken cancellationToken)
        => new(owner, (await ReadRowsAsync(owner, cancellationToken)).Select(row => Read(row)));

    /// <inheritdoc/>
    public async Task<PartnerScenarios> ReadChainAsync(string owner, string name, CancellationToken cancellationToken)
    {
        var chain = new Dictionary<string, StoredScenario>(StringComparer.Ordinal);
        for (var next = name; SavedScenario.IsName(next) && !chain.ContainsKey(next) && chain.Count < PartnerScenarios.MaxDepth;)
        {
            if (await _table.FindAsync(TableKeys.Scenario(owner, next), cancellationToken) is not { } row)
                break;
            var stored = Read(row);
            chain.Add(next, stored);
            next = stored.Scenario.Extends;
            if (Presets.Find(next) is not null)
                break;
        }

        return new PartnerScenarios(owner, chain.Values);
    }

    /// <inheritdoc/>
    public async Task<StoredScenario?> ChangeAsync(
        string owner, string name, Func<PartnerScenarios, SavedScenario?> decide, CancellationToken cancellationToken)
    {
        using var turn = await _turns.TakeAsync(owner, cancellationToken);
        return await ChangeInTurnAsync(owner, name, decide, cancellationToken);
    }

    private async Task<StoredScenario?> ChangeInTurnAsync(
        string owner, string name, Func<PartnerScenarios, SavedScenario?> decide, CancellationToken cancellationToken)
    {
        var id = Guid.NewGuid().ToString("N");
        StoredScenario? change = null;
        for (var tries = 0; tries < MaxTries; tries++)
        {
            if (tries > 0)
                await Task.Delay(TimeSpan.FromMilliseconds((10 * tries) + (id[0] % 16)), _time, cancellationToken);

            // The register first: whatever is written after this read has another one.
            var register = await _table.FindAsync(TableKeys.Register(owner), cancellationToken);
            var rows = await ReadRowsAsync(owner, cancellationToken);

            // Refused may also mean written, with the answer lost on its way.
            if (tries > 0 && rows.Append(register).Any(row => string.Equals(row?.GetString(WriteId), id, StringComparison.Ordinal)))
                return change;

            var scenario = decide(new PartnerScenarios(owner, rows.Select(row => Read(row))));
            var revision = (register?.GetInt64(Revision) ?? 0) + 1;
            change = scenario is null ? null : new StoredScenario(scenario, revision, _time.GetUtcNow());
            if (await _table.SubmitAsync(Writes(owner, name, register, rows, change, revision, id), cancellationToken))
                return change;
        }

        throw new StorageUnavailableException(
            $"The scenarios of a partner were changed by others {MaxTries} times in a row.", new TimeoutException());
    }

    private static List<TableTransactionAction> Writes(
        string owner, string name, TableEntity? register, IReadOnlyList<TableEntity> rows, StoredScenario? change, long revision, string id)
    {
        var registerKey = TableKeys.Register(owner);
        var next = new TableEntity(registerKey.Partition, registerKey.Row) { [Revision] = revision, [WriteId] = id };
        var writes = new List<TableTransactionAction>
        {
            register is null
                ? new(TableTransactionActionType.Add, next)
                : new(TableTransactionActionType.UpdateReplace, next, register.ETag),
        };
        var (partition, row) = TableKeys.Scenario(owner, name);
        if (change is not null)
            writes.Add(new(TableTransactionActionType.UpsertReplace, RowOf(change, new TableEntity(partition, row) { [WriteId] = id })));
        else if (rows.Any(r => string.Equals(r.RowKey, row, StringComparison.Ordinal)))
            writes.Add(new(TableTransactionActionType.Delete, new TableEntity(partition, row), ETag.All));
        return writes;
    }

    private async Task<IReadOnlyList<TableEntity>> ReadRowsAsync(string owner, CancellationToken cancellationToken)
    {
        var (from, to) = TableKeys.Scenarios(owner);
        var range = TableClient.CreateQueryFilter($"RowKey ge {from.Row} and RowKey lt {to}");
        return await _table.ReadPartitionAsync(from.Partition, range, Columns, cancellationToken).ToListAsync(cancellationToken);
    }

    private static TableEntity RowOf(StoredScenario stored, TableEntity row)
    {
        var packed = PackedContent.Pack(SavedScenarioJson.Write(stored.Scenario));
        row[Revision] = stored.Revision;
        row[UpdatedAt] = stored.UpdatedAt.ToUniversalTime();
        row[Encoding] = packed.Encoding;
        row[Length] = packed.Length;
        row[Checksum] = packed.Checksum;
        row[Content] = packed.Bytes.ToArray();
        return row;
    }

    private static StoredScenario Read(TableEntity row)
    {
        var name = $"scenario {row.RowKey}";
        if ((row[Revision], row[UpdatedAt], row[Encoding], row[Length], row[Checksum], row[Content]) is not
            (long revision, DateTimeOffset updatedAt, string encoding, int length, string { Length: 64 } checksum, byte[] content))
            throw new DamagedContentException(name, "its row is incomplete");
        var json = new PackedContent(encoding, length, checksum, content).Unpack(name);
        return new StoredScenario(SavedScenarioJson.Read(json.Span, name), revision, updatedAt);
    }
}
