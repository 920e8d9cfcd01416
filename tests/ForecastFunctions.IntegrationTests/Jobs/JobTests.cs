using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Jobs;
using ForecastFunctions.IntegrationTests.Storage;
using static ForecastFunctions.IntegrationTests.Jobs.JobsUnderTest;

namespace ForecastFunctions.IntegrationTests.Jobs;

/// <summary>Operations on real tables, under everything that can befall those who work on them.</summary>
[Collection(AzuriteTests.Name)]
public sealed class JobTests(AzuriteFixture azurite)
{
    private readonly JobsUnderTest _jobs = new(azurite);

    [Fact]
    public async Task Operation_WithWorkersKilledMessagesTwiceAndWritesRefused_EndsRightAndChargesEachBlockOnce()
    {
        var (queue, hazards) = (new QueueInMemory { Duplicates = 0.3 }, new Hazards(kills: 50, perCall: 0.1));
        var job = await _jobs.Submit(queue).SubmitAsync(Draft, Acme, None);
        var refusal = RefuseWritesAsync(hazards, () => _jobs.Squares.Computed > 10);

        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => _jobs.WorkUntilEmptyAsync(queue, hazards)));

        await refusal;
        var ended = (await _jobs.Store().FindAsync(job.Key, None))!.Job;
        Assert.Equal((JobStatus.Succeeded, Units, 1), (ended.Status, ended.UnitsDone, ended.Attempt));
        Assert.True(hazards.Killed > 40, $"Only {hazards.Killed} workers were killed.");
        Assert.InRange(_jobs.Squares.Computed, Draft.Size.Blocks, Draft.Size.Blocks + hazards.Killed);
        Assert.Equal(Draft.Size.Numbers, await _jobs.UsageAsync());
        Assert.Equal(Enumerable.Range(0, Units).Select(unit => $"{unit * unit}"), await _jobs.ReadAsync(ended));
        Assert.Equal(Enumerable.Range(0, Units).Select(unit => $"{unit * unit}"), _jobs.Squares.Concluded);

        await _jobs.SweepAsync(ended.EndedAt!.Value + _jobs.Settings.Rest + TimeSpan.FromSeconds(1), queue);
        Assert.Equal(Draft.Size.Blocks, await _jobs.CountAsync("blocks"));
        await _jobs.SweepAsync(ended.ExpiresAt!.Value + TimeSpan.FromSeconds(1), queue);
        Assert.Equal(0, await _jobs.CountAsync("blocks"));
        Assert.Equal(1, await _jobs.CountAsync("operations")); // the usage of the day
    }

    [Fact]
    public async Task Messages_ThatAllComeTwiceAtOnce_HaveEachBlockComputedOnce()
    {
        var queue = new QueueInMemory { Duplicates = 1 };
        await _jobs.Submit(queue).SubmitAsync(Draft, Acme, None);
        _jobs.Squares.OnBlock = _ => Task.Delay(30);

        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => _jobs.WorkUntilEmptyAsync(queue, new Hazards(0, 0))));

        Assert.Equal(Draft.Size.Blocks, _jobs.Squares.Computed);
        Assert.Equal(Draft.Size.Numbers, await _jobs.UsageAsync());
    }

    [Fact]
    public async Task Operation_CanceledInTheMiddle_LeavesNothingAndBeginsAnewWhenItIsAskedAgain()
    {
        var (queue, hazards) = (new QueueInMemory(), new Hazards(kills: 0, perCall: 0));
        var job = await _jobs.Submit(queue).SubmitAsync(Draft, Acme, None);
        var reader = new ReadJobs(_jobs.Store(), _jobs.Blocks(), TimeProvider.System);
        _jobs.Squares.OnBlock = computed => computed == 10 ? reader.CancelAsync(job.Key.Id, RevisionCondition.None, Acme, None) : Task.CompletedTask;

        await _jobs.WorkUntilEmptyAsync(queue, hazards);

        var canceled = (await _jobs.Store().FindAsync(job.Key, None))!.Job;
        Assert.Equal((JobStatus.Canceled, 10, 9), (canceled.Status, _jobs.Squares.Computed, canceled.Done.Count));
        Assert.Empty(_jobs.Squares.Concluded);
        Assert.Equal(9 * 3 * NumbersPerUnit, await _jobs.UsageAsync());
        Assert.Equal(ProblemKind.NotFound, (await Assert.ThrowsAsync<ProblemException>(
            () => reader.SucceededAsync(job.Key.Id, "squares", Acme, None))).Kind);
        await _jobs.SweepAsync(canceled.EndedAt!.Value + _jobs.Settings.Rest + TimeSpan.FromSeconds(1), queue);
        Assert.Equal(0, await _jobs.CountAsync("blocks"));

        var again = await _jobs.Submit(queue).SubmitAsync(Draft, Acme, None);
        Assert.Equal((job.Key, 2), (again.Key, again.Attempt));
        await _jobs.WorkUntilEmptyAsync(queue, hazards);
        var ended = (await _jobs.Store().FindAsync(job.Key, None))!.Job;
        Assert.Equal(JobStatus.Succeeded, ended.Status);
        Assert.Equal(Draft.Size.Numbers + (9 * 3 * NumbersPerUnit), await _jobs.UsageAsync());
        Assert.Equal($"{(Units - 1) * (Units - 1)}", (await _jobs.ReadAsync(ended))[^1]);
    }

    [Fact]
    public async Task Operation_WhoseMessagesWereLost_IsPutInTheQueueAgainByTheSweep()
    {
        var queue = new QueueInMemory { LosesAll = true };
        var job = await _jobs.Submit(queue).SubmitAsync(Draft, Acme, None);
        queue.LosesAll = false;

        await _jobs.SweepAsync(job.CreatedAt + _jobs.Settings.Idle - TimeSpan.FromSeconds(1), queue);
        Assert.True(queue.IsEmpty);
        await _jobs.SweepAsync(job.CreatedAt + _jobs.Settings.Idle + TimeSpan.FromSeconds(1), queue);
        await _jobs.WorkUntilEmptyAsync(queue, new Hazards(0, 0));

        Assert.Equal(JobStatus.Succeeded, (await _jobs.Store().FindAsync(job.Key, None))!.Job.Status);
    }

    [Theory]
    [InlineData(false, "Block 4 was tried 10 times, and at last: The model is gone.")]
    [InlineData(true, "The model is gone.")]
    public async Task Operation_ABlockOfWhichOrWhoseConclusionNeverGoesWell_FailsWithTheReasonAndIsTriedAnewWhenItIsAskedAgain(
        bool isConclusion, string reason)
    {
        var queue = new QueueInMemory();
        var job = await _jobs.Submit(queue).SubmitAsync(Draft, Acme, None);
        var fault = new ProblemException(ProblemKind.RunExpired, "The model is gone.");
        _jobs.Squares.Fault = block => block == 4 && !isConclusion ? fault : null;
        _jobs.Squares.FaultOfConclusion = isConclusion ? fault : null;

        await _jobs.WorkUntilEmptyAsync(queue, new Hazards(0, 0));

        var failed = (await _jobs.Store().FindAsync(job.Key, None))!.Job;
        Assert.Equal((JobStatus.Failed, ProblemKind.RunExpired.Code), (failed.Status, failed.Problem?.Code));
        Assert.EndsWith(reason, failed.Problem!.Detail, StringComparison.Ordinal);
        Assert.Equal(2, (await _jobs.Submit(queue).SubmitAsync(Draft, Acme, None)).Attempt);
    }

    [Fact]
    public async Task Change_WhoseAnswerWasLost_IsChargedOnce()
    {
        var queue = new QueueInMemory();
        await _jobs.Submit(queue).SubmitAsync(Draft with { Size = new JobSize(2, 2, NumbersPerUnit) }, Acme, None);
        using var lost = new LostAnswer(request => request.RequestUri!.AbsolutePath.EndsWith("$batch", StringComparison.Ordinal));

        await _jobs.WorkUntilEmptyAsync(queue, new Hazards(0, 0), _jobs.Tables.Jobs(lost));

        Assert.True(lost.WasLost);
        Assert.Equal(2 * NumbersPerUnit, await _jobs.UsageAsync());
    }

    private static async Task RefuseWritesAsync(Hazards hazards, Func<bool> begins)
    {
        while (!begins())
            await Task.Delay(5);
        hazards.RefusesWrites = true;
        await Task.Delay(TimeSpan.FromSeconds(1));
        hazards.RefusesWrites = false;
    }
}
