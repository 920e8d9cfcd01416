using System.Net.Mime;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Http;

namespace ForecastFunctions.LocalHost.Http;

/// <summary>What the host itself answers at <c>/</c>, as the platform's does: where to go, or 204 where it is disabled.</summary>
internal sealed class HomePage(string routePrefix, bool isDisabled)
{
    private const string Root = "/";

    /// <summary>Whether the request is for this page.</summary>
    public static bool IsAskedFor(HttpRequest request) =>
        request.Path == Root && (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method));

    /// <summary>Answers with the page.</summary>
    public async Task AnswerAsync(HttpResponse response)
    {
        if (isDisabled)
        {
            response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }

        var path = HtmlEncoder.Default.Encode(Root + routePrefix.Trim('/'));
        response.ContentType = MediaTypeNames.Text.Html + "; charset=utf-8";
        await response.WriteAsync(
            "<!doctype html><html lang=\"en\"><title>Function app</title>"
            + $"<p>The function app is running. Its functions answer below {path}.</p></html>",
            response.HttpContext.RequestAborted);
    }
}
