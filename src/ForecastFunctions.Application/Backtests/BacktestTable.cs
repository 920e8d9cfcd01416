using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Forecasts;
using ForecastFunctions.Core.Forecasting;

namespace ForecastFunctions.Application.Backtests;

/// <summary>One measure of a backtest.</summary>
/// <param name="Series">The series.</param>
/// <param name="Method">The method.</param>
/// <param name="FromStep">The first step that the measure is over.</param>
/// <param name="ToStep">The last; the same one for a measure of a single step.</param>
/// <param name="Measure">The measure.</param>
/// <param name="Value">The mean over the origins; absent where the series has no scale, being constant.</param>
/// <param name="Origins">The number of origins.</param>
public sealed record BacktestRow(
    RequestedSeries Series, string Method, int FromStep, int ToStep, string Measure, double? Value, int Origins);

/// <summary>Backtests: how they are asked for, and the table of their measures.</summary>
public static class BacktestTable
{
    /// <summary>A line for each measure.</summary>
    public static readonly Table Table = new("backtests", "How well methods would have forecast series",
    [
        Column.Text<BacktestRow>("series", "The series", r => r.Series.Id),
        Column.Text<BacktestRow>("method", "The method", r => r.Method),
        Column.Whole<BacktestRow>("from_step", "The first step that the measure is over", r => r.FromStep),
        Column.Whole<BacktestRow>("to_step", "The last; the same one for a measure of a single step", r => r.ToStep),
        Column.Text<BacktestRow>(
            "measure", "smape (percent), mase, rmsse, crps (scaled), coverage80 (a share), msis80", r => r.Measure),
        Column.OptionalNumber<BacktestRow>(
            "value", "The mean over the origins; empty where the series has no scale, being constant", r => r.Value),
        Column.Whole<BacktestRow>("origins", "The number of origins", r => r.Origins),
        Column.OptionalText<BacktestRow>(
            "baseline_version", "The baseline of the series; empty for the caller's own", r => r.Series.BaselineVersion),
    ]);

    /// <summary>The resource that asks for them of a catalogue.</summary>
    public const string OfCatalogue = "catalogue-backtests";

    /// <summary>Asks for backtests.</summary>
    public static readonly Operation Operation = new(
        "backtestMethods", "Backtests", ["GET", "POST"], "/v1/backtests", AccessScope.Read, "How well methods would have forecast them",
        [.. BacktestMembers.All, .. FormMembers.OfWholeTables])
    {
        Table = Table,
        Answer = new OperationAnswer.Rows(BacktestJson.Default.BacktestFacts),
        Problems = ProblemKind.OfComputing,
        BodyExample = """
            {"horizon": 2, "origins": 3, "methods": ["combination", "naive"], "series": ["nvda.datacenter_revenue.q"]}
            """,
        Example = $"series={SeriesMembers.Series.Example}&horizon=4",
        MaxBodyBytes = ForecastLimits.MaxBytes,
        Larger = ForecastLimits.OfCatalogue(OfCatalogue),
    };

    /// <summary>Tests the methods of a request on one of its series.</summary>
    /// <exception cref="InvalidSeriesException">A method cannot be fitted to it.</exception>
    public static IReadOnlyList<BacktestRow> Rows(BacktestRequest request, RequestedSeries series)
    {
        double[] levels = [.. request.Levels.Select(level => level / 100)];
        var measures = BacktestMeasure.All(request.Levels).ToList();
        var rows = new List<BacktestRow>();
        foreach (var method in request.Methods)
        {
            var backtest = Backtest.Run(
                method, series.Observed, request.Horizon, request.Origins, request.Step, series.Support.Support, levels);
            foreach (var (from, to) in StepsOf(request))
                Add(method, from == to && request.Horizon > 1 ? backtest.At(from) : backtest, from, to);
        }

        return rows;

        void Add(ForecastMethod method, Backtest backtest, int from, int to)
        {
            foreach (var measure in measures)
            {
                var value = measure.Of(backtest);
                rows.Add(new BacktestRow(
                    series, method.Name, from, to, measure.Name, double.IsFinite(value) ? value : null, request.Origins));
            }
        }
    }

    /// <summary>What the rows of each series are of, in their order.</summary>
    internal static IReadOnlyList<(string Method, int FromStep, int ToStep, string Measure)> PlacesOf(BacktestRequest request) =>
    [
        .. from method in request.Methods
           from steps in StepsOf(request)
           from measure in BacktestMeasure.All(request.Levels)
           select (method.Name, steps.From, steps.To, measure.Name),
    ];

    /// <summary>What the table of an answer is, without its numbers.</summary>
    public static TableDescription Describe(BacktestRequest request, SelectedSeries selected) => new(
        $"Backtests, {request.Horizon} periods ahead",
        [.. Table.Cells.Select(c => c.Name)],
        [
            $"A measure is the mean over {request.Origins} origins, {request.Step} periods apart; it is absent where a series is constant.",
            "Measures of single steps stand beside those of the whole horizon: from_step and to_step are then the same.",
            "Errors are scaled within each series, so mase, rmsse, crps and msis can be compared between series.",
        ],
        [
            .. BacktestMeasure.All(request.Levels).Select(m => new MeasuredVariable(
                m.Name, m.Title, m.Unit, selected.Source, selected.Licence, selected.Baseline?.AsOf)),
        ]);

    /// <summary>The steps that measures are over: all of them together, and each alone where there are several.</summary>
    private static IEnumerable<(int From, int To)> StepsOf(BacktestRequest request)
        => Enumerable.Range(1, request.Horizon).Where(_ => request.Horizon > 1).Select(step => (step, step)).Prepend((1, request.Horizon));
}
