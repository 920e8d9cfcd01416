namespace ForecastFunctions.Application.Partners;

/// <summary>
/// Bounds what somebody without a key can cost the storage: of look-ups that find nobody, each address has a hundred and twenty at
/// once, and two more every second. Addresses share a fixed number of meters, so their memory is bounded too; which ones share one
/// differs from process to process.
/// </summary>
/// <param name="time">Tells how much has come back.</param>
internal sealed class VainLookups(TimeProvider time)
{
    /// <summary>How many are possible at once.</summary>
    public const int Most = 120;

    /// <summary>How many come back in a second.</summary>
    public const double PerSecond = 2;

    private readonly Meter[] _meters = new Meter[4096];
    private readonly Lock _gate = new();

    /// <summary>Takes one, before it is known whether it will be in vain; false if there is none.</summary>
    public bool TryTake(string address)
    {
        lock (_gate)
        {
            ref var meter = ref MeterOf(address);
            if (meter.Taken > Most - 1)
                return false;
            meter.Taken++;
            return true;
        }
    }

    /// <summary>Gives one back that was not in vain.</summary>
    public void GiveBack(string address)
    {
        lock (_gate)
        {
            ref var meter = ref MeterOf(address);
            meter.Taken = Math.Max(0, meter.Taken - 1);
        }
    }

    private ref Meter MeterOf(string address)
    {
        ref var meter = ref _meters[(uint)StringComparer.Ordinal.GetHashCode(address) % _meters.Length];
        var now = time.GetTimestamp();
        meter.Taken = Math.Max(0, meter.Taken - (PerSecond * time.GetElapsedTime(meter.At, now).TotalSeconds));
        meter.At = now;
        return ref meter;
    }

    /// <summary>How many were taken and have not come back, as of a moment.</summary>
    private struct Meter
    {
        public double Taken;
        public long At;
    }
}
