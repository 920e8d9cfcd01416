using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Forecasts;

namespace ForecastFunctions.Application.Backtests;

/// <summary>How much work a backtest is.</summary>
internal static class BacktestSize
{
    /// <summary>The most observations that the fits of a backtest see, each fit counted, and the horizon with it.</summary>
    public const int MaxFitted = 100_000;

    /// <summary>The observations that all fits see, each fit counted, and the horizon with it.</summary>
    public static long Fitted(BacktestRequest request, IReadOnlyList<RequestedSeries> series)
        => Fitted(request, series.Sum(s => (long)s.Observed.Length), series.Count);

    /// <summary>The same of so many observations in so many series.</summary>
    public static long Fitted(BacktestRequest request, long observations, int series)
        => (observations + ((long)series * request.Horizon)) * request.Origins * request.Methods.Count;

    /// <summary>What is too long, or too much, in a request whose counts are within their bounds.</summary>
    public static IEnumerable<Fault> FaultsOf(BacktestRequest request, IReadOnlyList<RequestedSeries> series)
    {
        foreach (var one in series)
        {
            if (TooShort(request, one.Observed.Length) is { } message)
                yield return one.Fault(FaultCode.OutOfRange, message);
        }

        // A catalogue has this bound for each series by itself.
        var larger = request.Series.Own is not null && series.All(s => Fitted(request, s.Observed.Length, 1) <= MaxFitted)
            ? BacktestTable.Operation.Larger : null;
        if (Fitted(request, series) is > MaxFitted and var fitted)
        {
            yield return new Fault(BacktestMembers.Origins.Name, FaultCode.TooMuch,
                $"(observations + horizon) × origins × methods is {fitted}, and at most {MaxFitted}.{(larger is null ? "" : " " + larger)}")
            {
                Max = MaxFitted,
            };
        }

        var ofOne = RowsOfOne(request);
        foreach (var fault in ForecastLimits.FaultsOfRows(series.Count, ofOne, "series × methods × (horizon + 1) × measures", larger))
            yield return fault;
    }

    /// <summary>How many rows a series has.</summary>
    public static long RowsOfOne(BacktestRequest request)
        => (long)request.Methods.Count * (request.Horizon + 1) * (4 + 2 * request.Levels.Count);

    /// <summary>Why so many observations are too few, or <see langword="null"/> where they do.</summary>
    public static string? TooShort(BacktestRequest request, int observations)
        => observations >= Needed(request) ? null
            : $"{request.Origins} origins {request.Step} apart at a horizon of {request.Horizon} need {Needed(request)} observations, "
            + $"and there are {observations}; "
            + (Possible(request, observations) is > 0 and var possible ? $"{possible} origins are possible." : "the horizon is too long.");

    private static int Needed(BacktestRequest request)
        => ForecastLimits.MinObservations + request.Horizon + (request.Origins - 1) * request.Step;

    private static int Possible(BacktestRequest request, int observations)
    {
        var spare = observations - request.Horizon - ForecastLimits.MinObservations;
        return spare < 0 ? 0 : spare / request.Step + 1;
    }
}
