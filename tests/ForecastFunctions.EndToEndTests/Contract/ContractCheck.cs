using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using ForecastFunctions.EndToEndTests.Fixtures;
using Xunit.Sdk;

namespace ForecastFunctions.EndToEndTests.Contract;

/// <summary>
/// Compares every answer that the tests see with the OpenAPI document: its status, the code of its problem, its headers, its media type,
/// its columns and its JSON.
/// </summary>
internal static class ContractCheck
{
    /// <summary>What HTTP has, and what keeps browsers safe; the document tells of neither.</summary>
    private static readonly HashSet<string> Usual = new(StringComparer.OrdinalIgnoreCase)
    {
        "Access-Control-Allow-Headers", "Access-Control-Allow-Methods", "Access-Control-Allow-Origin", "Access-Control-Expose-Headers",
        "Access-Control-Max-Age", "Cache-Control", "Connection", "Content-Encoding", "Content-Length", "Content-Security-Policy",
        "Content-Type", "Date", "Referrer-Policy", "Strict-Transport-Security", "Transfer-Encoding", "Vary", "X-Content-Type-Options",
    };

    /// <summary>Fails the test where an answer is not as the document says.</summary>
    public static void Check(HttpRequestMessage request, Answer answer)
    {
        // What the host answers by itself, before the worker or instead of it, is no part of the contract.
        if (answer["x-trace-id"] is null || request.Method == HttpMethod.Options)
            return;
        var faults = FaultsOf(request, answer).ToList();
        if (faults.Count > 0)
        {
            throw new XunitException(
                $"{request.Method} {request.RequestUri} is answered otherwise than openapi.json says: {string.Join("; ", faults.Take(8))}. "
                + $"The answer was {(int)answer.Status} {answer.ContentType} {(answer["Content-Encoding"] is null ? answer.Text[..Math.Min(answer.Text.Length, 600)] : "(compressed)")}");
        }
    }

    private static IEnumerable<string> FaultsOf(HttpRequestMessage request, Answer answer)
    {
        var operations = ContractPaths.Find(request.RequestUri!);
        if (operations.Count == 0)
            return ["the document has no such path"];
        var method = request.Method == HttpMethod.Head ? "get" : request.Method.Method.ToLowerInvariant();
        var operation = operations.FirstOrDefault(o => o.Method == method);
        if (operation is null)
        {
            // Any operation of the path tells what a method that it does not have is answered with.
            return (int)answer.Status is 405 or 401 or 403 or 404
                ? FaultsOfBody(operations[0], ResponseOf(operations[0], "default"), request, answer, checksCode: false)
                : ["the document has no such method"];
        }

        var status = ((int)answer.Status).ToString(CultureInfo.InvariantCulture);
        var response = ResponseOf(operation, status);
        return [.. FaultsOfHeaders(response, answer), .. FaultsOfBody(operation, response, request, answer, checksCode: true)];
    }

    private static JsonElement ResponseOf(ContractOperation operation, string status)
    {
        var responses = operation.Element.GetProperty("responses");
        return ContractPaths.Resolve(responses.TryGetProperty(status, out var stated) ? stated : responses.GetProperty("default"));
    }

    private static IEnumerable<string> FaultsOfHeaders(JsonElement response, Answer answer)
    {
        var stated = response.GetProperty("headers").EnumerateObject().Select(h => h.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return answer.HeaderNames.Where(name => !Usual.Contains(name) && !stated.Contains(name)).Select(name => $"the header {name} is not in the document");
    }

    private static IEnumerable<string> FaultsOfBody(
        ContractOperation operation, JsonElement response, HttpRequestMessage request, Answer answer, bool checksCode)
    {
        if (request.Method == HttpMethod.Head || (int)answer.Status is 204 or 304 || (answer.Status == System.Net.HttpStatusCode.Accepted && answer.Body.Length == 0))
            yield break;
        var mediaType = answer.ContentType?.Split(';')[0] ?? "";
        if (!response.TryGetProperty("content", out var contents) || !contents.TryGetProperty(mediaType, out var content))
        {
            yield return $"{mediaType} is not in the document";
            yield break;
        }

        if (mediaType == "application/x-ndjson")
        {
            foreach (var fault in TextOf(answer).Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .SelectMany(line => ContractSchema.FaultsOf(JsonElement.Parse(line), content.GetProperty("schema").GetProperty("x-line"))))
                yield return fault;
        }
        else if (mediaType.EndsWith("json", StringComparison.Ordinal) && !operation.Path.EndsWith("openapi.json", StringComparison.Ordinal))
        {
            var json = JsonElement.Parse(TextOf(answer));
            foreach (var fault in ContractSchema.FaultsOf(json, content.GetProperty("schema")))
                yield return fault;
            if (checksCode && content.TryGetProperty("examples", out var examples) && CodeOf(json) is { } code && !examples.TryGetProperty(code, out _))
                yield return $"the problem {code} is not in the document";
        }
        else if (mediaType == "text/csv" && ContractPaths.Resolve(content.GetProperty("schema")).GetProperty("x-columns") is var columns)
        {
            var query = request.RequestUri!.OriginalString;
            var named = columns.EnumerateArray().Select(c => c.GetProperty("name").GetString()!).ToList();
            var hasFurther = ContractPaths.Resolve(content.GetProperty("schema")).TryGetProperty("x-further-columns", out _);
            var isOfAnotherShape = hasFurther || query.Contains("shape=wide", StringComparison.Ordinal) || query.Contains("format=iamc", StringComparison.Ordinal);
            var separator = query.Contains("decimal=comma", StringComparison.Ordinal) ? ';' : ',';
            var header = TextOf(answer).TrimStart('\uFEFF').Split("\r\n")[0];
            if (!isOfAnotherShape && header != string.Join(separator, named))
                yield return $"the columns are {header}";
        }
    }

    private static string TextOf(Answer answer)
    {
        if (answer["Content-Encoding"] is not "gzip")
            return answer.Text;
        using var reader = new StreamReader(new GZipStream(new MemoryStream(answer.Body), CompressionMode.Decompress));
        return reader.ReadToEnd();
    }

    private static string? CodeOf(JsonElement problem) => problem.TryGetProperty("error", out var inFeed)
        ? inFeed.GetProperty("code").GetString()
        : problem.TryGetProperty("code", out var code) ? code.GetString() : null;
}
