using ForecastFunctions.Core.Statistics;

namespace ForecastFunctions.Core.Forecasting;

/// <summary>The law of the errors of one forecast, symmetric about 0: a scale at every step, and its multiples.</summary>
/// <param name="scale">The scale at every step; 0 where there is no error.</param>
/// <param name="factors">The multiples that errors stay within with the probabilities of <see cref="Levels"/>.</param>
internal sealed class ErrorLaw(double[] scale, double[] factors)
{
    /// <summary>The levels of the multiples.</summary>
    internal static readonly double[] Levels = [0.5, 0.8, 0.9, 0.95, 0.98, 0.99];

    private static readonly double[] Scores = [.. Levels.Select(level => StandardNormal.Quantile((1 + level) / 2))];

    /// <summary>The scale at a step, from 1 on.</summary>
    internal double Scale(int step) => scale[step - 1];

    /// <summary>The multiple of the scale that an error stays within with a probability.</summary>
    internal double Factor(double level) => FactorOfScore(StandardNormal.Quantile(0.5 + level / 2));

    /// <summary>
    /// The same by the normal score of the upper limit, at least 0: between the levels linear in the score, and
    /// proportional to it beyond the last.
    /// </summary>
    internal double FactorOfScore(double score)
    {
        double low = 0, below = 0;
        for (var i = 0; i < Scores.Length; i++)
        {
            if (score <= Scores[i]) return below + (factors[i] - below) * (score - low) / (Scores[i] - low);
            (low, below) = (Scores[i], factors[i]);
        }

        return factors[^1] * score / Scores[^1];
    }
}
