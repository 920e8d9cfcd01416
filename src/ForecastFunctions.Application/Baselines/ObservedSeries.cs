using ForecastFunctions.Application.Contract;
using ForecastFunctions.Core.Baselines;

namespace ForecastFunctions.Application.Baselines;

/// <summary>What a series of observations is.</summary>
public static class ObservedSeries
{
    /// <summary>The series with everyone who says so, on the terms of each of them.</summary>
    /// <param name="series">Its observations, ascending, at least one.</param>
    public static MeasuredVariable Describe(IReadOnlyList<Observation> series)
    {
        var latest = series[^1];
        return new MeasuredVariable(
            latest.SeriesId, $"{latest.SeriesId}, {Words.Of(latest.Frequency)}", latest.Unit,
            Each(o => o.Source), Each(DataLicences.Of), series.Max(o => o.KnownSince));

        string Each(Func<Observation, string> what) => string.Join("; ", series.Select(what).Distinct(StringComparer.Ordinal));
    }
}
