using ForecastFunctions.Baselines;
using ForecastFunctions.Core.Analyses.Attributions;
using ForecastFunctions.Core.Keys;
using ForecastFunctions.Http;
using ForecastFunctions.Keys;
using ForecastFunctions.Projections;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ForecastFunctions.Attributions;

/// <summary><c>/attributions</c>: what explains a change.</summary>
/// <param name="resolver">Turns a request into an attribution's specification.</param>
/// <param name="runs">Computes and keeps attributions.</param>
/// <param name="baselines">Tell how fresh an attribution is.</param>
public sealed class AttributionFunctions(AttributionResolver resolver, RunLibrary runs, BaselineLibrary baselines)
{
    /// <summary>GET and POST <c>/attributions</c>: explain a change or a difference.</summary>
    [Function("Attributions"), Requires(AccessScope.Read)]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = "v1/attributions")] HttpRequest request, CancellationToken cancellationToken)
        => Answer(request, suffix: null, cancellationToken);

    /// <summary>The same as CSV.</summary>
    [Function("AttributionsCsv"), Requires(AccessScope.Read)]
    public Task<IResult> RunCsv(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = "v1/attributions.csv")] HttpRequest request, CancellationToken cancellationToken)
        => Answer(request, Representation.Csv, cancellationToken);

    /// <summary>What the table is, for the same request.</summary>
    [Function("AttributionsMetadata"), Requires(AccessScope.Read)]
    public Task<IResult> Describe(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = "v1/attributions.metadata.json")] HttpRequest request,
        CancellationToken cancellationToken)
        => Answer(request, Representation.Metadata, cancellationToken);

    /// <summary>GET <c>/attributions/{runId}</c>: read an attribution again.</summary>
    [Function("Attribution"), Requires(AccessScope.Read)]
    public Task<IResult> Read(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = "v1/attributions/{runId}")] HttpRequest request,
        string runId, CancellationToken cancellationToken)
        => Methods.Dispatch(request, get: async () =>
        {
            var (name, suffix) = ContentNegotiation.SplitSuffix(runId);
            var reader = RequestReader.OfQuery(request);
            var view = AttributionView.Read(request, reader, suffix);
            reader.Finish();
            var run = await runs.ReadAsync<AttributionSpecification, Attribution>(name, request.Caller(), cancellationToken);
            return view.Show(run, await baselines.AsOfAsync(run.Specification, cancellationToken), isPinned: true).Checked(request);
        });

    private Task<IResult> Answer(HttpRequest request, Representation? suffix, CancellationToken cancellationToken)
        => Methods.DispatchQuestion(
            request, ProjectionRequestReader.Flatten, JsonBody.MaxBytes,
            reader => RunAsync(request, reader, suffix, cancellationToken), cancellationToken);

    private async Task<Document> RunAsync(
        HttpRequest request, RequestReader reader, Representation? suffix, CancellationToken cancellationToken)
    {
        var view = AttributionView.Read(request, reader, suffix);
        var specification = await resolver.ResolveAsync(reader, request.Caller().Name, cancellationToken);
        var run = await runs.GetAsync(specification, cancellationToken);
        return view.Show(run, await baselines.AsOfAsync(specification, cancellationToken), isPinned: false).Checked(request);
    }
}
