using System.Globalization;
using System.Threading.RateLimiting;
using ForecastFunctions.Application.Contract;

namespace ForecastFunctions.Application.Partners;

/// <summary>
/// Counts what one caller asks of this instance: by the minute in token buckets, which refill evenly, and by the day
/// together with what other instances have told the store.
/// </summary>
public sealed class CallerMeter : IDisposable
{
    /// <summary>A bucket counts in whole numbers below two thousand millions, so compute is counted in thousands.</summary>
    private const int NumbersPerPermit = 1000;

    private const int SecondsPerDay = 86_400;

    private readonly TimeProvider _time;
    private readonly TokenBucketRateLimiter _requests;
    private readonly TokenBucketRateLimiter _compute;
    private readonly Lock _gate = new();
    private DateOnly _day;
    private Usage _stored;
    private Usage _pending;
    private long _usedAt;
    private bool _isClosed;

    /// <summary>A meter that knows nothing of the day so far.</summary>
    public CallerMeter(Quota quota, TimeProvider time)
    {
        Quota = quota;
        _time = time;
        _day = Today;
        _usedAt = time.GetTimestamp();
        _requests = Bucket(quota.RequestsPerMinute);
        _compute = Bucket((int)(quota.ComputePerMinute / NumbersPerPermit));
    }

    /// <summary>What the caller may ask for.</summary>
    public Quota Quota { get; }

    /// <summary>The day that is counted, UTC.</summary>
    public DateOnly Today => DateOnly.FromDateTime(_time.GetUtcNow().UtcDateTime);

    /// <summary>What the header <c>RateLimit-Policy</c> tells.</summary>
    public string Policy => string.Create(CultureInfo.InvariantCulture,
        $"\"requests\";q={Quota.RequestsPerMinute};w=60, \"compute\";q={Quota.ComputePerMinute};w=60, "
        + $"\"daily-requests\";q={Quota.RequestsPerDay};w={SecondsPerDay}, \"daily-compute\";q={Quota.ComputePerDay};w={SecondsPerDay}");

    /// <summary>What the header <c>RateLimit</c> tells: what remains, and in how many seconds all of it will be there again.</summary>
    public string Remaining
    {
        get
        {
            var requests = Available(_requests);
            var compute = Available(_compute) * NumbersPerPermit;
            var today = Total();
            var midnight = Seconds(UntilMidnight());
            return string.Create(CultureInfo.InvariantCulture,
                $"\"requests\";r={requests};t={UntilFull(requests, Quota.RequestsPerMinute)}, "
                + $"\"compute\";r={compute};t={UntilFull(compute, Quota.ComputePerMinute)}, "
                + $"\"daily-requests\";r={Math.Max(0, Quota.RequestsPerDay - today.Requests)};t={midnight}, "
                + $"\"daily-compute\";r={Math.Max(0, Quota.ComputePerDay - today.Compute)};t={midnight}");
        }
    }

    /// <summary>How much compute remains of today's.</summary>
    public long ComputeLeftToday => Math.Max(0, Quota.ComputePerDay - Total().Compute);

    /// <summary>Counts a request.</summary>
    /// <exception cref="ProblemException">429: the minute's or the day's are used up.</exception>
    public void TakeRequest() => Take(
        _requests, 1, new Usage(1, 0),
        $"{Quota.RequestsPerMinute} requests a minute", $"{Quota.RequestsPerDay} requests a day");

    /// <summary>Counts what a run is made of, before it is computed.</summary>
    /// <param name="numbers">Draws × periods × variables.</param>
    /// <exception cref="ProblemException">429: the minute's or the day's are used up.</exception>
    public void TakeCompute(long numbers) => Take(
        _compute, (int)Math.Min(Quota.ComputePerMinute / NumbersPerPermit, (numbers + NumbersPerPermit - 1) / NumbersPerPermit),
        new Usage(0, numbers),
        $"{Quota.ComputePerMinute} numbers (draws × periods × variables) a minute",
        $"{Quota.ComputePerDay} numbers (draws × periods × variables) a day");

    /// <summary>Begins a request's use of the meter; false if it was closed, and another one is to be asked for.</summary>
    public bool TryUse()
    {
        lock (_gate)
        {
            _usedAt = _time.GetTimestamp();
            return !_isClosed;
        }
    }

    /// <summary>Closes the meter if nobody has used it for so long and all that it counted is stored.</summary>
    public bool TryClose(TimeSpan idle)
    {
        lock (_gate)
            return _isClosed |= _pending == default && _time.GetElapsedTime(_usedAt) >= idle;
    }

    /// <summary>What was counted and is not stored yet, and for which day.</summary>
    public (DateOnly Day, Usage Pending) Unsaved()
    {
        lock (_gate)
            return (_day, _pending);
    }

    /// <summary>
    /// Takes note of what the store has for a day, once a part of what was counted here is in it. What a day has never becomes less:
    /// a store that has turned to the next day already tells less than was asked for.
    /// </summary>
    public void Saved(DateOnly day, Usage saved, Usage stored)
    {
        lock (_gate)
        {
            if (day != _day)
                return;
            _pending -= saved;
            _stored = Usage.Larger(_stored + saved, stored);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _requests.Dispose();
        _compute.Dispose();
    }

    private void Take(TokenBucketRateLimiter bucket, int permits, Usage more, string minute, string day)
    {
        lock (_gate)
        {
            var total = Total() + more;
            if (total.Requests > Quota.RequestsPerDay || total.Compute > Quota.ComputePerDay)
                throw ProblemException.QuotaExhausted(
                    $"This key has {day}, and today's are used up; at midnight UTC there are more.", UntilMidnight());
            bucket.TryReplenish();
            using var lease = bucket.AttemptAcquire(permits);
            if (!lease.IsAcquired)
            {
                var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromSeconds(1);
                throw ProblemException.QuotaExhausted($"This key has {minute}, and they are used up; they come back evenly.", wait);
            }

            _pending += more;
        }
    }

    private Usage Total()
    {
        lock (_gate)
        {
            // What a day that is over had left unsaved is given up: nothing is decided by it any more. A clock that is set back
            // begins no day again.
            if (_day < Today)
                (_day, _stored, _pending) = (Today, default, default);
            return _stored + _pending;
        }
    }

    private TimeSpan UntilMidnight() => new DateTimeOffset(Today.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero) - _time.GetUtcNow();

    private static int UntilFull(long remaining, long quota) => (int)Math.Ceiling(60.0 * (quota - remaining) / quota);

    private static int Seconds(TimeSpan time) => (int)Math.Ceiling(time.TotalSeconds);

    private static long Available(TokenBucketRateLimiter bucket)
    {
        bucket.TryReplenish();
        return bucket.GetStatistics()!.CurrentAvailablePermits;
    }

    private static TokenBucketRateLimiter Bucket(int permitsPerMinute) => new(new TokenBucketRateLimiterOptions
    {
        TokenLimit = permitsPerMinute,
        TokensPerPeriod = Math.Max(1, permitsPerMinute / 600),
        ReplenishmentPeriod = TimeSpan.FromMinutes(1) * ((double)Math.Max(1, permitsPerMinute / 600) / permitsPerMinute),
        AutoReplenishment = false,
        QueueLimit = 0,
    });
}
