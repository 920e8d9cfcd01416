using Azure.Data.Tables;
using ForecastFunctions.Core.Storage;

namespace ForecastFunctions.Infrastructure.Tables;

/// <summary>
/// Keeps contents of any size in rows of a table. The head row holds the facts and the first 704 KiB, further rows,
/// its parts, the rest. The head is written last, and is what makes a content exist: a write that was torn off has
/// changed nothing. It is not removed while anything may be written under its key; what replaces a content is of the next generation, whose parts stand apart, so
/// that removing those of older ones harms no reader and no writer.
/// </summary>
internal sealed class ContentTable(StorageTable table)
{
    public const int ChunkBytes = TableLimits.MaxBinaryBytes;

    /// <summary>
    /// Azure would take 15 chunks; the emulator holds the limit of 1 MiB against the request, where binary is base64.
    /// </summary>
    public const int RowBytes = 11 * ChunkBytes;

    /// <summary>Finds the heads whose replaced contents have left parts behind.</summary>
    public const string HasReplacedPartsCondition = $"{HasReplacedParts} eq true";

    private const string Encoding = "Encoding";
    private const string Length = "Length";
    private const string StoredLength = "StoredLength";
    private const string Checksum = "Checksum";
    private const string Generation = "Generation";
    private const string HasReplacedParts = "HasReplacedParts";

    private static readonly string[] ChunkNames = [.. Enumerable.Range(0, RowBytes / ChunkBytes).Select(i => $"Chunk{i:00}")];

    /// <summary>Adds a content under the key of its head; false if there is one, which stays.</summary>
    public async Task<bool> AddAsync(TableEntity head, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var key = new TableKey(head.PartitionKey, head.RowKey);
        var packed = PackedContent.Pack(content);
        if (RowCount(packed.Bytes.Length) > 1 && await table.FindAsync(key, [Checksum], cancellationToken) is not null)
            return false;

        await WritePartsAsync(key, generation: 0, packed, cancellationToken);
        return await table.AddAsync(Complete(head, packed), cancellationToken);
    }

    /// <summary>Writes a content that fits into its head, whatever stood there.</summary>
    /// <exception cref="ArgumentException">It does not fit.</exception>
    public Task WriteWholeAsync(TableEntity head, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var packed = PackedContent.Pack(content);
        return RowCount(packed.Bytes.Length) == 1
            ? table.UpsertAsync(Complete(head, packed), cancellationToken)
            : throw new ArgumentException($"A content of {packed.Bytes.Length} bytes does not fit into a row.", nameof(content));
    }

    /// <summary>
    /// Replaces a content and its head; false, and nothing is changed, if the head is no longer the one that was found.
    /// </summary>
    public async Task<bool> ReplaceAsync(
        TableEntity found, TableEntity head, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var packed = PackedContent.Pack(content);
        var generation = GenerationOf(found) + 1;
        await WritePartsAsync(KeyOf(found), generation, packed, cancellationToken);
        head[Generation] = generation;
        head[HasReplacedParts] = LeavesParts(found);
        return await table.ReplaceAsync(Complete(head, packed), found.ETag, cancellationToken);
    }

    /// <summary>Whether parts stay behind when the content of a head is replaced, of it or of one before.</summary>
    public static bool LeavesParts(TableEntity head) =>
        head[HasReplacedParts] is true || head[StoredLength] is not int length || RowCount(length) > 1;

    /// <summary>Removes the parts that replaced contents have left behind.</summary>
    public async Task RemoveReplacedPartsAsync(TableKey key, CancellationToken cancellationToken)
    {
        if (await table.FindAsync(key, cancellationToken) is not { } head || head[HasReplacedParts] is not true)
            return;
        var (from, to) = TableKeys.PartsBefore(key, GenerationOf(head));
        var range = TableClient.CreateQueryFilter($"RowKey ge {from.Row} and RowKey lt {to}");
        foreach (var part in await table.ReadPartitionAsync(from.Partition, range, [nameof(TableEntity.RowKey)], cancellationToken)
            .ToListAsync(cancellationToken))
            await table.DeleteAsync(new TableKey(from.Partition, part.RowKey), cancellationToken);

        // Refused if the head has changed; then they are looked for once more, another time.
        await table.MergeAsync(new TableEntity(key.Partition, key.Row) { [HasReplacedParts] = false }, head.ETag, cancellationToken);
    }

