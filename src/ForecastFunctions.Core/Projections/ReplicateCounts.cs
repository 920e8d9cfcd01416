using ForecastFunctions.Core.Statistics;

namespace ForecastFunctions.Core.Projections;

/// <summary>
/// On how many paths something holds in each period, by the independent replicates that the paths are drawn in. Paths may be counted some
/// at a time, in any order: their counts add.
/// </summary>
/// <param name="periods">How many periods.</param>
/// <param name="draws">How many paths in all.</param>
internal sealed class ReplicateCounts(int periods, int draws)
{
    private readonly int[] _counts = new int[periods * DrawSettings.Replicates];

    /// <summary>Counts some paths in a period.</summary>
    /// <param name="period">The period.</param>
    /// <param name="first">The first of the paths.</param>
    /// <param name="holds">Whether it holds on each.</param>
    public void Add(int period, int first, ReadOnlySpan<bool> holds)
    {
        for (var r = 0; r < DrawSettings.Replicates; r++)
        {
            var begin = Math.Max(first, DrawSampler.ReplicateStart(r, draws));
            var end = Math.Min(first + holds.Length, DrawSampler.ReplicateStart(r + 1, draws));
            if (begin < end)
                _counts[(period * DrawSettings.Replicates) + r] += holds[(begin - first)..(end - first)].Count(true);
        }
    }

    /// <summary>The share of all paths, by period.</summary>
    public double[] Shares() => [.. _counts.Chunk(DrawSettings.Replicates).Select(counts => (double)counts.Sum() / draws)];

    /// <summary>The standard errors of the shares, from their spread over the replicates.</summary>
    public double[] StandardErrors() =>
    [
        .. _counts.Chunk(DrawSettings.Replicates).Select(counts => DrawStatistics.StandardError(
            [.. counts.Select((count, r) => (double)count / (DrawSampler.ReplicateStart(r + 1, draws) - DrawSampler.ReplicateStart(r, draws)))])),
    ];
}
