using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Forecasts;
using ForecastFunctions.Core.Forecasting;

namespace ForecastFunctions.Application.Anomalies;

/// <summary>One anomaly.</summary>
/// <param name="Series">The series.</param>
/// <param name="Anomaly">What was found.</param>
public sealed record AnomalyRow(RequestedSeries Series, ForecastAnomaly Anomaly);

/// <summary>Anomalies: how they are asked for, and their table.</summary>
public static class AnomalyTable
{
    /// <summary>A line for each anomaly.</summary>
    public static readonly Table Table = new("anomalies", "Observations outside what was to be expected from those before them",
    [
        Column.Text<AnomalyRow>("series", "The series", r => r.Series.Id),
        Column.OptionalText<AnomalyRow>("unit", "Its unit, where it is known", r => r.Series.Unit),
        Column.Text<AnomalyRow>(
            "period", "The period of the observation: 2028, 2028-Q3, 2028-07, 2028-W07, 2028-07-01, or a number without dates",
            r => r.Series.PeriodAt(r.Anomaly.Index)),
        Column.OptionalDay<AnomalyRow>("period_start", "Its first day; empty without dates", r => r.Series.StartAt(r.Anomaly.Index)),
        Column.Text<AnomalyRow>(
            "kind",
            "outlier: the next observation was as before; levelShift: it was at the new level; unconfirmed: there is none yet",
            r => Words.Of(r.Anomaly.Kind)),
        Column.Number<AnomalyRow>("value", "The observation", r => r.Anomaly.Observed),
        Column.Number<AnomalyRow>("expected", "The middle of what was to be expected", r => r.Anomaly.Expected),
        Column.Number<AnomalyRow>("lower", "The lower limit of the interval", r => r.Anomaly.Lower),
        Column.Number<AnomalyRow>("upper", "The upper limit", r => r.Anomaly.Upper),
        Column.OptionalText<AnomalyRow>(
            "baseline_version", "The baseline of the series; empty for the caller's own", r => r.Series.BaselineVersion),
    ]);

    /// <summary>Asks for anomalies.</summary>
    public static readonly Operation Operation = new(
        "findAnomalies", "Anomalies", ["GET", "POST"], "/v1/anomalies", AccessScope.Read,
        "Find what is out of the ordinary in series of a baseline, or your own",
        [.. AnomalyMembers.All, .. FormMembers.OfWholeTables])
    {
        Table = Table,
        Answer = new OperationAnswer.Rows(AnomalyJson.Default.AnomalyFacts),
        Problems = ProblemKind.OfComputing,
        BodyExample = """
            {"series": [{"id": "orders", "start": "2025-01", "values": [31, 35, 30, 42, 47, 44, 52, 58, 55, 61, 70, 66]}]}
            """,
        Example = $"series={SeriesMembers.Series.Example}",
        MaxBodyBytes = ForecastLimits.MaxBytes,
    };

    /// <summary>Finds the anomalies of one series of a request.</summary>
    /// <exception cref="InvalidSeriesException">None can be looked for.</exception>
    public static IReadOnlyList<AnomalyRow> Rows(AnomalyRequest request, RequestedSeries series) =>
    [
        .. ForecastAnomaly.Find(series.Observed, request.Level / 100, series.Support.Support)
            .Select(anomaly => new AnomalyRow(series, anomaly)),
    ];

    /// <summary>What the table of an answer is, without its numbers.</summary>
    public static TableDescription Describe(AnomalyRequest request, SelectedSeries selected) => new(
        $"Observations outside the interval of {SeriesMembers.TextOf(request.Level)} % that was made from those before them",
        [.. Table.Cells.Select(c => c.Name)],
        [
            "An interval is that of a forecast one step ahead, by the dynamic optimised theta model, from all observations before.",
            $"Of regular observations, about {SeriesMembers.TextOf(Math.Round(100 - request.Level, 6))} in 100 lie outside by chance, fewer in calm series.",
            "An outlier counts in what follows as the limit that it is beyond; a level shift counts as it is.",
        ],
        selected.Describe());
}
