using ForecastFunctions.Application.Runs;
using ForecastFunctions.UnitTests.Projections;

namespace ForecastFunctions.UnitTests.Functions;

public sealed class SharedWorkTests
{
    [Fact]
    public async Task Work_OfTwoWhoWait_IsDoneOnceAndOutlivesTheOneWhoLeaves()
    {
        var (started, end) = (0, new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously));
        CancellationToken token = default;
        var work = new SharedWork<int>(abandoned =>
        {
            token = abandoned;
            Interlocked.Increment(ref started);
            return end.Task;
        });
        using var leaves = new CancellationTokenSource();

        Assert.True(work.TryJoin(leaves.Token, out var first));
        Assert.True(work.TryJoin(CancellationToken.None, out var second));
        await leaves.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.False(work.IsOver);
        end.SetResult(7);

        Assert.Equal(7, await second);
        Assert.Equal(1, started);
        Assert.False(token.IsCancellationRequested);
        Assert.True(work.IsOver);
    }

    [Fact]
    public async Task Work_ThatEveryoneHasLeft_EndsAndIsJoinedByNobody()
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var work = new SharedWork<int>(abandoned =>
        {
            abandoned.Register(ended.SetResult);
            return Task.Delay(Timeout.InfiniteTimeSpan, abandoned).ContinueWith(_ => 0, TaskScheduler.Default);
        });
        using var leaves = new CancellationTokenSource();

        Assert.True(work.TryJoin(leaves.Token, out var first));
        Assert.True(work.TryJoin(leaves.Token, out var second));
        await leaves.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);

        Assert.True(work.IsOver);
        Assert.False(work.TryJoin(CancellationToken.None, out _));
        await ended.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Run_AskedForByTwoAtOnce_IsComputedOnce_AlsoWhenTheFirstLeaves()
    {
        using var libraries = new RunLibraries();
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        libraries.Store.Ready = ready.Task;
        var runs = libraries.Create();
        using var leaves = new CancellationTokenSource();

        var first = runs.AskAsync(ArticleRuns.Specification(), cancellationToken: leaves.Token);
        var second = runs.AskAsync(ArticleRuns.Specification());
        var third = runs.AskAsync(ArticleRuns.Specification());
        await leaves.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        ready.SetResult();

        Assert.Equal((await second).Result.ToBytes(), (await third).Result.ToBytes());
        Assert.Equal((1, 2), (runs.Computed, runs.Served));

        // What everybody left is asked for anew.
        libraries.Store.Ready = new TaskCompletionSource().Task;
        using var leavesToo = new CancellationTokenSource();
        var other = ArticleRuns.Specification("data-wall");
        var abandoned = runs.AskAsync(other, cancellationToken: leavesToo.Token);
        await leavesToo.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => abandoned);
        libraries.Store.Ready = Task.CompletedTask;
        Assert.Equal(RunSource.Computed, (await runs.AskAsync(other)).Source);
    }
}
