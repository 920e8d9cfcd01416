namespace ForecastFunctions.Core.Scenarios;

/// <summary>The clock on which every opinion moves from its base to its anchor.</summary>
internal static class DriverClock
{
    /// <summary>z(x) = (1 − e^(−κx))/(1 − e^(−κ·xB)): 0 in the base year, 1 in the anchor year, fading beyond it.</summary>
    /// <param name="fade">κ.</param>
    /// <param name="anchor">xB, years from base year to anchor year.</param>
    /// <param name="x">Years from the middle of the base year.</param>
    public static double At(double fade, double anchor, double x) => (1 - Math.Exp(-fade * x)) / (1 - Math.Exp(-fade * anchor));
}
