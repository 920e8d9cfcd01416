namespace ForecastFunctions.Infrastructure.Accounts;

/// <summary>
/// Where a service of a storage account is, and as whom it is reached: by <see cref="ServiceUri"/> with managed identity, or by
/// <see cref="ConnectionString"/>, not both.
/// </summary>
public abstract class StorageAccountSettings
{
    /// <summary>The service's endpoint, such as <c>https://example.table.core.windows.net</c>, reached by managed identity.</summary>
    public string? ServiceUri { get; set; }

    /// <summary>The client id of the user-assigned identity; without it the system-assigned one is used.</summary>
    public string? ClientId { get; set; }

    /// <summary>A connection string, for the emulator (<c>UseDevelopmentStorage=true</c>).</summary>
    public string? ConnectionString { get; set; }

    /// <summary>Whether either is set.</summary>
    internal bool IsSet => ServiceUri is { Length: > 0 } || ConnectionString is { Length: > 0 };
}
