using System.Globalization;
using ForecastFunctions.Core.Forecasting;
using ForecastFunctions.Http;

namespace ForecastFunctions.Forecasts;

/// <summary>One number of a forecast. The members are frozen, and new ones come at the end: they are the CSV's columns.</summary>
/// <param name="Series">The series.</param>
/// <param name="Unit">Its unit, where it is known.</param>
/// <param name="Period">The period that is forecast: <c>2028</c>, <c>2028-Q3</c>, <c>2028-07</c>, or a number without dates.</param>
/// <param name="PeriodStart">Its first day; absent without dates.</param>
/// <param name="Step">How many periods ahead it is.</param>
/// <param name="Statistic"><c>mean</c>; <c>lower80</c>, <c>upper80</c>; <c>member.ets</c>; <c>path1</c>.</param>
/// <param name="Value">The number.</param>
/// <param name="Method">The method that the number comes from.</param>
/// <param name="Model">What the method fitted, such as <c>ETS(M,Ad,M)</c>.</param>
/// <param name="BaselineVersion">The baseline of the series; absent for the caller's own.</param>
public sealed record ForecastRow(
    string Series, string? Unit, string Period, DateOnly? PeriodStart, int Step, string Statistic, double Value,
    string Method, string Model, string? BaselineVersion);

/// <summary>The forecast of one series: the rows, and what is to be said of it.</summary>
/// <param name="Facts">What was fitted to what.</param>
/// <param name="Rows">The numbers.</param>
public sealed record SeriesForecast(SeriesForecastAnswer Facts, IReadOnlyList<ForecastRow> Rows)
{
    /// <summary>Forecasts one series of a request.</summary>
    /// <exception cref="InvalidSeriesException">It cannot be forecast so.</exception>
    public static SeriesForecast Of(ForecastRequest request, RequestedSeries series)
    {
        var forecast = request.Method.Forecast(
            series.Observed, request.Horizon, [.. request.Levels.Select(level => level / 100)], series.Support.Support);
        var rows = new List<ForecastRow>();
        Add("mean", forecast.Mean);
        foreach (var (level, interval) in request.Levels.Zip(forecast.Intervals))
        {
            var percent = level.ToString("R", CultureInfo.InvariantCulture);
            Add("lower" + percent, interval.Lower);
            Add("upper" + percent, interval.Upper);
        }

        foreach (var member in forecast.Members.Where(m => request.ShowsMembers && m.Failure is null))
            Add("member." + member.Method, member.Mean, member.Method, member.Description);
        if (request.Paths > 0)
        {
            foreach (var (i, path) in forecast.Paths(request.Paths, request.Seed).Index())
                Add(string.Create(CultureInfo.InvariantCulture, $"path{i + 1}"), path);
        }

        return new SeriesForecast(SeriesForecastAnswer.Of(series, forecast), rows);

        void Add(string statistic, IReadOnlyList<double> values, string? method = null, string? model = null)
        {
            for (var h = 0; h < values.Count; h++)
            {
                // JSON knows no infinity, and neither should an answer.
                if (!double.IsFinite(values[h]))
                    throw new InvalidSeriesException(
                        $"{statistic} of step {h + 1} lies beyond what a number can hold; ask for a shorter horizon.");
                var period = series.Last.Plus(h + 1);
                rows.Add(new ForecastRow(
                    series.Id, series.Unit, period.ToString(), period.Start, h + 1, statistic, values[h],
                    method ?? request.Method.Name, model ?? forecast.Description, request.Baseline?.Version));
            }
        }
    }
}

/// <summary>What was fitted to what.</summary>
/// <param name="Series">The series.</param>
/// <param name="Unit">Its unit, where it is known.</param>
/// <param name="From">The period of its first observation.</param>
/// <param name="To">The period of its last observation.</param>
/// <param name="Observations">How many there are.</param>
/// <param name="SeasonLength">The number of periods after which the season recurs; 1 where there is none.</param>
/// <param name="Support">Where the quantity can lie.</param>
/// <param name="WeakestStatus">How far its weakest observation can be relied upon, where they are a baseline's.</param>
/// <param name="Model">What was fitted.</param>
/// <param name="Members">What each member of a combination fitted, or why it could not.</param>
/// <param name="Warnings">What a reader should know before relying on the forecast.</param>
public sealed record SeriesForecastAnswer(
    string Series, string? Unit, string From, string To, int Observations, int SeasonLength, string Support, string? WeakestStatus,
    string Model, IReadOnlyList<MemberAnswer> Members, IReadOnlyList<SeriesWarning> Warnings)
{
    /// <summary>The facts of a forecast.</summary>
    public static SeriesForecastAnswer Of(RequestedSeries series, Forecast forecast) => new(
        series.Id, series.Unit, series.First.ToString(), series.Last.ToString(), series.Observed.Length, series.Observed.SeasonLength,
        series.Support.Name,
        series.WeakestStatus is { } status ? JsonContracts.Word(status) : null,
        forecast.Description,
        [.. forecast.Members.Select(m => new MemberAnswer(m.Method, m.Description, m.Failure))],
        SeriesWarnings.Of(series, forecast));
}

/// <summary>A member of a combination.</summary>
/// <param name="Method">The method.</param>
/// <param name="Model">What it fitted; absent where it failed.</param>
/// <param name="Failure">Why it failed, where it did; the combination is then of the others.</param>
public sealed record MemberAnswer(string Method, string? Model, string? Failure);
