using ForecastFunctions.Core.Statistics;
using MathNet.Numerics.Distributions;

namespace ForecastFunctions.Core.Forecasting;

/// <summary>The law of the errors of several curves, averaged by their shares: a mixture of laws of Student's.</summary>
internal static class GrowthErrors
{
    private const int Iterations = 40;
    private const double Accuracy = 1e-6;

    /// <summary>The law of errors about the mean of the centres.</summary>
    /// <param name="centres">What each curve expects at every step.</param>
    /// <param name="deviations">The deviation of each.</param>
    /// <param name="shares">How probable each is; they add up to 1.</param>
    /// <param name="freedom">The degrees of freedom of each.</param>
    internal static ErrorLaw Of(double[][] centres, double[][] deviations, double[] shares, double freedom)
    {
        var horizon = centres[0].Length;
        var (below, above) = (new double[horizon][], new double[horizon][]);
        // A quantile of Student's law is so many times that of the normal one.
        var tails = ErrorLaw.Levels.Select(level =>
            StudentT.InvCDF(0, 1, freedom, (1 + level) / 2) / StandardNormal.Quantile((1 + level) / 2)).ToArray();
        var mixture = new (double Centre, double Deviation, double Share)[shares.Length];
        for (var h = 0; h < horizon; h++)
        {
            var mean = 0.0;
            for (var i = 0; i < shares.Length; i++) mean += shares[i] * centres[i][h];
            (below[h], above[h]) = (new double[tails.Length], new double[tails.Length]);
            for (var k = 0; k < tails.Length; k++)
            {
                for (var i = 0; i < shares.Length; i++) mixture[i] = (centres[i][h] - mean, tails[k] * deviations[i][h], shares[i]);
                var p = (1 + ErrorLaw.Levels[k]) / 2;
                below[h][k] = Math.Max(-Quantile(mixture, 1 - p), 0);
                above[h][k] = Math.Max(Quantile(mixture, p), 0);
            }
        }

        return new ErrorLaw(below, above);
    }

    /// <summary>By Newton's steps, kept within what is known of the place.</summary>
    private static double Quantile((double Centre, double Deviation, double Share)[] mixture, double p)
    {
        var score = StandardNormal.Quantile(p);
        double low = double.PositiveInfinity, high = double.NegativeInfinity, value = 0;
        foreach (var (centre, deviation, share) in mixture)
        {
            var own = centre + score * deviation;
            low = Math.Min(low, own);
            high = Math.Max(high, own);
            value += share * own;
        }

        for (var i = 0; i < Iterations && high - low > Accuracy * (Math.Abs(low) + Math.Abs(high)); i++)
        {
            double probability = 0, density = 0;
            foreach (var (centre, deviation, share) in mixture)
            {
                var z = (value - centre) / deviation;
                probability += share * StandardNormal.Cdf(z);
                density += share * Math.Exp(-z * z / 2) / (deviation * Math.Sqrt(2 * Math.PI));
            }

            if (probability < p) low = value;
            else high = value;
            var next = value + (p - probability) / density;
            if (Math.Abs(next - value) < Accuracy * Math.Abs(value)) return next;
            value = next > low && next < high ? next : (low + high) / 2;
        }

        return value;
    }
}
