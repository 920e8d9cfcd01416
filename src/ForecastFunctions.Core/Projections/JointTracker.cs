using System.Buffers;

namespace ForecastFunctions.Core.Projections;

/// <summary>Follows conditions over the periods of a run: how many paths they hold on, alone and together.</summary>
/// <param name="threshold">The conditions.</param>
/// <param name="periods">How many periods.</param>
/// <param name="draws">How many paths in all.</param>
internal sealed class JointTracker(JointThreshold threshold, int periods, int draws) : IDisposable
{
    private readonly bool[] _isMet = ArrayPool<bool>.Shared.Rent(draws);
    private readonly bool[] _holds = ArrayPool<bool>.Shared.Rent(draws);
    private readonly bool[] _hasHeld = ArrayPool<bool>.Shared.Rent(draws);
    private readonly ReplicateCounts _together = new(periods, draws);
    private readonly ReplicateCounts _heldBy = new(periods, draws);
    private readonly ReplicateCounts[] _alone = [.. threshold.Conditions.Select(_ => new ReplicateCounts(periods, draws))];

    /// <summary>Takes some paths in a period; of each path the periods come in order.</summary>
    /// <param name="period">The period.</param>
    /// <param name="first">The first of the paths.</param>
    /// <param name="count">How many.</param>
    /// <param name="variables">Their variables, from the first column on.</param>
    public void Add(int period, int first, int count, VariableColumns variables)
    {
        var isMet = _isMet.AsSpan(first, count);
        var holds = _holds.AsSpan(first, count);
        var hasHeld = _hasHeld.AsSpan(first, count);
        holds.Fill(true);
        if (period == 0)
            hasHeld.Clear();
        foreach (var (index, condition) in threshold.Conditions.Index())
        {
            var values = variables[condition.Variable];
            for (var i = 0; i < count; i++)
            {
                isMet[i] = condition.Holds(values[i]);
                holds[i] &= isMet[i];
            }

            _alone[index].Add(period, first, isMet);
        }

        for (var i = 0; i < count; i++)
            hasHeld[i] |= holds[i];
        _together.Add(period, first, holds);
        _heldBy.Add(period, first, hasHeld);
    }

    /// <summary>The probabilities, once every period has been added.</summary>
    public JointProbability ToProbability() => new(
        threshold, _together.Shares(), _together.StandardErrors(), _heldBy.Shares(), [.. _alone.Select(a => a.Shares())]);

    /// <inheritdoc/>
    public void Dispose()
    {
        ArrayPool<bool>.Shared.Return(_isMet);
        ArrayPool<bool>.Shared.Return(_holds);
        ArrayPool<bool>.Shared.Return(_hasHeld);
    }
}
