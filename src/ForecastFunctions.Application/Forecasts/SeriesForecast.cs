using System.Globalization;
using ForecastFunctions.Core.Forecasting;

namespace ForecastFunctions.Application.Forecasts;

/// <summary>One number of a forecast.</summary>
/// <param name="Series">The series.</param>
/// <param name="Step">How many periods ahead it is.</param>
/// <param name="Statistic"><c>median</c>, <c>mean</c>; <c>lower80</c>, <c>upper80</c>; <c>member.ets</c>; <c>path1</c>.</param>
/// <param name="Value">The number.</param>
/// <param name="Method">The method that it comes from.</param>
/// <param name="Model">What the method fitted, such as <c>ETS(M,Ad,M)</c>.</param>
public sealed record ForecastRow(RequestedSeries Series, int Step, string Statistic, double Value, string Method, string Model)
{
    /// <summary>The place of the period that is forecast.</summary>
    internal int Place => Series.Last + Step;
}

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
        var rows = new List<ForecastRow>();
        Add("median", forecast.Median);
        Add("mean", forecast.Mean);
        foreach (var (level, interval) in request.Levels.Zip(forecast.Intervals))
        {
            Add("lower" + SeriesMembers.TextOf(level), interval.Lower);
            Add("upper" + SeriesMembers.TextOf(level), interval.Upper);
        }

        foreach (var member in forecast.Members.Where(m => request.ShowsMembers && m.Failure is null))
            Add("member." + member.Method, member.Mean, member.Method, member.Description);
        if (request.Paths is { } paths)
        {
            foreach (var (i, path) in forecast.Paths(paths, request.SeedOfPaths).Index())
                Add(string.Create(CultureInfo.InvariantCulture, $"path{i + 1}"), path);
        }

        return new SeriesForecast(SeriesFacts.Of(series, forecast), rows);

        void Add(string statistic, IReadOnlyList<double> values, string? method = null, string? model = null)
        {
            foreach (var (h, value) in values.Index())
            {
                // JSON knows no infinity, and neither should an answer.
                if (!double.IsFinite(value))
                {
                    throw new InvalidSeriesException(
                        $"{statistic} of step {h + 1} lies beyond what a number can hold; ask for a shorter horizon.");
                }

                rows.Add(new ForecastRow(
                    series, h + 1, statistic, value, method ?? request.Method.Name, model ?? forecast.Description));
            }
        }
    }
}
