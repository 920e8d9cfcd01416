using Azure;
using Azure.Data.Tables;
using ForecastFunctions.Application.SeriesCatalogues;
using ForecastFunctions.Core.SeriesCatalogues;
using ForecastFunctions.Core.Storage;
using Microsoft.Extensions.Logging;

namespace ForecastFunctions.Infrastructure.Tables;

/// <summary>
/// Keeps catalogues in Table Storage: a row for each, which names the uploads of its parts, and a partition for each content, with a row for
/// each upload of it. An upload is written once, under a key of its own, before a catalogue names it, so a part is there whole or not at all;
/// and what no catalogue names will not be named again.
/// </summary>
internal sealed class TableCatalogueStore(TableServiceClient service, string namePrefix, ILogger<TableCatalogueStore> logger) : ICatalogueStore
{
    private const string Count = "Count";
    private const string Owner = "Owner";
    private const string Hash = "Hash";
    private const string DueAt = "DueAt";
    private const string HasLeft = "HasLeft";

    private readonly StorageTable _table = new(service, namePrefix + TableKeys.CatalogueTable, logger);

    private ContentTable Contents => new(_table);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<SeriesCatalogue>> ListAsync(string owner, CancellationToken cancellationToken)
    {
        var (from, to) = TableKeys.Catalogues(owner);
        var range = TableClient.CreateQueryFilter($"RowKey ge {from.Row} and RowKey lt {to}");
        var rows = await _table.ReadPartitionAsync(from.Partition, range, CatalogueRow.Columns, cancellationToken).ToListAsync(cancellationToken);
        return [.. rows.Select(CatalogueRow.Read).OrderBy(c => c.Name, StringComparer.Ordinal)];
    }

    /// <inheritdoc/>
    public async Task<StoredCatalogue?> FindAsync(string owner, string name, CancellationToken cancellationToken)
        => await _table.FindAsync(TableKeys.Catalogue(owner, name), cancellationToken) is { } row
            ? new StoredCatalogue(CatalogueRow.Read(row), row.ETag.ToString()) : null;

    /// <inheritdoc/>
    public async Task<CatalogueWrite> WriteAsync(
        string owner, SeriesCatalogue catalogue, string? version, CancellationToken cancellationToken)
    {
        var key = TableKeys.Catalogue(owner, catalogue.Name);
        var writeId = Guid.NewGuid().ToString("N");
        var row = CatalogueRow.Write(key, catalogue, writeId);
        bool isDone;
        if (version is null)
        {
            var register = await _table.FindAsync(TableKeys.CatalogueRegister(owner), cancellationToken);
            if (CountOf(register) >= SeriesCatalogue.MaxCount)
                return CatalogueWrite.TooMany;
            isDone = await _table.SubmitAsync(
                [Counted(owner, register, CountOf(register) + 1), new TableTransactionAction(TableTransactionActionType.Add, row)], cancellationToken);
        }
        else
        {
            isDone = await _table.ReplaceAsync(row, new ETag(version), cancellationToken);
        }

        // Refused may also mean written, with the answer lost on its way.
        return isDone || CatalogueRow.IsWrite(await _table.FindAsync(key, [CatalogueRow.WriteId], cancellationToken), writeId)
            ? CatalogueWrite.Done : CatalogueWrite.Outrun;
    }

    /// <inheritdoc/>
    public async Task<bool> RemoveAsync(string owner, string name, string version, CancellationToken cancellationToken)
    {
        var (partition, row) = TableKeys.Catalogue(owner, name);
        var register = await _table.FindAsync(TableKeys.CatalogueRegister(owner), cancellationToken);
        return await _table.SubmitAsync(
            [
                Counted(owner, register, CountOf(register) - 1),
                new TableTransactionAction(TableTransactionActionType.Delete, new TableEntity(partition, row), new ETag(version)),
            ],
            cancellationToken);
    }

