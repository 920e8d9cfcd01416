using System.Collections.Concurrent;
using System.Text;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ForecastFunctions.Guides;

/// <summary>The guides: Markdown, and pages where a browser asks.</summary>
public sealed class GuideFunctions
{
    private static readonly OperationAnswer Markdown = new OperationAnswer.File(Text, "The guide, in Markdown, and where a browser asks as a page")
    {
        Others = [Page, "image/svg+xml"],
    };

    /// <summary>Reads the short guide.</summary>
    public static readonly Operation ReadShort = new(
        "readShortGuide", "ShortGuide", ["GET"], "/v1/guide", null, "A short guide to all of this, for people and for agents", [])
    {
        Answer = Markdown,
    };

    /// <summary>Reads a guide.</summary>
    public static readonly Operation Read = new(
        "readGuide", "Guide", ["GET"], "/docs/{guide}", null,
        "A guide: scenarios, drivers, uncertainty, explanations, baselines, forecasting, track-record, spreadsheets, keys, operating or clients", [])
    {
        PathMembers =
        [
            new Member<string>("guide", MemberType.Text, "The guide; with .md, Markdown also where a browser asks", "the name of a guide", a => a.AsText())
            {
                Example = "scenarios",
            },
        ],
        Answer = Markdown,
    };

    private const string Short = "guide";
    private const string Page = "text/html";
    private const string Text = "text/markdown";

    private static readonly ConcurrentDictionary<(string Name, bool IsPage), Document> Written = [];

    /// <summary>The short guide.</summary>
    [Function("ShortGuide")]
    public Task<IResult> GetShort([HttpTrigger(AuthorizationLevel.Anonymous, Route = Routes.ShortGuide)] HttpRequest request)
        => Methods.DispatchPlain(request, ReadShort, () => Task.FromResult(Answer(request, Short, "../docs/")));

    /// <summary>A guide.</summary>
    [Function("Guide")]
    public Task<IResult> Get([HttpTrigger(AuthorizationLevel.Anonymous, Route = Routes.Guide)] HttpRequest request, string guide)
        => Methods.DispatchPlain(request, Read, () => Task.FromResult(Answer(request, guide, "")));

    private static Document Answer(HttpRequest request, string file, string folder)
    {
        var (name, suffix) = (Path.GetFileNameWithoutExtension(file).ToLowerInvariant(), Path.GetExtension(file).ToLowerInvariant());
        if (suffix is ".svg")
        {
            return Guide.Pictures.TryGetValue(name, out var picture)
                ? Write(picture, "image/svg+xml")
                : throw ProblemException.NotFound($"The guide '{name}' has no picture.");
        }

        var isPage = suffix.Length == 0 && ContentNegotiation.Prefers(request, Page, Text);
        if (isPage)
            request.HttpContext.Response.Headers.ContentSecurityPolicy = Guide.ContentSecurityPolicy;
        return Written.GetOrAdd((name, isPage), _ => isPage
            ? Write(Guide.All[name].ToHtml(folder), Page) : Write(Guide.All[name].ToText(folder), Text));
    }

    private static Document Write(string text, string type)
        => new(Encoding.UTF8.GetBytes(text), $"{type}; charset=utf-8") { CacheControl = CachePolicy.Latest };
}
