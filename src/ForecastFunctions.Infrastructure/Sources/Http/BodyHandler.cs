using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using ForecastFunctions.Core.Baselines;

namespace ForecastFunctions.Infrastructure.Sources.Http;

/// <summary>
/// Reads the whole body within the try, so that a body that stalls or breaks off is a failed try as any other, and
/// counts it as it is decompressed, so that no more than the allowed bytes are ever held.
/// </summary>
/// <param name="maxBytes">The longest body, after decompression.</param>
/// <param name="mediaTypes">The types that a body may have.</param>
internal sealed class BodyHandler(int maxBytes, IReadOnlyCollection<string> mediaTypes) : DelegatingHandler
{
    private const int BufferSize = 16 * 1024;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Options.TryGetValue(RequestMeter.Key, out var meter);
        meter?.CountRequest();
        if (request.Headers.AcceptEncoding.Count == 0)
            request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("gzip"));

        var response = await base.SendAsync(request, cancellationToken);
        if (response.StatusCode != HttpStatusCode.OK)
            return response;

        try
        {
            CheckHead(response.Content.Headers);
            var body = await ReadAsync(response.Content, meter, cancellationToken);
            response.Content.Dispose();
            response.Content = new ReadOnlyMemoryContent(body);
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    private void CheckHead(HttpContentHeaders headers)
    {
        // A body of no bytes has no type to check; it is refused as empty.
        if (headers.ContentLength == 0)
            throw Empty();
        var mediaType = headers.ContentType?.MediaType;
        if (mediaType is null || !mediaTypes.Contains(mediaType, StringComparer.OrdinalIgnoreCase))
            throw new SourceException(SourceFaultCodes.ContentType, $"The body is {mediaType ?? "of no stated type"}; wanted is {string.Join(" or ", mediaTypes)}.");
        if (headers.ContentLength > maxBytes)
            throw TooLarge($"states a length of {headers.ContentLength} bytes");
    }

    private async Task<ReadOnlyMemory<byte>> ReadAsync(HttpContent content, RequestMeter? meter, CancellationToken cancellationToken)
    {
        var raw = await content.ReadAsStreamAsync(cancellationToken);
        await using var stream = Decompressed(raw, content.Headers.ContentEncoding);
        using var body = new MemoryStream();
        var buffer = new byte[BufferSize];
        try
        {
            for (int read; (read = await stream.ReadAsync(buffer, cancellationToken)) > 0;)
            {
                meter?.CountBytes(read);
                if (body.Length + read > maxBytes)
                    throw TooLarge("is longer");
                body.Write(buffer, 0, read);
            }
        }
        catch (InvalidDataException exception)
        {
            throw new SourceException(SourceFaultCodes.DamagedBody, "The body cannot be decompressed, or breaks off.", exception, isTransient: true);
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException)
        {
            throw new SourceException(SourceFaultCodes.ConnectionFailed, "The connection broke before the whole body had come.", exception, isTransient: true);
        }

        return body.Length > 0 ? body.GetBuffer().AsMemory(0, (int)body.Length) : throw Empty();
    }

    private static Stream Decompressed(Stream stream, ICollection<string> encodings) => encodings switch
    {
        { Count: 0 } => stream,
        { Count: 1 } when string.Equals(encodings.First(), "gzip", StringComparison.OrdinalIgnoreCase) =>
            new GZipStream(stream, CompressionMode.Decompress),
        _ => throw new SourceException(SourceFaultCodes.DamagedBody, $"The body is encoded as {string.Join(", ", encodings)}; only gzip was asked for."),
    };

    // A server that is being restarted may answer so; the next try may do better.
    private static SourceException Empty() =>
        new(SourceFaultCodes.EmptyBody, "The body is empty.", isTransient: true);

    private SourceException TooLarge(string how) =>
        new(SourceFaultCodes.TooLarge, $"The body {how}; at most {maxBytes} bytes are read.");
}
