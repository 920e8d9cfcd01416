using System.Collections.Immutable;
using Microsoft.Extensions.Logging;

namespace ForecastFunctions.LocalHost.Logs;

/// <summary>The latest log lines of a host, in their order, open to readers while lines are added.</summary>
public sealed class LogBook
{
    private const int Capacity = 5_000;

    private readonly TimeProvider _time;
    private readonly Action<WorkerLog>? _onLine;
    private readonly Lock _gate = new();
    private readonly Queue<WorkerLog> _lines = new();
    private TaskCompletionSource _changed = NewSignal();

    internal LogBook(TimeProvider time, Action<WorkerLog>? onLine)
    {
        _time = time;
        _onLine = onLine;
    }

    /// <summary>The lines up to now, oldest first; the oldest are dropped beyond 5,000.</summary>
    public IReadOnlyList<WorkerLog> Lines
    {
        get
        {
            lock (_gate) return [.. _lines];
        }
    }

    /// <summary>Waits for a line, past or to come, that satisfies the condition.</summary>
    public async Task<WorkerLog> WaitForAsync(Func<WorkerLog, bool> condition, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(condition);
        while (true)
        {
            ImmutableArray<WorkerLog> lines;
            Task changed;
            lock (_gate)
            {
                lines = [.. _lines];
                changed = _changed.Task;
            }

            if (lines.FirstOrDefault(condition) is { } line) return line;
            await changed.WaitAsync(cancellationToken);
        }
    }

    internal void Add(LogLevel level, string category, string message, string? invocationId = null, string? exception = null)
    {
        var line = new WorkerLog(_time.GetUtcNow(), level, category, message, invocationId, exception);
        TaskCompletionSource changed;
        lock (_gate)
        {
            _lines.Enqueue(line);
            if (_lines.Count > Capacity) _lines.Dequeue();
            (changed, _changed) = (_changed, NewSignal());
        }

        changed.SetResult();
        _onLine?.Invoke(line);
    }

    internal void Host(LogLevel level, string message) => Add(level, "Host", message);

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
