using ForecastFunctions.Core.Keys;
using ForecastFunctions.Http;
using ForecastFunctions.Keys;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ForecastFunctions.Forecasts;

/// <summary><c>/forecasts</c>: statistical forecasts of series of a baseline, or of the caller's own.</summary>
/// <param name="seriesReader">Reads the series.</param>
/// <param name="turns">Computes.</param>
public sealed class SeriesForecastFunctions(SeriesRequestReader seriesReader, ForecastTurns turns)
{
    /// <summary>GET and POST <c>/forecasts</c>.</summary>
    [Function("Forecasts"), Requires(AccessScope.Read)]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = "v1/forecasts")] HttpRequest request, CancellationToken cancellationToken)
        => Answer(request, suffix: null, cancellationToken);

    /// <summary>The same as CSV.</summary>
    [Function("ForecastsCsv"), Requires(AccessScope.Read)]
    public Task<IResult> RunCsv(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = "v1/forecasts.csv")] HttpRequest request, CancellationToken cancellationToken)
        => Answer(request, Representation.Csv, cancellationToken);

    /// <summary>What the table is, for the same request.</summary>
    [Function("ForecastsMetadata"), Requires(AccessScope.Read)]
    public Task<IResult> Describe(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = "v1/forecasts.metadata.json")] HttpRequest request,
        CancellationToken cancellationToken)
        => Answer(request, Representation.Metadata, cancellationToken);

    private Task<IResult> Answer(HttpRequest request, Representation? suffix, CancellationToken cancellationToken)
        => Methods.DispatchQuestion(
            request, SeriesRequestReader.Flatten, ForecastLimits.MaxBytes,
            reader => ForecastAsync(request, reader, suffix, cancellationToken), cancellationToken);

    private async Task<Document> ForecastAsync(
        HttpRequest request, RequestReader reader, Representation? suffix, CancellationToken cancellationToken)
    {
        var form = ContentNegotiation.Choose(request, reader, suffix);
        var wanted = await ForecastRequest.ReadAsync(reader, seriesReader, cancellationToken);
        if (form.Representation == Representation.Metadata)
            return ForecastAnswer.Describe(wanted).Checked(request);
        var forecasts = await turns.ComputeAsync(
            wanted.Series, wanted.Fitted, series => SeriesForecast.Of(wanted, series), cancellationToken);
        return ForecastAnswer.Show(wanted, forecasts, form).Checked(request);
    }
}
