using System.Text.Json;
using ForecastFunctions.Application.Contract;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace ForecastFunctions.Http;

/// <summary>Reads the members of a request from its query, and from its body.</summary>
public static class HttpArguments
{
    /// <summary>The most characters that path and query may have; spreadsheets take less, 2,048.</summary>
    public const int MaxAddressLength = 8_000;

    /// <summary>Names that the platform reads itself; they carry the key and are never looked at here.</summary>
    private static readonly HashSet<string> OfThePlatform = new(StringComparer.Ordinal) { "code", "clientId" };

    /// <summary>The parameters of the query that are the request's own.</summary>
    public static IEnumerable<KeyValuePair<string, IReadOnlyList<string>>> QueryOf(HttpRequest request)
        => request.Query.Where(q => !OfThePlatform.Contains(q.Key))
            .Select(q => KeyValuePair.Create<string, IReadOnlyList<string>>(q.Key, [.. q.Value.Select(v => v ?? "")]));

    /// <summary>Refuses an address that is too long.</summary>
    /// <exception cref="ProblemException">414: it is.</exception>
    public static void CheckAddress(HttpRequest request)
    {
        if ((request.Path.Value?.Length ?? 0) + (request.QueryString.Value?.Length ?? 0) > MaxAddressLength)
            throw HttpProblems.UriTooLong(MaxAddressLength);
    }

    /// <summary>The members of the query.</summary>
    public static Arguments OfQuery(HttpRequest request)
    {
        CheckAddress(request);
        var arguments = new Arguments();
        foreach (var (name, values) in QueryOf(request))
        {
            var place = new Place("query", name);
            arguments.Add(name, new Argument(place, values[0]));
            if (values.Count > 1)
                arguments.AddFault(Fault.At(place, FaultCode.Duplicate, $"{name} is given {values.Count} times; once is wanted."));
        }

        return arguments;
    }

    /// <summary>The members of the query, and of the body where there is one.</summary>
    /// <inheritdoc cref="OfBodyAsync" path="/*[not(self::summary)]"/>
    public static async Task<Arguments> OfOptionalBodyAsync(
        HttpRequest request, Operation operation, CancellationToken cancellationToken)
        => request.HttpContext.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false }
            ? OfQuery(request) : await OfBodyAsync(request, operation, cancellationToken);

    /// <summary>The members of the body, and of the query, which may carry those of the view.</summary>
    /// <param name="request">The request.</param>
    /// <param name="operation">Tells how a body is read, and how large it may be.</param>
    /// <param name="cancellationToken">Ends the reading of the body.</param>
    /// <exception cref="ProblemException">400, 413, 415: the body can't be read.</exception>
    public static async Task<Arguments> OfBodyAsync(HttpRequest request, Operation operation, CancellationToken cancellationToken)
    {
        var arguments = OfQuery(request);
        using var document = await ReadBodyAsync(request, operation, cancellationToken);

        // The members outlive the document, whose memory is pooled.
        operation.Flatten(arguments, document.RootElement.Clone());
        return arguments;
    }

    private static async Task<JsonDocument> ReadBodyAsync(HttpRequest request, Operation operation, CancellationToken cancellationToken)
    {
        try
        {
            return await JsonBody.ReadAsync(request, operation.MaxBodyBytes, cancellationToken);
        }
        catch (ProblemException e) when (e.Kind == ProblemKind.BodyTooLarge && operation.Larger is { } larger)
        {
            throw new ProblemException(e.Kind, $"{e.Message} {larger}");
        }
    }
}
