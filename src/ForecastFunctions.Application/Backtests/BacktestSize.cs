using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Forecasts;

namespace ForecastFunctions.Application.Backtests;

/// <summary>How much work a backtest is.</summary>
internal static class BacktestSize
{
    /// <summary>The most observations that the fits of a backtest see, each fit counted, and the horizon with it.</summary>
    private const int MaxFitted = 100_000;

    /// <summary>The observations that all fits see, each fit counted, and the horizon with it.</summary>
    public static long Fitted(BacktestRequest request, IReadOnlyList<RequestedSeries> series)
        => series.Sum(s => (long)s.Observed.Length + request.Horizon) * request.Origins * request.Methods.Count;

    /// <summary>What is too long, or too much, in a request whose counts are within their bounds.</summary>
    public static IEnumerable<Fault> FaultsOf(BacktestRequest request, IReadOnlyList<RequestedSeries> series)
    {
        foreach (var one in series.Where(s => s.Observed.Length < Needed(request)))
        {
            yield return one.Fault(
                FaultCode.OutOfRange,
                $"{request.Origins} origins {request.Step} apart at a horizon of {request.Horizon} need {Needed(request)} observations, "
                + $"and there are {one.Observed.Length}; "
                + (Possible(request, one) is > 0 and var possible ? $"{possible} origins are possible." : "the horizon is too long."));
        }

        if (Fitted(request, series) is > MaxFitted and var fitted)
        {
            yield return new Fault(BacktestMembers.Origins.Name, FaultCode.TooMuch,
                $"(observations + horizon) × origins × methods is {fitted}, and at most {MaxFitted}.")
            {
                Max = MaxFitted,
            };
        }

        var ofOne = (long)request.Methods.Count * (request.Horizon + 1) * (4 + 2 * request.Levels.Count);
        foreach (var fault in ForecastLimits.FaultsOfRows(series.Count, ofOne, "series × methods × (horizon + 1) × measures"))
            yield return fault;
    }

    private static int Needed(BacktestRequest request)
        => ForecastLimits.MinObservations + request.Horizon + (request.Origins - 1) * request.Step;

    private static int Possible(BacktestRequest request, RequestedSeries series)
    {
        var spare = series.Observed.Length - request.Horizon - ForecastLimits.MinObservations;
        return spare < 0 ? 0 : spare / request.Step + 1;
    }
}
