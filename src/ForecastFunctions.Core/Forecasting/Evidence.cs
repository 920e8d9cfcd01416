namespace ForecastFunctions.Core.Forecasting;

/// <summary>What the past of a series says for or against the members of a combination.</summary>
internal static class Evidence
{
    /// <summary>The age at which an error counts half, as a share of the series.</summary>
    private const double HalfLife = 0.25;

    /// <summary>
    /// A member whose errors are so many times those of the best counts half. Members that are about as good count about
    /// the same: among them, the past of one series tells less than the average of many.
    /// </summary>
    private const double HalfWeight = 2;

    private const double Sharpness = 4;

    /// <summary>The factors for the weights of members, each from 0 to 1.</summary>
    internal static double[] Factors(TimeSeries series, IReadOnlyList<RollingForecasts> members)
    {
        var scores = members.Select(member => Score(series, member)).ToArray();
        var best = scores.Where(score => score > 0).DefaultIfEmpty(0).Min();
        return Array.ConvertAll(scores, score =>
            double.IsNaN(score) || best == 0 ? 1 : 1 / (1 + Math.Pow(score / best / HalfWeight, Sharpness)));
    }

    /// <summary>The weighted mean of absolute errors, later ones and those of fewer steps counting more.</summary>
    private static double Score(TimeSeries series, RollingForecasts member)
    {
        var unit = RollingForecasts.Unit(series);
        double sum = 0, weights = 0;
        for (var i = 0; i < member.Forecasts.Length; i++)
        {
            var origin = member.First + i;
            for (var h = 0; h < member.Forecasts[i].Length; h++)
            {
                var age = series.Length - origin - h - 1;
                var weight = Math.Pow(0.5, age / (HalfLife * series.Length)) / Math.Sqrt(h + 1);
                sum += weight * Math.Abs(RollingForecasts.Error(series.Span[origin + h], member.Forecasts[i][h], unit));
                weights += weight;
            }
        }

        // Errors of rounding are not told apart.
        return weights == 0 ? double.NaN : sum / weights + 1e-9;
    }
}
