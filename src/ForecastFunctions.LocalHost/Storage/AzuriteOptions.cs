using ForecastFunctions.LocalHost.Logs;

namespace ForecastFunctions.LocalHost.Storage;

/// <summary>How an <see cref="Azurite"/> runs.</summary>
public sealed record AzuriteOptions
{
    /// <summary>Where it keeps its data; null, the default, keeps it in memory for as long as it runs.</summary>
    public string? DataDirectory { get; init; }

    /// <summary>
    /// The least free space on the disk of its data, in bytes: with a full disk it acknowledges what it cannot keep, so it is
    /// ended before that, and started again when there is room.
    /// </summary>
    public long LeastFreeBytes { get; init; } = 256 * 1024 * 1024;

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

    /// <summary>Called for each line that it writes but those of requests, and for each of its ends; from any thread.</summary>
    public Action<WorkerLog>? OnLog { get; init; }

    /// <summary>The clock of its waits.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Tells the free space of the disk that a folder is on.</summary>
    internal Func<string, long> FreeBytes { get; init; } = directory =>
        new DriveInfo(OperatingSystem.IsWindows() ? Path.GetPathRoot(directory)! : directory).AvailableFreeSpace;
}
