using System.Numerics;

namespace ForecastFunctions.Application.Jobs;

/// <summary>Which blocks of an operation are done: a bit for each, so that to set one twice is to set it once.</summary>
public sealed class BlockMap
{
    /// <summary>The most blocks: what a column of the storage holds.</summary>
    public const int MaxBlocks = 8 * 64 * 1024;

    private readonly byte[] _bits;

    private BlockMap(int blocks, byte[] bits)
    {
        Blocks = blocks;
        _bits = bits;
        Count = bits.Sum(b => BitOperations.PopCount(b));
    }

    /// <summary>How many blocks there are.</summary>
    public int Blocks { get; }

    /// <summary>How many of them are done.</summary>
    public int Count { get; }

    /// <summary>Whether all of them are done.</summary>
    public bool IsFull => Count == Blocks;

    /// <summary>The blocks that are not done, in order.</summary>
    public IEnumerable<int> Missing => Enumerable.Range(0, Blocks).Where(block => !Contains(block));

    /// <summary>The bits, from the lowest of the first byte on.</summary>
    public ReadOnlyMemory<byte> Bits => _bits;

    /// <summary>No block is done.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are none, or more than <see cref="MaxBlocks"/>.</exception>
    public static BlockMap Empty(int blocks)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(blocks, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(blocks, MaxBlocks);
        return new BlockMap(blocks, new byte[(blocks + 7) / 8]);
    }

    /// <summary>Reads <see cref="Bits"/>.</summary>
    /// <exception cref="FormatException">They are not those of so many blocks.</exception>
    public static BlockMap Of(int blocks, ReadOnlySpan<byte> bits)
        => blocks is >= 1 and <= MaxBlocks && bits.Length == (blocks + 7) / 8 && (blocks % 8 == 0 || bits[^1] >> (blocks % 8) == 0)
            ? new BlockMap(blocks, bits.ToArray())
            : throw new FormatException($"{bits.Length} bytes are not the map of {blocks} blocks.");

    /// <summary>Whether a block is done.</summary>
    public bool Contains(int block) => (_bits[block / 8] & (1 << (block % 8))) != 0;

    /// <summary>The map with a block that is done.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such block.</exception>
    public BlockMap With(int block)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(block);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(block, Blocks);
        var bits = _bits.ToArray();
        bits[block / 8] |= (byte)(1 << (block % 8));
        return new BlockMap(Blocks, bits);
    }
}
