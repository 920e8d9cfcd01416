namespace ForecastFunctions.Core.Forecasting;

/// <summary>How often a series is to be differenced before it is modelled as stationary.</summary>
internal static class UnitRoots
{
    /// <summary>The 5 % critical value of the test of a stationary level (Kwiatkowski et al. 1992, table 1).</summary>
    private const double CriticalLevel = 0.463;

    /// <summary>
    /// The strength of season from which seasonal differences are taken (Hyndman and Athanasopoulos 2021).
    /// </summary>
    private const double StrongSeason = 0.64;

    /// <summary>
    /// The number of seasonal differences, 0 or 1, by the strength of the season (Wang, Smith and Hyndman 2006): the
    /// share of the variation about the trend that recurs.
    /// </summary>
    internal static int SeasonalDifferences(double[] y, int seasonLength)
    {
        if (seasonLength < 2 || y.Length <= 2 * seasonLength + 3) return 0;
        var decomposition = SeasonalAdjustment.Decompose(y, seasonLength, multiplicative: false);
        var trend = SeasonalAdjustment.CentredAverage(y, seasonLength);
        double remainder = 0, detrended = 0;
        for (var t = seasonLength / 2; t < y.Length - seasonLength / 2; t++)
        {
            remainder += Math.Pow(decomposition.Adjusted[t] - trend[t], 2);
            detrended += Math.Pow(y[t] - trend[t], 2);
        }

        return remainder < (1 - StrongSeason) * detrended ? 1 : 0;
    }

    /// <summary>The number of first differences, 0 to 2, by repeated tests for a stationary level.</summary>
    internal static int Differences(double[] y)
    {
        var d = 0;
        for (; d < 2 && y.Length > 4 && !IsLevelStationary(y); d++) y = Difference(y, 1);
        return d;
    }

    internal static double[] Difference(double[] y, int lag)
    {
        var difference = new double[y.Length - lag];
        for (var t = 0; t < difference.Length; t++) difference[t] = y[t + lag] - y[t];
        return difference;
    }

    /// <summary>The test of Kwiatkowski, Phillips, Schmidt and Shin (1992), with ⌊4(n/100)^¼⌋ lags.</summary>
    private static bool IsLevelStationary(double[] y)
    {
        var n = y.Length;
        var mean = y.Average();
        double partial = 0, partials = 0, variance = 0;
        foreach (var value in y)
        {
            partial += value - mean;
            partials += partial * partial;
            variance += (value - mean) * (value - mean);
        }

        var lags = (int)(4 * Math.Pow(n / 100.0, 0.25));
        for (var lag = 1; lag <= lags; lag++)
        {
            var product = 0.0;
            for (var t = lag; t < n; t++) product += (y[t] - mean) * (y[t - lag] - mean);
            variance += 2 * (1 - lag / (lags + 1.0)) * product;
        }

        return !(partials / n > CriticalLevel * variance);
    }
}
