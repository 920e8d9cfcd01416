using Microsoft.AspNetCore.Http;

namespace ForecastFunctions.Http;

/// <summary>The address under which the caller reached the service, for answers that must name it in full.</summary>
public static class ServiceAddress
{
    /// <summary>The address of a path, which begins with a slash.</summary>
    /// <remarks>
    /// The platform hands on the caller's Host and ends TLS itself, so on it the scheme that the worker sees is not the
    /// caller's. Forwarded headers are not looked at: anyone can send them.
    /// </remarks>
    public static Uri Of(HttpRequest request, string path)
    {
        var isHosted = Environment.GetEnvironmentVariable("WEBSITE_HOSTNAME") is { Length: > 0 };
        return new Uri($"{(isHosted ? "https" : request.Scheme)}://{request.Host.ToUriComponent()}{path}");
    }
}
