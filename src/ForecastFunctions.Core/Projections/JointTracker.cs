using System.Buffers;
using ForecastFunctions.Core.Statistics;

namespace ForecastFunctions.Core.Projections;

/// <summary>Follows conditions over the periods of a run: how many paths they hold on, alone and together.</summary>
internal sealed class JointTracker(JointThreshold threshold, int periods, int draws) : IDisposable
{
    private readonly bool[] _holds = ArrayPool<bool>.Shared.Rent(draws);
    private readonly bool[] _hasHeld = ArrayPool<bool>.Shared.Rent(draws);
    private readonly double[] _together = new double[periods];
    private readonly double[] _standardErrors = new double[periods];
    private readonly double[] _heldBy = new double[periods];
    private readonly double[][] _alone = [.. threshold.Conditions.Select(_ => new double[periods])];

    /// <summary>Takes the draws of a period.</summary>
    public void Add(int period, VariableColumns variables)
    {
        var holds = _holds.AsSpan(0, draws);
        var hasHeld = _hasHeld.AsSpan(0, draws);
        holds.Fill(true);
        if (period == 0)
            hasHeld.Clear();
        foreach (var (index, condition) in threshold.Conditions.Index())
        {
            var values = variables[condition.Variable];
            var alone = 0;
            for (var i = 0; i < values.Length; i++)
            {
                var isMet = condition.Holds(values[i]);
                alone += isMet ? 1 : 0;
                holds[i] &= isMet;
            }

            _alone[index][period] = (double)alone / draws;
        }

        for (var i = 0; i < draws; i++)
            hasHeld[i] |= holds[i];

        Span<double> replicates = stackalloc double[DrawSettings.Replicates];
        for (var r = 0; r < replicates.Length; r++)
            replicates[r] = Share(holds[DrawSampler.ReplicateStart(r, draws)..DrawSampler.ReplicateStart(r + 1, draws)]);
        _together[period] = Share(holds);
        _standardErrors[period] = DrawStatistics.StandardError(replicates);
        _heldBy[period] = Share(hasHeld);
    }

    /// <summary>The probabilities, once every period has been added.</summary>
    public JointProbability ToProbability() => new(threshold, _together, _standardErrors, _heldBy, _alone);

    /// <inheritdoc/>
    public void Dispose()
    {
        ArrayPool<bool>.Shared.Return(_holds);
        ArrayPool<bool>.Shared.Return(_hasHeld);
    }

    private static double Share(ReadOnlySpan<bool> holds) => (double)holds.Count(true) / holds.Length;
}
