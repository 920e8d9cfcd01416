using BenchmarkDotNet.Attributes;
using ForecastFunctions.Benchmarks.Accuracy;
using ForecastFunctions.Core.Forecasting;

namespace ForecastFunctions.Benchmarks;

/// <summary>
/// The methods on monthly series, the time of one series, next to the seasonal naive method: on a hundred of a
/// competition's file, evenly taken, where the environment variable <c>FORECAST_SERIES</c> names one; else on as many
/// generated ones, of the lengths of the M competition's, whose median is 66. (Medians over the series themselves are in
/// the last column of the accuracy table.)
/// </summary>
[MedianColumn]
public class ForecastBenchmarks
{
    private const string FileVariable = "FORECAST_SERIES";
    private const int Count = 100;
    private const int Horizon = 18;
    private const int Months = 12;

    private TimeSeries[] _series = [];

    [GlobalSetup]
    public void Setup()
        => _series = Environment.GetEnvironmentVariable(FileVariable) is { Length: > 0 } path
            ? Read(path)
            : [.. Enumerable.Range(0, Count).Select(Generated)];

    [Benchmark(Baseline = true, OperationsPerInvoke = Count)]
    public double SeasonalNaive() => Forecast(ForecastMethods.SeasonalNaive);

    [Benchmark(OperationsPerInvoke = Count)]
    public double DynamicTheta() => Forecast(ForecastMethods.DynamicTheta);

    [Benchmark(OperationsPerInvoke = Count)]
    public double ComplexSmoothing() => Forecast(ForecastMethods.ComplexSmoothing);

    [Benchmark(OperationsPerInvoke = Count)]
    public double AutomaticArima() => Forecast(ForecastMethods.AutomaticArima);

    [Benchmark(OperationsPerInvoke = Count)]
    public double AutomaticEts() => Forecast(ForecastMethods.AutomaticEts);

    [Benchmark(OperationsPerInvoke = Count)]
    public double Combination() => Forecast(ForecastMethods.Combination);

    private double Forecast(ForecastMethod method)
    {
        var sum = 0.0;
        foreach (var series in _series)
            sum += method.Forecast(series, Horizon).Mean[^1];
        return sum;
    }

    private static TimeSeries[] Read(string path)
    {
        var monthly = CompetitionSeries.Read(path).Where(s => s.Observed.SeasonLength == Months).OrderBy(s => s.Observed.Length).ToList();
        return monthly.Count == 0
            ? throw new InvalidOperationException($"{path} holds no monthly series.")
            : [.. Enumerable.Range(0, Count).Select(i => monthly[(int)((i + 0.5) / Count * monthly.Count)].Observed)];
    }

    /// <summary>A season on a trend, with noise; from 30 months up to 102.</summary>
    private static TimeSeries Generated(int place) => new(
        Enumerable.Range(0, 30 + 72 * place / (Count - 1)).Select(t =>
            (100 + t) * (1 + 0.2 * Math.Sin(Math.Tau * t / Months)) * (1 + 0.05 * Math.Sin((1.7 + place) * t * t))),
        seasonLength: Months);
}
