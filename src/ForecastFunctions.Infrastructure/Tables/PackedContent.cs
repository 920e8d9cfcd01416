using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;
using ForecastFunctions.Core.Storage;

namespace ForecastFunctions.Infrastructure.Tables;

/// <summary>A content as it is stored: compressed where that makes it smaller, with what is needed to verify it.</summary>
/// <param name="Encoding">How it is compressed.</param>
/// <param name="Length">The number of bytes before compression.</param>
/// <param name="Checksum">SHA-256 of <paramref name="Bytes"/>, in lower-case hex.</param>
/// <param name="Bytes">The stored bytes.</param>
internal sealed record PackedContent(string Encoding, int Length, string Checksum, ReadOnlyMemory<byte> Bytes)
{
    public const string Brotli = "br";
    public const string Identity = "identity";

    /// <summary>More than any run; a bound, so that a damaged length cannot ask for all memory.</summary>
    public const int MaxLength = 64 * 1024 * 1024;

    /// <summary>Of a text in a column: one byte for the encoding, and four for the length.</summary>
    private const int HeadLength = 1 + sizeof(int);

    // Quality 5 gives most of the size at a tenth of the time of 11; the window spans the largest contents.
    private const int Quality = 5;
    private const int Window = 22;

    public static PackedContent Pack(ReadOnlyMemory<byte> content)
    {
        if (content.Length > MaxLength)
            throw new ArgumentException($"A content of {content.Length} bytes is larger than {MaxLength}.", nameof(content));

        var compressed = new byte[BrotliEncoder.GetMaxCompressedLength(content.Length)];
        var isSmaller = BrotliEncoder.TryCompress(content.Span, compressed, out var written, Quality, Window)
            && written < content.Length;
        var bytes = isSmaller ? compressed.AsMemory(0, written) : content;
        return new(isSmaller ? Brotli : Identity, content.Length, ChecksumOf(bytes.Span), bytes);
    }

    /// <summary>The content, after everything was verified.</summary>
    /// <param name="name">What to call it in the error.</param>
    public ReadOnlyMemory<byte> Unpack(string name)
    {
        if (!string.Equals(ChecksumOf(Bytes.Span), Checksum, StringComparison.Ordinal))
            throw new DamagedContentException(name, "its checksum does not match");
        return Encoding switch
        {
            Identity when Bytes.Length == Length => Bytes,
            Brotli when Length is > 0 and <= MaxLength && TryDecompress(out var content) => content,
            _ => throw new DamagedContentException(name, $"its {Bytes.Length} bytes are not {Length} bytes in the encoding '{Encoding}'"),
        };
    }

    /// <summary>A text as compressed bytes, small enough for a column.</summary>
    /// <exception cref="ArgumentException">It is too large for one.</exception>
    public static byte[] PackText(string text)
    {
        var packed = Pack(System.Text.Encoding.UTF8.GetBytes(text));
        var bytes = new byte[HeadLength + packed.Bytes.Length];
        bytes[0] = packed.Encoding is Brotli ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(1), packed.Length);
        packed.Bytes.Span.CopyTo(bytes.AsSpan(HeadLength));
        return bytes.Length <= TableLimits.MaxBinaryBytes
            ? bytes
            : throw new ArgumentException($"A text of {text.Length} characters takes {bytes.Length} bytes in a column.", nameof(text));
    }

    /// <summary>The text of a column.</summary>
    /// <param name="bytes">What <see cref="PackText"/> gave.</param>
    /// <param name="name">What to call it in the error.</param>
    public static string Unpack(byte[] bytes, string name)
    {
        if (bytes.Length <= HeadLength || bytes[0] > 1)
            throw new DamagedContentException(name, "its request is cut");
        var body = bytes.AsMemory(HeadLength);
        var packed = new PackedContent(
            bytes[0] == 1 ? Brotli : Identity, BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(1)), ChecksumOf(body.Span), body);
        return System.Text.Encoding.UTF8.GetString(packed.Unpack(name).Span);
    }

    private bool TryDecompress(out ReadOnlyMemory<byte> content)
    {
        var bytes = new byte[Length];
        content = bytes;
        using var decoder = default(BrotliDecoder);
        return decoder.Decompress(Bytes.Span, bytes, out var consumed, out var written) == OperationStatus.Done
            && (consumed, written) == (Bytes.Length, Length);
    }

    private static string ChecksumOf(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
