namespace ForecastFunctions.LocalHost.Storage;

/// <summary>A file that one process at a time holds; the system lets go of it when that process ends.</summary>
internal static class FileLock
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>Waits for the lock.</summary>
    public static async Task<FileStream> TakeAsync(string file, TimeProvider time, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (TryTake(file) is { } held) return held;
            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    /// <summary>Takes the lock, or null if another holds it.</summary>
    public static FileStream? TryTake(string file)
    {
        try
        {
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException) when (File.Exists(file))
        {
            return null;
        }
    }
}
