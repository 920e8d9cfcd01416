using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.History;

namespace ForecastFunctions.Application.Baselines;

/// <summary>Up to when a series is known without which a baseline can't move. It does not change with the clock.</summary>
/// <param name="Series">The series.</param>
/// <param name="PeriodEnd">The last day of the last period that is known.</param>
/// <param name="KnownSince">Since when that figure was public.</param>
/// <param name="NextPeriodEnd">The last day of the period that comes next.</param>
/// <param name="NextDue">The day by which its figure is due, by the series' own rhythm.</param>
public record KnownSeries(string Series, DateOnly PeriodEnd, DateOnly KnownSince, DateOnly NextPeriodEnd, DateOnly NextDue)
{
    /// <summary>The required series of a baseline.</summary>
    public static IReadOnlyList<KnownSeries> Of(Baseline baseline)
        => [.. BaselineFreshness.Of(baseline, baseline.AsOf).Series.Select(
            s => new KnownSeries(s.SeriesId, s.PeriodEnd, s.KnownSince, s.NextPeriodEnd, s.NextDue))];
}
