using BenchmarkDotNet.Attributes;
using ForecastFunctions.Core.Forecasting;

namespace ForecastFunctions.Benchmarks;

/// <summary>
/// The methods on a monthly series of 66 observations, the median length of those of the M competition, next to the
/// seasonal naive method. (Medians over the series themselves are in the last column of the accuracy table.)
/// </summary>
public class ForecastBenchmarks
{
    private const int Length = 66;
    private const int Horizon = 18;

    private static readonly TimeSeries Series = new(
        Enumerable.Range(0, Length).Select(t =>
            (100 + t) * (1 + 0.2 * Math.Sin(Math.Tau * t / 12)) * (1 + 0.05 * Math.Sin(1.7 * t * t))),
        seasonLength: 12);

    [Benchmark(Baseline = true)]
    public Forecast SeasonalNaive() => ForecastMethods.SeasonalNaive.Forecast(Series, Horizon);

    [Benchmark]
    public Forecast DynamicTheta() => ForecastMethods.DynamicTheta.Forecast(Series, Horizon);

    [Benchmark]
    public Forecast ComplexSmoothing() => ForecastMethods.ComplexSmoothing.Forecast(Series, Horizon);

    [Benchmark]
    public Forecast AutomaticArima() => ForecastMethods.AutomaticArima.Forecast(Series, Horizon);

    [Benchmark]
    public Forecast AutomaticEts() => ForecastMethods.AutomaticEts.Forecast(Series, Horizon);

    [Benchmark]
    public Forecast Combination() => ForecastMethods.Combination.Forecast(Series, Horizon);
}
