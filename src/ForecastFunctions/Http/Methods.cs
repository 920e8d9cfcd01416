using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace ForecastFunctions.Http;

/// <summary>
/// Answers a route's methods. A trigger takes every method of its route, since the platform would answer 404 to the
/// others; so HEAD, OPTIONS and 405 with Allow are answered here.
/// </summary>
public static class Methods
{
    /// <summary>Answers a question that GET asks by the query, and POST by a body: both are answered by the same code.</summary>
    /// <param name="request">The request.</param>
    /// <param name="flatten">Adds the members of a body to the reader, under the names that they have in a query.</param>
    /// <param name="maxBytes">The most bytes that a body may have.</param>
    /// <param name="answer">Reads the question, and answers it.</param>
    /// <param name="cancellationToken">Ends the reading of a body.</param>
    /// <exception cref="ProblemException">405: the method is another one; 400, 408, 413, 415: the body cannot be read.</exception>
    public static Task<IResult> DispatchQuestion(
        HttpRequest request, Action<RequestReader, JsonElement> flatten, int maxBytes, Func<RequestReader, Task<Document>> answer,
        CancellationToken cancellationToken)
        => Dispatch(
            request,
            get: () => answer(RequestReader.OfQuery(request)),
            post: async () => await answer(await RequestReader.OfBodyAsync(request, flatten, maxBytes, cancellationToken)));

    /// <summary>Runs the method that was asked for.</summary>
    /// <param name="request">The request.</param>
    /// <param name="get">Answers GET, and HEAD, whose body is left out when it is written.</param>
    /// <param name="post">Answers POST, where the route has it.</param>
    /// <param name="put">Answers PUT, where the route has it.</param>
    /// <param name="delete">Answers DELETE, where the route has it.</param>
    /// <exception cref="ProblemException">405: the route does not have the method.</exception>
    public static async Task<IResult> Dispatch(
        HttpRequest request, Func<Task<Document>>? get = null, Func<Task<Document>>? post = null,
        Func<Task<Document>>? put = null, Func<Task<IResult>>? delete = null)
    {
        var method = request.Method;
        if ((HttpMethods.IsGet(method) || HttpMethods.IsHead(method)) && get is not null)
            return await get();
        if (HttpMethods.IsPost(method) && post is not null)
            return await post();
        if (HttpMethods.IsPut(method) && put is not null)
            return await put();
        if (HttpMethods.IsDelete(method) && delete is not null)
            return await delete();

        string?[] methods =
        [
            delete is null ? null : "DELETE", get is null ? null : "GET", get is null ? null : "HEAD", "OPTIONS",
            post is null ? null : "POST", put is null ? null : "PUT",
        ];
        var allow = string.Join(", ", methods.OfType<string>());
        if (!HttpMethods.IsOptions(method))
            throw ProblemException.MethodNotAllowed(method, allow);
        request.HttpContext.Response.Headers.Allow = allow;
        return TypedResults.NoContent();
    }
}
