namespace ForecastFunctions.Application.Runs;

/// <summary>
/// Work that several callers wait for. It belongs to all of them: one caller's leaving does not end it, and it ends when the last
/// one has left.
/// </summary>
/// <param name="work">The work; the token ends it.</param>
/// <typeparam name="T">What it gives.</typeparam>
#pragma warning disable CA1001 // a source without a timer holds nothing that has to be given back
internal sealed class SharedWork<T>(Func<CancellationToken, Task<T>> work)
#pragma warning restore CA1001
{
    private readonly CancellationTokenSource _abandoned = new();
    private readonly Lock _lock = new();
    private Task<T>? _task;
    private int _waiting;

    /// <summary>Whether the work has ended, or was given up.</summary>
    public bool IsOver => _abandoned.IsCancellationRequested || _task is { IsCompleted: true };

    /// <summary>Waits for the work, which begins with the first who does; false where it was given up before.</summary>
    public bool TryJoin(CancellationToken cancellationToken, out Task<T> result)
    {
        lock (_lock)
        {
            if (_abandoned.IsCancellationRequested)
            {
                result = null!;
                return false;
            }

            _waiting++;
            _task ??= Task.Run(() => work(_abandoned.Token), CancellationToken.None);
        }

        result = WaitAsync(_task, cancellationToken);
        return true;
    }

    private async Task<T> WaitAsync(Task<T> task, CancellationToken cancellationToken)
    {
        try
        {
            return await task.WaitAsync(cancellationToken);
        }
        finally
        {
            lock (_lock)
            {
                if (--_waiting == 0 && !task.IsCompleted)
                    _abandoned.Cancel();
            }
        }
    }
}
