using Azure.Identity;

namespace ForecastFunctions.Infrastructure.Identity;

/// <summary>As whom the app reaches services of Azure.</summary>
public static class AppIdentity
{
    /// <summary>The credential of the managed identity.</summary>
    /// <param name="clientId">The client id of a user-assigned identity; without it, the system-assigned one.</param>
    public static ManagedIdentityCredential Credential(string? clientId) => new(
        clientId is { Length: > 0 } ? ManagedIdentityId.FromUserAssignedClientId(clientId) : ManagedIdentityId.SystemAssigned);
}
