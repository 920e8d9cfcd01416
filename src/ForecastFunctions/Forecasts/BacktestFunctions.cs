using ForecastFunctions.Core.Keys;
using ForecastFunctions.Http;
using ForecastFunctions.Keys;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ForecastFunctions.Forecasts;

/// <summary><c>/backtests</c>: how well methods would have forecast a series from its own past.</summary>
/// <param name="seriesReader">Reads the series.</param>
/// <param name="turns">Computes.</param>
public sealed class BacktestFunctions(SeriesRequestReader seriesReader, ForecastTurns turns)
{
    /// <summary>GET and POST <c>/backtests</c>.</summary>
    [Function("Backtests"), Requires(AccessScope.Read)]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = "v1/backtests")] HttpRequest request, CancellationToken cancellationToken)
        => Answer(request, suffix: null, cancellationToken);

    /// <summary>The same as CSV.</summary>
    [Function("BacktestsCsv"), Requires(AccessScope.Read)]
    public Task<IResult> RunCsv(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = "v1/backtests.csv")] HttpRequest request, CancellationToken cancellationToken)
        => Answer(request, Representation.Csv, cancellationToken);

    /// <summary>What the table is, for the same request.</summary>
    [Function("BacktestsMetadata"), Requires(AccessScope.Read)]
    public Task<IResult> Describe(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = "v1/backtests.metadata.json")] HttpRequest request,
        CancellationToken cancellationToken)
        => Answer(request, Representation.Metadata, cancellationToken);

    private Task<IResult> Answer(HttpRequest request, Representation? suffix, CancellationToken cancellationToken)
        => Methods.DispatchQuestion(
            request, SeriesRequestReader.Flatten, ForecastLimits.MaxBytes,
            reader => TestAsync(request, reader, suffix, cancellationToken), cancellationToken);

    private async Task<Document> TestAsync(
        HttpRequest request, RequestReader reader, Representation? suffix, CancellationToken cancellationToken)
    {
        var form = ContentNegotiation.Choose(request, reader, suffix);
        var wanted = await BacktestRequest.ReadAsync(reader, seriesReader, cancellationToken);
        if (form.Representation == Representation.Metadata)
            return BacktestAnswer.Describe(wanted).Checked(request);
        var rows = await turns.ComputeAsync(wanted.Series, wanted.Fitted, series => BacktestAnswer.Rows(wanted, series), cancellationToken);
        return BacktestAnswer.Show(wanted, rows.SelectMany(r => r), form).Checked(request);
    }
}
