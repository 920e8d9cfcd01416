using ForecastFunctions.Core.Statistics;

namespace ForecastFunctions.Core.Analyses.Sensitivities;

/// <summary>The mean and the variance of an output over both sets of base points, and what each replicate adds to the variance.</summary>
/// <param name="Mean">The mean.</param>
/// <param name="ByReplicate">The mean square about the mean in each replicate; their mean is the variance.</param>
internal sealed record OutputVariance(double Mean, IReadOnlyList<double> ByReplicate)
{
    /// <summary>Rounding alone makes an output that no input moves vary by this fraction of itself at most.</summary>
    private const double Rounding = 1e-12;

    private const int Replicates = VarianceIndices.Replicates;

    /// <summary>The variance; zero where the output is constant but for rounding.</summary>
    public double Variance { get; }
        = ByReplicate.Average() is var variance && Math.Sqrt(variance) > Rounding * Math.Abs(Mean) ? variance : 0;

    /// <summary>Of an output's values at both sets of points.</summary>
    public static OutputVariance Of(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var mean = (DrawStatistics.Mean(a) + DrawStatistics.Mean(b)) / 2;
        var squares = new double[Replicates];
        var each = a.Length / Replicates;
        for (var i = 0; i < a.Length; i++)
            squares[i / each] += (a[i] - mean) * (a[i] - mean) + (b[i] - mean) * (b[i] - mean);
        return new OutputVariance(mean, [.. squares.Select(s => s / (2 * each))]);
    }

    /// <summary>The indices of the input that <paramref name="mixed"/> takes from B and everything else from A.</summary>
    public VarianceIndex IndexOf(ReadOnlySpan<double> a, ReadOnlySpan<double> b, ReadOnlySpan<double> mixed)
    {
        if (Variance == 0)
            return new VarianceIndex(double.NaN, double.NaN, double.NaN, double.NaN);

        Span<double> first = stackalloc double[Replicates];
        Span<double> total = stackalloc double[Replicates];
        first.Clear();
        total.Clear();
        var each = a.Length / Replicates;
        for (var i = 0; i < a.Length; i++)
        {
            var difference = mixed[i] - a[i];
            first[i / each] += (b[i] - Mean) * difference / each;
            total[i / each] += difference * difference / (2 * each);
        }

        var (firstIndex, firstError) = Quotient(first);
        var (totalIndex, totalError) = Quotient(total);
        return new VarianceIndex(firstIndex, firstError, totalIndex, totalError);
    }

    /// <summary>The replicates' mean over the variance, and its standard error.</summary>
    private (double Index, double Error) Quotient(ReadOnlySpan<double> numerators)
    {
        var index = DrawStatistics.Mean(numerators) / Variance;
        Span<double> residuals = stackalloc double[Replicates];
        for (var r = 0; r < Replicates; r++)
            residuals[r] = (numerators[r] - index * ByReplicate[r]) / Variance;
        return (index, DrawStatistics.StandardError(residuals));
    }
}
