using System.IO.Compression;
using ForecastFunctions.Application.Partners;
using ForecastFunctions.Application.Runs;
using Microsoft.AspNetCore.Http;

namespace ForecastFunctions.Http;

/// <summary>How long a text is, and the digest of its bytes.</summary>
/// <param name="Length">How many bytes it has.</param>
/// <param name="Text">The digest: 16 bytes of SHA-256 in Base64url.</param>
public sealed record TextDigest(long Length, string Text);

/// <summary>
/// A text that is too long to be kept: it is written part by part while it is sent, each part when it is its turn, and never held as
/// a whole. Its digest was taken before.
/// </summary>
/// <param name="Digest">The digest of all parts.</param>
/// <param name="Parts">Writes the parts, the same each time; each is valid until the next one is written.</param>
/// <param name="Caller">Who asks.</param>
/// <param name="Gate">Gives each part its turn.</param>
/// <param name="Time">Bounds the patience with who reads it.</param>
public sealed record LongText(
    TextDigest Digest, Func<IEnumerable<ReadOnlyMemory<byte>>> Parts, Caller Caller, ComputeGate Gate, TimeProvider Time)
{
    /// <summary>About how many bytes a part has.</summary>
    public const int PartBytes = 256 * 1024;

    /// <summary>What is held while it is sent: a part as it is written and as it is packed.</summary>
    public const int BytesHeld = 3 * PartBytes;

    /// <summary>How long a part waits to be read before its reader is given up.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Sends it. Who leaves, or doesn't read on, gets no more of it; neither is a failure.</summary>
    /// <param name="http">The request and its answer.</param>
    /// <param name="isPacked">Whether it is sent with gzip.</param>
    public async Task SendAsync(HttpContext http, bool isPacked)
    {
        using var parts = Parts().GetEnumerator();
        using var packed = new MemoryStream();
        using var gzip = isPacked ? new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true) : null;
        while (true)
        {
            var (bytes, isLast) = await Gate.GoOnAsync(Caller, Next, http.RequestAborted);
            if (!bytes.IsEmpty && !await IsReadAsync(http, bytes))
                http.Abort();
            if (isLast || http.RequestAborted.IsCancellationRequested)
                return;
        }

        (ReadOnlyMemory<byte> Bytes, bool IsLast) Next()
        {
            var isLast = !parts.MoveNext();
            if (gzip is null)
                return (isLast ? default : parts.Current, isLast);
            packed.SetLength(0);
            if (isLast)
                gzip.Dispose();
            else
                gzip.Write(parts.Current.Span);
            return (packed.GetBuffer().AsMemory(0, (int)packed.Length), isLast);
        }
    }

    private async Task<bool> IsReadAsync(HttpContext http, ReadOnlyMemory<byte> bytes)
    {
        using var patience = new CancellationTokenSource(Patience, Time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, http.RequestAborted);
        try
        {
            await http.Response.Body.WriteAsync(bytes, end.Token);
            return true;
        }
        catch (OperationCanceledException) when (!http.RequestAborted.IsCancellationRequested)
        {
            return false;
        }
    }
}
