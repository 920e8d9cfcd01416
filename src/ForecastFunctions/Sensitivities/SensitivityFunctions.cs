using ForecastFunctions.Baselines;
using ForecastFunctions.Core.Analyses.Sensitivities;
using ForecastFunctions.Core.Keys;
using ForecastFunctions.Http;
using ForecastFunctions.Keys;
using ForecastFunctions.Projections;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ForecastFunctions.Sensitivities;

/// <summary><c>/sensitivities</c>: what drives an output.</summary>
/// <param name="resolver">Turns a request into a specification.</param>
/// <param name="runs">Computes and keeps analyses.</param>
/// <param name="baselines">Tell how fresh an analysis is.</param>
public sealed class SensitivityFunctions(SensitivityResolver resolver, RunLibrary runs, BaselineLibrary baselines)
{
    /// <summary>GET and POST <c>/sensitivities</c>: analyse a scenario.</summary>
    [Function("Sensitivities"), Requires(AccessScope.Read)]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = "v1/sensitivities")] HttpRequest request, CancellationToken cancellationToken)
        => Answer(request, suffix: null, cancellationToken);

    /// <summary>The same as CSV.</summary>
    [Function("SensitivitiesCsv"), Requires(AccessScope.Read)]
    public Task<IResult> RunCsv(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = "v1/sensitivities.csv")] HttpRequest request,
        CancellationToken cancellationToken)
        => Answer(request, Representation.Csv, cancellationToken);

    /// <summary>What the table is, for the same request.</summary>
    [Function("SensitivitiesMetadata"), Requires(AccessScope.Read)]
    public Task<IResult> Describe(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = "v1/sensitivities.metadata.json")] HttpRequest request,
        CancellationToken cancellationToken)
        => Answer(request, Representation.Metadata, cancellationToken);

    /// <summary>GET <c>/sensitivities/{runId}</c>: read an analysis again.</summary>
    [Function("Sensitivity"), Requires(AccessScope.Read)]
    public Task<IResult> Read(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = "v1/sensitivities/{runId}")] HttpRequest request,
        string runId, CancellationToken cancellationToken)
        => Methods.Dispatch(request, get: async () =>
        {
            var (name, suffix) = ContentNegotiation.SplitSuffix(runId);
            var reader = RequestReader.OfQuery(request);
            var table = SensitivityTable.Read(request, reader, suffix);
            reader.Finish();
            var run = await runs.ReadAsync<SensitivitySpecification, SensitivityResult>(name, request.Caller(), cancellationToken);
            return table.Show(run, await baselines.AsOfAsync(run.Specification, cancellationToken), isPinned: true).Checked(request);
        });

    private Task<IResult> Answer(HttpRequest request, Representation? suffix, CancellationToken cancellationToken)
        => Methods.DispatchQuestion(
            request, ProjectionRequestReader.Flatten, JsonBody.MaxBytes,
            reader => RunAsync(request, reader, suffix, cancellationToken), cancellationToken);

    private async Task<Document> RunAsync(
        HttpRequest request, RequestReader reader, Representation? suffix, CancellationToken cancellationToken)
    {
        var table = SensitivityTable.Read(request, reader, suffix);
        var specification = await resolver.ResolveAsync(reader, request.Caller().Name, cancellationToken);
        var run = await runs.GetAsync(specification, cancellationToken);
        return table.Show(run, await baselines.AsOfAsync(specification, cancellationToken), isPinned: false).Checked(request);
    }
}
