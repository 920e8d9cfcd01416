using System.Threading.RateLimiting;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Partners;

namespace ForecastFunctions.Application.Runs;

/// <summary>
/// The one way to do anything long: to compute, and to write or search many rows. Every piece of work holds as many cores as it has
/// threads, and all together hold no more than there are. A few wait, and more are turned away: a caller who is told to come back
/// is served better than one who waits without an end. Each caller waits in a queue of its own first, so that one who asks for much
/// never keeps the others waiting behind all of it.
/// </summary>
public sealed class ComputeGate : IDisposable
{
    /// <summary>Far beyond what the limits of a request allow; what takes longer has met a machine in trouble.</summary>
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    /// <summary>The same for work that leaves the other cores to those who wait.</summary>
    private static readonly TimeSpan UnhurriedDeadline = TimeSpan.FromMinutes(10);

    /// <summary>How long new work waits for its turn; who is told to come back then is served better than by silence.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>How many of one caller wait for each core, before more are turned away.</summary>
    private const int WaitingPerCore = 8;

    /// <summary>All callers together have as many places as so many of them.</summary>
    private const int Crowd = 4;

    private readonly PartitionedRateLimiter<string> _places;
    private readonly PartitionedRateLimiter<string> _cores;
    private readonly PartitionedRateLimiter<string> _turns;
    private readonly TimeProvider _time;
    private readonly int _count;
    private int _waiting;

    /// <summary>A gate to the cores of this machine.</summary>
    /// <param name="time">Bounds a computation.</param>
    public ComputeGate(TimeProvider time)
        : this(time, Environment.ProcessorCount)
    {
    }

    /// <summary>A gate to a number of cores.</summary>
    /// <param name="time">Bounds a computation.</param>
    /// <param name="cores">How many.</param>
    internal ComputeGate(TimeProvider time, int cores)
    {
        _time = time;
        _count = cores;
        _cores = ForAll(cores, int.MaxValue);
        _turns = PartitionedRateLimiter.CreateChained(ForEach(cores, int.MaxValue), _cores);
        _places = PartitionedRateLimiter.CreateChained(ForEach(AdmittedOn(cores), 0), ForAll(Crowd * AdmittedOn(cores), 0));

        static PartitionedRateLimiter<string> ForAll(int permits, int queue)
            => PartitionedRateLimiter.Create<string, int>(_ => RateLimitPartition.GetConcurrencyLimiter(0, _ => Limit(permits, queue)));

        static PartitionedRateLimiter<string> ForEach(int permits, int queue)
            => PartitionedRateLimiter.Create<string, string>(caller => RateLimitPartition.GetConcurrencyLimiter(caller, _ => Limit(permits, queue)));

        static ConcurrencyLimiterOptions Limit(int permits, int queue) => new()
        {
            PermitLimit = permits,
            QueueLimit = queue,
            QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        };
    }

    /// <summary>How many requests of one caller a machine admits at once, those that wait included: as many as the platform may send it.</summary>
    /// <param name="cores">The cores of the machine.</param>
    public static int AdmittedOn(int cores) => (1 + WaitingPerCore) * cores;

    /// <summary>How many pieces of work wait for their turn.</summary>
    public long Waiting => Volatile.Read(ref _waiting);

    /// <summary>Computes when it is this one's turn, and counts it in its caller's quota.</summary>
    /// <param name="numbers">What it costs: draws × periods × variables, or as much work as these.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="compute">The work on a number of threads, on which the result must not depend; the token ends it.</param>
    /// <param name="cancellationToken">Ends it too.</param>
    /// <exception cref="ProblemException">503: too much is under way; 429: the caller's quota is used up.</exception>
    /// <exception cref="OperationCanceledException">It took longer than a minute (ten, where nobody waits for it), or its caller left.</exception>
    public Task<T> ComputeAsync<T>(
        long numbers, Caller caller, Func<int, CancellationToken, T> compute, CancellationToken cancellationToken)
        => WorkAsync(
            numbers, caller,
            end =>
            {
                var (more, threads) = caller.IsUnhurried ? (null, 1) : TakeFreeCores();
                using (more)
                    return compute(threads, end);
            },
            cancellationToken);

    /// <summary>Works on one core when it is this one's turn, and counts it in its caller's quota.</summary>
    /// <inheritdoc cref="ComputeAsync"/>
    /// <param name="numbers">As much work as so many numbers of a run; 0 for what is counted as a request already.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="work">The work; the token ends it.</param>
    /// <param name="cancellationToken">Ends it too.</param>
    public async Task<T> WorkAsync<T>(long numbers, Caller caller, Func<CancellationToken, T> work, CancellationToken cancellationToken)
    {
        // Who does not wait for it is not told to come back: it waits in order.
        using var place = caller.IsUnhurried ? null : _places.AttemptAcquire(caller.Name);
        if (place is { IsAcquired: false })
            throw ProblemException.Busy();
        using var turn = await (caller.IsUnhurried ? WaitAsync(caller, cancellationToken) : TurnAsync(caller, cancellationToken));
        if (numbers > 0)
            caller.Meter?.TakeCompute(numbers);
        using var deadline = new CancellationTokenSource(caller.IsUnhurried ? UnhurriedDeadline : Deadline, _time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        return work(end.Token);
    }

    /// <summary>
    /// Does the next short piece of work that was admitted and counted before. It waits its turn like the others, and behind none that
    /// came later: half an answer is worth nothing.
    /// </summary>
    /// <exception cref="OperationCanceledException">Its caller left.</exception>
    public async Task<T> GoOnAsync<T>(Caller caller, Func<T> work, CancellationToken cancellationToken)
    {
        using var turn = await WaitAsync(caller, cancellationToken);
        return work();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _places.Dispose();
        _turns.Dispose();
        _cores.Dispose();
    }

    /// <summary>A turn within the patience.</summary>
    private async Task<RateLimitLease> TurnAsync(Caller caller, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, _time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            return await WaitAsync(caller, end.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw ProblemException.Busy();
        }
    }

    private async Task<RateLimitLease> WaitAsync(Caller caller, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _waiting);
        try
        {
            return await _turns.AcquireAsync(caller.Name, permitCount: 1, cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    /// <summary>The cores that nobody waits for, beside the one that a computation has already.</summary>
    private (RateLimitLease? Lease, int Threads) TakeFreeCores()
    {
        for (var more = _count - 1; more > 0; more--)
        {
            var lease = _cores.AttemptAcquire("", more);
            if (lease.IsAcquired)
                return (lease, 1 + more);
            lease.Dispose();
        }

        return (null, 1);
    }
}
