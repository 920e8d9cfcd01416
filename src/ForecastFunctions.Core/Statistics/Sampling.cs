namespace ForecastFunctions.Core.Statistics;

/// <summary>How the uniforms of a run are drawn.</summary>
public enum Sampling
{
    /// <summary>
    /// Sobol' points under Owen's nested uniform scramble: for smooth outputs an error near 1/n instead of 1/√n. Best
    /// with a power of two of draws.
    /// </summary>
    Sobol,

    /// <summary>
    /// One draw in each of n equal strata of every parameter, in random order (McKay, Beckman and Conover 1979).
    /// </summary>
    LatinHypercube,

    /// <summary>Independent draws.</summary>
    Plain,
}
