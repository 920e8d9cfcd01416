using System.IO.Compression;
using System.Reflection;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Scalar.AspNetCore;

namespace ForecastFunctions.Docs;

/// <summary>
/// <c>/docs</c>: the contract as pages for people, who can try requests there; and <c>/assets</c>: what such pages are made of. All of
/// it comes from the service itself.
/// </summary>
public sealed class ReferenceFunctions
{
    private const string Html = "text/html";
    private const string JavaScript = "text/javascript";

    /// <summary>
    /// Scripts come from the service alone. The renderer writes styles into the page, which is allowed; nothing is sent but to the
    /// service.
    /// </summary>
    private const string Policy = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
        + "font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static readonly IReadOnlyDictionary<string, Lazy<Document>> Assets = new Dictionary<string, Lazy<Document>>(StringComparer.Ordinal)
    {
        ["reference.js"] = Script(() => Own("reference.js")),
        ["scalar.js"] = Script(ReadRenderer),
    };

    private static readonly Lazy<Document> Page = new(() => new Document(Own("reference.html"), $"{Html}; charset=utf-8")
    {
        CacheControl = CachePolicy.Latest,
    });

    /// <summary>Asks for the page.</summary>
    public static readonly Operation ReadReference = new(
        "readReference", "Reference", ["GET"], "/docs", null, "The contract as a page, where requests can be tried", [])
    {
        Answer = new OperationAnswer.File(Html, "The page"),
    };

    /// <summary>Asks for a part of pages.</summary>
    public static readonly Operation ReadAsset = new(
        "readAsset", "Asset", ["GET"], "/assets/{asset}", null, "What pages are made of", [])
    {
        PathMembers =
        [
            new Member<string>("asset", MemberType.Text, "The file", "the name of a file", a => a.AsText())
            {
                Choices = [.. Assets.Keys],
                Example = "reference.js",
            },
        ],
        Answer = new OperationAnswer.File(JavaScript, "The script"),
        IsListed = false,
    };

    /// <summary>Reads the page.</summary>
    [Function("Reference")]
    public Task<IResult> Read([HttpTrigger(AuthorizationLevel.Anonymous, Route = Routes.Docs)] HttpRequest request)
        => Methods.DispatchPlain(request, ReadReference, () =>
        {
            ContentNegotiation.Require(request, Html);
            request.HttpContext.Response.Headers.ContentSecurityPolicy = Policy;
            return Task.FromResult(Page.Value);
        });

    /// <summary>Reads a part.</summary>
    [Function("Asset")]
    public Task<IResult> ReadPart(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = Routes.Asset)] HttpRequest request, string asset)
        => Methods.DispatchPlain(request, ReadAsset, () => Assets.TryGetValue(asset, out var document)
            ? Task.FromResult(document.Value)
            : throw ProblemException.NotFound(
                $"There is no file '{asset}'.{Suggestion.DidYouMean(asset, Assets.Keys)} There are {string.Join(", ", Assets.Keys)}."));

    private static Lazy<Document> Script(Func<byte[]> read) => new(() => new Document(read(), $"{JavaScript}; charset=utf-8")
    {
        CacheControl = CachePolicy.Latest,
    });

    private static byte[] Own(string name) => Read(Assembly.GetExecutingAssembly(), name);

    /// <summary>The renderer, as its package has it: compressed.</summary>
    private static byte[] ReadRenderer()
    {
        using var compressed = new MemoryStream(Read(typeof(ScalarOptions).Assembly, "ScalarStaticAssets.scalar.js"));
        using var decompressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionMode.Decompress))
            gzip.CopyTo(decompressed);
        return decompressed.ToArray();
    }

    private static byte[] Read(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"{assembly.GetName().Name} has no resource {name}.");
        using var buffer = new MemoryStream();
        stream.CopyTo(buffer);
        return buffer.ToArray();
    }
}
