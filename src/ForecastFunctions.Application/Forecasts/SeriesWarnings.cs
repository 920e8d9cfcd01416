using System.Globalization;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Core.Forecasting;

namespace ForecastFunctions.Application.Forecasts;

/// <summary>What a reader should know before relying on a forecast.</summary>
public static class SeriesWarnings
{
    /// <summary>With fewer observations, a forecast knows little of the series itself.</summary>
    public const int Few = 10;

    /// <summary>The season lengths of the series that the intervals were calibrated on.</summary>
    private static readonly int[] CalibratedSeasons = [1, 4, 12];

    /// <summary>The warnings for a forecast.</summary>
    public static IReadOnlyList<Warning> Of(RequestedSeries series, Forecast forecast) => [.. Find(series, forecast)];

    private static IEnumerable<Warning> Find(RequestedSeries series, Forecast forecast)
    {
        var (n, season) = (series.Observed.Length, series.Observed.SeasonLength);
        if (series.Observed.Values.All(y => y == series.Observed.Values[0]))
            yield return new("constant-series",
                "All observations are equal: the forecast is their value, and the intervals have no width.");
        if (n < Few)
            yield return new("short-series", $"{n} observations tell little: the intervals may be too narrow.");
        if (season > 1 && n <= 2 * season)
            yield return new("season-not-estimated",
                $"A season of {season} periods is estimated from more than {2 * season} observations; here are {n}.");
        if (forecast.Horizon > n)
            yield return new("long-horizon", $"{forecast.Horizon} periods ahead are more than the {n} observed.");
        if (Array.IndexOf(CalibratedSeasons, season) < 0)
            yield return new("season-not-calibrated",
                $"The intervals were calibrated on years, quarters and months, none with a season of {season} periods.");
        if (forecast.Model.Method != ForecastMethods.Combination)
            yield return new("method-not-calibrated",
                "The intervals were calibrated on errors of the default combination; this method's may be larger.");
        foreach (var member in forecast.Members.Where(m => m.Failure is not null))
            yield return new("member-failed", $"{member.Method} is left out: {member.Failure}");
        if (n < Few)
            yield break;
        foreach (var anomaly in Anomaly.Find(series.Observed))
        {
            var place = string.Create(CultureInfo.InvariantCulture,
                $"{series.PeriodAt(anomaly.Index)}: {anomaly.Observed:R} where about {anomaly.Expected:G4} was to be expected");
            yield return anomaly.Kind switch
            {
                AnomalyKind.Outlier => new("outlier", place + "; the next observation was as before."),
                AnomalyKind.LevelShift => new("level-shift", place + "; it stayed at the new level."),
                _ => new("unconfirmed-level", place + "; the next observation will tell whether this is a new level."),
            };
        }
    }
}
