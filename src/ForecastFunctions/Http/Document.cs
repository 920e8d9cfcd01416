using System.Buffers.Text;
using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using ForecastFunctions.Application.Contract;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace ForecastFunctions.Http;

/// <summary>
/// An answer with a strong ETag of its bytes, which is known before the first of them is sent: two answers are the same if and only if
/// their ETags are.
/// </summary>
public sealed record Document : IResult
{
    /// <summary>What stands between the revision and the digest in the ETag of a state that can be written.</summary>
    public const char RevisionEnd = '.';

    /// <summary>Below this many bytes, to compress saves no packet.</summary>
    internal const int CompressedFrom = 1_400;

    private const string Gzip = "gzip";
    private const string Vary = "Accept, Accept-Encoding, Authorization, x-functions-key";
    private readonly byte[] _body = [];
    private readonly Lazy<byte[]> _packed;
    private readonly LongText? _long;
    private readonly TextDigest _digest;

    /// <summary>An answer of these bytes.</summary>
    public Document(byte[] body, string contentType)
    {
        _body = body;
        _packed = new Lazy<byte[]>(() => Compress(body));
        ContentType = contentType;
        _digest = new TextDigest(body.Length, Base64Url.EncodeToString(SHA256.HashData(body).AsSpan(0, 16)));
    }

    /// <summary>An answer that is written while it is sent.</summary>
    public Document(LongText text, string contentType)
        : this([], contentType)
        => (_long, _digest) = (text, text.Digest);

    /// <summary>The media type.</summary>
    public string ContentType { get; }

    /// <summary>How many bytes it has.</summary>
    public long Length => _digest.Length;

    /// <summary>The digest of a text that is written while it is sent; <see langword="null"/> where the bytes are kept.</summary>
    public TextDigest? LongDigest => _long?.Digest;

    /// <summary>How many bytes are held until it is sent.</summary>
    public int BytesHeld => _long is null ? _body.Length : LongText.BytesHeld;

    /// <summary>The strong ETag of the bytes; it begins with the revision, where there is one.</summary>
    public EntityTagHeaderValue ETag => Tag("");

    /// <summary>The revision of what can be written under the address, of which the answer is one representation.</summary>
    public string? Revision { get; init; }

    /// <summary>The strong ETag of the bytes as they are sent with gzip: these are others.</summary>
    public EntityTagHeaderValue CompressedETag => Tag("-gzip");

    private bool IsText => ContentType.StartsWith("text/", StringComparison.Ordinal)
        || ContentType.Contains("json", StringComparison.Ordinal) || ContentType.Contains("/xml", StringComparison.Ordinal)
        || ContentType.Contains("+xml", StringComparison.Ordinal);

    /// <summary>How long the answer may be kept, and by whom.</summary>
    public string CacheControl { get; init; } = "no-cache";

    /// <summary>The address at which just this answer can be read again.</summary>
    public string? ContentLocation { get; init; }

    /// <summary>The address of the next page.</summary>
    public string? NextLink { get; init; }

    /// <summary>How the answer was come by (RFC 9211), where it is kept in a store.</summary>
    public string? CacheStatus { get; init; }

    /// <summary>A further header of the request on which the answer depends.</summary>
    public string? VariesWith { get; init; }

    /// <summary>The name of a file to save the answer in.</summary>
    public string? FileName { get; init; }

    /// <summary>The HTTP status when the answer is sent whole.</summary>
    public int Status { get; init; } = StatusCodes.Status200OK;

    /// <summary>Where it can be seen how far the work has come that the answer tells of.</summary>
    public string? OperationLocation { get; init; }

