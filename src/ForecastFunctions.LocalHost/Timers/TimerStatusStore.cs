using System.Collections.Concurrent;
using System.Text.Json;
using ForecastFunctions.LocalHost.Logs;
using Microsoft.Extensions.Logging;

namespace ForecastFunctions.LocalHost.Timers;

/// <summary>Keeps the status of each timer: in files of the data directory, or in memory if there is none.</summary>
internal sealed class TimerStatusStore(string? dataDirectory, LogBook log)
{
    private readonly string? _directory = dataDirectory is null ? null : Path.Combine(dataDirectory, "timers");
    private readonly ConcurrentDictionary<string, TimerStatus> _known = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The status of a timer, if it has one.</summary>
    public async Task<TimerStatus?> ReadAsync(string function, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(function, out var known)) return known;
        if (_directory is null || !File.Exists(FileOf(function))) return null;
        try
        {
            await using var file = File.OpenRead(FileOf(function));
            return await JsonSerializer.DeserializeAsync<TimerStatus>(file, cancellationToken: cancellationToken);
        }
        catch (JsonException exception)
        {
            log.Host(LogLevel.Warning, $"{FileOf(function)} is damaged and starts anew: {exception.Message}");
            return null;
        }
    }

    /// <summary>Replaces the status of a timer, as a whole or not at all.</summary>
    public async Task WriteAsync(string function, TimerStatus status)
    {
        _known[function] = status;
        if (_directory is null) return;
        Directory.CreateDirectory(_directory);
        var written = FileOf(function) + ".new";
        await File.WriteAllBytesAsync(written, JsonSerializer.SerializeToUtf8Bytes(status));
        File.Move(written, FileOf(function), overwrite: true);
    }

    private string FileOf(string function) => Path.Combine(_directory!, function + ".json");
}
