using System.Text;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Jobs;
using ForecastFunctions.Application.Partners;
using ForecastFunctions.Core.Storage;
using ForecastFunctions.Infrastructure.Queues;
using ForecastFunctions.Infrastructure.Tables;
using ForecastFunctions.IntegrationTests.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace ForecastFunctions.IntegrationTests.Jobs;

/// <summary>Operations on real tables, under everything that can befall those who work on them.</summary>
[Collection(AzuriteTests.Name)]
public sealed class JobTests(AzuriteFixture azurite)
{
    private const int Units = 119;
    private const int NumbersPerUnit = 7;

    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly Caller Acme = new("acme & sons", AccessScope.Read);
    private static readonly JobDraft Draft = new("squares", "Squares", "form", new JobSize(Units, 3, NumbersPerUnit));
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly TestTables _tables = new(azurite);
    private readonly JobSettings _settings = new() { Lease = TimeSpan.FromSeconds(2), Patience = TimeSpan.FromSeconds(20) };
    private readonly Squares _squares = new();

    [Fact]
    public async Task Operation_WithWorkersKilledMessagesTwiceAndWritesRefused_EndsRightAndChargesEachBlockOnce()
    {
        var (queue, hazards) = (new QueueInMemory { Duplicates = 0.3 }, new Hazards(kills: 50, perCall: 0.1));
        var job = await Submit(queue).SubmitAsync(Draft, Acme, None);
        var refusal = RefuseWritesAsync(hazards, () => _squares.Computed > 10);

        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => WorkUntilEmptyAsync(queue, hazards)));

        await refusal;
        var ended = (await Store().FindAsync(job.Key, None))!.Job;
        Assert.Equal((JobStatus.Succeeded, Units, 1), (ended.Status, ended.UnitsDone, ended.Attempt));
        Assert.True(hazards.Killed > 40, $"Only {hazards.Killed} workers were killed.");
        Assert.InRange(_squares.Computed, Draft.Size.Blocks, Draft.Size.Blocks + hazards.Killed);
        Assert.Equal(Draft.Size.Numbers, await UsageAsync());
        Assert.Equal(Enumerable.Range(0, Units).Select(unit => $"{unit * unit}"), await ReadAsync(ended));
        Assert.Equal(Enumerable.Range(0, Units).Select(unit => $"{unit * unit}"), _squares.Concluded);

        await SweepAsync(ended.EndedAt!.Value + _settings.Rest + TimeSpan.FromSeconds(1), queue);
        Assert.Equal(Draft.Size.Blocks, await CountAsync("blocks"));
        await SweepAsync(ended.ExpiresAt!.Value + TimeSpan.FromSeconds(1), queue);
        Assert.Equal(0, await CountAsync("blocks"));
        Assert.Equal(1, await CountAsync("operations")); // the usage of the day
    }

    [Fact]
    public async Task Messages_ThatAllComeTwiceAtOnce_HaveEachBlockComputedOnce()
    {
        var queue = new QueueInMemory { Duplicates = 1 };
        await Submit(queue).SubmitAsync(Draft, Acme, None);
        _squares.OnBlock = _ => Task.Delay(30);

        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => WorkUntilEmptyAsync(queue, new Hazards(0, 0))));

        Assert.Equal(Draft.Size.Blocks, _squares.Computed);
        Assert.Equal(Draft.Size.Numbers, await UsageAsync());
    }

    [Fact]
    public async Task Operation_CanceledInTheMiddle_LeavesNothingAndBeginsAnewWhenItIsAskedAgain()
    {
        var (queue, hazards) = (new QueueInMemory(), new Hazards(kills: 0, perCall: 0));
        var job = await Submit(queue).SubmitAsync(Draft, Acme, None);
        var reader = new ReadJobs(Store(), Blocks(), TimeProvider.System);
        _squares.OnBlock = computed => computed == 10 ? reader.CancelAsync(job.Key.Id, RevisionCondition.None, Acme, None) : Task.CompletedTask;

        await WorkUntilEmptyAsync(queue, hazards);

        var canceled = (await Store().FindAsync(job.Key, None))!.Job;
        Assert.Equal((JobStatus.Canceled, 10, 9), (canceled.Status, _squares.Computed, canceled.Done.Count));
        Assert.Empty(_squares.Concluded);
        Assert.Equal(9 * 3 * NumbersPerUnit, await UsageAsync());
        Assert.Equal(ProblemKind.NotFound, (await Assert.ThrowsAsync<ProblemException>(
            () => reader.SucceededAsync(job.Key.Id, "squares", Acme, None))).Kind);
        await SweepAsync(canceled.EndedAt!.Value + _settings.Rest + TimeSpan.FromSeconds(1), queue);
        Assert.Equal(0, await CountAsync("blocks"));

        var again = await Submit(queue).SubmitAsync(Draft, Acme, None);
        Assert.Equal((job.Key, 2), (again.Key, again.Attempt));
        await WorkUntilEmptyAsync(queue, hazards);
        var ended = (await Store().FindAsync(job.Key, None))!.Job;
        Assert.Equal(JobStatus.Succeeded, ended.Status);
        Assert.Equal(Draft.Size.Numbers + (9 * 3 * NumbersPerUnit), await UsageAsync());
        Assert.Equal($"{(Units - 1) * (Units - 1)}", (await ReadAsync(ended))[^1]);
    }

    [Fact]
    public async Task Operation_WhereNoQueuesAreSetUp_IsRefusedBeforeAnythingIsWritten()
    {
        var none = new StorageJobMessages(
            Options.Create(new QueueSettings()), new ConfigurationBuilder().Build(), NullLogger<StorageJobMessages>.Instance);

        var refusal = await Assert.ThrowsAsync<ProblemException>(() => Submit(none).SubmitAsync(Draft, Acme, None));

        Assert.Equal(ProblemKind.NotImplemented, refusal.Kind);
        Assert.Empty(await Store().ListAsync(Acme.Name, None));
    }

    [Fact]
    public async Task Operation_AskedForAgain_IsTheSameAndAnotherOwnersIsNot()
    {
        var queue = new QueueInMemory();
        var job = await Submit(queue).SubmitAsync(Draft, Acme, None);
        await WorkUntilEmptyAsync(queue, new Hazards(0, 0));

        var same = await Submit(queue).SubmitAsync(Draft, Acme, None);
        var other = await Submit(queue).SubmitAsync(Draft, new Caller("other", AccessScope.Read), None);

        Assert.Equal((job.Key, JobStatus.Succeeded, 1), (same.Key, same.Status, same.Attempt));
        Assert.NotEqual(job.Key.Id, other.Key.Id);
        Assert.Equal([job.Key.Id], (await Store().ListAsync(Acme.Name, None)).Select(j => j.Key.Id));
        Assert.Equal(ProblemKind.NotFound, (await Assert.ThrowsAsync<ProblemException>(
            () => new ReadJobs(Store(), Blocks(), TimeProvider.System).FindAsync(job.Key.Id, new Caller("other", AccessScope.Read), None))).Kind);
    }

    [Fact]
    public async Task Operation_WhoseMessagesWereLost_IsPutInTheQueueAgainByTheSweep()
    {
        var queue = new QueueInMemory { LosesAll = true };
        var job = await Submit(queue).SubmitAsync(Draft, Acme, None);
        queue.LosesAll = false;

        await SweepAsync(job.CreatedAt + _settings.Idle - TimeSpan.FromSeconds(1), queue);
        Assert.True(queue.IsEmpty);
        await SweepAsync(job.CreatedAt + _settings.Idle + TimeSpan.FromSeconds(1), queue);
        await WorkUntilEmptyAsync(queue, new Hazards(0, 0));

        Assert.Equal(JobStatus.Succeeded, (await Store().FindAsync(job.Key, None))!.Job.Status);
    }

    [Fact]
    public async Task Operation_ABlockOfWhichNeverGoesWell_FailsWithTheReasonAndIsTriedAnewWhenItIsAskedAgain()
    {
        var queue = new QueueInMemory();
        var job = await Submit(queue).SubmitAsync(Draft, Acme, None);
        _squares.Fault = block => block == 4 ? new ProblemException(ProblemKind.RunExpired, "The model is gone.") : null;

        await WorkUntilEmptyAsync(queue, new Hazards(0, 0));

        var failed = (await Store().FindAsync(job.Key, None))!.Job;
        Assert.Equal((JobStatus.Failed, ProblemKind.RunExpired.Code), (failed.Status, failed.Problem?.Code));
        Assert.Contains("The model is gone.", failed.Problem!.Detail, StringComparison.Ordinal);
        _squares.Fault = _ => null;
        Assert.Equal(2, (await Submit(queue).SubmitAsync(Draft, Acme, None)).Attempt);
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
        await Submit(queue).SubmitAsync(draft, metered, None);

        var refused = await Assert.ThrowsAsync<ProblemException>(() => Submit(queue).SubmitAsync(draft with { Form = "another" }, metered, None));

        Assert.Equal("quota-exhausted", refused.Kind.Code);
        Assert.Contains("costs 119000000 numbers, and 81000000 remain", refused.Message, StringComparison.Ordinal);
        await Submit(queue).SubmitAsync(draft, metered, None); // the one that goes on
    }

    [Fact]
    public async Task Operation_AskedForAgainWhileTheSweepForgetsIt_StaysInTheRegister()
    {
        var queue = new QueueInMemory { LosesAll = true };
        var job = await Submit(queue).SubmitAsync(Draft, Acme, None);
        await new ReadJobs(Store(), Blocks(), TimeProvider.System).CancelAsync(job.Key.Id, RevisionCondition.None, Acme, None);
        var entry = Assert.Single(await Store().ReadRegisterAsync(Now, None));
        var (_, version) = (await Store().FindAsync(job.Key, None))!;
        var again = await Submit(queue).SubmitAsync(Draft, Acme, None);

        await Store().RemoveAsync(entry, version, None);
        await Store().RemoveAsync(entry, version: null, None);
        await Store().SettleAsync(entry, Now.AddDays(7), None);

        Assert.Equal(2, (await Store().FindAsync(job.Key, None))!.Job.Attempt);
        Assert.Equal((again.Key, false), Assert.Single((await Store().ReadRegisterAsync(Now, None)).Select(e => (e.Key, e.IsSettled))));
    }

    [Fact]
    public async Task Operations_AsManyAsOneOwnerCanHave_KeepAnotherOut()
    {
        var queue = new QueueInMemory { LosesAll = true };
        for (var i = 0; i < SubmitJob.MaxOpen; i++)
            await Submit(queue).SubmitAsync(Draft with { Form = $"form {i}" }, Acme, None);

        var refused = await Assert.ThrowsAsync<ProblemException>(() => Submit(queue).SubmitAsync(Draft, Acme, None));

        Assert.Equal("too-many-operations", refused.Kind.Code);
        await Submit(queue).SubmitAsync(Draft, new Caller("other", AccessScope.Read), None);
    }

    [Fact]
    public async Task Change_WhoseAnswerWasLost_IsChargedOnce()
    {
        var queue = new QueueInMemory();
        await Submit(queue).SubmitAsync(Draft with { Size = new JobSize(2, 2, NumbersPerUnit) }, Acme, None);
        using var lost = new LostAnswer(request => request.RequestUri!.AbsolutePath.EndsWith("$batch", StringComparison.Ordinal));

        await WorkUntilEmptyAsync(queue, new Hazards(0, 0), _tables.Jobs(lost));

        Assert.True(lost.WasLost);
        Assert.Equal(2 * NumbersPerUnit, await UsageAsync());
    }

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    private SubmitJob Submit(IJobMessages queue) => new(Store(), queue, TimeProvider.System, NullLogger<SubmitJob>.Instance);

    private TableJobStore Store() => _tables.Jobs();

    private TableJobBlockStore Blocks() => _tables.Blocks();

    private Task SweepAsync(DateTimeOffset now, QueueInMemory queue) => new SweepJobs(
        Store(), Blocks(), queue, _settings, new FakeTimeProvider(now), NullLogger<SweepJobs>.Instance).SweepAsync(None);

    private async Task<long> UsageAsync()
        => (await _tables.Usage().FindAsync(Acme.Name, DateOnly.FromDateTime(Now.UtcDateTime), None)).Compute;

    private async Task<int> CountAsync(string table) => await _tables.Table(table).QueryAsync<Azure.Data.Tables.TableEntity>().CountAsync();

    private async Task<IReadOnlyList<string>> ReadAsync(Job job)
    {
        var (contents, first) = await new ReadJobs(Store(), Blocks(), TimeProvider.System).ReadAsync(job, 0, job.Size.Units, None);
        Assert.Equal(0, first);
        return [.. contents.SelectMany(c => Encoding.UTF8.GetString(c.Span).Split(' '))];
    }

    private static async Task RefuseWritesAsync(Hazards hazards, Func<bool> begins)
    {
        while (!begins())
            await Task.Delay(5);
        hazards.RefusesWrites = true;
        await Task.Delay(TimeSpan.FromSeconds(1));
        hazards.RefusesWrites = false;
    }

    /// <summary>A worker: process after process, as they are killed, until every message is done with.</summary>
    private async Task WorkUntilEmptyAsync(QueueInMemory queue, Hazards hazards, IJobStore? store = null)
    {
        using var patience = new CancellationTokenSource(Patience);
        var tries = new Dictionary<JobMessage, int>();
        var process = NewProcess();
        while (!queue.IsEmpty)
        {
            if (queue.Take() is not { } message)
            {
                await Task.Delay(10, patience.Token);
                continue;
            }

            try
            {
                await (message.Block is null ? process.PlanAsync(message, patience.Token) : process.ComputeAsync(message, patience.Token));
                queue.Delete();
            }
            catch (KilledException)
            {
                queue.GiveBack(message);
                process = NewProcess();
            }
            catch (Exception e) when (e is ProblemException or StorageUnavailableException)
            {
                // As the platform does it: a message that was tried too often goes to those who end its operation.
                tries[message] = tries.GetValueOrDefault(message) + (e is ProblemException ? 1 : 0);
                if (tries[message] < WorkOnJobs.MaxTakes)
                {
                    queue.GiveBack(message);
                    continue;
                }

                await process.FailAsync(message, patience.Token);
                queue.Delete();
            }
        }

        WorkOnJobs NewProcess()
        {
            var view = new ProcessView(hazards, store ?? Store(), Blocks(), queue);
            return new WorkOnJobs(view, view, view, [_squares], _settings, TimeProvider.System, NullLogger<WorkOnJobs>.Instance);
        }
    }

    /// <summary>Squares the numbers of units.</summary>
    private sealed class Squares : IJobKind
    {
        private int _computed;

        public string Kind => "squares";

        public int Computed => Volatile.Read(ref _computed);

        /// <summary>What all blocks have come to, once it was put where it is read.</summary>
        public IReadOnlyList<string> Concluded { get; private set; } = [];

        public Func<int, Task> OnBlock { get; set; } = _ => Task.CompletedTask;

        public Func<int, Exception?> Fault { get; set; } = _ => null;

        public async Task ConcludeAsync(
            string form, string owner, Func<Task<IReadOnlyList<ReadOnlyMemory<byte>>>> results, CancellationToken cancellationToken)
        {
            Assert.Equal(("form", "acme & sons"), (form, owner));
            Concluded = [.. (await results()).SelectMany(c => Encoding.UTF8.GetString(c.Span).Split(' '))];
        }

        public async Task<ReadOnlyMemory<byte>> ComputeAsync(string form, int first, int count, string owner, CancellationToken cancellationToken)
        {
            Assert.Equal(("form", "acme & sons"), (form, owner));
            await OnBlock(Interlocked.Increment(ref _computed));
            return Fault(first / 3) is { } fault
                ? throw fault
                : Encoding.UTF8.GetBytes(string.Join(' ', Enumerable.Range(first, count).Select(unit => unit * unit)));
        }
    }
}
