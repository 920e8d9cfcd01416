namespace ForecastFunctions.Core.Forecasting;

/// <summary>The error of an exponential smoothing model.</summary>
public enum EtsError
{
    /// <summary>Additive: the variance does not depend on the level.</summary>
    Additive,

    /// <summary>Multiplicative: the standard deviation is proportional to the forecast.</summary>
    Multiplicative,
}

/// <summary>The trend of an exponential smoothing model.</summary>
public enum EtsTrend
{
    /// <summary>No trend.</summary>
    None,

    /// <summary>A linear trend (Holt 1957).</summary>
    Additive,

    /// <summary>A trend that fades out (Gardner and McKenzie 1985).</summary>
    Damped,
}

/// <summary>The season of an exponential smoothing model.</summary>
public enum EtsSeason
{
    /// <summary>No season.</summary>
    None,

    /// <summary>Deviations that are added to the level.</summary>
    Additive,

    /// <summary>Indices that the level is multiplied by (Winters 1960).</summary>
    Multiplicative,
}

/// <summary>
/// An exponential smoothing state-space model in the taxonomy of Hyndman, Koehler, Ord and Snyder (2008).
/// </summary>
/// <param name="Error">The error.</param>
/// <param name="Trend">The trend.</param>
/// <param name="Season">The season.</param>
public readonly record struct EtsSpecification(EtsError Error, EtsTrend Trend, EtsSeason Season)
{
    /// <summary>
    /// Whether the model is numerically stable: an additive error with multiplicative seasons is not (chapter 12 of the
    /// book).
    /// </summary>
    public bool IsAdmissible => Error == EtsError.Multiplicative || Season != EtsSeason.Multiplicative;

    /// <summary>Whether the model is for positive observations only.</summary>
    public bool NeedsPositive => Error == EtsError.Multiplicative || Season == EtsSeason.Multiplicative;

    /// <summary>The name in the taxonomy, such as <c>ETS(M,Ad,M)</c>.</summary>
    public override string ToString()
    {
        var error = Error == EtsError.Additive ? "A" : "M";
        var trend = Trend switch { EtsTrend.None => "N", EtsTrend.Additive => "A", _ => "Ad" };
        var season = Season switch { EtsSeason.None => "N", EtsSeason.Additive => "A", _ => "M" };
        return $"ETS({error},{trend},{season})";
    }

    /// <summary>
    /// The number of estimated quantities: smoothing parameters, damping, initial states and the variance.
    /// </summary>
    internal int Parameters(int seasonLength) =>
        3 + (Trend == EtsTrend.None ? 0 : 2) + (Trend == EtsTrend.Damped ? 1 : 0)
        + (Season == EtsSeason.None ? 0 : seasonLength);
}
