using System.Buffers;

namespace ForecastFunctions.Core.Projections;

/// <summary>Follows one threshold over the periods: on how many paths it is exceeded, and has been.</summary>
/// <param name="threshold">The threshold.</param>
/// <param name="periods">How many periods.</param>
/// <param name="draws">How many paths in all.</param>
internal sealed class ThresholdTracker(Threshold threshold, int periods, int draws) : IDisposable
{
    private readonly bool[] _isAbove = ArrayPool<bool>.Shared.Rent(draws);
    private readonly bool[] _hasCrossed = ArrayPool<bool>.Shared.Rent(draws);
    private readonly ReplicateCounts _above = new(periods, draws);
    private readonly ReplicateCounts _crossed = new(periods, draws);

    public Threshold Threshold => threshold;

    /// <summary>Takes some paths in a period; of each path the periods come in order.</summary>
    public void Add(int period, int first, ReadOnlySpan<double> values)
    {
        var isAbove = _isAbove.AsSpan(first, values.Length);
        var hasCrossed = _hasCrossed.AsSpan(first, values.Length);
        if (period == 0)
            hasCrossed.Clear();
        for (var i = 0; i < values.Length; i++)
        {
            isAbove[i] = values[i] > threshold.Level;
            hasCrossed[i] |= isAbove[i];
        }

        _above.Add(period, first, isAbove);
        _crossed.Add(period, first, hasCrossed);
    }

    /// <summary>What has no value is not above anything.</summary>
    public void AddNone(int period, int first, int count)
    {
        if (period == 0)
            _hasCrossed.AsSpan(first, count).Clear();
    }

    public Exceedance ToExceedance() => new(threshold, _above.Shares(), _above.StandardErrors(), _crossed.Shares());

    public void Dispose()
    {
        ArrayPool<bool>.Shared.Return(_isAbove);
        ArrayPool<bool>.Shared.Return(_hasCrossed);
    }
}
