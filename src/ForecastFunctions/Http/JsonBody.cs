using System.Text;
using System.Text.Json;
using ForecastFunctions.Application.Contract;
using Microsoft.AspNetCore.Http;

namespace ForecastFunctions.Http;

/// <summary>Reads a request's JSON strictly and within bounds.</summary>
public static class JsonBody
{
    /// <summary>How deep objects and arrays may stand within each other.</summary>
    public const int MaxDepth = 32;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = MaxDepth, AllowDuplicateProperties = false };

    /// <summary>Reads the body as one JSON object.</summary>
    /// <param name="request">The request.</param>
    /// <param name="maxBytes">The most bytes that the body may have.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ProblemException">
    /// 415: it is not sent as JSON; 413: it is too large; 400: it is not an object; 503: too much is under way; 429: the quota is used up.
    /// </exception>
    public static async Task<JsonDocument> ReadAsync(HttpRequest request, int maxBytes, CancellationToken cancellationToken)
    {
        CheckContentType(request);
        var body = WithoutMark(await RequestBody.ReadAsync(request, maxBytes, cancellationToken));
        return await RequestBody.ParseAsync(request, body, Parse, cancellationToken);
    }

    private static JsonDocument Parse(ReadOnlyMemory<byte> body)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(body, Strict);
            CheckText(document.RootElement);
        }
        catch (JsonException) when (body.Length == 0)
        {
            throw Invalid(FaultCode.Malformed, "The body is empty; a JSON object is wanted.");
        }
        catch (JsonException e) when (e.LineNumber is { } line)
        {
            throw Invalid(FaultCode.Malformed,
                $"The body is not well-formed JSON of at most {MaxDepth} levels: line {line + 1}, byte {e.BytePositionInLine + 1}.");
        }
        catch (InvalidOperationException)
        {
            throw Invalid(FaultCode.Malformed, "The body has a name or a value that is not Unicode text.");
        }
        catch (JsonException)
        {
            // The one fault without a place.
            throw Invalid(FaultCode.Duplicate, "An object in the body names a member twice.");
        }

        if (document.RootElement.ValueKind == JsonValueKind.Object)
            return document;
        document.Dispose();
        throw Invalid(FaultCode.Malformed, "The body is a JSON object.");
    }

    /// <summary>The body without the mark of UTF-8 that some editors and clients put before it (RFC 8259, 8.1, lets it be skipped).</summary>
    private static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> body)
        => body.Span.StartsWith(Encoding.UTF8.Preamble) ? body[Encoding.UTF8.Preamble.Length..] : body;

    private static ProblemException Invalid(string code, string message)
        => ProblemException.Invalid([Fault.At(new Place("body", ""), code, message)]);

    /// <summary>Reads every text once: half a surrogate pair, or bytes that are not UTF-8, are found only then.</summary>
    private static void CheckText(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                _ = element.GetString();
                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                    CheckText(item);
                break;
            case JsonValueKind.Object:
                foreach (var member in element.EnumerateObject())
                {
                    _ = member.Name;
                    CheckText(member.Value);
                }

                break;
        }
    }

    private static void CheckContentType(HttpRequest request)
        => RequestBody.CheckContentType(
            request, "application/json",
            type => type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase) || type.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase));
}
