using ForecastFunctions.Application.Contract;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace ForecastFunctions.Http;

/// <summary>
/// Answers a route's methods. A trigger takes every method of its route, since the platform would answer 404 to the
/// others; so HEAD, OPTIONS and 405 with Allow are answered here.
/// </summary>
public static class Methods
{
    /// <summary>Answers a question that GET asks by the query, and POST by a body: both are answered by the same code.</summary>
    /// <param name="request">The request.</param>
    /// <param name="operation">Tells how a body is read.</param>
    /// <param name="answer">Answers the question.</param>
    /// <param name="cancellationToken">Ends the reading of a body.</param>
    /// <exception cref="ProblemException">405: the method is another one; 400, 408, 413, 415: the body cannot be read.</exception>
    public static Task<IResult> DispatchQuestion(
        HttpRequest request, Operation operation, Func<Arguments, Task<Document>> answer, CancellationToken cancellationToken)
        => Dispatch(
            request,
            get: () => answer(HttpArguments.OfQuery(request)),
            post: async () => await answer(await HttpArguments.OfBodyAsync(request, operation, cancellationToken)));

    /// <summary>Answers GET of something that takes no members, or few.</summary>
    /// <param name="request">The request.</param>
    /// <param name="operation">Tells the members.</param>
    /// <param name="answer">Answers.</param>
    public static Task<IResult> DispatchPlain(HttpRequest request, Operation operation, Func<Task<Document>> answer)
        => Dispatch(request, get: async () =>
        {
            ReadPlain(request, operation);
            return (await answer()).Checked(request);
        });

    /// <summary>Reads a query that states nothing but what the operation takes.</summary>
    /// <exception cref="ProblemException">400: it states more.</exception>
    public static void ReadPlain(HttpRequest request, Operation operation) => ReadPlain(request, operation, arguments => arguments);

    /// <summary>Reads what the members of a query and the headers beside it say.</summary>
    /// <param name="request">The request.</param>
    /// <param name="operation">Tells the members.</param>
    /// <param name="read">Reads them, and records what is wrong with them.</param>
    /// <exception cref="ProblemException">400: something is wrong, all of which is named.</exception>
    public static T ReadPlain<T>(HttpRequest request, Operation operation, Func<Arguments, T> read)
    {
        var arguments = HttpArguments.OfQuery(request);
        var stated = read(arguments);
        arguments.RefuseOthers(operation.Members);
        arguments.ThrowIfFaulty();
        return stated;
    }

    /// <summary>Refuses a body where the method has none: what stands in it would be left out without a word.</summary>
    private static void RefuseBodyOfARead(HttpRequest request)
    {
        var isRead = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);
        if (isRead && request.HttpContext.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: true })
        {
            throw ProblemException.Invalid([Fault.At(
                new Place("body", ""), FaultCode.Conflict,
                $"{request.Method} has no body: state the members in the query, or send the body with POST where the path has it.")]);
        }
    }

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
        RefuseBodyOfARead(request);
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
            throw HttpProblems.MethodNotAllowed(method, allow);
        request.HttpContext.Response.Headers.Allow = allow;
        return TypedResults.NoContent();
    }
}
