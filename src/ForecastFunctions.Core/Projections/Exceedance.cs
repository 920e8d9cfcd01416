namespace ForecastFunctions.Core.Projections;

/// <summary>How likely a threshold is exceeded, period by period.</summary>
/// <param name="Threshold">The variable and the level.</param>
/// <param name="Above">The share of paths above the level in each period.</param>
/// <param name="StandardErrors">The standard errors of these.</param>
/// <param name="CrossedBy">The share of paths that have been above the level in that period or in an earlier one of the range.</param>
public sealed record Exceedance(
    Threshold Threshold, IReadOnlyList<double> Above, IReadOnlyList<double> StandardErrors, IReadOnlyList<double> CrossedBy)
{
    /// <summary>The place of the first period by which a share of the paths has crossed, or <see langword="null"/> if none.</summary>
    /// <param name="share">A share, such as 0.5 for the median path.</param>
    public int? FirstPeriodCrossedBy(double share)
    {
        for (var period = 0; period < CrossedBy.Count; period++)
        {
            if (CrossedBy[period] >= share)
                return period;
        }

        return null;
    }
}
