namespace ForecastFunctions.Core.Statistics;

/// <summary>Scores of a predictive sample against what was then observed; each is of the sample as it is, with equal weights.</summary>
public static class SampleScores
{
    /// <summary>
    /// The continuous ranked probability score of the sample's empirical distribution (Gneiting and Raftery 2007, equation
    /// 21): the mean of |x − y| less half the mean of |x − x′| over all pairs. In the unit of the sample; 0 is perfect, and of
    /// a sample of one it is the absolute error.
    /// </summary>
    /// <param name="sorted">The sample, finite, ascending, at least one.</param>
    /// <param name="observed">What was observed, finite.</param>
    /// <exception cref="ArgumentException">The sample is empty, not ascending or not finite, or the observation is not finite.</exception>
    public static double Crps(ReadOnlySpan<double> sorted, double observed)
    {
        Require(sorted, observed);
        var n = sorted.Length;
        double distance = 0, spread = 0;
        for (var i = 0; i < n; i++)
        {
            // Distances are taken from the observation, so that large numbers close together lose no digits.
            var x = sorted[i] - observed;
            distance += Math.Abs(x);
            spread += (2.0 * i - n + 1) * x;
        }

        return distance / n - spread / n / n;
    }

    /// <summary>
    /// The probability integral transform: the share of the sample below the observation, with half of what is equal to it.
    /// Over many observations it is uniform where the sample is calibrated (Dawid 1984).
    /// </summary>
    /// <inheritdoc cref="Crps" path="/param"/>
    /// <inheritdoc cref="Crps" path="/exception"/>
    public static double Pit(ReadOnlySpan<double> sorted, double observed)
    {
        Require(sorted, observed);
        int below = 0, equal = 0;
        foreach (var x in sorted)
        {
            if (x < observed)
                below++;
            else if (x == observed)
                equal++;
            else
                break;
        }

        return (below + equal / 2.0) / sorted.Length;
    }

    private static void Require(ReadOnlySpan<double> sorted, double observed)
    {
        if (sorted.IsEmpty)
            throw new ArgumentException("A sample has at least one number.", nameof(sorted));
        if (!double.IsFinite(observed))
            throw new ArgumentException($"An observation is a finite number, not {observed}.", nameof(observed));
        for (var i = 0; i < sorted.Length; i++)
        {
            if (!double.IsFinite(sorted[i]) || (i > 0 && sorted[i] < sorted[i - 1]))
                throw new ArgumentException("A sample is finite and ascending.", nameof(sorted));
        }
    }
}
