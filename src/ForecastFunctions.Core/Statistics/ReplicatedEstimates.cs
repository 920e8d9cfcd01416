namespace ForecastFunctions.Core.Statistics;

/// <summary>
/// Mean, standard deviation and percentiles of columns of draws that consist of independent replicates, one after the
/// other, and the standard errors of these. The estimates are of all draws together.
/// </summary>
/// <remarks>
/// The mean's and the deviation's errors are the spread of the replicates' own. A percentile q's comes from the spread of
/// F_r(q), each replicate's share of draws up to q, by Bahadur's representation (1966): q is off by as much as F(q) is,
/// over the density at q. The inverse density is the spacing of the draws around q (Siddiqui 1960), taken two standard
/// errors of independent draws to either side. So no replicate needs percentiles of its own. A percentile with too few
/// draws beyond it has no standard error (<see cref="PercentileResolution"/>): it is not a number.
/// </remarks>
internal sealed class ReplicatedEstimates
{
    private const int RanksPerPercentile = 4;

    private readonly int[] _starts;
    private readonly double[] _positions;
    private readonly int[] _ranks;
    private readonly int[] _tolerances;
    private readonly int[] _order;
    private readonly double[] _sharesAround;
    private readonly int[] _unresolved;

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
        _tolerances = [.. percents.SelectMany(percent => TolerancesOf(percent / 100, draws))];
        _unresolved = [.. percents.Index().Where(p => !PercentileResolution.IsResolved(p.Item, draws)).Select(p => p.Index)];
        _order = [.. Enumerable.Range(0, _ranks.Length)];
        Array.Sort(_ranks, _order);
        _tolerances = [.. _order.Select(i => _tolerances[i])];
    }

    /// <summary>How many estimates there are: the mean, the standard deviation, then the percentiles.</summary>
    internal int Count => 2 + _positions.Length;

    private int Replicates => _starts.Length - 1;

    /// <summary>Estimates a column.</summary>
    /// <param name="draws">The draws of all replicates.</param>
    /// <param name="estimates">Receives the estimates.</param>
    /// <param name="standardErrors">Receives their standard errors; not a number where one can't be told.</param>
    /// <exception cref="ArgumentException">A draw is not finite.</exception>
    internal void Of(ReadOnlySpan<double> draws, Span<double> estimates, Span<double> standardErrors)
    {
        var extremes = MeanAndDeviation(draws, estimates, standardErrors);
        if (extremes.Min == extremes.Max)
        {
            estimates[2..].Fill(extremes.Min);
            standardErrors[2..].Clear();
        }
        else
        {
            // All but a ninth of the draws at most are within three deviations (Chebyshev), however far the tails reach.
            var reach = 3 * estimates[1];
            var range = new Extremes(Math.Max(extremes.Min, estimates[0] - reach), Math.Min(extremes.Max, estimates[0] + reach));
            OfPercentiles(draws, range, estimates[2..], standardErrors[2..]);
        }

        foreach (var percentile in _unresolved)
            standardErrors[2 + percentile] = double.NaN;
    }

    /// <summary>The two ranks about a percentile, and those about which the draws are spaced to estimate the density.</summary>
    private static int[] RanksOf(double p, int below, int draws)
    {
        var reach = Reach(p, draws);
        return [below, Math.Min(below + 1, draws - 1), Math.Max(below - reach, 0), Math.Min(below + 1 + reach, draws - 1)];
    }

    /// <summary>The density's ranks may be off by little against their distance.</summary>
    private static int[] TolerancesOf(double p, int draws) => [0, 0, Reach(p, draws) / 4, Reach(p, draws) / 4];

    /// <summary>Two standard errors of the number of independent draws below a percentile.</summary>
    private static int Reach(double p, int draws) => (int)(2 * Math.Sqrt(p * (1 - p) * draws));

    /// <summary>Gives the extremes too: a replicate is read once from memory for all of these.</summary>
    private Extremes MeanAndDeviation(ReadOnlySpan<double> draws, Span<double> estimates, Span<double> standardErrors)
    {
        Span<Moments> moments = stackalloc Moments[Replicates];
        Span<double> means = stackalloc double[Replicates];
        Span<double> deviations = stackalloc double[Replicates];
        var extremes = new Extremes(double.PositiveInfinity, double.NegativeInfinity);
        for (var r = 0; r < Replicates; r++)
        {
            var replicate = draws[_starts[r].._starts[r + 1]];
            extremes = extremes.With(Extremes.Of(replicate));
            moments[r] = Moments.Of(replicate);
            means[r] = moments[r].Mean;
            deviations[r] = moments[r].StandardDeviation;
        }

        var all = Moments.Together(moments);
        (estimates[0], estimates[1]) = (all.Mean, all.StandardDeviation);
        (standardErrors[0], standardErrors[1]) = (DrawStatistics.StandardError(means), DrawStatistics.StandardError(deviations));
        return extremes;
    }

    private void OfPercentiles(ReadOnlySpan<double> draws, Extremes range, Span<double> percentiles, Span<double> standardErrors)
    {
        Span<double> ordered = stackalloc double[_ranks.Length];
        Span<double> values = stackalloc double[_ranks.Length];
        OrderStatistics.Of(draws, range, _ranks, _tolerances, ordered);
        for (var i = 0; i < _ranks.Length; i++)
            values[_order[i]] = ordered[i];
        for (var i = 0; i < percentiles.Length; i++)
            percentiles[i] = Percentiles.Interpolate(values[RanksPerPercentile * i], values[RanksPerPercentile * i + 1], _positions[i]);

        ErrorsOfShares(draws, percentiles, standardErrors);
        for (var i = 0; i < percentiles.Length; i++)
        {
            var spacing = values[RanksPerPercentile * i + 3] - values[RanksPerPercentile * i + 2];
            standardErrors[i] *= Math.Max(spacing, 0) / _sharesAround[i];
        }
    }

    /// <summary>The standard errors of the shares of draws up to each value; not below what half a draw amounts to.</summary>
    private void ErrorsOfShares(ReadOnlySpan<double> draws, ReadOnlySpan<double> values, Span<double> errors)
    {
        Span<double> shares = stackalloc double[values.Length * Replicates];
        for (var r = 0; r < Replicates; r++)
        {
            var replicate = draws[_starts[r].._starts[r + 1]];
            for (var i = 0; i < values.Length; i++)
                shares[i * Replicates + r] = (double)DrawStatistics.CountAbove(replicate, values[i]) / replicate.Length;
        }

        for (var i = 0; i < values.Length; i++)
            errors[i] = Math.Max(DrawStatistics.StandardError(shares.Slice(i * Replicates, Replicates)), 0.5 / draws.Length);
    }
}
