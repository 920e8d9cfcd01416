using ForecastFunctions.Core.Scenarios;

namespace ForecastFunctions.Application.Scenarios;

/// <summary>By what the baselines' uncertainty is multiplied: section <c>Uncertainty</c> of the configuration.</summary>
public sealed class UncertaintySettings
{
    /// <summary>The name of the section.</summary>
    public const string Section = "Uncertainty";

    /// <summary>The factor of spend and its growth.</summary>
    public double Growth { get; set; } = 1;

    /// <summary>The factor of shares.</summary>
    public double Shares { get; set; } = 1;

    /// <summary>The factor of prices.</summary>
    public double Prices { get; set; } = 1;

    /// <summary>What is said where one of them can't be.</summary>
    public static string Wanted => FormattableString.Invariant(
        $"Uncertainty:Growth, Uncertainty:Shares and Uncertainty:Prices are factors from {Core.Scenarios.Widening.MinFactor} to {Core.Scenarios.Widening.MaxFactor}.");

    /// <summary>Whether all of them can be.</summary>
    public bool IsValid => new[] { Growth, Shares, Prices }.All(Core.Scenarios.Widening.IsFactor);

    /// <summary>The factors.</summary>
    public Widening Widening => new(Growth, Shares, Prices);
}
