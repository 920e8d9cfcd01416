namespace ForecastFunctions.Core.Statistics;

/// <summary>
/// Mean, standard deviation and percentiles of columns of draws that consist of independent replicates, one after the
/// other, and the standard errors of these. The estimates are of all draws together.
/// </summary>
/// <remarks>
/// The mean's and the deviation's errors are the spread of the replicates' own. A percentile q's comes from the spread of
/// F_r(q), each replicate's share of draws up to q, by Bahadur's representation (1966): q is off by as much as F(q) is,
/// over the density at q. The inverse density is the spacing of the draws around q (Siddiqui 1960), taken two standard
/// errors of independent draws to either side. So no replicate needs percentiles of its own.
/// </remarks>
internal sealed class ReplicatedEstimates
{
    private const int RanksPerPercentile = 4;

    private readonly int[] _starts;
    private readonly double[] _positions;
    private readonly int[] _ranks;
    private readonly int[] _order;
    private readonly double[] _sharesAround;

    /// <summary>Prepares for columns of one length.</summary>
    /// <param name="starts">Where each replicate starts, and the number of draws; every replicate has at least two.</param>
    /// <param name="percents">The percentages, 0 to 100.</param>
    internal ReplicatedEstimates(int[] starts, IReadOnlyList<double> percents)
    {
        var draws = starts[^1];
        _starts = starts;
        _positions = [.. percents.Select(percent => Percentiles.Position(percent, draws))];
        _ranks = [.. percents.SelectMany((percent, i) => RanksOf(percent / 100, (int)_positions[i], draws))];
        _sharesAround = [.. _ranks.Chunk(RanksPerPercentile).Select(ranks => (ranks[3] - ranks[2]) / (double)draws)];
        _order = [.. Enumerable.Range(0, _ranks.Length)];
        Array.Sort(_ranks, _order);
    }

    /// <summary>How many estimates there are: the mean, the standard deviation, then the percentiles.</summary>
    internal int Count => 2 + _positions.Length;

    private int Replicates => _starts.Length - 1;

    /// <summary>Estimates a column.</summary>
    /// <param name="draws">The draws of all replicates.</param>
    /// <param name="estimates">Receives the estimates.</param>
    /// <param name="standardErrors">Receives their standard errors.</param>
    /// <exception cref="ArgumentException">A draw is not finite.</exception>
    internal void Of(ReadOnlySpan<double> draws, Span<double> estimates, Span<double> standardErrors)
    {
        MeanAndDeviation(draws, estimates, standardErrors);
        OfPercentiles(draws, estimates[2..], standardErrors[2..]);
    }

    /// <summary>The two ranks about a percentile, and those about which the draws are spaced to estimate the density.</summary>
    private static int[] RanksOf(double p, int below, int draws)
    {
        var reach = 2 * Math.Sqrt(p * (1 - p) * draws);
        return
        [
            below,
            Math.Min(below + 1, draws - 1),
            (int)Math.Max(below - reach, 0),
            (int)Math.Min(below + 1 + reach, draws - 1),
        ];
    }

    private void MeanAndDeviation(ReadOnlySpan<double> draws, Span<double> estimates, Span<double> standardErrors)
    {
        Span<Moments> moments = stackalloc Moments[Replicates];
        Span<double> means = stackalloc double[Replicates];
        Span<double> deviations = stackalloc double[Replicates];
        for (var r = 0; r < Replicates; r++)
        {
            moments[r] = Moments.Of(draws[_starts[r].._starts[r + 1]]);
            means[r] = moments[r].Mean;
            deviations[r] = moments[r].StandardDeviation;
        }

        var all = Moments.Together(moments);
        (estimates[0], estimates[1]) = (all.Mean, all.StandardDeviation);
        (standardErrors[0], standardErrors[1]) = (DrawStatistics.StandardError(means), DrawStatistics.StandardError(deviations));
    }

    private void OfPercentiles(ReadOnlySpan<double> draws, Span<double> percentiles, Span<double> standardErrors)
    {
        Span<double> ordered = stackalloc double[_ranks.Length];
        Span<double> values = stackalloc double[_ranks.Length];
        OrderStatistics.Of(draws, _ranks, ordered);
        for (var i = 0; i < _ranks.Length; i++)
            values[_order[i]] = ordered[i];

        for (var i = 0; i < percentiles.Length; i++)
        {
            var around = values.Slice(RanksPerPercentile * i, RanksPerPercentile);
            percentiles[i] = Percentiles.Interpolate(around[0], around[1], _positions[i]);
            standardErrors[i] = around[2] == around[3] ? 0 : ErrorOfShare(draws, percentiles[i]) * (around[3] - around[2]) / _sharesAround[i];
        }
    }

    /// <summary>The standard error of the share of draws up to a value; not below what half a draw amounts to.</summary>
    private double ErrorOfShare(ReadOnlySpan<double> draws, double value)
    {
        Span<double> shares = stackalloc double[Replicates];
        for (var r = 0; r < Replicates; r++)
            shares[r] = 1 - DrawStatistics.ProbabilityAbove(draws[_starts[r].._starts[r + 1]], value);
        return Math.Max(DrawStatistics.StandardError(shares), 0.5 / draws.Length);
    }
}
