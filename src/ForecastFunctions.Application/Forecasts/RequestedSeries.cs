using System.Globalization;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.Forecasting;
using ForecastFunctions.Core.Series;

namespace ForecastFunctions.Application.Forecasts;

/// <summary>A series that is to be forecast, checked.</summary>
/// <param name="Id">Its id: in the baseline, or as the caller named it.</param>
/// <param name="First">The period of its first observation; <see langword="null"/> for a series without dates.</param>
/// <param name="Observed">Its observations.</param>
/// <param name="Path">Where it stands in the request: <c>series/3</c>.</param>
public sealed record RequestedSeries(string Id, Period? First, TimeSeries Observed, string Path)
{
    /// <summary>Its unit, where it is known.</summary>
    public string? Unit { get; init; }

    /// <summary>The baseline that it comes from; <see langword="null"/> for the caller's own.</summary>
    public string? BaselineVersion { get; init; }

    /// <summary>The weakest status of its observations, where they are a baseline's.</summary>
    public ObservationStatus? WeakestStatus { get; init; }

    /// <summary>Where the quantity can lie.</summary>
    public RequestedSupport Support { get; init; } = RequestedSupport.Inferred;

    /// <summary>The place of the last observation, from 0; those that are forecast follow it.</summary>
    public int Last => Observed.Length - 1;

    /// <summary>
    /// The period of a place, from 0, as it is written: <c>2028</c>, <c>2028-Q3</c>, <c>2028-07</c>, <c>2028-W07</c>,
    /// <c>2028-07-01</c>; in a series without dates, the place itself, from 1.
    /// </summary>
    public string PeriodAt(int place)
        => First is { } first ? first.Plus(place).ToString() : (place + 1).ToString(CultureInfo.InvariantCulture);

    /// <summary>The first day of the period of a place; <see langword="null"/> in a series without dates.</summary>
    public DateOnly? StartAt(int place) => First?.Plus(place).Start;

    /// <summary>A fault of the whole series.</summary>
    public Fault Fault(string code, string message) => new(Path, code, $"{Id}: {message}");
}
