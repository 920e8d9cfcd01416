namespace ForecastFunctions.Core.Statistics;

/// <summary>Logarithms that keep their relative accuracy near 0 and 1.</summary>
internal static class Logarithm
{
    /// <summary>ln(1 + x), for x above −1 (Kahan's correction, after Goldberg 1991, theorem 4).</summary>
    internal static double OfOnePlus(double x)
    {
        var y = 1 + x;
        return y == 1 ? x : double.IsInfinity(y) ? y : Math.Log(y) * (x / (y - 1));
    }

    /// <summary>The log-odds ln(p / (1 − p)).</summary>
    internal static double Odds(double p) => Math.Log(p) - OfOnePlus(-p);

    /// <summary>The probability of log-odds y, 1 / (1 + e^−y).</summary>
    internal static double Logistic(double y) => 1 / (1 + Math.Exp(-y));

    /// <summary>ln of the probability of log-odds y, relatively accurate for every y.</summary>
    internal static double OfLogistic(double y) => y > 0 ? -OfOnePlus(Math.Exp(-y)) : y - OfOnePlus(Math.Exp(y));
}
