using ForecastFunctions.Application.Contract;

namespace ForecastFunctions.Application.Forecasts;

/// <summary>Forecasts: how they are asked for, and the table of their numbers.</summary>
public static class ForecastTable
{
    /// <summary>A line for each number.</summary>
    public static readonly Table Table = new("forecasts", "Forecasts of series",
    [
        Column.Text<ForecastRow>("series", "The series", r => r.Series.Id),
        Column.OptionalText<ForecastRow>("unit", "Its unit, where it is known", r => r.Series.Unit),
        Column.Text<ForecastRow>(
            "period", "The period that is forecast: 2028, 2028-Q3, 2028-07, 2028-W07, 2028-07-01, or a number without dates",
            r => r.Span.Period),
        Column.OptionalDay<ForecastRow>("period_start", "Its first day; empty without dates", r => r.Span.Start),
        Column.Whole<ForecastRow>("step", "How many periods ahead it is; of years that are added up, which of them", r => r.Span.Step),
        Column.Text<ForecastRow>("statistic", "median, mean; lower80, upper80; member.ets; path1", r => r.Statistic),
        Column.Number<ForecastRow>("value", "The number", r => r.Value),
        Column.Text<ForecastRow>("method", "The method that the number comes from", r => r.Method),
        Column.Text<ForecastRow>("model", "What the method fitted, such as ETS(M,Ad,M)", r => r.Model),
        Column.OptionalText<ForecastRow>(
            "baseline_version", "The baseline of the series; empty for the caller's own", r => r.Series.BaselineVersion),
    ]);

    /// <summary>The resource that asks for them of a catalogue.</summary>
    public const string OfCatalogue = "catalogue-forecasts";

    /// <summary>Asks for forecasts.</summary>
    public static readonly Operation Operation = new(
        "forecastSeries", "Forecasts", ["GET", "POST"], "/v1/forecasts", AccessScope.Read, "Forecast series of a baseline, or your own",
        [.. ForecastMembers.All, .. FormMembers.OfWholeTables])
    {
        Table = Table,
        Answer = new OperationAnswer.Rows(ForecastJson.Default.ForecastFacts),
        Problems = ProblemKind.OfComputing,
        BodyExample = """
            {"horizon": 12, "levels": [50, 95], "series": [{"id": "orders", "start": "2025-01", "values": [31, 35, 30, 42, 47, 44, 52, 58, 55, 61, 70, 66]}]}
            """,
        Example = $"series={SeriesMembers.Series.Example}&horizon=8",
        MaxBodyBytes = ForecastLimits.MaxBytes,
        Larger = ForecastLimits.OfCatalogue(OfCatalogue),
        Tool = new Tool(
            "forecast_series",
            "Forecasts what history alone says, without a scenario: series of the current vintage by their ids (search finds them), or your "
            + "own values. Gives the median, the mean and intervals for each step.")
        {
            Defaults = [(ForecastMembers.Members, "false")],
        },
    };

    /// <summary>What the table of an answer is, without its numbers.</summary>
    public static TableDescription Describe(ForecastRequest request, SelectedSeries selected) => new(
        $"Forecasts by {request.Method.Name}, {request.Horizon} periods ahead{(request.AddsUpYears ? ", added up by calendar year" : "")}",
        [.. Table.Cells.Select(c => c.Name)],
        [
            request.AddsUpYears
                ? "A row is of a calendar year: the sum of its quarters or months, observed ones as they are; years that the horizon does not "
                    + "complete are left out. Ends of intervals are percentiles of sums along paths, not sums of ends."
                : "lower80 and upper80 are the ends of an interval of 80 % at that step alone, not of the whole path; so of every level.",
            "Each series is forecast by itself: forecasts of parts need not add to that of their sum, and ends of intervals never do.",
            "member.<method> is what a member of the combination forecasts; path1, path2 … are futures that were drawn.",
        ],
        selected.Describe());
}
