using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.Series;

namespace ForecastFunctions.Core.Calibration;

/// <summary>A vendor's quarterly AI revenue by calendar quarter, bn USD, and how far it can be relied upon.</summary>
/// <param name="Quarters">The quarters, consecutive, with their revenue.</param>
/// <param name="Status">The status of the weakest figure.</param>
/// <param name="Series">The series that it comes from.</param>
internal sealed record VendorRevenue(IReadOnlyDictionary<Period, double> Quarters, ParameterStatus Status, IReadOnlyList<string> Series)
{
    /// <summary>Revenue of one series.</summary>
    public static VendorRevenue Of(Baseline known, string seriesId) => Midpoint(known, seriesId);

    /// <summary>Revenue as the middle of a low and a high estimate.</summary>
    public static VendorRevenue Midpoint(Baseline known, params string[] seriesIds)
    {
        var series = seriesIds.Select(known.Series).ToList();
        var quarters = series
            .SelectMany(s => s.Select(o => (Quarter: FiscalCalendar.CalendarQuarter(o.PeriodEnd), o.Value)))
            .GroupBy(o => o.Quarter)
            .Where(g => g.Count() == seriesIds.Length)
            .ToDictionary(g => g.Key, g => g.Average(o => o.Value) / 1e9);
        var weakest = series.SelectMany(s => s).Select(o => StatusOf(o.Status)).DefaultIfEmpty(ParameterStatus.Assumed).Max();
        return new VendorRevenue(quarters, seriesIds.Length > 1 ? Weakest(weakest, ParameterStatus.Estimated) : weakest, seriesIds);
    }

    /// <summary>Whether all four quarters of a year are known.</summary>
    public bool Covers(int year) => Enumerable.Range(1, 4).All(q => Quarters.ContainsKey(Period.OfQuarter(year, q)));

    /// <summary>The year's revenue; the year is covered.</summary>
    public double OfYear(int year) => Enumerable.Range(1, 4).Sum(q => Quarters[Period.OfQuarter(year, q)]);

    /// <summary>What an observation's status makes of a parameter that is computed from it.</summary>
    public static ParameterStatus StatusOf(ObservationStatus status) => status switch
    {
        ObservationStatus.Reported or ObservationStatus.Derived => ParameterStatus.Derived,
        ObservationStatus.Secondary or ObservationStatus.Estimated => ParameterStatus.Estimated,
        _ => ParameterStatus.Assumed,
    };

    /// <summary>The weaker of two.</summary>
    public static ParameterStatus Weakest(ParameterStatus a, ParameterStatus b) => a > b ? a : b;
}
