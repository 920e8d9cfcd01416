namespace ForecastFunctions.Infrastructure.Tables;

/// <summary>
/// Where the tables are: section <c>Tables</c> of the configuration. Exactly one of <see cref="ServiceUri"/> and
/// <see cref="ConnectionString"/> is set.
/// </summary>
public sealed class TableSettings
{
    /// <summary>The name of the section.</summary>
    public const string Section = "Tables";

    /// <summary>
    /// The table endpoint of a storage account, such as <c>https://example.table.core.windows.net</c>, reached by
    /// managed identity.
    /// </summary>
    public string? ServiceUri { get; set; }

    /// <summary>The client id of the user-assigned identity; without it the system-assigned one is used.</summary>
    public string? ClientId { get; set; }

    /// <summary>A connection string, for the emulator (<c>UseDevelopmentStorage=true</c>).</summary>
    public string? ConnectionString { get; set; }

    /// <summary>What every table name begins with.</summary>
    public string NamePrefix { get; set; } = "forecast";
}
