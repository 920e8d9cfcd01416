using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Partners;
using ForecastFunctions.Core.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace ForecastFunctions.UnitTests.Keys;

public sealed class CallerMeterTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly Quota Small = new(1_000, 100_000_000, 5, 200_000_000);

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 24, 23, 59, 0, TimeSpan.Zero));
    private readonly SharedDay _store = new();

    [Fact]
    public async Task Day_UsedUpOverTwoInstances_IsRefusedOnBothOnceTheyHaveSaved()
    {
        using var one = New();
        using var other = New();
        for (var i = 0; i < 3; i++)
            (await one.MeterOfAsync("acme", Small)).TakeRequest();
        await one.SaveAsync(None);
        (await other.MeterOfAsync("acme", Small)).TakeRequest(); // it has read the three
        (await other.MeterOfAsync("acme", Small)).TakeRequest();

        IsExhausted(Assert.Throws<ProblemException>((await other.MeterOfAsync("acme", Small)).TakeRequest));
        await other.SaveAsync(None);
        (await one.MeterOfAsync("acme", Small)).TakeRequest(); // the overshoot: this instance has not heard of the other
        await one.SaveAsync(None);
        IsExhausted(Assert.Throws<ProblemException>((await one.MeterOfAsync("acme", Small)).TakeRequest));
        Assert.Equal(new Usage(6, 0), _store.Total);
    }

    [Fact]
    public async Task Day_Over_BeginsAnew()
    {
        using var quotas = New();
        var meter = await quotas.MeterOfAsync("acme", Small);
        for (var i = 0; i < 5; i++)
            meter.TakeRequest();
        var problem = Assert.Throws<ProblemException>(meter.TakeRequest);
        Assert.Equal(60, problem.RetryAfter);
        Assert.Contains("\"daily-requests\";r=0;t=60", meter.Remaining, StringComparison.Ordinal);

        _time.Advance(TimeSpan.FromMinutes(1));

        meter.TakeRequest();
        Assert.Contains("\"daily-requests\";r=4;t=86400", meter.Remaining, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compute_BeyondTheDay_IsRefusedAndNotCounted()
    {
        using var quotas = New();
        var meter = await quotas.MeterOfAsync("acme", new Quota(1_000, 1_000_000_000, 5, 200_000_000));
        meter.TakeCompute(150_000_000);

        IsExhausted(Assert.Throws<ProblemException>(() => meter.TakeCompute(50_000_001)));
        meter.TakeCompute(50_000_000);
        Assert.Contains("\"daily-compute\";r=0;", meter.Remaining, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Save_WhileTheStoreIsAway_KeepsWhatWasCounted()
    {
        using var quotas = New();
        _store.IsAway = true;
        var meter = await quotas.MeterOfAsync("acme", Small);
        meter.TakeRequest();
        await quotas.SaveAsync(None);

        _store.IsAway = false;
        await quotas.SaveAsync(None);
        await quotas.SaveAsync(None);

        Assert.Equal(new Usage(1, 0), _store.Total);
        Assert.Equal(1, _store.Writes);
    }

    [Fact]
    public async Task Quota_Changed_HoldsWithTheNextRequestAndForgetsNothing()
    {
        using var quotas = New();
        for (var i = 0; i < 3; i++)
            (await quotas.MeterOfAsync("acme", Small)).TakeRequest();

        var meter = await quotas.MeterOfAsync("acme", new Quota(7, 100_000_000, 4, 200_000_000));

        Assert.Contains("\"requests\";q=7;w=60", meter.Policy, StringComparison.Ordinal);
        meter.TakeRequest();
        IsExhausted(Assert.Throws<ProblemException>(meter.TakeRequest));
    }

    [Fact]
    public async Task Day_OfWhichTheStoreKnowsLess_NeverBecomesLess()
    {
        using var quotas = New();
        var meter = await quotas.MeterOfAsync("acme", Small);
        for (var i = 0; i < 5; i++)
        {
            meter.TakeRequest();
            _store.Forget(); // another instance's clock has turned to the next day already
            await quotas.SaveAsync(None);
        }

        IsExhausted(Assert.Throws<ProblemException>(meter.TakeRequest));
    }

    [Fact]
    public async Task Callers_WhoAskNothingForLong_AreSavedAndForgotten()
    {
        using var quotas = New();
        for (var i = 0; i < 1_000; i++)
            (await quotas.MeterOfAsync($"caller-{i}", Small)).TakeRequest();
        _store.IsAway = true;
        _time.Advance(Quotas.Idle);
        await quotas.SaveAsync(None);
        Assert.Equal(1_000, quotas.Count); // what is not saved is not dropped

        _store.IsAway = false;
        var active = await quotas.MeterOfAsync("caller-0", Small);
        await quotas.SaveAsync(None);

        Assert.Equal(1, quotas.Count);
        Assert.Same(active, await quotas.MeterOfAsync("caller-0", Small));
        Assert.Equal(new Usage(1_000, 0), _store.Total);
    }

    [Fact]
    public async Task Save_ThatFailsInAnyWay_IsTriedAgain()
    {
        using var quotas = New();
        (await quotas.MeterOfAsync("acme", Small)).TakeRequest();
        _store.Fault = new InvalidOperationException("Something that nobody expects.");
        await quotas.SaveAsync(None);

        _store.Fault = null;
        await quotas.SaveAsync(None);

        Assert.Equal(new Usage(1, 0), _store.Total);
    }

    [Fact]
    public async Task Rounds_AfterAnyFault_GoOn()
    {
        using var quotas = New();
        (await quotas.MeterOfAsync("acme", Small)).TakeRequest();
        await quotas.StartAsync(None);
        foreach (var fault in new Exception[] { new InvalidOperationException("unexpected"), new TaskCanceledException("a time-out"), new IOException("no route") })
        {
            var asked = _store.Asked;
            _store.Fault = fault;
            await NextRoundAsync(() => _store.Asked > asked);
        }

        _store.Fault = null;
        await NextRoundAsync(() => _store.Writes == 1);

        Assert.False(quotas.ExecuteTask!.IsCompleted);
        await quotas.StopAsync(None);

        async Task NextRoundAsync(Func<bool> isOver)
        {
            using var overdue = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            while (!isOver())
            {
                Assert.False(quotas.ExecuteTask!.IsFaulted);
                _time.Advance(Quotas.Interval); // again, where the round before had not yet begun to wait
                await Task.Delay(5, overdue.Token);
            }
        }
    }

    private static void IsExhausted(ProblemException problem)
    {
        Assert.Equal(ProblemKind.QuotaExhausted, problem.Kind);
        Assert.InRange(problem.RetryAfter!.Value, 1, 120);
    }

    private Quotas New() => new(_store, _time, NullLogger<Quotas>.Instance);

    private sealed class SharedDay : IUsageStore
    {
        public bool IsAway { get; set; }

        public Exception? Fault { get; set; }

        public Usage Total { get; private set; }

        public int Writes { get; private set; }

        public int Asked { get; private set; }

        public void Forget() => Total = default;

        public Task<Usage> FindAsync(string caller, DateOnly day, CancellationToken cancellationToken)
            => IsAway ? throw new StorageUnavailableException("It is away.", new InvalidOperationException()) : Task.FromResult(Total);

        public Task<Usage> AddAsync(string caller, DateOnly day, Usage more, CancellationToken cancellationToken)
        {
            Asked++;
            if (IsAway)
                throw new StorageUnavailableException("It is away.", new InvalidOperationException());
            if (Fault is not null)
                throw Fault;
            Writes++;
            return Task.FromResult(Total += more);
        }
    }
}
