using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Jobs;
using ForecastFunctions.Application.Runs;
using ForecastFunctions.Application.SeriesCatalogues;
using ForecastFunctions.Core.Forecasting;
using ForecastFunctions.IntegrationTests.Jobs;
using ForecastFunctions.IntegrationTests.Storage;
using static ForecastFunctions.IntegrationTests.Jobs.JobsUnderTest;

namespace ForecastFunctions.IntegrationTests.SeriesCatalogues;

/// <summary>Operations on catalogues that a deployment comes between.</summary>
[Collection(AzuriteTests.Name)]
public sealed class CatalogueOperationTests(AzuriteFixture azurite) : IDisposable
{
    private readonly JobsUnderTest _jobs = new(azurite);
    private readonly ComputeGate _gate = new(TimeProvider.System);

    public void Dispose() => _gate.Dispose();

    [Fact]
    public async Task Operation_BegunByAnotherVersionOfTheMethods_FailsAndSaysToAskAgainWhichIsAnotherOne()
    {
        var keep = new KeepCatalogues(_jobs.Tables.Catalogues(), TimeProvider.System);
        await keep.PutAsync("ours", "", RevisionCondition.None, Acme, None);
        await keep.PutPartAsync("ours", 1, Samples.Series("a", 5, 8), RevisionCondition.None, Acme, None);
        var arguments = new Arguments();
        foreach (var (name, value) in new[] { ("horizon", "2"), ("method", "naive") })
            arguments.Add(name, new Argument(new Place("query", name), value));
        var today = (await new AskCatalogue(_jobs.Tables.Catalogues()).PrepareAsync("ours", ForecastQuestion.Read(arguments), Acme, None)).OrThrow();
        var former = today with
        {
            Form = (CatalogueSpecification.Parse(today.Form) with { MethodsVersion = ForecastMethods.Version - 1 }).CanonicalForm,
            Size = today.Size with { UnitsPerBlock = 2 },
        };
        var (queue, work) = (new QueueInMemory(), new CatalogueJobs(CatalogueKind.Forecasts, _jobs.Tables.Catalogues(), _gate));
        var begun = await _jobs.Submit(queue).SubmitAsync(former, Acme, None);

        await _jobs.WorkUntilEmptyAsync(queue, new Hazards(0, 0), kind: work);

        var failed = (await _jobs.Store().FindAsync(begun.Key, None))!.Job;
        Assert.Equal((JobStatus.Failed, 0, "run-expired"), (failed.Status, failed.UnitsDone, failed.Problem?.Code));
        Assert.Contains("ask it again by POST /api/v1/catalogue-forecasts", failed.Problem!.Detail, StringComparison.Ordinal);

        var again = await _jobs.Submit(queue).SubmitAsync(today, Acme, None);
        await _jobs.WorkUntilEmptyAsync(queue, new Hazards(0, 0), kind: work);
        Assert.NotEqual(begun.Key, again.Key);
        Assert.Equal(JobStatus.Succeeded, (await _jobs.Store().FindAsync(again.Key, None))!.Job.Status);
    }
}
