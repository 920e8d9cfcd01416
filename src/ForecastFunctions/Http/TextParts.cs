using System.Buffers;

namespace ForecastFunctions.Http;

/// <summary>Texts that are written part by part.</summary>
internal static class TextParts
{
    /// <summary>All parts as one.</summary>
    public static byte[] Join(IEnumerable<ReadOnlyMemory<byte>> parts)
    {
        var whole = new ArrayBufferWriter<byte>(4096);
        foreach (var part in parts)
            whole.Write(part.Span);
        return whole.WrittenSpan.ToArray();
    }
}
