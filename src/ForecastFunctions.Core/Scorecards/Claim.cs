using System.Globalization;
using ForecastFunctions.Core.Projections;

namespace ForecastFunctions.Core.Scorecards;

/// <summary>How a claim came out.</summary>
public enum ClaimStatus
{
    /// <summary>What came is not known yet, or nobody publishes it.</summary>
    Open,

    /// <summary>It came.</summary>
    Came,

    /// <summary>It did not come.</summary>
    DidNotCome,
}

/// <summary>Something that a scenario said of a year on a day: that a variable would be above a level, and how probable that was.</summary>
/// <param name="Vintage">The vintage that it was made of.</param>
/// <param name="Scenario">The scenario.</param>
/// <param name="Variable">The variable.</param>
/// <param name="Year">The calendar year.</param>
/// <param name="Level">The level, in the variable's unit.</param>
/// <param name="Probability">The share of the paths above it.</param>
/// <param name="Outcome">What came; nothing where it is not known.</param>
public sealed record Claim(
    PastVintage Vintage, string Scenario, Variable Variable, int Year, double Level, double Probability, double? Outcome)
{
    /// <summary>How it came out.</summary>
    public ClaimStatus Status => Outcome is not { } came ? ClaimStatus.Open : came > Level ? ClaimStatus.Came : ClaimStatus.DidNotCome;

    /// <summary>The squared distance of the probability from what came, 0 to 1 (Brier 1950); nothing while it is open.</summary>
    public double? Brier => Status == ClaimStatus.Open ? null : Math.Pow(Probability - (Status == ClaimStatus.Came ? 1 : 0), 2);

    /// <summary>The claim as a sentence: <c>Share|Inference|Compute above 70 % in 2026: 62 % probable</c>.</summary>
    public string Statement => string.Create(CultureInfo.InvariantCulture, $"{Variable} above {LevelText} in {Year}: {ProbabilityText} probable");

    private string LevelText => string.Equals(Variable.Unit, "1", StringComparison.Ordinal)
        ? string.Create(CultureInfo.InvariantCulture, $"{100 * Level:0.##} %")
        : string.Create(CultureInfo.InvariantCulture, $"{Level:#,0.##} {Variable.Unit}");

    private string ProbabilityText => string.Create(CultureInfo.InvariantCulture, $"{100 * Probability:0} %");
}
