using ForecastFunctions.Application.Forecasts;
using ForecastFunctions.Core.Forecasting;

namespace ForecastFunctions.Application.Backtests;

/// <summary>A measure of how well a method forecast.</summary>
/// <param name="Name">Its name in the table.</param>
/// <param name="Title">What it is.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Of">Takes it; not a number where the series has no scale, being constant.</param>
internal sealed record BacktestMeasure(string Name, string Title, string Unit, Func<Backtest, double> Of)
{
    /// <summary>The measures of a backtest with intervals of these levels, in percent.</summary>
    public static IEnumerable<BacktestMeasure> All(IReadOnlyList<double> levels) =>
    [
        new("smape", "Symmetric mean absolute percentage error", "percent", b => b.Smape),
        new("mase", "Mean absolute error, by the in-sample seasonal naive one", "1", b => b.Mase),
        new("rmsse", "Root mean squared error, by the in-sample naive one", "1", b => b.Rmsse),
        new("crps", "Continuous ranked probability score, by the in-sample seasonal naive error", "1", b => b.Crps),
        .. levels.SelectMany(OfLevel),
    ];

    private static BacktestMeasure[] OfLevel(double level)
    {
        var percent = SeriesMembers.TextOf(level);
        return
        [
            new("coverage" + percent, $"Share of figures within the interval of {percent} %", "1", b => b.Coverage(level / 100)),
            new("msis" + percent, $"Mean interval score at {percent} %, by the in-sample seasonal naive error", "1",
                b => b.Msis(level / 100)),
        ];
    }
}
