using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace ForecastFunctions.Http;

/// <summary>
/// An answer that is complete before its first byte is sent, with a strong ETag of its bytes: two answers are the same
/// if and only if their ETags are.
/// </summary>
public sealed class Document : IResult
{
    /// <summary>What stands between the revision and the digest in the ETag of a state that can be written.</summary>
    public const char RevisionEnd = '.';

    private readonly byte[] _body;
    private readonly string _digest;

    /// <summary>An answer of these bytes.</summary>
    public Document(byte[] body, string contentType)
    {
        _body = body;
        ContentType = contentType;
        _digest = Base64Url.EncodeToString(SHA256.HashData(body).AsSpan(0, 16));
    }

    /// <summary>The media type.</summary>
    public string ContentType { get; }

    /// <summary>The strong ETag of the bytes; it begins with the revision, where there is one.</summary>
    public EntityTagHeaderValue ETag => new(string.Create(
        CultureInfo.InvariantCulture, $"\"{(Revision is null ? "" : $"{Revision}{RevisionEnd}")}{_digest}\""));

    /// <summary>The revision of what can be written under the address, of which the answer is one representation.</summary>
    public long? Revision { get; init; }

    /// <summary>How long the answer may be kept, and by whom.</summary>
    public string CacheControl { get; init; } = "no-cache";

    /// <summary>The address at which just this answer can be read again.</summary>
    public string? ContentLocation { get; init; }

    /// <summary>The address of the next page.</summary>
    public string? NextLink { get; init; }

    /// <summary>How the answer was come by (RFC 9211), where it is kept in a store.</summary>
    public string? CacheStatus { get; init; }

    /// <summary>The name of a file to save the answer in.</summary>
    public string? FileName { get; init; }

    /// <summary>The HTTP status when the answer is sent whole.</summary>
    public int Status { get; init; } = StatusCodes.Status200OK;

    /// <summary>Seconds after which to ask again, where the status says so.</summary>
    public int? RetryAfter { get; init; }

    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.Headers.ETag = ETag.ToString();
        response.Headers.CacheControl = CacheControl;
        response.Headers.Vary = HeaderNames.Accept;
        if (ContentLocation is not null)
            response.Headers.ContentLocation = ContentLocation;
        if (NextLink is not null)
            response.Headers.Link = $"<{NextLink}>; rel=\"next\"";
        if (CacheStatus is not null)
            response.Headers["Cache-Status"] = CacheStatus;

        if (IsUnchanged(httpContext.Request))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        response.StatusCode = Status;
        response.ContentType = ContentType;
        response.ContentLength = _body.Length;
        if (RetryAfter is { } seconds)
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        if (FileName is not null)
            response.Headers.ContentDisposition = string.Create(CultureInfo.InvariantCulture, $"attachment; filename=\"{FileName}\"");
        if (!HttpMethods.IsHead(httpContext.Request.Method))
            await response.Body.WriteAsync(_body, httpContext.RequestAborted);
    }

    /// <summary>Refuses the request if it wants another representation than this one (If-Match).</summary>
    /// <exception cref="ProblemException">412: it does.</exception>
    public Document Checked(HttpRequest request)
    {
        var wanted = request.GetTypedHeaders().IfMatch;
        if (wanted.Count > 0 && !wanted.Any(t => t.Equals(EntityTagHeaderValue.Any) || t.Compare(ETag, useStrongComparison: true)))
            throw ProblemException.PreconditionFailed(ETag.ToString());
        return this;
    }

    // What is not a success cannot be unchanged (RFC 9110, 13.2.1).
    private bool IsUnchanged(HttpRequest request)
        => Status == StatusCodes.Status200OK
            && (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
            && request.GetTypedHeaders().IfNoneMatch
                .Any(t => t.Equals(EntityTagHeaderValue.Any) || t.Compare(ETag, useStrongComparison: false));
}
