using ForecastFunctions.Application.Contract;
using ForecastFunctions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ForecastFunctions.Explorer;

/// <summary><c>/api/explorer</c>: the page that shows the model. It needs no key itself: its reader states one for its questions.</summary>
public sealed class ExplorerFunctions
{
    /// <summary>
    /// Everything comes from this service, and nothing else may run: the page handles a key. Charts set their styles by script,
    /// which needs no permission.
    /// </summary>
    private const string Policy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>Opens the page.</summary>
    public static readonly Operation Open = new(
        "openExplorer", "Explorer", ["GET"], "/explorer", null, "The explorer: move a belief, and see what follows", [])
    {
        Answer = new OperationAnswer.File("text/html", "The page"),
    };

    /// <summary>Reads a file of the page.</summary>
    public static readonly Operation ReadFile = new(
        "readExplorerFile", "ExplorerFile", ["GET"], "/explorer/{file}", null, "What the explorer is made of", [])
    {
        PathMembers =
        [
            new Member<string>("file", MemberType.Text, "The file", "the name of a file", a => a.AsText())
            {
                Choices = ExplorerSite.Files,
                Example = ExplorerSite.Files[0],
            },
        ],
        Answer = new OperationAnswer.File("text/javascript", "The file"),
        IsListed = false,
    };

    /// <summary>Answers the page. Its query is its own state, and is not looked at here.</summary>
    [Function("Explorer")]
    public Task<IResult> ReadPage([HttpTrigger(AuthorizationLevel.Anonymous, Route = Routes.Explorer)] HttpRequest request)
        => Answer(request, "");

    /// <summary>Answers its files.</summary>
    [Function("ExplorerFile")]
    public Task<IResult> Read(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = Routes.ExplorerFile)] HttpRequest request, string file)
        => Answer(request, file);

    private static Task<IResult> Answer(HttpRequest request, string name)
        => Methods.Dispatch(request, get: () =>
        {
            var file = ExplorerSite.Find(name)
                ?? throw ProblemException.NotFound("The explorer has no such file; /api/explorer opens it.");
            request.HttpContext.Response.Headers.ContentSecurityPolicy = Policy;
            return Task.FromResult(new Document(file.Content.ToArray(), file.ContentType) { CacheControl = CachePolicy.Revalidate }.Checked(request));
        });
}
