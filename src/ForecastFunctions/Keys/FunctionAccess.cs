using System.Collections.Frozen;
using System.Reflection;
using ForecastFunctions.Core.Keys;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ForecastFunctions.Keys;

/// <summary>What the HTTP functions of this app declare about their callers.</summary>
public static class FunctionAccess
{
    private static readonly FrozenDictionary<string, MethodInfo> Functions = typeof(FunctionAccess).Assembly.GetTypes()
        .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
        .Where(method => method.GetCustomAttribute<FunctionAttribute>() is not null)
        .ToFrozenDictionary(method => method.GetCustomAttribute<FunctionAttribute>()!.Name, StringComparer.Ordinal);

    /// <summary>The scope that a request needs, or <see langword="null"/> where it needs no key.</summary>
    /// <param name="function">The name of the function.</param>
    /// <param name="method">The method of the request; HEAD is taken for GET.</param>
    /// <exception cref="InvalidOperationException">The function declares nothing for the method.</exception>
    public static AccessScope? ScopeOf(string function, string method)
    {
        if (!Functions.TryGetValue(function, out var declared))
            throw new InvalidOperationException($"There is no function {function}.");
        if (declared.GetCustomAttribute<NeedsNoKeyAttribute>() is not null)
            return null;
        var asked = HttpMethods.IsHead(method) ? HttpMethods.Get : method;
        var scopes = declared.GetCustomAttributes<RequiresAttribute>().ToList();
        var scope = scopes.Find(s => s.Methods.Contains(asked, StringComparer.OrdinalIgnoreCase)) ?? scopes.Find(s => s.Methods.Count == 0);
        return scope?.Scope ?? throw new InvalidOperationException($"{function} does not declare what {method} needs.");
    }
}
