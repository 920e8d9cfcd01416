using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Jobs;
using ForecastFunctions.Application.Partners;
using ForecastFunctions.Infrastructure.Queues;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using static ForecastFunctions.IntegrationTests.Jobs.JobsUnderTest;

namespace ForecastFunctions.IntegrationTests.Jobs;

/// <summary>Who may begin an operation on real tables, and when it is one that there is already.</summary>
[Collection(AzuriteTests.Name)]
public sealed class SubmissionTests(AzuriteFixture azurite)
{
    private readonly JobsUnderTest _jobs = new(azurite);

    [Fact]
    public async Task Operation_WhereNoQueuesAreSetUp_IsRefusedBeforeAnythingIsWritten()
    {
        var none = new StorageJobMessages(
            Options.Create(new QueueSettings()), new ConfigurationBuilder().Build(), NullLogger<StorageJobMessages>.Instance);

        var refusal = await Assert.ThrowsAsync<ProblemException>(() => _jobs.Submit(none).SubmitAsync(Draft, Acme, None));

        Assert.Equal(ProblemKind.NotImplemented, refusal.Kind);
        Assert.Empty(await _jobs.Store().ListAsync(Acme.Name, None));
    }

    [Fact]
    public async Task Operation_AskedForAgain_IsTheSameAndAnotherOwnersIsNot()
    {
        var queue = new QueueInMemory();
        var job = await _jobs.Submit(queue).SubmitAsync(Draft, Acme, None);
        await _jobs.WorkUntilEmptyAsync(queue, new Hazards(0, 0));

        var same = await _jobs.Submit(queue).SubmitAsync(Draft, Acme, None);
        var other = await _jobs.Submit(queue).SubmitAsync(Draft, new Caller("other", AccessScope.Read), None);

        Assert.Equal((job.Key, JobStatus.Succeeded, 1), (same.Key, same.Status, same.Attempt));
        Assert.NotEqual(job.Key.Id, other.Key.Id);
        Assert.Equal([job.Key.Id], (await _jobs.Store().ListAsync(Acme.Name, None)).Select(j => j.Key.Id));
        Assert.Equal(ProblemKind.NotFound, (await Assert.ThrowsAsync<ProblemException>(
            () => new ReadJobs(_jobs.Store(), _jobs.Blocks(), TimeProvider.System).FindAsync(job.Key.Id, new Caller("other", AccessScope.Read), None))).Kind);
    }

    [Fact]
    public async Task Operation_BeyondWhatRemainsOfTheDayBesideThoseThatGoOn_IsRefused()
    {
        var draft = Draft with { Size = new JobSize(Units, 3, 1_000_000) };
        var quota = new Quota(
            requestsPerMinute: 100, requestsPerDay: 1_000, computePerMinute: Quota.MinComputePerMinute, computePerDay: 200_000_000);
        using var meter = new CallerMeter(quota, TimeProvider.System);
        var metered = Acme with { Meter = meter };
        var queue = new QueueInMemory { LosesAll = true };
        await _jobs.Submit(queue).SubmitAsync(draft, metered, None);

        var refused = await Assert.ThrowsAsync<ProblemException>(() => _jobs.Submit(queue).SubmitAsync(draft with { Form = "another" }, metered, None));

        Assert.Equal("quota-exhausted", refused.Kind.Code);
        Assert.Contains("costs 119000000 numbers, and 81000000 remain", refused.Message, StringComparison.Ordinal);
        await _jobs.Submit(queue).SubmitAsync(draft, metered, None); // the one that goes on
    }

    [Fact]
    public async Task Operation_AskedForAgainWhileTheSweepForgetsIt_StaysInTheRegister()
    {
        var queue = new QueueInMemory { LosesAll = true };
        var job = await _jobs.Submit(queue).SubmitAsync(Draft, Acme, None);
        await new ReadJobs(_jobs.Store(), _jobs.Blocks(), TimeProvider.System).CancelAsync(job.Key.Id, RevisionCondition.None, Acme, None);
        var entry = Assert.Single(await _jobs.Store().ReadRegisterAsync(Now, None));
        var (_, version) = (await _jobs.Store().FindAsync(job.Key, None))!;
        var again = await _jobs.Submit(queue).SubmitAsync(Draft, Acme, None);

        await _jobs.Store().RemoveAsync(entry, version, None);
        await _jobs.Store().RemoveAsync(entry, version: null, None);
        await _jobs.Store().SettleAsync(entry, Now.AddDays(7), None);

        Assert.Equal(2, (await _jobs.Store().FindAsync(job.Key, None))!.Job.Attempt);
        Assert.Equal((again.Key, false), Assert.Single((await _jobs.Store().ReadRegisterAsync(Now, None)).Select(e => (e.Key, e.IsSettled))));
    }

    [Fact]
    public async Task Operations_AsManyAsOneOwnerCanHave_KeepAnotherOut()
    {
        var queue = new QueueInMemory { LosesAll = true };
        for (var i = 0; i < SubmitJob.MaxOpen; i++)
            await _jobs.Submit(queue).SubmitAsync(Draft with { Form = $"form {i}" }, Acme, None);

        var refused = await Assert.ThrowsAsync<ProblemException>(() => _jobs.Submit(queue).SubmitAsync(Draft, Acme, None));

        Assert.Equal("too-many-operations", refused.Kind.Code);
        await _jobs.Submit(queue).SubmitAsync(Draft, new Caller("other", AccessScope.Read), None);
    }
}
