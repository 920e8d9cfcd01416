using ForecastFunctions.LocalHost.Logs;

namespace ForecastFunctions.LocalHost;

/// <summary>What a <see cref="FunctionsHost"/> runs, and where.</summary>
public sealed record FunctionsHostOptions
{
    /// <summary>The function app's build or publish folder.</summary>
    public required string AppDirectory { get; init; }

    /// <summary>The port to listen on at 127.0.0.1; 0, the default, takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>Where the status of timers is kept; null, the default, keeps it in memory.</summary>
    public string? DataDirectory { get; init; }

    /// <summary>App settings beyond this process's environment, which the worker gets too; null takes one away.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>(StringComparer.Ordinal);

    /// <summary>How many worker processes share requests and messages.</summary>
    public int Workers { get; init; } = 1;

    /// <summary>How long a message that a worker has taken stays invisible, unless that is renewed; the platform's ten minutes.</summary>
    public TimeSpan QueueLease { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Whether a worker that dies is replaced at once, however often and quickly they die; for those who kill them on purpose.
    /// </summary>
    public bool ReplacesAlways { get; init; }

    /// <summary>The clock of timers and log lines. Waits for processes and connections go by the system's clock.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Called for each log line, from any thread.</summary>
    public Action<WorkerLog>? OnLog { get; init; }
}
