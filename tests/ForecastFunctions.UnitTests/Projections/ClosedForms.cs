using ForecastFunctions.Core.Scenarios;

namespace ForecastFunctions.UnitTests.Projections;

/// <summary>The model's equations in scalar form, written down a second time for the tests.</summary>
internal static class ClosedForms
{
    /// <summary>x of the n-th quarter's middle, the base year's first being 0.</summary>
    public static double MiddleOf(int quarter) => (quarter + 0.5) / 4 - 0.5;

    /// <summary>S(t).</summary>
    public static double Spend(ResolvedScenario s, double x)
    {
        var longRun = s[Parameters.SpendGrowthLongRun];
        var fading = s[Parameters.SpendGrowthInitial] - longRun;
        return s[Parameters.SpendBase] * Math.Exp(longRun * x + fading * x * MeanDecay(s[Parameters.SpendGrowthFade] * x));
    }

    /// <summary>r(t).</summary>
    public static double Ratio(ResolvedScenario s, double x)
    {
        var limit = Math.Log(s[Parameters.RatioLimit]);
        return Math.Exp(limit + (Math.Log(s[Parameters.RatioBase]) - limit) * Math.Exp(-s[Parameters.RatioSpeed] * x));
    }

    /// <summary>The odds of a share that is logistic through its base and its anchor.</summary>
    public static double Odds(ResolvedScenario s, Parameter atBase, Parameter atAnchor, double x)
    {
        var years = s[Parameters.AnchorYear] - s.BaseYear;
        return Odds(s[atBase]) * Math.Pow(Odds(s[atAnchor]) / Odds(s[atBase]), x / years);
    }

    /// <summary>What starts at a base and declines by a fraction a year.</summary>
    public static double Declining(ResolvedScenario s, Parameter atBase, Parameter decline, double x)
        => s[atBase] * Math.Pow(1 - s[decline], x);

    /// <summary>(1 − e^(−z))/z. With u = e^(−z) rounded, (1 − u)/(−ln u) has no cancellation (Kahan).</summary>
    private static double MeanDecay(double z)
    {
        var u = Math.Exp(-z);
        return u == 1 ? 1 : (u - 1) / Math.Log(u);
    }

    private static double Odds(double share) => share / (1 - share);
}