    /// <summary>Removes a content with its parts, under a key that nothing is written under any more.</summary>
    public async Task RemoveAsync(TableKey key, CancellationToken cancellationToken)
    {
        await table.DeleteAsync(key, cancellationToken);
        var (from, to) = TableKeys.AllParts(key);
        var range = TableClient.CreateQueryFilter($"RowKey ge {from.Row} and RowKey lt {to}");
        foreach (var part in await table.ReadPartitionAsync(from.Partition, range, [nameof(TableEntity.RowKey)], cancellationToken)
            .ToListAsync(cancellationToken))
            await table.DeleteAsync(new TableKey(from.Partition, part.RowKey), cancellationToken);
    }

    /// <summary>The head and the verified content under a key, or null where there is no head.</summary>
    /// <exception cref="DamagedContentException">Something of the content is missing or was changed.</exception>
    public async Task<(TableEntity Head, ReadOnlyMemory<byte> Content)?> FindAsync(
        TableKey key, string name, CancellationToken cancellationToken)
    {
        while (await table.FindAsync(key, cancellationToken) is { } head)
        {
            try
            {
                return (head, await ReadAsync(head, name, cancellationToken));
            }
            catch (DamagedContentException)
            {
                // A content that was replaced while it was read may have lost its parts: the new one is read instead.
                if (await table.FindAsync(key, cancellationToken) is { } now && now.ETag == head.ETag)
                    throw;
            }
        }

        return null;
    }

    private async Task<ReadOnlyMemory<byte>> ReadAsync(TableEntity head, string name, CancellationToken cancellationToken)
    {
        if ((head[Encoding], head[Length], head[StoredLength], head[Checksum]) is not
            (string encoding, int length, int storedLength and >= 0 and <= PackedContent.MaxLength, string { Length: 64 } checksum))
            throw new DamagedContentException(name, "its head row is incomplete");

        var bytes = new byte[storedLength];
        CopyChunks(head, bytes, 0, name);
        var parts = Enumerable.Range(1, RowCount(bytes.Length) - 1).Select(async row =>
        {
            var part = await table.FindAsync(TableKeys.Part(KeyOf(head), GenerationOf(head), checksum, row), cancellationToken)
                ?? throw new DamagedContentException(name, $"part {row} is missing");
            CopyChunks(part, bytes, row, name);
        });
        await Task.WhenAll(parts);

        return new PackedContent(encoding, length, checksum, bytes).Unpack(name);
    }

    private async Task WritePartsAsync(TableKey key, int generation, PackedContent packed, CancellationToken cancellationToken)
    {
        for (var row = 1; row < RowCount(packed.Bytes.Length); row++)
        {
            var (partition, name) = TableKeys.Part(key, generation, packed.Checksum, row);
            await table.UpsertAsync(WithChunks(new TableEntity(partition, name), packed.Bytes, row), cancellationToken);
        }
    }

    private static TableEntity Complete(TableEntity head, PackedContent packed)
    {
        head[Encoding] = packed.Encoding;
        head[Length] = packed.Length;
        head[StoredLength] = packed.Bytes.Length;
        head[Checksum] = packed.Checksum;
        return WithChunks(head, packed.Bytes, 0);
    }

    private static TableKey KeyOf(TableEntity head) => new(head.PartitionKey, head.RowKey);

    private static int GenerationOf(TableEntity head) => head[Generation] as int? ?? 0;

    private static int RowCount(int bytes) => Math.Max(1, (bytes + RowBytes - 1) / RowBytes);

    private static TableEntity WithChunks(TableEntity entity, ReadOnlyMemory<byte> bytes, int row)
    {
        foreach (var (name, range) in Chunks(bytes.Length, row))
            entity[name] = bytes[range].ToArray();
        return entity;
    }

    private static void CopyChunks(TableEntity entity, byte[] bytes, int row, string name)
    {
        foreach (var (chunkName, range) in Chunks(bytes.Length, row))
        {
            var target = bytes.AsSpan(range);
            if (entity[chunkName] is not byte[] chunk || chunk.Length != target.Length)
                throw new DamagedContentException(name, $"{chunkName} of part {row} is missing or cut");
            chunk.CopyTo(target);
        }
    }

    /// <summary>Which bytes of a content the chunks of one of its rows hold.</summary>
    private static IEnumerable<(string Name, Range Range)> Chunks(int length, int row)
    {
        var start = row * RowBytes;
        foreach (var name in ChunkNames)
        {
            if (start >= length)
                yield break;
            var end = Math.Min(start + ChunkBytes, length);
            yield return (name, start..end);
            start = end;
        }
    }
}
