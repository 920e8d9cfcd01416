using System.Text.Json;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Http;
using ForecastFunctions.Keys;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ForecastFunctions.Index;

/// <summary>What there is.</summary>
/// <param name="Name">The service.</param>
/// <param name="ModelVersion">The version of the equations.</param>
/// <param name="Links">The resources; a part in braces is to be filled in.</param>
public sealed record IndexAnswer(string Name, string ModelVersion, IReadOnlyList<IndexLink> Links);

/// <summary>A resource.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Methods">Its methods.</param>
/// <param name="Title">What it answers.</param>
public sealed record IndexLink(string Path, string Methods, string Title);

/// <summary><c>/</c>: the way in.</summary>
public sealed class IndexFunctions
{
    /// <summary>Every resource but this one.</summary>
    internal static IReadOnlyList<IndexLink> Links { get; } =
    [
        new("/api/v1/projections", "GET, POST", "Run a scenario; .csv for a table"),
        new("/api/v1/projections/{runId}", "GET", "Read a run again"),
        new("/api/v1/comparisons", "GET, POST", "Scenarios against a reference; .csv for a table"),
        new("/api/v1/comparisons/{runId}", "GET", "Read a comparison again"),
        new("/api/v1/attributions", "GET, POST", "What explains a change or a difference; .csv for a table"),
        new("/api/v1/attributions/{runId}", "GET", "Read an attribution again"),
        new("/api/v1/sensitivities?variable=Electricity&period=2028", "GET, POST",
            "What drives an output: tornado and Sobol' indices; .csv for a table"),
        new("/api/v1/sensitivities/{runId}", "GET", "Read a sensitivity analysis again"),
        new("/api/v1/goal-seeks?parameter=price.asic.decline&variable=Electricity&period=2028&target=200", "GET, POST",
            "What a parameter would have to be; .csv for a table"),
        new("/api/v1/goal-seeks/{runId}", "GET", "Read a goal seek again"),
        new("/api/v1/scenarios", "GET", "The scenarios that come with the product, and your own"),
        new("/api/v1/scenarios/{name}", "GET, PUT, DELETE", "A scenario with the value of every parameter; keep one of your own"),
        new("/api/v1/scenarios:validate", "POST", "What a scenario would amount to, without keeping it"),
        new("/api/v1/parameters", "GET", "What a request may set"),
        new("/api/v1/variables", "GET", "What a run answers"),
        new("/api/v1/forecasts?series=nvda.datacenter_revenue.q&horizon=8", "GET, POST", "Forecast series of a baseline, or your own"),
        new("/api/v1/backtests?series=nvda.datacenter_revenue.q&horizon=4", "GET, POST", "How well methods would have forecast them"),
        new("/api/v1/forecast-methods", "GET", "What a forecast can be made by"),
        new("/api/v1/baselines", "GET", "The vintages of what is known"),
        new("/api/v1/baselines/{version}", "GET", "A vintage's calibration"),
        new("/api/v1/baselines/{version}/observations", "GET", "A vintage's observations"),
        new("/api/v1/baseline-diffs?from=2024-12&to=latest", "GET", "What differs between two vintages"),
        new("/api/v1/refreshes", "GET, POST", "What each refresh fetched, changed and refused; run one now, for admins"),
        new("/api/v1/keys", "GET", "Partners; for admins"),
        new("/api/v1/keys/{partner}", "GET, PUT, DELETE", "Issue, rotate and revoke a partner's keys; for admins"),
        new("/api/v1/excel/workbook.xlsx", "GET", "A workbook with the numbers, a chart and refreshable queries"),
        new("/api/v1/excel/functions.pq", "GET",
            "The functions for Power Query; also scenarios, projection, comparison, observations, parameters, variables and chart"),
        new("/api/v1/value?variable={variable}&period={period}", "GET", "One number as text, for a cell"),
        new("/api/odata/", "GET", "The tables as an OData feed"),
        new("/api/v1/health", "GET", "Whether the service is alive"),
        new("/api/v1/ready", "GET", "Whether the service can answer, and how old its baseline is"),
    ];

    private static readonly Document Index = new(
        JsonSerializer.SerializeToUtf8Bytes(
            new IndexAnswer("ForecastFunctions", ModelVersion.Current, Links), JsonContracts.Readable.IndexAnswer),
        JsonContracts.ContentType)
    {
        CacheControl = CachePolicy.Latest,
    };

    /// <summary>GET <c>/</c>.</summary>
    [Function("Index"), NeedsNoKey]
    public Task<IResult> Read([HttpTrigger(AuthorizationLevel.Anonymous, Route = "v1")] HttpRequest request)
        => Methods.Dispatch(request, get: () =>
        {
            RequestReader.OfQuery(request).Finish();
            return Task.FromResult(Index.Checked(request));
        });
}
