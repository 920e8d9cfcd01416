using System.Buffers;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Partners;
using ForecastFunctions.Application.Runs;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace ForecastFunctions.Http;

/// <summary>Reads bodies within bounds, and parses long ones behind the gate at their price.</summary>
internal static class RequestBody
{
    /// <summary>A body of so many bytes is a part of its request, and counts no more than that.</summary>
    private const int FreeBytes = 64 * 1024;

    /// <summary>A byte of a longer body takes about so much memory as text, document and members.</summary>
    private const int MemoryPerByte = 6;

    /// <summary>To parse it takes about as much work as so many numbers of a run.</summary>
    private const int NumbersPerByte = 1;

    /// <summary>Refuses a body of another media type than the one that is taken, or in another form than UTF-8.</summary>
    /// <param name="request">The request.</param>
    /// <param name="wanted">The media type, in words.</param>
    /// <param name="isWanted">Whether a type is that one.</param>
    /// <exception cref="ProblemException">415: it is.</exception>
    public static void CheckContentType(HttpRequest request, string wanted, Predicate<MediaTypeHeaderValue> isWanted)
    {
        var isRight = MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && isWanted(type)
            && (!type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase));
        if (!isRight || !string.IsNullOrEmpty(request.Headers.ContentEncoding))
            throw HttpProblems.UnsupportedMediaType(request.ContentType, wanted);
    }

    /// <summary>Reads a body to its end.</summary>
    /// <exception cref="ProblemException">413: it is too large; 503: answers hold as much memory as they may.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpRequest request, int maxBytes, CancellationToken cancellationToken)
    {
        if (request.ContentLength > maxBytes)
            throw HttpProblems.BodyTooLarge(maxBytes);

        // A chunked body states no length, so it is counted while it is read.
        var buffer = new ArrayBufferWriter<byte>(4096);
        var hold = request.HttpContext.Features.Get<Caller>()?.Hold;
        int read;
        while ((read = await request.Body.ReadAsync(buffer.GetMemory(4096), cancellationToken)) > 0)
        {
            buffer.Advance(read);
            if (buffer.WrittenCount > maxBytes)
                throw HttpProblems.BodyTooLarge(maxBytes);
            if (buffer.WrittenCount > FreeBytes)
                hold?.Take(MemoryPerByte * read);
        }

        return buffer.WrittenMemory;
    }

    /// <summary>Parses a body; a long one when it is its turn.</summary>
    /// <exception cref="ProblemException">503: too much is under way; 429: the quota is used up.</exception>
    public static async Task<T> ParseAsync<T>(
        HttpRequest request, ReadOnlyMemory<byte> body, Func<ReadOnlyMemory<byte>, T> parse, CancellationToken cancellationToken)
    {
        var features = request.HttpContext.Features;
        return body.Length > FreeBytes && features.Get<ComputeGate>() is { } gate && features.Get<Caller>() is { } caller
            ? await gate.WorkAsync(NumbersPerByte * body.Length, caller, _ => parse(body), cancellationToken)
            : parse(body);
    }
}
