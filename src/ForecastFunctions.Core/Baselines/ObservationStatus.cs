namespace ForecastFunctions.Core.Baselines;

/// <summary>How far the figure of an observation can be relied upon, the strongest first.</summary>
public enum ObservationStatus
{
    /// <summary>Stated in a company's filing, and taken from the filing.</summary>
    Reported,

    /// <summary>Computed from reported figures alone, such as a fourth quarter from a year and its first three.</summary>
    Derived,

    /// <summary>A reported figure as a third party repeats it; it may be rounded.</summary>
    Secondary,

    /// <summary>An estimate of someone who says how it was made.</summary>
    Estimated,

    /// <summary>What a company expects of itself.</summary>
    Guidance,

    /// <summary>What someone says of the market, without showing how it was found.</summary>
    Claim,
}
