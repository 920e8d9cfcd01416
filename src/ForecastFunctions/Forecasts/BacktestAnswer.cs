using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using ForecastFunctions.Core.Forecasting;
using ForecastFunctions.Http;

namespace ForecastFunctions.Forecasts;

/// <summary>One measure of a backtest. The members are frozen, and new ones come at the end: they are the CSV's columns.</summary>
/// <param name="Series">The series.</param>
/// <param name="Method">The method.</param>
/// <param name="FromStep">The first step that the measure is over.</param>
/// <param name="ToStep">The last; the same one for a measure of a single step.</param>
/// <param name="Measure">
/// <c>smape</c> (percent), <c>mase</c>, <c>rmsse</c>, <c>crps</c> (scaled), <c>coverage80</c> (a share), <c>msis80</c>.
/// </param>
/// <param name="Value">The mean over the origins; absent where the series has no scale, being constant.</param>
/// <param name="Origins">The number of origins.</param>
/// <param name="BaselineVersion">The baseline of the series; absent for the caller's own.</param>
public sealed record BacktestRow(
    string Series, string Method, int FromStep, int ToStep, string Measure, double? Value, int Origins, string? BaselineVersion);

/// <summary>A series that was tested.</summary>
/// <param name="Series">The series.</param>
/// <param name="Observations">How many observations it has.</param>
/// <param name="SeasonLength">The number of periods after which the season recurs; 1 where there is none.</param>
/// <param name="FirstOrigin">The last observation that the first forecast saw.</param>
/// <param name="LastOrigin">The last observation that the last forecast saw.</param>
public sealed record BacktestSeriesAnswer(string Series, int Observations, int SeasonLength, string FirstOrigin, string LastOrigin);

