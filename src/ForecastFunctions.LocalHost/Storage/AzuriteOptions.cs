namespace ForecastFunctions.LocalHost.Storage;

/// <summary>How an <see cref="Azurite"/> runs.</summary>
public sealed record AzuriteOptions
{
    /// <summary>Where it keeps its data; null, the default, keeps it in memory for as long as it runs.</summary>
    public string? DataDirectory { get; init; }

    /// <summary>Where its package is installed, shared by all projects of this user.</summary>
    public string CacheDirectory { get; init; } = Path.Combine(
        Environment.GetFolderPath(
            Environment.SpecialFolder.LocalApplicationData,
            Environment.SpecialFolderOption.DoNotVerify) is { Length: > 0 } data
            ? data
            : Path.Combine(Path.GetTempPath(), Environment.UserName),
        "ForecastFunctions",
        "azurite");

    /// <summary>Told of each step that takes a while.</summary>
    public IProgress<string>? Progress { get; init; }

    /// <summary>The clock of its waits.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
