using ForecastFunctions.Core.Forecasting;
using ForecastFunctions.Core.Keys;
using ForecastFunctions.Http;
using ForecastFunctions.Keys;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ForecastFunctions.Forecasts;

/// <summary>A method of forecasting.</summary>
/// <param name="Method">Its name in a request.</param>
/// <param name="Title">What it does.</param>
/// <param name="IsDefault">Whether it is used where none is named.</param>
/// <param name="MinObservations">The fewest observations that it takes.</param>
/// <param name="Source">Where it is described.</param>
public sealed record ForecastMethodRow(string Method, string Title, bool IsDefault, int MinObservations, string Source);

/// <summary><c>/forecast-methods</c>: what a forecast can be made by.</summary>
public sealed class ForecastMethodFunctions
{
    private static readonly Table<ForecastMethodRow> Table = new("forecast-methods", "What a forecast can be made by",
    [
        new("method", r => r.Method),
        new("title", r => r.Title),
        new("is_default", r => r.IsDefault ? "true" : "false"),
        new("min_observations", r => r.MinObservations),
        new("source", r => r.Source),
    ], JsonContracts.Readable.ListAnswerForecastMethodRow);

    private static readonly TableContent<ForecastMethodRow> Content = new(
        [.. MethodCatalogue.All.Select(m => new ForecastMethodRow(
            m.Method.Name, m.Title, m.Method == ForecastMethods.Combination, TimeSeries.MinimumLength, m.Source))],
        "forecast-methods", "/api/v1/forecast-methods", CachePolicy.Latest);

    /// <summary>GET <c>/forecast-methods</c>.</summary>
    [Function("ForecastMethods"), Requires(AccessScope.Read)]
    public Task<IResult> List([HttpTrigger(AuthorizationLevel.Anonymous, Route = "v1/forecast-methods")] HttpRequest request)
        => Answer(request, suffix: null);

    /// <summary>The same as CSV.</summary>
    [Function("ForecastMethodsCsv"), Requires(AccessScope.Read)]
    public Task<IResult> ListCsv([HttpTrigger(AuthorizationLevel.Anonymous, Route = "v1/forecast-methods.csv")] HttpRequest request)
        => Answer(request, Representation.Csv);

    /// <summary>What the table is.</summary>
    [Function("ForecastMethodsMetadata"), Requires(AccessScope.Read)]
    public Task<IResult> Describe(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = "v1/forecast-methods.metadata.json")] HttpRequest request)
        => Answer(request, Representation.Metadata);

    private static Task<IResult> Answer(HttpRequest request, Representation? suffix)
        => Methods.Dispatch(request, get: () =>
        {
            var (reader, form, page) = TableRequest.Read(request, suffix);
            reader.Finish();
            return Task.FromResult(Table.Answer(Content, form, page).Checked(request));
        });
}
