using Microsoft.AspNetCore.Http;

namespace ForecastFunctions.Keys;

/// <summary>What a caller may do; each contains the ones before it.</summary>
public enum AccessScope
{
    /// <summary>Run and read projections, analyses and market data.</summary>
    Read,

    /// <summary>Also keep and delete the partner's own scenarios.</summary>
    Write,

    /// <summary>Also run a refresh, and issue and revoke keys.</summary>
    Admin,
}

/// <summary>Who sent a request.</summary>
/// <param name="Name">The partner's name: the owner of what it saves.</param>
/// <param name="Scope">What it may do.</param>
public sealed record Caller(string Name, AccessScope Scope)
{
    /// <summary>The one caller of a host that asks for no key.</summary>
    public static Caller Anyone { get; } = new("local", AccessScope.Admin);
}

/// <summary>Hands the caller of a request to its function.</summary>
public static class CallerOfRequest
{
    /// <summary>Who sent this request.</summary>
    public static Caller Caller(this HttpRequest request)
        => request.HttpContext.Features.Get<Caller>() ?? Keys.Caller.Anyone;
}
