namespace ForecastFunctions.Core.Scenarios;

/// <summary>What a dollar buys, by scalar arithmetic.</summary>
internal static class DollarsWorth
{
    /// <summary>A share whose log odds go in a line from base to anchor.</summary>
    /// <param name="first">The share at the base.</param>
    /// <param name="second">The share at the anchor.</param>
    /// <param name="place">0 at the base, 1 at the anchor.</param>
    public static double Share(double first, double second, double place)
        => 1 / (1 + Math.Exp(-(Logit(first) + (Logit(second) - Logit(first)) * place)));

    /// <summary>The log odds of a share.</summary>
    public static double Logit(double share) => Math.Log(share / (1 - share));

    /// <summary>Σ_k m_k/p_k, H100e for a USD.</summary>
    /// <param name="nvidia">NVIDIA's share.</param>
    /// <param name="asicOfRest">Custom ASICs' share of the rest.</param>
    /// <param name="value">The value of a parameter of price.</param>
    /// <param name="x">Years from the middle of the base year.</param>
    public static double PerDollar(double nvidia, double asicOfRest, Func<Parameter, double> value, double x)
    {
        return nvidia / Price(Parameters.NvidiaPriceBase, Parameters.NvidiaPriceDecline)
            + (1 - nvidia) * (1 - asicOfRest) / Price(Parameters.OtherGpuPriceBase, Parameters.OtherGpuPriceDecline)
            + (1 - nvidia) * asicOfRest / Price(Parameters.AsicPriceBase, Parameters.AsicPriceDecline);

        double Price(Parameter @base, Parameter decline) => value(@base) * Math.Pow(1 - value(decline), x);
    }
}