/// <summary>Backtests in JSON: their facts, and the rows under <c>value</c>.</summary>
/// <param name="Methods">The methods.</param>
/// <param name="Horizon">The number of periods ahead.</param>
/// <param name="Origins">From how many origins.</param>
/// <param name="Step">How many periods lie between one origin and the next.</param>
/// <param name="Levels">The levels of the intervals, in percent.</param>
/// <param name="BaselineVersion">The baseline of the series; absent for the caller's own.</param>
/// <param name="BaselineAsOf">Everything in the baseline was known by this day.</param>
/// <param name="Series">The series.</param>
/// <param name="Value">The rows.</param>
public sealed record BacktestAnswer(
    IReadOnlyList<string> Methods, int Horizon, int Origins, int Step, IReadOnlyList<double> Levels,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? BaselineVersion,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateOnly? BaselineAsOf,
    IReadOnlyList<BacktestSeriesAnswer> Series,
    IReadOnlyList<BacktestRow> Value)
{
    /// <summary>The columns of the long table, frozen.</summary>
    private static readonly IReadOnlyList<CsvColumn<BacktestRow>> Columns =
    [
        new("series", r => r.Series),
        new("method", r => r.Method),
        new("from_step", r => r.FromStep),
        new("to_step", r => r.ToStep),
        new("measure", r => r.Measure),
        new("value", r => r.Value),
        new("origins", r => r.Origins),
        new("baseline_version", r => r.BaselineVersion),
    ];

    private sealed record Measure(string Name, string Title, string Unit, Func<Backtest, double> Of);

    /// <summary>Tests the methods of a request on one of its series.</summary>
    /// <exception cref="InvalidSeriesException">A method cannot be fitted to it.</exception>
    public static IReadOnlyList<BacktestRow> Rows(BacktestRequest request, RequestedSeries series)
    {
        double[] levels = [.. request.Levels.Select(level => level / 100)];
        var rows = new List<BacktestRow>();
        foreach (var method in request.Methods)
        {
            var backtest = Backtest.Run(
                method, series.Observed, request.Horizon, request.Origins, request.Step, series.Support.Support, levels);
            Add(method, backtest, 1, request.Horizon);
            for (var step = 1; step <= request.Horizon && request.Horizon > 1; step++)
                Add(method, backtest.At(step), step, step);
        }

        return rows;

        void Add(ForecastMethod method, Backtest backtest, int from, int to)
        {
            foreach (var measure in Measures(request.Levels))
            {
                var value = measure.Of(backtest);
                rows.Add(new BacktestRow(
                    series.Id, method.Name, from, to, measure.Name, double.IsFinite(value) ? value : null,
                    request.Origins, request.Baseline?.Version));
            }
        }
    }

    /// <summary>Tells what the table is, without its numbers.</summary>
    public static Document Describe(BacktestRequest request)
        => new TableMetadata(
            $"Backtests, {request.Horizon} periods ahead",
            [.. Columns.Select(c => c.Name)],
            [
                $"A measure is the mean over {request.Origins} origins, {request.Step} periods apart; "
                + "it is absent where a series is constant.",
                "Measures of single steps stand beside those of the whole horizon: from_step and to_step are then the same.",
                "Errors are scaled within each series, so mase, rmsse, crps and msis can be compared between series.",
            ],
            [.. Measures(request.Levels).Select(m => new VariableMetadata(
                m.Name, m.Title, m.Unit,
                request.Baseline is { } baseline
                    ? $"ForecastFunctions, on baseline {baseline.Version}" : "ForecastFunctions, from the caller's own figures",
                request.Selected.Licence, request.Baseline?.AsOf))]).ToDocument(CachePolicy.Latest);

    /// <summary>Writes backtests in the form asked for.</summary>
    public static Document Show(BacktestRequest request, IEnumerable<BacktestRow> rows, TableForm form)
    {
        if (form.IsCsv)
        {
            return new Document(CsvTable.Write(Columns, rows, form.Mark), CsvTable.ContentType)
            {
                CacheControl = CachePolicy.Latest,
                ContentLocation = request.PinnedAddress("/api/v1/backtests", form),
                FileName = "backtests.csv",
            };
        }

        var answer = new BacktestAnswer(
            [.. request.Methods.Select(m => m.Name)], request.Horizon, request.Origins, request.Step, request.Levels,
            request.Baseline?.Version, request.Baseline?.AsOf,
            [.. request.Series.Select(s => Facts(request, s))],
            [.. rows]);
        return new Document(JsonSerializer.SerializeToUtf8Bytes(answer, JsonContracts.Readable.BacktestAnswer), JsonContracts.ContentType)
        {
            CacheControl = CachePolicy.Latest,
            ContentLocation = request.PinnedAddress("/api/v1/backtests", form),
        };
    }

    private static BacktestSeriesAnswer Facts(BacktestRequest request, RequestedSeries series)
    {
        var last = series.Last.Plus(-request.Horizon);
        return new BacktestSeriesAnswer(
            series.Id, series.Observed.Length, series.Observed.SeasonLength,
            last.Plus(-(request.Origins - 1) * request.Step).ToString(), last.ToString());
    }

    private static IEnumerable<Measure> Measures(IReadOnlyList<double> levels) =>
    [
        new("smape", "Symmetric mean absolute percentage error", "percent", b => b.Smape),
        new("mase", "Mean absolute error, by the in-sample seasonal naive one", "1", b => b.Mase),
        new("rmsse", "Root mean squared error, by the in-sample naive one", "1", b => b.Rmsse),
        new("crps", "Continuous ranked probability score, by the in-sample seasonal naive error", "1", b => b.Crps),
        .. levels.SelectMany(MeasuresOfLevel),
    ];

    private static Measure[] MeasuresOfLevel(double level)
    {
        var percent = level.ToString("R", CultureInfo.InvariantCulture);
        return
        [
            new("coverage" + percent, $"Share of figures within the interval of {percent} %", "1", b => b.Coverage(level / 100)),
            new("msis" + percent, $"Mean interval score at {percent} %, by the in-sample seasonal naive error", "1",
                b => b.Msis(level / 100)),
        ];
    }
}
