namespace ForecastFunctions.Core.Baselines;

/// <summary>A stored baseline without its parts, as lists show it.</summary>
/// <param name="Version">The name of the vintage.</param>
/// <param name="Title">The vintage in words.</param>
/// <param name="AsOf">The day by which everything in it was known.</param>
/// <param name="BaseYear">The base year of the model.</param>
/// <param name="ContentHash">The hash of its content.</param>
/// <param name="ParameterCount">How many parameters it calibrates.</param>
/// <param name="ObservationCount">How many observations it holds.</param>
/// <param name="StoredAt">When it was stored.</param>
public sealed record BaselineSummary(
    string Version, string Title, DateOnly AsOf, int BaseYear, string ContentHash,
    int ParameterCount, int ObservationCount, DateTimeOffset StoredAt);
