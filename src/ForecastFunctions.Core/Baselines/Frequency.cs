namespace ForecastFunctions.Core.Baselines;

/// <summary>The length of the period that an observation describes.</summary>
public enum Frequency
{
    /// <summary>A year, fiscal or calendar, that ends with the observation's period end.</summary>
    Annual,

    /// <summary>A quarter, fiscal or calendar, that ends with the observation's period end.</summary>
    Quarterly,

    /// <summary>No period: something that holds on, or was said on, one day.</summary>
    Event,
}
