using Azure.Data.Tables;
using ForecastFunctions.Core.Storage;

namespace ForecastFunctions.Infrastructure.Tables;

/// <summary>
/// Keeps contents of any size in rows of a table. The head row holds the facts and the first 704 KiB, further rows
/// the rest; the head is added last and only once, and is what makes a content exist: a write that was torn off has
/// left none, and no content ever replaces another.
/// </summary>
internal sealed class ContentTable(StorageTable table)
{
    public const int ChunkBytes = TableLimits.MaxBinaryBytes;

    /// <summary>
    /// Azure would take 15 chunks; the emulator holds the limit of 1 MiB against the request, where binary is base64.
    /// </summary>
    public const int RowBytes = 11 * ChunkBytes;

    private const string Encoding = "Encoding";
    private const string Length = "Length";
    private const string StoredLength = "StoredLength";
    private const string Checksum = "Checksum";

    private static readonly string[] ChunkNames = [.. Enumerable.Range(0, RowBytes / ChunkBytes).Select(i => $"Chunk{i:00}")];

    /// <summary>Adds a content under the key of its head; false if there is one, which stays.</summary>
    public async Task<bool> AddAsync(TableEntity head, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var key = new TableKey(head.PartitionKey, head.RowKey);
        var packed = PackedContent.Pack(content);
        var rows = RowCount(packed.Bytes.Length);
        if (rows > 1 && await table.FindAsync(key, [Checksum], cancellationToken) is not null)
            return false;

        for (var row = 1; row < rows; row++)
        {
            var (partition, name) = TableKeys.Part(key, packed.Checksum, row);
            await table.UpsertAsync(WithChunks(new TableEntity(partition, name), packed.Bytes, row), cancellationToken);
        }

        head[Encoding] = packed.Encoding;
        head[Length] = packed.Length;
        head[StoredLength] = packed.Bytes.Length;
        head[Checksum] = packed.Checksum;
        return await table.AddAsync(WithChunks(head, packed.Bytes, 0), cancellationToken);
    }

    /// <summary>The head and the verified content under a key, or null where there is no head.</summary>
    /// <exception cref="DamagedContentException">Something of the content is missing or was changed.</exception>
    public async Task<(TableEntity Head, ReadOnlyMemory<byte> Content)?> FindAsync(
        TableKey key, string name, CancellationToken cancellationToken)
    {
        if (await table.FindAsync(key, cancellationToken) is not { } head)
            return null;
        if ((head[Encoding], head[Length], head[StoredLength], head[Checksum]) is not
            (string encoding, int length, int storedLength and >= 0 and <= PackedContent.MaxLength, string { Length: 64 } checksum))
            throw new DamagedContentException(name, "its head row is incomplete");

        var bytes = new byte[storedLength];
        CopyChunks(head, bytes, 0, name);
        var parts = Enumerable.Range(1, RowCount(bytes.Length) - 1).Select(async row =>
        {
            var part = await table.FindAsync(TableKeys.Part(key, checksum, row), cancellationToken)
                ?? throw new DamagedContentException(name, $"part {row} is missing");
            CopyChunks(part, bytes, row, name);
        });
        await Task.WhenAll(parts);

        return (head, new PackedContent(encoding, length, checksum, bytes).Unpack(name));
    }

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
