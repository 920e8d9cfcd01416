using Microsoft.Extensions.Configuration;

namespace ForecastFunctions.Infrastructure.Sources.Http;

/// <summary>What addresses sources may have.</summary>
/// <param name="IsDevelopment">
/// Whether plain HTTP and addresses that are not public are allowed, so that a source can be pointed at loopback.
/// </param>
internal sealed record NetworkAccess(bool IsDevelopment)
{
    /// <summary>By the platform's variable, or where it is not set by that of .NET.</summary>
    public static NetworkAccess From(IConfiguration configuration) =>
        new(string.Equals(
            configuration["AZURE_FUNCTIONS_ENVIRONMENT"] ?? configuration["DOTNET_ENVIRONMENT"],
            "Development",
            StringComparison.OrdinalIgnoreCase));
}
