using ForecastFunctions.Application.Partners;
using Microsoft.AspNetCore.Http;

namespace ForecastFunctions.Keys;

/// <summary>Hands the caller of a request to its function.</summary>
public static class CallerOfRequest
{
    /// <summary>Who sent this request.</summary>
    /// <exception cref="InvalidOperationException">It has not been admitted: whoever that is may do nothing.</exception>
    public static Caller Caller(this HttpRequest request)
        => request.HttpContext.Features.Get<Caller>()
            ?? throw new InvalidOperationException("The request has not been admitted by AccessControl.");
}