    /// <inheritdoc/>
    public async Task SaveAsync(CatalogueUpload upload, SeriesContent content, DateTimeOffset dueAt, CancellationToken cancellationToken)
    {
        await RegisterAsync(upload, dueAt, cancellationToken);
        var (partition, row) = TableKeys.Fingerprints(upload.Owner, upload.UploadId);
        await Contents.AddAsync(new TableEntity(partition, row), content.Fingerprints(), cancellationToken);
        await Contents.AddAsync(
            new TableEntity(TableKeys.ContentPartition(upload.Owner, upload.Hash), upload.UploadId), content.Bytes, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<SeriesContent> ReadAsync(string owner, string hash, CancellationToken cancellationToken)
    {
        var partition = TableKeys.ContentPartition(owner, hash);
        DamagedContentException? damage = null;
        foreach (var row in await _table.ReadPartitionAsync(partition, [nameof(TableEntity.RowKey)], cancellationToken))
        {
            try
            {
                if (await Contents.FindAsync(new TableKey(partition, row.RowKey), NameOf(hash), cancellationToken) is { Content: var content })
                    return Of(content, hash);
            }
            catch (DamagedContentException e)
            {
                // Another upload of the same content is as good: this one may just be removed.
                damage = e;
            }
        }

        throw damage ?? new DamagedContentException(NameOf(hash), "it is missing");
    }

    /// <inheritdoc/>
    public async Task<ReadOnlyMemory<byte>> ReadFingerprintsAsync(string owner, string uploadId, CancellationToken cancellationToken)
    {
        var name = $"fingerprints of upload {uploadId}";
        return await Contents.FindAsync(TableKeys.Fingerprints(owner, uploadId), name, cancellationToken) is { Content: var content }
            ? content : throw new DamagedContentException(name, "they are missing");
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<CatalogueUpload>> ReadDueAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var due = TableClient.CreateQueryFilter($"DueAt le {now.ToUniversalTime()}");
        var rows = await _table.ReadPartitionAsync(
            TableKeys.UploadRegister, due, [nameof(TableEntity.RowKey), Owner, Hash, HasLeft], cancellationToken).ToListAsync(cancellationToken);
        return
        [
            .. rows.Where(row => row[Owner] is string && row[Hash] is string)
                .Select(row => new CatalogueUpload((string)row[Owner], (string)row[Hash], row.RowKey, row[HasLeft] is true)),
        ];
    }

    /// <inheritdoc/>
    public Task PostponeAsync(CatalogueUpload upload, DateTimeOffset dueAt, CancellationToken cancellationToken)
        => RegisterAsync(upload, dueAt, cancellationToken);

    /// <inheritdoc/>
    public async Task RemoveAsync(CatalogueUpload upload, CancellationToken cancellationToken)
    {
        await Contents.RemoveAsync(new TableKey(TableKeys.ContentPartition(upload.Owner, upload.Hash), upload.UploadId), cancellationToken);
        await Contents.RemoveAsync(TableKeys.Fingerprints(upload.Owner, upload.UploadId), cancellationToken);
        await _table.DeleteAsync(TableKeys.RegisteredUpload(upload.UploadId), cancellationToken);
    }

    private Task RegisterAsync(CatalogueUpload upload, DateTimeOffset dueAt, CancellationToken cancellationToken)
    {
        var (partition, row) = TableKeys.RegisteredUpload(upload.UploadId);
        return _table.UpsertAsync(
            new TableEntity(partition, row)
            {
                [Owner] = upload.Owner,
                [Hash] = upload.Hash,
                [DueAt] = dueAt.ToUniversalTime(),
                [HasLeft] = upload.HasLeft,
            },
            cancellationToken);
    }

    private static TableTransactionAction Counted(string owner, TableEntity? register, int count)
    {
        var (partition, row) = TableKeys.CatalogueRegister(owner);
        var counted = new TableEntity(partition, row) { [Count] = count };
        return register is null
            ? new TableTransactionAction(TableTransactionActionType.Add, counted)
            : new TableTransactionAction(TableTransactionActionType.UpdateReplace, counted, register.ETag);
    }

    private static int CountOf(TableEntity? register) => register?[Count] as int? ?? 0;

    private static string NameOf(string hash) => $"content {hash} of a catalogue";

    private static SeriesContent Of(ReadOnlyMemory<byte> bytes, string hash)
    {
        try
        {
            var content = SeriesContent.Of(bytes);
            return string.Equals(content.Hash, hash, StringComparison.Ordinal)
                ? content : throw new DamagedContentException(NameOf(hash), "its hash is another one");
        }
        catch (FormatException e)
        {
            throw new DamagedContentException(NameOf(hash), e.Message, e);
        }
    }
}
