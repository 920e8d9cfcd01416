using Microsoft.AspNetCore.Http;

namespace ForecastFunctions.Http;

/// <summary>
/// Answers a route's methods. A trigger takes every method of its route, since the platform would answer 404 to the
/// others; so HEAD, OPTIONS and 405 with Allow are answered here.
/// </summary>
public static class Methods
{
    /// <summary>Runs the method that was asked for.</summary>
    /// <param name="request">The request.</param>
    /// <param name="get">Answers GET, and HEAD, whose body is left out when it is written.</param>
    /// <param name="post">Answers POST, where the route has it.</param>
    /// <exception cref="ProblemException">405: the route does not have the method.</exception>
    public static async Task<IResult> Dispatch(HttpRequest request, Func<Task<Document>> get, Func<Task<Document>>? post = null)
    {
        var method = request.Method;
        if (HttpMethods.IsGet(method) || HttpMethods.IsHead(method))
            return await get();
        if (HttpMethods.IsPost(method) && post is not null)
            return await post();

        var allow = post is null ? "GET, HEAD, OPTIONS" : "GET, HEAD, OPTIONS, POST";
        if (!HttpMethods.IsOptions(method))
            throw ProblemException.MethodNotAllowed(method, allow);
        request.HttpContext.Response.Headers.Allow = allow;
        return TypedResults.NoContent();
    }
}
