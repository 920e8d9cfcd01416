using System.Runtime.InteropServices;

namespace ForecastFunctions.Infrastructure.Sources;

/// <summary>The bytes of a document for parsers that read a stream.</summary>
internal static class DocumentBytes
{
    /// <summary>A stream over the bytes, which are not copied.</summary>
    public static MemoryStream AsStream(this ReadOnlyMemory<byte> document) =>
        MemoryMarshal.TryGetArray(document, out var bytes)
            ? new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count, writable: false)
            : new MemoryStream(document.ToArray(), writable: false);
}
