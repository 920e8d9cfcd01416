using ForecastFunctions.Application.Health;
using ForecastFunctions.Core.Storage;
using ForecastFunctions.Problems;
using Microsoft.Extensions.Time.Testing;

namespace ForecastFunctions.UnitTests.Functions;

public class StorageWatchTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task Storage_AskedForByMany_IsAskedOnceInAWhile()
    {
        var probe = new Probe();
        var watch = new StorageWatch(probe, _time);
        var asked = Enumerable.Range(0, 100).Select(_ => watch.AnswersAsync(CancellationToken.None)).ToList();
        probe.Answer.SetResult();

        Assert.All(await Task.WhenAll(asked), Assert.True);
        Assert.True(await watch.AnswersAsync(CancellationToken.None));
        Assert.Equal(1, probe.Asked);

        (probe.Answer = new()).SetException(new StorageUnavailableException("It was asked.", new IOException()));
        _time.Advance(StorageWatch.Memory);
        Assert.False(await watch.AnswersAsync(CancellationToken.None));
        Assert.False(await watch.AnswersAsync(CancellationToken.None));
        Assert.Equal(2, probe.Asked);
    }

    [Fact]
    public async Task Caller_WhoLeaves_EndsTheLookOfNobodyElse()
    {
        var probe = new Probe();
        var watch = new StorageWatch(probe, _time);
        using var leaves = new CancellationTokenSource();
        var first = watch.AnswersAsync(leaves.Token);
        var second = watch.AnswersAsync(CancellationToken.None);

        await leaves.CancelAsync();
        probe.Answer.SetResult();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.True(await second);
    }

    [Fact]
    public void Log_ToldTheSameWithoutEnd_HearsOfItTenTimesAndThenHowOftenItWasNotTold()
    {
        var allowance = new LogAllowance(_time);
        var told = Enumerable.Range(0, 400).Count(_ => allowance.TryTake(out var none) && none == 0);
        _time.Advance(LogAllowance.While);

        Assert.Equal(LogAllowance.Lines, told);
        Assert.True(allowance.TryTake(out var keptBack));
        Assert.Equal(400 - LogAllowance.Lines, keptBack);
    }

    private sealed class Probe : IStorageProbe
    {
        public TaskCompletionSource Answer { get; set; } = new();

        public int Asked { get; private set; }

        public Task PingAsync(CancellationToken cancellationToken)
        {
            Asked++;
            return Answer.Task;
        }
    }
}
