using System.Globalization;
using ForecastFunctions.Core.Projections;

namespace ForecastFunctions.Core.History;

/// <summary>Compares what a run projects with what has become known since its base year.</summary>
public static class TrackingFindings
{
    /// <summary>What is observed just as the model means it.</summary>
    private static readonly Variable[] Compared =
        [Variables.Spend, Variables.NvidiaRevenue, Variables.AmdRevenue, Variables.BroadcomRevenue];

    /// <summary>
    /// A warning <c>tracking</c> for each variable that has left its 90 % interval in a period after the base year. A run
    /// without draws, or one that was not asked for the percentiles 5 and 95, has no such interval. Quarters are compared
    /// in runs by quarter, and whole years in runs by year.
    /// </summary>
    /// <param name="projection">The run.</param>
    /// <param name="baseYear">Its base year, which the model was fitted to.</param>
    /// <param name="history">What the run's vintage knows.</param>
    public static IReadOnlyList<ProjectionWarning> Warnings(Projection projection, int baseYear, ObservedHistory history)
    {
        var statistics = projection.Statistics.ToList();
        var (low, high) = (statistics.IndexOf("p5"), statistics.IndexOf("p95"));
        if (low < 0 || high < 0)
            return [];
        var warnings = new List<ProjectionWarning>();
        foreach (var variable in Compared)
        {
            var known = projection.Range.Index().Where(p => p.Item.Year > baseYear)
                .Select(p => (Period: p.Item, Place: p.Index, Figure: history.Find(variable, p.Item)))
                .Where(p => p.Figure is not null).ToList();
            var outside = known.FindAll(p => p.Figure!.Value < projection.Value(p.Place, variable, low)
                || p.Figure.Value > projection.Value(p.Place, variable, high));
            if (outside.Count == 0)
                continue;
            var (period, place, figure) = outside[^1];
            warnings.Add(new("tracking", string.Create(CultureInfo.InvariantCulture,
                $"{variable} has left its 90 % interval in {outside.Count} of {known.Count} known periods after {baseYear}: in {period} it was "
                + $"{figure!.Value:0.0} {variable.Unit}, against {projection.Value(place, variable, low):0.0} to "
                + $"{projection.Value(place, variable, high):0.0}.")));
        }

        return warnings;
    }
}
