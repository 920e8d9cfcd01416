using ForecastFunctions.Application.Contract;
using Microsoft.AspNetCore.Http;

namespace ForecastFunctions.Keys;

/// <summary>Who may call the HTTP functions of this app, as their operations declare it.</summary>
public static class FunctionAccess
{
    private static readonly ILookup<string, Operation> Operations
        = ForecastFunctions.Operations.All.ToLookup(o => o.Function, StringComparer.Ordinal);

    /// <summary>The scope that a request needs, or <see langword="null"/> where it needs no key.</summary>
    /// <param name="function">The name of the function.</param>
    /// <param name="method">
    /// The method of the request. HEAD is taken for GET; a method that none of the function's operations has needs what reading
    /// does, and is refused by the function.
    /// </param>
    /// <exception cref="InvalidOperationException">No operation declares anything for the function.</exception>
    public static AccessScope? ScopeOf(string function, string method)
    {
        var asked = HttpMethods.IsHead(method) ? HttpMethods.Get : method;
        var operations = Operations[function].ToList();
        var operation = operations.Find(o => o.Methods.Contains(asked, StringComparer.OrdinalIgnoreCase))
            ?? operations.MinBy(o => o.Scope)
            ?? throw new InvalidOperationException($"No operation says who may call {function}.");
        return operation.Scope;
    }

    /// <summary>The methods of a function's operations, with HEAD, which goes with GET, and OPTIONS.</summary>
    public static IReadOnlyList<string> MethodsOf(string function)
    {
        var methods = Operations[function].SelectMany(o => o.Methods).ToList();
        if (methods.Contains(HttpMethods.Get, StringComparer.Ordinal))
            methods.Add(HttpMethods.Head);
        return [.. methods.Append(HttpMethods.Options).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }
}
