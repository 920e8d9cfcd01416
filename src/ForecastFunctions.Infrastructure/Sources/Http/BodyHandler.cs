using System.Buffers.Binary;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using ForecastFunctions.Core.Baselines;

namespace ForecastFunctions.Infrastructure.Sources.Http;

/// <summary>
/// Reads the whole body within the try, so that a body that stalls or breaks off is a failed try as any other, and
/// counts it, compressed and decompressed, so that no more than the allowed bytes of either are ever held.
/// </summary>
/// <param name="maxBytes">The longest body, before and after decompression.</param>
/// <param name="mediaTypes">The types that a body may have, where the request does not say it.</param>
/// <param name="rest">Where the upstream refuses by a page: watches for it, and lets nothing through for a while.</param>
internal sealed class BodyHandler(int maxBytes, IReadOnlyCollection<string> mediaTypes, RefusalRest? rest = null) : DelegatingHandler
{
    /// <summary>The types that the body of a request may have.</summary>
    public static readonly HttpRequestOptionsKey<IReadOnlyCollection<string>> MediaTypes = new("media-types");

    private const string Html = "text/html";
    private const int BufferSize = 16 * 1024;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        rest?.ThrowIfResting();
        request.Options.TryGetValue(RequestMeter.Key, out var meter);
        meter?.CountRequest();
        if (request.Headers.AcceptEncoding.Count == 0)
            request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("gzip"));

        var response = await base.SendAsync(request, cancellationToken);
        var isPage = rest is not null
            && string.Equals(response.Content.Headers.ContentType?.MediaType, Html, StringComparison.OrdinalIgnoreCase);
        var mayRefuse = response.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.TooManyRequests && isPage;
        if (response.StatusCode != HttpStatusCode.OK && !mayRefuse)
            return response;

        try
        {
            if (!isPage)
                CheckHead(request, response.Content.Headers);
            var body = await ReadAsync(response.Content, meter, cancellationToken);
            if (isPage)
                rest!.Look(response.StatusCode, body.Span);
            CheckHead(request, response.Content.Headers);
            response.Content.Dispose();
            response.Content = new ReadOnlyMemoryContent(body);
            return response;
        }
        catch (SourceException exception)
            when (response.StatusCode != HttpStatusCode.OK && exception.Code is not SourceFaultCodes.Forbidden)
        {
            // Its status says all there is to say.
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    private void CheckHead(HttpRequestMessage request, HttpContentHeaders headers)
    {
        var allowed = request.Options.TryGetValue(MediaTypes, out var own) ? own : mediaTypes;
        // A body of no bytes has no type to check; it is refused as empty.
        if (headers.ContentLength == 0)
            throw Empty();
        var mediaType = headers.ContentType?.MediaType;
        if (mediaType is null || !allowed.Contains(mediaType, StringComparer.OrdinalIgnoreCase))
        {
            throw new SourceException(
                SourceFaultCodes.ContentType, $"The body is {mediaType ?? "of no stated type"}, not {string.Join(" or ", allowed)}.");
        }

        if (headers.ContentLength > maxBytes)
            throw TooLarge($"states a length of {headers.ContentLength} bytes");
    }

    private async Task<ReadOnlyMemory<byte>> ReadAsync(
        HttpContent content, RequestMeter? meter, CancellationToken cancellationToken)
    {
        var isGzip = IsGzip(content.Headers.ContentEncoding);
        ReadOnlyMemory<byte> body;
        try
        {
            await using var stream = await content.ReadAsStreamAsync(cancellationToken);
            body = await ReadAsync(stream, content.Headers.ContentLength ?? 0, isGzip ? null : meter, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException)
        {
            throw new SourceException(
                SourceFaultCodes.ConnectionFailed, "The connection broke before the whole body had come.", exception, isTransient: true);
        }

        if (isGzip)
            body = await DecompressAsync(body, meter, cancellationToken);
        return body.Length > 0 ? body : throw Empty();
    }

    /// <param name="stream">The bytes.</param>
    /// <param name="expected">How many are said to come, so that the buffer need not grow to it.</param>
    /// <param name="meter">Counts them.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    private async Task<ReadOnlyMemory<byte>> ReadAsync(
        Stream stream, long expected, RequestMeter? meter, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream((int)Math.Min(expected, maxBytes));
        var buffer = new byte[BufferSize];
        for (int read; (read = await stream.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            meter?.CountBytes(read);
            if (body.Length + read > maxBytes)
                throw TooLarge("is longer");
            body.Write(buffer, 0, read);
        }

        return body.GetBuffer().AsMemory(0, (int)body.Length);
    }

    private async Task<ReadOnlyMemory<byte>> DecompressAsync(
        ReadOnlyMemory<byte> compressed, RequestMeter? meter, CancellationToken cancellationToken)
    {
        // What gzip ends with; the stream itself takes an early end for the end.
        var length = compressed.Length > sizeof(uint)
            ? BinaryPrimitives.ReadUInt32LittleEndian(compressed.Span[^sizeof(uint)..])
            : throw Damaged("The compressed body breaks off.");
        ReadOnlyMemory<byte> body;
        try
        {
            await using var stream = new GZipStream(compressed.AsStream(), CompressionMode.Decompress);
            body = await ReadAsync(stream, length, meter, cancellationToken);
        }
        catch (InvalidDataException exception)
        {
            throw Damaged("The body cannot be decompressed.", exception);
        }

        return length == (uint)body.Length ? body : throw Damaged("The compressed body breaks off.");
    }

    private static bool IsGzip(ICollection<string> encodings) => encodings switch
    {
        { Count: 0 } => false,
        { Count: 1 } when string.Equals(encodings.First(), "gzip", StringComparison.OrdinalIgnoreCase) => true,
        _ => throw new SourceException(
            SourceFaultCodes.DamagedBody, $"The body is encoded as {string.Join(", ", encodings)}; only gzip was asked for."),
    };

    private static SourceException Damaged(string message, Exception? innerException = null) =>
        new(SourceFaultCodes.DamagedBody, message, innerException, isTransient: true);

    // A server that is being restarted may answer so; the next try may do better.
    private static SourceException Empty() =>
        new(SourceFaultCodes.EmptyBody, "The body is empty.", isTransient: true);

    private SourceException TooLarge(string how) =>
        new(SourceFaultCodes.TooLarge, $"The body {how}; at most {maxBytes} bytes are read.");
}
