using ForecastFunctions.Core.Storage;

namespace ForecastFunctions.Application.Health;

/// <summary>
/// Knows whether the storage answers, and asks it every five seconds at most, whoever asks how often: the question needs no key.
/// </summary>
/// <param name="probe">Asks it.</param>
/// <param name="time">Tells how old an answer is.</param>
public sealed class StorageWatch(IStorageProbe probe, TimeProvider time)
{
    /// <summary>How long an answer holds.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private Task<bool>? _look;
    private long _endedAt;

    /// <summary>Whether the storage answers; all who ask at once wait for one look.</summary>
    public Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_look is null || (_look.IsCompleted && time.GetElapsedTime(Volatile.Read(ref _endedAt)) >= Memory))
                _look = LookAsync();
            return _look.WaitAsync(cancellationToken);
        }
    }

    private async Task<bool> LookAsync()
    {
        try
        {
            await probe.PingAsync(CancellationToken.None);
            return true;
        }
        catch (StorageUnavailableException)
        {
            return false;
        }
        finally
        {
            Volatile.Write(ref _endedAt, time.GetTimestamp());
        }
    }
}
