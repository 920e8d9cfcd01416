using ForecastFunctions.Application.Jobs;

namespace ForecastFunctions.IntegrationTests.Jobs;

/// <summary>A queue as the platform's: a message comes again until it is done with, and now and then it comes twice.</summary>
internal sealed class QueueInMemory : IJobMessages
{
    private readonly PriorityQueue<JobMessage, DateTimeOffset> _waiting = new();
    private readonly Lock _lock = new();
    private readonly Random _random = new(7);
    private int _open;

    /// <summary>The share of messages that are delivered twice.</summary>
    public double Duplicates { get; init; }

    /// <summary>Whether messages are lost, as those of a storage that is away.</summary>
    public bool LosesAll { get; set; }

    /// <summary>Whether every message is done with.</summary>
    public bool IsEmpty
    {
        get
        {
            lock (_lock)
                return _open == 0;
        }
    }

    public void RequireQueues()
    {
        // There is one.
    }

    public Task SendAsync(IEnumerable<JobMessage> messages, TimeSpan delay, CancellationToken cancellationToken)
    {
        foreach (var message in messages.Where(_ => !LosesAll))
            Add(message, delay);
        return Task.CompletedTask;
    }

    /// <summary>The next message that is due.</summary>
    public JobMessage? Take()
    {
        lock (_lock)
        {
            if (!_waiting.TryPeek(out var message, out var due) || due > TimeProvider.System.GetUtcNow())
                return null;
            _waiting.Dequeue();
            return message;
        }
    }

    /// <summary>Forgets a message that is done with.</summary>
    public void Delete()
    {
        lock (_lock)
            _open--;
    }

    /// <summary>Lets a message come again.</summary>
    public void GiveBack(JobMessage message)
    {
        lock (_lock)
            _waiting.Enqueue(message, TimeProvider.System.GetUtcNow() + TimeSpan.FromMilliseconds(20));
    }

    private void Add(JobMessage message, TimeSpan delay)
    {
        lock (_lock)
        {
            for (var copies = _random.NextDouble() < Duplicates ? 2 : 1; copies > 0; copies--)
            {
                _open++;
                _waiting.Enqueue(message, TimeProvider.System.GetUtcNow() + delay);
            }
        }
    }
}
