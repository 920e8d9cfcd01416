using ForecastFunctions.Application.Contract;

namespace ForecastFunctions.Application.Partners;

/// <summary>
/// Bounds what requests and answers hold in memory until the last byte is sent: all together, and those of one caller to half of
/// it. What is held by somebody who does not read would otherwise end the process for everybody.
/// </summary>
public sealed class AnswerMemory
{
    /// <summary>The most bytes that all hold together.</summary>
    public const long MaxBytes = 128 * 1024 * 1024;

    /// <summary>The most bytes that one caller's hold together.</summary>
    public const long MaxBytesOfCaller = MaxBytes / 2;

    private readonly Dictionary<string, long> _held = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private long _all;

    /// <summary>How many bytes are held.</summary>
    public long Held
    {
        get
        {
            lock (_lock)
                return _all;
        }
    }

    /// <summary>What one request is going to hold; nothing yet.</summary>
    /// <param name="caller">The name of who asks.</param>
    public AnswerHold Open(string caller) => new(this, caller);

    /// <summary>Whatever it is, it is possible for somebody who holds nothing else while nobody else holds anything.</summary>
    internal void Take(string caller, long bytes)
    {
        lock (_lock)
        {
            var own = _held.GetValueOrDefault(caller);
            if ((own > 0 && own + bytes > MaxBytesOfCaller) || (_all > 0 && _all + bytes > MaxBytes))
                throw ProblemException.TooManyAnswers();
            _held[caller] = own + bytes;
            _all += bytes;
        }
    }

    internal void GiveBack(string caller, long bytes)
    {
        lock (_lock)
        {
            _all -= bytes;
            if ((_held[caller] -= bytes) == 0)
                _held.Remove(caller);
        }
    }
}

/// <summary>What one request and its answer hold in memory; given back as a whole when the answer is sent, or its caller has left.</summary>
/// <param name="memory">What it is taken from.</param>
/// <param name="caller">The name of who asks.</param>
public sealed class AnswerHold(AnswerMemory memory, string caller) : IDisposable
{
    private readonly Lock _lock = new();
    private long _bytes;
    private bool _isOver;

    /// <summary>Takes more; nothing after the end, when nothing more is sent.</summary>
    /// <exception cref="ProblemException">503: there is not so much.</exception>
    public void Take(long bytes)
    {
        lock (_lock)
        {
            if (_isOver || bytes == 0)
                return;
            memory.Take(caller, bytes);
            _bytes += bytes;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            if (!_isOver && _bytes > 0)
                memory.GiveBack(caller, _bytes);
            _isOver = true;
        }
    }
}
