using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Partners;
using ForecastFunctions.Application.Runs;
using ForecastFunctions.UnitTests.Projections;

namespace ForecastFunctions.UnitTests.Functions;

public sealed class ChargedRunTests : IDisposable
{
    private static readonly Quota Quota = new(100, 100_000_000, 100, 100_000_000);

    private readonly RunLibraries _libraries = new();

    public void Dispose() => _libraries.Dispose();

    [Fact]
    public async Task Run_IsChargedOnceAndOnlyWhereItIsComputed()
    {
        var specification = ArticleRuns.Specification();
        var runs = _libraries.Create();
        using var meter = new CallerMeter(Quota, _libraries.Time);

        await runs.AskAsync(specification, With(meter));
        await runs.AskAsync(specification, With(meter));
        await _libraries.Create().AskAsync(specification, With(meter));

        Assert.Equal(specification.Numbers, meter.Unsaved().Pending.Compute);
    }

    [Fact]
    public async Task Run_WaitedForTogether_IsComputedAtTheCostOfWhoeverCanPay()
    {
        var specification = ArticleRuns.Specification();
        var runs = _libraries.Create();
        using var poor = new CallerMeter(Quota, _libraries.Time);
        using var rich = new CallerMeter(Quota, _libraries.Time);
        poor.TakeCompute(Quota.ComputePerDay);
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _libraries.Store.Ready = ready.Task;

        var first = runs.AskAsync(specification, With(poor));
        var second = runs.AskAsync(specification, With(rich));
        ready.SetResult();

        Assert.Equal(429, (await Assert.ThrowsAsync<ProblemException>(() => first)).Kind.Status);
        Assert.Equal(specification.RunId, (await second).Specification.RunId);
        Assert.Equal(specification.Numbers, rich.Unsaved().Pending.Compute);
        Assert.Equal(1, runs.Computed);
    }

    [Fact]
    public async Task Run_ThatCannotBeStored_IsAnsweredAndChargedOnce_AndStoredWhenThatIsPossibleAgain()
    {
        var specification = ArticleRuns.Specification();
        var runs = _libraries.Create();
        using var meter = new CallerMeter(Quota, _libraries.Time);
        _libraries.Store.RefusesWrites = true;

        var first = await runs.AskAsync(specification, With(meter));
        var second = await runs.AskAsync(specification, With(meter));
        _libraries.Store.RefusesWrites = false;
        var third = await runs.AskAsync(specification, With(meter));

        Assert.Equal([RunSource.NotStored, RunSource.NotStored, RunSource.Store], [first.Source, second.Source, third.Source]);
        Assert.Equal(ArticleRuns.Of().ToBytes(), first.Result.ToBytes());
        Assert.Equal(first.Result.ToBytes(), _libraries.Store[specification.RunId].Result!.Value.ToArray());
        Assert.Equal(specification.Numbers, meter.Unsaved().Pending.Compute);
        Assert.Equal((1, 3), (runs.Computed, runs.Served));
    }

    private static Caller With(CallerMeter meter) => Caller.Anyone with { Meter = meter };
}
