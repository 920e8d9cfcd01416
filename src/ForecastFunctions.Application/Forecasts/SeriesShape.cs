using ForecastFunctions.Application.Contract;
using ForecastFunctions.Core.Forecasting;

namespace ForecastFunctions.Application.Forecasts;

/// <summary>The form in which bodies state series, for the documentation.</summary>
internal static class SeriesShape
{
    private static readonly Shape Period = new Shape.Text { Pattern = @"^[0-9]{4}(-Q[1-4]|-[0-9]{2})?$" };

    private static readonly Shape Own = new Shape.Structure(
    [
        new("id", new Shape.Text { MinLength = 1, MaxLength = OwnSeriesReader.MaxIdLength }, "The id under which it is answered") { IsRequired = true },
        new("values", new Shape.List(new Shape.Number(-TimeSeries.LargestValue, TimeSeries.LargestValue))
        {
            Min = ForecastLimits.MinObservations,
            Max = ForecastLimits.MaxObservations,
        }, "The observations, the earliest first") { IsRequired = true },
        new("start", Period, "The period of the first: a year, a quarter or a month; this or periods, or neither"),
        new("periods", new Shape.List(Period), "The period of each, one after the other"),
        new("seasonLength", new Shape.Number(1, ForecastLimits.MaxSeasonLength) { IsWhole = true }, "The periods after which a season recurs, 1 where none does"),
        new("unit", new Shape.Text { MinLength = 1, MaxLength = OwnSeriesReader.MaxUnitLength }, "The unit"),
        new("support", new Shape.Text(RequestedSupport.Names), "Where the quantity can lie; this or bounds"),
        new("bounds", new Shape.List(new Shape.Number()) { Min = 2, Max = 2 }, "The bounds between which the quantity lies; they are excluded"),
    ])
    {
        Name = "OwnSeries",
    };

    /// <summary>Ids of a baseline's series, or the caller's own series.</summary>
    public static Shape All { get; } = new Shape.AnyOf(
    [
        new Shape.Text(),
        new Shape.List(new Shape.Text()) { Min = 1, Max = ForecastLimits.MaxSeries },
        new Shape.List(Own) { Min = 1, Max = ForecastLimits.MaxSeries },
    ]);
}
