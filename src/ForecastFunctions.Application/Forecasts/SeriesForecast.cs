using System.Globalization;
using ForecastFunctions.Core.Forecasting;

namespace ForecastFunctions.Application.Forecasts;

/// <summary>One number of a forecast.</summary>
/// <param name="Series">The series.</param>
/// <param name="Span">What it is of.</param>
/// <param name="Statistic"><c>median</c>, <c>mean</c>; <c>lower80</c>, <c>upper80</c>; <c>member.ets</c>; <c>path1</c>.</param>
/// <param name="Value">The number.</param>
/// <param name="Method">The method that it comes from.</param>
/// <param name="Model">What the method fitted, such as <c>ETS(M,Ad,M)</c>.</param>
public sealed record ForecastRow(
    RequestedSeries Series, ForecastSpan Span, string Statistic, double Value, string Method, string Model);

/// <summary>A period that is forecast, or a calendar year that periods are added up to.</summary>
/// <param name="Period">As it is written.</param>
/// <param name="Start">Its first day; <see langword="null"/> without dates.</param>
/// <param name="Step">How many periods ahead it is; of years, which of those that are forecast.</param>
public sealed record ForecastSpan(string Period, DateOnly? Start, int Step);

/// <summary>The forecast of one series: the rows, and what is to be said of it.</summary>
/// <param name="Facts">What was fitted to what.</param>
/// <param name="Rows">The numbers.</param>
public sealed record SeriesForecast(SeriesFacts Facts, IReadOnlyList<ForecastRow> Rows)
{
    /// <summary>Forecasts one series of a request.</summary>
    /// <exception cref="InvalidSeriesException">It cannot be forecast so.</exception>
    public static SeriesForecast Of(ForecastRequest request, RequestedSeries series)
    {
        var forecast = request.Method.Forecast(
            series.Observed, request.Horizon, [.. request.Levels.Select(level => level / 100)], series.Support.Support);
        var rows = new Collector(request, series, forecast);
        if (request.AddsUpYears)
            rows.AddYears();
        else
            rows.AddPeriods();
        return new SeriesForecast(SeriesFacts.Of(series, forecast), rows.Rows);
    }

    /// <summary>The statistics that every series has, in the order of their rows: all but those of members and paths.</summary>
    internal static IReadOnlyList<string> StatisticsOf(ForecastRequest request) =>
    [
        "median", "mean",
        .. request.Levels.SelectMany(level => new[] { "lower" + SeriesMembers.TextOf(level), "upper" + SeriesMembers.TextOf(level) }),
    ];

    /// <summary>Writes the rows, one statistic after the other.</summary>
    private sealed class Collector(ForecastRequest request, RequestedSeries series, Forecast forecast)
    {
        public List<ForecastRow> Rows { get; } = [];

        public void AddPeriods()
        {
            ForecastSpan[] spans = [.. Enumerable.Range(1, request.Horizon).Select(step =>
                new ForecastSpan(series.PeriodAt(series.Last + step), series.StartAt(series.Last + step), step))];
            Add(spans, "median", forecast.Median);
            Add(spans, "mean", forecast.Mean);
            foreach (var (level, interval) in request.Levels.Zip(forecast.Intervals))
            {
                Add(spans, "lower" + SeriesMembers.TextOf(level), interval.Lower);
                Add(spans, "upper" + SeriesMembers.TextOf(level), interval.Upper);
            }

            foreach (var member in forecast.Members.Where(m => request.ShowsMembers && m.Failure is null))
                Add(spans, "member." + member.Method, member.Mean, member.Method, member.Description);
            foreach (var (name, path) in Paths())
                Add(spans, name, path);
        }

        public void AddYears()
        {
            var years = CalendarYears.Of(series, request.Horizon);
            ForecastSpan[] spans = [.. years.Select((y, i) => new ForecastSpan(y.Year.ToString(), y.Year.Start, i + 1))];
            var sums = years.Select(y => HorizonSum.Of(
                forecast, y.FirstStep, y.LastStep, y.Known, [.. request.Levels.Select(level => level / 100)])).ToList();
            Add(spans, "median", [.. sums.Select(s => s.Median)]);
            Add(spans, "mean", [.. sums.Select(s => s.Mean)]);
            foreach (var (i, level) in request.Levels.Index())
            {
                Add(spans, "lower" + SeriesMembers.TextOf(level), [.. sums.Select(s => s.Intervals[i].Lower)]);
                Add(spans, "upper" + SeriesMembers.TextOf(level), [.. sums.Select(s => s.Intervals[i].Upper)]);
            }

            foreach (var (name, path) in Paths())
                Add(spans, name, [.. years.Select(y => y.Known + path.Take(y.LastStep).Skip(y.FirstStep - 1).Sum())]);
        }

        private IEnumerable<(string Name, IReadOnlyList<double> Path)> Paths()
            => request.Paths is not { } paths
                ? []
                : forecast.Paths(paths, request.SeedOfPaths)
                    .Select((path, i) => (string.Create(CultureInfo.InvariantCulture, $"path{i + 1}"), path));

        private void Add(
            ForecastSpan[] spans, string statistic, IReadOnlyList<double> values, string? method = null, string? model = null)
        {
            foreach (var (span, value) in spans.Zip(values))
            {
                // JSON knows no infinity, and neither should an answer.
                if (!double.IsFinite(value))
                {
                    throw new InvalidSeriesException(
                        $"{statistic} of step {span.Step} lies beyond what a number can hold; ask for a shorter horizon.");
                }

                Rows.Add(new ForecastRow(
                    series, span, statistic, value, method ?? request.Method.Name, model ?? forecast.Description));
            }
        }
    }
}
