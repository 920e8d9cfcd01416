using ForecastFunctions.Application.Anomalies;
using ForecastFunctions.Application.Backtests;
using ForecastFunctions.Application.Forecasts;
using ForecastFunctions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ForecastFunctions.Forecasts;

/// <summary>
/// <c>/forecasts</c>, <c>/backtests</c>, <c>/anomalies</c> and <c>/forecast-methods</c>: statistical forecasts of series of a
/// baseline, or of the caller's own; how well methods would have forecast them; what is out of the ordinary in them; and what
/// the methods are.
/// </summary>
/// <param name="forecasts">Forecasts.</param>
/// <param name="backtests">Tests methods.</param>
/// <param name="anomalies">Finds anomalies.</param>
/// <param name="writer">Writes the answers.</param>
public sealed class ForecastingFunctions(
    ForecastSeries forecasts, BacktestMethods backtests, FindAnomalies anomalies, AnswerWriter writer)
{
    private static readonly TableContent Listed = new(
        MethodCatalogue.Table, MethodCatalogue.All, MethodCatalogue.Table.Name, MethodCatalogue.Operation.Path, CachePolicy.Latest);

    /// <summary>Forecasts series.</summary>
    [Function("Forecasts")]
    public Task<IResult> Forecast(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = Routes.Forecasts)] HttpRequest request, CancellationToken cancellationToken)
        => SeriesResource.AskAsync(request, ForecastTable.Operation, writer, ForecastRequest.Read, forecasts.PrepareAsync, cancellationToken);

    /// <summary>Tests methods on series.</summary>
    [Function("Backtests")]
    public Task<IResult> Backtest(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = Routes.Backtests)] HttpRequest request, CancellationToken cancellationToken)
        => SeriesResource.AskAsync(request, BacktestTable.Operation, writer, BacktestRequest.Read, backtests.PrepareAsync, cancellationToken);

    /// <summary>Finds what is out of the ordinary in series.</summary>
    [Function("Anomalies")]
    public Task<IResult> Find(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = Routes.Anomalies)] HttpRequest request, CancellationToken cancellationToken)
        => SeriesResource.AskAsync(request, AnomalyTable.Operation, writer, AnomalyRequest.Read, anomalies.PrepareAsync, cancellationToken);

    /// <summary>Lists the methods.</summary>
    [Function("ForecastMethods")]
    public Task<IResult> List([HttpTrigger(AuthorizationLevel.Anonymous, Route = Routes.ForecastMethods)] HttpRequest request)
        => TableResource.GetAsync(request, MethodCatalogue.Operation, _ => Task.FromResult(Listed));
}
