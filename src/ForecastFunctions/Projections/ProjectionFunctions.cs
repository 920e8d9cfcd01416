using ForecastFunctions.Baselines;
using ForecastFunctions.Core.Keys;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Http;
using ForecastFunctions.Keys;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ForecastFunctions.Projections;

/// <summary><c>/projections</c>: runs of the model.</summary>
/// <param name="resolver">Turns a request into a run's specification.</param>
/// <param name="runs">Computes and keeps runs.</param>
/// <param name="baselines">Tell how fresh a run is.</param>
public sealed class ProjectionFunctions(ProjectionResolver resolver, RunLibrary runs, BaselineLibrary baselines)
{
    /// <summary>GET and POST <c>/projections</c>: run a scenario.</summary>
    [Function("Projections"), Requires(AccessScope.Read)]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = "v1/projections")] HttpRequest request, CancellationToken cancellationToken)
        => Answer(request, suffix: null, cancellationToken);

    /// <summary>The same as CSV.</summary>
    [Function("ProjectionsCsv"), Requires(AccessScope.Read)]
    public Task<IResult> RunCsv(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = "v1/projections.csv")] HttpRequest request, CancellationToken cancellationToken)
        => Answer(request, Representation.Csv, cancellationToken);

    /// <summary>What the table is, for the same request; nothing is computed.</summary>
    [Function("ProjectionsMetadata"), Requires(AccessScope.Read)]
    public Task<IResult> Describe(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = "v1/projections.metadata.json")] HttpRequest request,
        CancellationToken cancellationToken)
        => Answer(request, Representation.Metadata, cancellationToken);

    /// <summary>GET <c>/projections/{runId}</c>: read a run again.</summary>
    [Function("Projection"), Requires(AccessScope.Read)]
    public Task<IResult> Read(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = "v1/projections/{runId}")] HttpRequest request,
        string runId, CancellationToken cancellationToken)
        => Methods.Dispatch(request, get: async () =>
        {
            var (name, suffix) = ContentNegotiation.SplitSuffix(runId);
            var reader = RequestReader.OfQuery(request);
            var view = ProjectionView.Read(request, reader, suffix);
            reader.Finish();
            var run = await runs.ReadAsync<ProjectionSpecification, Projection>(name, request.Caller(), cancellationToken);
            view.Check(reader, run.Specification);
            var baselineAsOf = await baselines.AsOfAsync(run.Specification, cancellationToken);
            var answer = view.Table.Form.Representation == Representation.Metadata
                ? view.Describe(run.Specification, baselineAsOf, isPinned: true)
                : view.Show(run, baselineAsOf, isPinned: true);
            return answer.Checked(request);
        });

    private Task<IResult> Answer(HttpRequest request, Representation? suffix, CancellationToken cancellationToken)
        => Methods.DispatchQuestion(
            request, ProjectionRequestReader.Flatten, JsonBody.MaxBytes,
            reader => RunAsync(request, reader, suffix, cancellationToken), cancellationToken);

    private async Task<Document> RunAsync(
        HttpRequest request, RequestReader reader, Representation? suffix, CancellationToken cancellationToken)
    {
        var view = ProjectionView.Read(request, reader, suffix);
        var specification = await resolver.ResolveAsync(reader, request.Caller().Name, cancellationToken);
        view.Check(reader, specification);
        var baselineAsOf = await baselines.AsOfAsync(specification, cancellationToken);
        var answer = view.Table.Form.Representation == Representation.Metadata
            ? view.Describe(specification, baselineAsOf, isPinned: false)
            : view.Show(await runs.GetAsync(specification, cancellationToken), baselineAsOf, isPinned: false);
        return answer.Checked(request);
    }
}
