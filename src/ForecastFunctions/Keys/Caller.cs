using ForecastFunctions.Core.Keys;
using Microsoft.AspNetCore.Http;

namespace ForecastFunctions.Keys;

/// <summary>Who sent a request.</summary>
/// <param name="Name">The partner's name: the owner of what it saves.</param>
/// <param name="Scope">What it may do.</param>
public sealed record Caller(string Name, AccessScope Scope)
{
    /// <summary>How much it may ask for; <see langword="null"/> for any amount.</summary>
    public Quota? Quota { get; init; }

    /// <summary>Whoever calls a function that needs no key.</summary>
    public static Caller Unnamed { get; } = new("unnamed", AccessScope.Read);

    /// <summary>The one caller of a host that asks for no key.</summary>
    public static Caller Anyone { get; } = new("local", AccessScope.Admin);
}

/// <summary>Hands the caller of a request to its function.</summary>
public static class CallerOfRequest
{
    /// <summary>Who sent this request.</summary>
    /// <exception cref="InvalidOperationException">It has not been admitted: whoever that is may do nothing.</exception>
    public static Caller Caller(this HttpRequest request)
        => request.HttpContext.Features.Get<Caller>()
            ?? throw new InvalidOperationException("The request has not been admitted by AccessControl.");
}
