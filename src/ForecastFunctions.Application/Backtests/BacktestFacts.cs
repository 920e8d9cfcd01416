using System.Text.Json.Serialization;
using ForecastFunctions.Application.Forecasts;
using ForecastFunctions.Core.Forecasting;

namespace ForecastFunctions.Application.Backtests;

/// <summary>What is said beside the rows of backtests.</summary>
/// <param name="Methods">The methods.</param>
/// <param name="MethodsVersion">The version of the forecasting methods: with another one the same request may have other numbers.</param>
/// <param name="Horizon">The number of periods ahead.</param>
/// <param name="Origins">From how many origins.</param>
/// <param name="Step">How many periods lie between one origin and the next.</param>
/// <param name="Levels">The levels of the intervals, in percent.</param>
/// <param name="BaselineVersion">The baseline of the series; absent for the caller's own.</param>
/// <param name="BaselineAsOf">Everything in the baseline was known by this day.</param>
/// <param name="Series">The series.</param>
public sealed record BacktestFacts(
    IReadOnlyList<string> Methods, int MethodsVersion, int Horizon, int Origins, int Step, IReadOnlyList<double> Levels,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? BaselineVersion,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateOnly? BaselineAsOf,
    IReadOnlyList<TestedSeriesFacts> Series)
{
    /// <summary>The facts of a request's backtests.</summary>
    public static BacktestFacts Of(BacktestRequest request, SelectedSeries selected) => new(
        [.. request.Methods.Select(m => m.Name)], ForecastMethods.Version, request.Horizon, request.Origins, request.Step, request.Levels,
        selected.Baseline?.Version, selected.Baseline?.AsOf, [.. selected.Series.Select(s => TestedSeriesFacts.Of(request, s))]);
}

/// <summary>A series that was tested.</summary>
/// <param name="Series">The series.</param>
/// <param name="Observations">How many observations it has.</param>
/// <param name="SeasonLength">The number of periods after which the season recurs; 1 where there is none.</param>
/// <param name="FirstOrigin">The last observation that the first forecast saw.</param>
/// <param name="LastOrigin">The last observation that the last forecast saw.</param>
public sealed record TestedSeriesFacts(string Series, int Observations, int SeasonLength, string FirstOrigin, string LastOrigin)
{
    /// <summary>The facts of one series.</summary>
    public static TestedSeriesFacts Of(BacktestRequest request, RequestedSeries series)
    {
        var last = series.Last - request.Horizon;
        return new TestedSeriesFacts(
            series.Id, series.Observed.Length, series.Observed.SeasonLength,
            series.PeriodAt(last - (request.Origins - 1) * request.Step), series.PeriodAt(last));
    }
}

/// <summary>The JSON of backtests.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(BacktestFacts))]
internal sealed partial class BacktestJson : JsonSerializerContext;
