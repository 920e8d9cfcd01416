using ForecastFunctions.Baselines;
using ForecastFunctions.Core.Analyses.Comparisons;
using ForecastFunctions.Core.Keys;
using ForecastFunctions.Http;
using ForecastFunctions.Keys;
using ForecastFunctions.Projections;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ForecastFunctions.Comparisons;

/// <summary><c>/comparisons</c>: scenarios side by side, each against a reference.</summary>
/// <param name="resolver">Turns a request into a comparison's specification.</param>
/// <param name="runs">Computes and keeps comparisons.</param>
/// <param name="baselines">Tell how fresh a comparison is.</param>
public sealed class ComparisonFunctions(ComparisonResolver resolver, RunLibrary runs, BaselineLibrary baselines)
{
    /// <summary>GET and POST <c>/comparisons</c>: compare scenarios.</summary>
    [Function("Comparisons"), Requires(AccessScope.Read)]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = "v1/comparisons")] HttpRequest request, CancellationToken cancellationToken)
        => Answer(request, suffix: null, cancellationToken);

    /// <summary>The same as CSV.</summary>
    [Function("ComparisonsCsv"), Requires(AccessScope.Read)]
    public Task<IResult> RunCsv(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = "v1/comparisons.csv")] HttpRequest request, CancellationToken cancellationToken)
        => Answer(request, Representation.Csv, cancellationToken);

    /// <summary>What the table is, for the same request.</summary>
    [Function("ComparisonsMetadata"), Requires(AccessScope.Read)]
    public Task<IResult> Describe(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = "v1/comparisons.metadata.json")] HttpRequest request,
        CancellationToken cancellationToken)
        => Answer(request, Representation.Metadata, cancellationToken);

    /// <summary>GET <c>/comparisons/{runId}</c>: read a comparison again.</summary>
    [Function("Comparison"), Requires(AccessScope.Read)]
    public Task<IResult> Read(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = "v1/comparisons/{runId}")] HttpRequest request,
        string runId, CancellationToken cancellationToken)
        => Methods.Dispatch(request, get: async () =>
        {
            var (name, suffix) = ContentNegotiation.SplitSuffix(runId);
            var reader = RequestReader.OfQuery(request);
            var view = ComparisonView.Read(request, reader, suffix);
            reader.Finish();
            var run = await runs.ReadAsync<ComparisonSpecification, Comparison>(name, request.Caller(), cancellationToken);
            view.Check(reader, run.Specification);
            return view.Show(run, await baselines.AsOfAsync(run.Specification, cancellationToken), isPinned: true).Checked(request);
        });

    private Task<IResult> Answer(HttpRequest request, Representation? suffix, CancellationToken cancellationToken)
        => Methods.DispatchQuestion(
            request, ProjectionRequestReader.Flatten, JsonBody.MaxBytes,
            reader => RunAsync(request, reader, suffix, cancellationToken), cancellationToken);

    private async Task<Document> RunAsync(
        HttpRequest request, RequestReader reader, Representation? suffix, CancellationToken cancellationToken)
    {
        var view = ComparisonView.Read(request, reader, suffix);
        var specification = await resolver.ResolveAsync(reader, request.Caller().Name, cancellationToken);
        view.Check(reader, specification);
        var run = await runs.GetAsync(specification, cancellationToken);
        return view.Show(run, await baselines.AsOfAsync(specification, cancellationToken), isPinned: false).Checked(request);
    }
}
