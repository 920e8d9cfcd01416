using ForecastFunctions.Application.Contract;
using ForecastFunctions.Core.Baselines;

namespace ForecastFunctions.Application.Baselines;

/// <summary>What a series of observations is.</summary>
public static class ObservedSeries
{
    /// <summary>The series with everyone who says so; the terms are those of its last observation.</summary>
    /// <param name="series">Its observations, ascending, at least one.</param>
    public static MeasuredVariable Describe(IReadOnlyList<Observation> series)
    {
        var latest = series[^1];
        return new MeasuredVariable(
            latest.SeriesId, $"{latest.SeriesId}, {Words.Of(latest.Frequency)}", latest.Unit,
            string.Join("; ", series.Select(o => o.Source).Distinct(StringComparer.Ordinal)), DataLicences.Of(latest),
            series.Max(o => o.KnownSince));
    }
}
