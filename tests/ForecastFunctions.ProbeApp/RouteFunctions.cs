using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ForecastFunctions.ProbeApp;

/// <summary>Routes that overlap, constrain, lack methods, or are switched off.</summary>
public sealed class RouteFunctions
{
    [Function("AnyItem")]
    public IResult AnyItem([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "items/{id}")] HttpRequest request, string id) =>
        TypedResults.Text($"AnyItem {id}");

    [Function("SpecialItem")]
    public IResult SpecialItem([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "items/special")] HttpRequest request) =>
        TypedResults.Text("SpecialItem");

    [Function("GetRun")]
    public IResult GetRun(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "runs/{runId:regex(^[0-9a-f]{{4}}$)}")] HttpRequest request,
        string runId) =>
        TypedResults.Text($"run {runId}");

    [Function("PostOnly")]
    public IResult PostOnly([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "post-only")] HttpRequest request) =>
        TypedResults.Text("posted");

    [Function("SwitchedOff")]
    public IResult SwitchedOff([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "switched-off")] HttpRequest request) =>
        TypedResults.Text("on");

    [Function("Unrouted")]
    public IResult Unrouted([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => TypedResults.Text("unrouted");
}
