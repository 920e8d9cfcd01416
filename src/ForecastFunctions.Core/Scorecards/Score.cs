using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Series;

namespace ForecastFunctions.Core.Scorecards;

/// <summary>What one forecast of a quarter said, and what came.</summary>
public sealed record Score
{
    /// <summary>The vintage that it was made of.</summary>
    public required PastVintage Vintage { get; init; }

    /// <summary>The scenario, or the rival.</summary>
    public required string Forecaster { get; init; }

    /// <summary>Whether it is a rival.</summary>
    public required bool IsRival { get; init; }

    /// <summary>What was forecast.</summary>
    public required Variable Variable { get; init; }

    /// <summary>The quarter.</summary>
    public required Period Period { get; init; }

    /// <summary>What is known of the outcome.</summary>
    public required Outcome Outcome { get; init; }

    /// <summary>Whether it is scored against the first release of a figure that was restated since.</summary>
    public required bool IsFirstRelease { get; init; }

    /// <summary>The scores.</summary>
    public required SampleScore Sample { get; init; }

    /// <summary>The scores (CRPS) of the <see cref="Rivals"/>, in their order; nothing where too little was known for one.</summary>
    public required IReadOnlyList<double?> RivalCrps { get; init; }

    /// <summary>How many quarters the outcome lies after the last one that was known.</summary>
    public int Horizon => Period.Ordinal - Vintage.LastKnown.Ordinal;

    /// <summary>What came.</summary>
    public double Observed => IsFirstRelease ? Outcome.First : Outcome.Latest;

    /// <summary>The median less what came.</summary>
    public double Error => Sample.Median - Observed;

    /// <summary>The size of the error, in percent of what came.</summary>
    public double AbsolutePercentageError => 100 * Math.Abs(Error / Observed);

    /// <summary>The rival with the lowest score; nothing where there is none.</summary>
    public string? BestRival => Rivals.BestOf(RivalCrps) is { } best ? Rivals.Names[best] : null;

    /// <summary>1 − CRPS over that of the best rival: above zero where the forecast was better; nothing where there is no rival.</summary>
    public double? Skill => !IsRival && Rivals.BestOf(RivalCrps) is { } best ? Rivals.SkillAgainst(RivalCrps[best]!.Value, Sample.Crps) : null;
}
