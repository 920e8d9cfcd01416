using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace ForecastFunctions.EndToEndTests.Refreshes;

/// <summary>
/// Stands between the product and its tables, or its queues, so that a test decides what becomes of each request: it is passed on,
/// held before the storage sees it, held when the storage has done it, refused, or cut off.
/// </summary>
internal sealed partial class StorageGate : IAsyncDisposable
{
    private static readonly string[] NotPassedOn = ["Host", "Connection", "Transfer-Encoding", "Content-Length"];

    private readonly WebApplication _app;
    private readonly HttpClient _storage = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });
    private readonly string _connectionString;
    private readonly string _target;

    private StorageGate(WebApplication app, string connectionString, string endpoint)
    {
        _app = app;
        _connectionString = connectionString;
        _target = Endpoint().Matches(connectionString).Single(e => e.Groups["name"].Value == endpoint).Groups["address"].Value;
    }

    /// <summary>The storage by way of the gate.</summary>
    public string ConnectionString => _connectionString.Replace(_target, _app.Urls.Single(), StringComparison.Ordinal);

    /// <summary>
    /// What is done before a request is passed on; null, the default, is nothing. A request it has answered is not passed on.
    /// </summary>
    public Func<HttpContext, Task>? Before { get; set; }

    /// <summary>What is done when the storage has answered, whose status is the answer's by then, before that is passed on.</summary>
    public Func<HttpContext, Task>? After { get; set; }

    /// <summary>A gate before the tables, or with <c>QueueEndpoint</c> before the queues.</summary>
    public static async Task<StorageGate> StartAsync(string connectionString, string endpoint = "TableEndpoint")
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var gate = new StorageGate(builder.Build(), connectionString, endpoint);
        gate._app.Run(gate.PassAsync);
        await gate._app.StartAsync();
        return gate;
    }

    /// <summary>Whether a request writes a row.</summary>
    public static bool WritesRow(HttpRequest request)
        => !HttpMethods.IsGet(request.Method) && !request.Path.Value!.EndsWith("/Tables", StringComparison.Ordinal);

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _storage.Dispose();
    }

    private async Task PassAsync(HttpContext context)
    {
        try
        {
            await (Before?.Invoke(context) ?? Task.CompletedTask);
            if (context.Response.StatusCode != StatusCodes.Status200OK || context.RequestAborted.IsCancellationRequested)
                return;
            using var answer = await AskAsync(context);
            context.Response.StatusCode = (int)answer.StatusCode;
            await (After?.Invoke(context) ?? Task.CompletedTask);
            await AnswerAsync(context, answer);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            // The product has gone.
        }
    }

    private async Task<HttpResponseMessage> AskAsync(HttpContext context)
    {
        // As it was sent: the signature covers the escaped path.
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method),
            new Uri(_target + target, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        request.Content = body.Length > 0 ? new ByteArrayContent(body.ToArray()) : null;
        foreach (var (name, value) in context.Request.Headers
            .Where(header => !NotPassedOn.Contains(header.Key, StringComparer.OrdinalIgnoreCase)))
        {
            if (!request.Headers.TryAddWithoutValidation(name, (string?)value))
                request.Content?.Headers.TryAddWithoutValidation(name, (string?)value);
        }

        // Once passed on, a request is done, whatever becomes of the one who sent it.
        return await _storage.SendAsync(request, CancellationToken.None);
    }

    private static async Task AnswerAsync(HttpContext context, HttpResponseMessage answer)
    {
        foreach (var (name, values) in answer.Headers.NonValidated.Concat(answer.Content.Headers.NonValidated)
            .Where(header => !NotPassedOn.Contains(header.Key, StringComparer.OrdinalIgnoreCase)))
            context.Response.Headers[name] = values.ToString();
        await context.Response.Body.WriteAsync(await answer.Content.ReadAsByteArrayAsync(context.RequestAborted), context.RequestAborted);
    }

    [GeneratedRegex("(?<name>[A-Za-z]+Endpoint)=(?<address>http://[^/;]+)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Endpoint();
}
