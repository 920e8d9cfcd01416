using System.Text.Json.Serialization;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Guides;
using ForecastFunctions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ForecastFunctions.Index;

/// <summary>What there is.</summary>
/// <param name="Name">The service.</param>
/// <param name="ModelVersion">The version of the equations.</param>
/// <param name="Links">The resources; a part in braces is to be filled in.</param>
public sealed record IndexAnswer(string Name, string ModelVersion, IReadOnlyList<IndexLink> Links);

/// <summary>A resource.</summary>
/// <param name="Path">Its path, with a query where it answers nothing without one.</param>
/// <param name="Methods">Its methods.</param>
/// <param name="Title">What it answers.</param>
public sealed record IndexLink(string Path, string Methods, string Title);

/// <summary><c>/</c>: the way in.</summary>
public sealed class IndexFunctions
{
    /// <summary>Asks what there is.</summary>
    public static readonly Operation Read = new("listResources", "Index", ["GET"], "/v1", null, "What there is", [])
    {
        Answer = new OperationAnswer.Whole(IndexJson.Default.IndexAnswer) { IsPage = true },
    };

    private static readonly Lazy<Document> Index = new(() => new Document(
        JsonText.Write(new IndexAnswer("ForecastFunctions", ModelVersion.Current, Links), IndexJson.Default.IndexAnswer), JsonText.ContentType)
    {
        CacheControl = CachePolicy.Latest,
    });

    /// <summary>Every resource but this one, in the order of the operations.</summary>
    internal static IReadOnlyList<IndexLink> Links =>
    [
        .. Operations.All.Where(o => o.IsListed && o != Read).GroupBy(o => o.Path, StringComparer.Ordinal).Select(o => new IndexLink(
            $"/api{PathOf(o.First())}{(o.First().Example is { } query ? "?" + query : "")}",
            string.Join(", ", o.SelectMany(one => one.Methods)),
            string.Join("; ", o.Select(one => one.Title)))),
    ];

    /// <summary>A part of the path that is one of a few words stands there as one of these.</summary>
    private static string PathOf(Operation operation) => operation.PathMembers.Where(m => m.Choices is not null)
        .Aggregate(operation.Path, (path, part) => path.Replace($"{{{part.Name}}}", part.Example, StringComparison.Ordinal));

    /// <summary>Lists them; to a browser as a page.</summary>
    [Function("Index")]
    public Task<IResult> List([HttpTrigger(AuthorizationLevel.Anonymous, Route = Routes.Index)] HttpRequest request)
        => Methods.DispatchPlain(request, Read, () =>
        {
            if (!ContentNegotiation.Prefers(request, "text/html", "application/json"))
                return Task.FromResult(Index.Value);
            request.HttpContext.Response.Headers.ContentSecurityPolicy = Guide.ContentSecurityPolicy;
            return Task.FromResult(IndexPage.Written.Value);
        });
}

/// <summary>The JSON of the index.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(IndexAnswer))]
internal sealed partial class IndexJson : JsonSerializerContext;