    /// <summary>Seconds after which to ask again, where the status says so.</summary>
    public int? RetryAfter { get; init; }

    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        var isCompressed = Length >= CompressedFrom && IsText && TakesGzip(httpContext.Request);
        var etag = isCompressed ? CompressedETag : ETag;
        response.Headers.ETag = etag.ToString();
        response.Headers.CacheControl = CacheControl;
        response.Headers.Append(HeaderNames.Vary, VariesWith is null ? Vary : $"{Vary}, {VariesWith}");
        if (ContentLocation is not null)
            response.Headers.ContentLocation = ContentLocation;
        if (NextLink is not null)
            response.Headers.Link = $"<{NextLink}>; rel=\"next\"";
        if (CacheStatus is not null)
            response.Headers["Cache-Status"] = CacheStatus;

        if (IsUnchanged(httpContext.Request, etag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        response.StatusCode = Status;
        response.ContentType = ContentType;
        if (isCompressed)
            response.Headers.ContentEncoding = Gzip;
        if (OperationLocation is not null)
        {
            response.Headers["Operation-Location"] = OperationLocation;
            response.Headers["Preference-Applied"] = "respond-async";
        }

        if (RetryAfter is { } seconds)
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        if (FileName is not null)
            response.Headers.ContentDisposition = string.Create(CultureInfo.InvariantCulture, $"attachment; filename=\"{FileName}\"");
        var body = isCompressed && _long is null ? _packed.Value : _body;
        if (_long is null)
            response.ContentLength = body.Length;
        else if (!isCompressed)
            response.ContentLength = Length;
        if (HttpMethods.IsHead(httpContext.Request.Method))
            return;
        try
        {
            await (_long?.SendAsync(httpContext, isCompressed) ?? response.Body.WriteAsync(body, httpContext.RequestAborted).AsTask());
        }
        catch (OperationCanceledException) when (httpContext.RequestAborted.IsCancellationRequested)
        {
            // The caller has left, which is its own business.
        }
    }

    /// <summary>Refuses the request if it wants another representation than this one (If-Match).</summary>
    /// <exception cref="ProblemException">412: it does.</exception>
    public Document Checked(HttpRequest request)
    {
        var wanted = request.GetTypedHeaders().IfMatch;
        if (wanted.Count > 0 && !wanted.Any(t => t.Equals(EntityTagHeaderValue.Any) || Is(t, ETag) || Is(t, CompressedETag)))
            throw HttpProblems.PreconditionFailed(ETag.ToString());
        return this;

        static bool Is(EntityTagHeaderValue one, EntityTagHeaderValue other) => one.Compare(other, useStrongComparison: true);
    }

    // What is not a success cannot be unchanged (RFC 9110, 13.2.1).
    private bool IsUnchanged(HttpRequest request, EntityTagHeaderValue etag)
        => Status == StatusCodes.Status200OK
            && (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
            && request.GetTypedHeaders().IfNoneMatch
                .Any(t => t.Equals(EntityTagHeaderValue.Any) || t.Compare(etag, useStrongComparison: false));

    /// <summary>Whether gzip is wanted at least as much as nothing (RFC 9110, 12.5.3).</summary>
    private static bool TakesGzip(HttpRequest request)
    {
        var codings = request.GetTypedHeaders().AcceptEncoding;
        double? Quality(string coding) => codings
            .Where(c => c.Value.Equals(coding, StringComparison.OrdinalIgnoreCase))
            .Select(c => (double?)(c.Quality ?? 1))
            .FirstOrDefault();
        var gzip = Quality(Gzip) ?? Quality("*") ?? 0;
        return gzip > 0 && gzip >= (Quality("identity") ?? 0);
    }

    private EntityTagHeaderValue Tag(string coding) => new(string.Create(
        CultureInfo.InvariantCulture, $"\"{(Revision is null ? "" : $"{Revision}{RevisionEnd}")}{_digest.Text}{coding}\""));

    private static byte[] Compress(byte[] body)
    {
        using var buffer = new MemoryStream();
        using (var gzip = new GZipStream(buffer, CompressionLevel.Fastest))
            gzip.Write(body);
        return buffer.ToArray();
    }
}
