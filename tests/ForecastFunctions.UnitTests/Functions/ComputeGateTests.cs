using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Partners;
using ForecastFunctions.Application.Runs;
using Microsoft.Extensions.Time.Testing;

namespace ForecastFunctions.UnitTests.Functions;

public sealed class ComputeGateTests
{
    private const int Cores = 4;

    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task Computation_ThatIsAlone_HasEveryCore_AndThoseThatCameMeanwhileShareThem()
    {
        using var gate = new ComputeGate(_time, Cores);
        using var alone = await Work.AskAsync(gate, "a");
        Assert.Equal(Cores, await alone.Threads);

        var others = new List<Work>();
        for (var i = 0; i < Cores + 2; i++)
            others.Add(await Work.AskAsync(gate, $"b{i}"));
        Assert.Equal(others.Count, gate.Waiting);
        Assert.DoesNotContain(others, work => work.HasBegun);
        alone.End();
        await alone.Done.WaitAsync(Long);

        // Its cores go to those who wait, one each; nobody gets a second one.
        var begun = new List<Work>();
        while (begun.Count < Cores)
            begun.Add(await await Task.WhenAny(others.Except(begun).Select(work => work.BegunAsync())));
        foreach (var work in begun)
            Assert.Equal(1, await work.Threads);
        Assert.Equal(2, others.Count(work => !work.HasBegun));
        others.ForEach(work => work.End());
        await Task.WhenAll(others.Select(work => work.Done)).WaitAsync(Long);
        Assert.Equal(0, gate.Waiting);
        others.ForEach(work => work.Dispose());
    }

    [Fact]
    public async Task Threads_OfManyComputations_AreNeverMoreThanTheCores()
    {
        using var gate = new ComputeGate(_time, Cores);
        var (held, most, together) = (0, 0, 0);
        var answers = await Task.WhenAll(Enumerable.Range(0, 500).Select(i => Task.Run(async () =>
        {
            while (true)
            {
                try
                {
                    return await gate.ComputeAsync(1, Of($"caller {i % 7}"), Compute, CancellationToken.None);
                }
                catch (ProblemException busy) when (busy.Kind == ProblemKind.Busy)
                {
                    await Task.Yield();
                }
            }
        }))).WaitAsync(Long);

        Assert.Equal(500, answers.Length);
        Assert.All(answers, threads => Assert.InRange(threads, 1, Cores));
        Assert.InRange(most, 1, Cores);
        Assert.Equal((0, 0), (held, (int)gate.Waiting));

        int Compute(int threads, CancellationToken cancellationToken)
        {
            var now = Interlocked.Add(ref held, threads);
            InterlockedMax(ref most, now);
            if (Interlocked.Increment(ref together) > 1)
                Thread.Yield();
            InterlockedMax(ref most, Volatile.Read(ref held));
            Interlocked.Decrement(ref together);
            Interlocked.Add(ref held, -threads);
            return threads;
        }
    }

    [Fact]
    public async Task Caller_WhoAsksForMuch_KeepsNobodyWaitingBehindAllOfIt()
    {
        using var gate = new ComputeGate(_time, cores: 1);
        var order = new List<string>();
        using var first = await Work.AskAsync(gate, "greedy", order.Add);
        var many = new List<Work>();
        for (var i = 0; i < 6; i++)
            many.Add(await Work.AskAsync(gate, "greedy", order.Add));
        using var modest = await Work.AskAsync(gate, "modest", order.Add);
        many.ForEach(work => work.End());
        modest.End();
        first.End();

        await Task.WhenAll([.. many.Select(work => work.Done), modest.Done, first.Done]).WaitAsync(Long);

        Assert.Equal(["greedy", "modest", "greedy", "greedy", "greedy", "greedy", "greedy", "greedy"], order);
        many.ForEach(work => work.Dispose());
    }

    [Fact]
    public async Task Computation_ThatTakesLongerThanItMay_IsEndedAndGivesItsCoresBack()
    {
        using var gate = new ComputeGate(_time, Cores);
        using var endless = await Work.AskAsync(gate, "a");
        await endless.Threads;

        _time.Advance(TimeSpan.FromMinutes(1));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => endless.Done.WaitAsync(Long));
        using var next = await Work.AskAsync(gate, "a");
        Assert.Equal(Cores, await next.Threads);
        next.End();
        await next.Done;
    }

    [Fact]
    public async Task Caller_WhoseQueueIsFull_IsTurnedAwayAndLeavesTheOthersTheirPlaces()
    {
        using var gate = new ComputeGate(_time, cores: 1);
        using var first = await Work.AskAsync(gate, "greedy");
        var many = new List<Work>();
        for (var i = 0; i < 8; i++) // as many as its own queue takes
            many.Add(await Work.AskAsync(gate, "greedy"));

        var busy = await Assert.ThrowsAsync<ProblemException>(() => gate.WorkAsync(0, Of("greedy"), _ => 0, CancellationToken.None));
        Assert.Equal((503, 2), (busy.Kind.Status, busy.RetryAfter));
        var others = new List<Work>();
        for (var i = 0; i < 8; i++) // as many as the queue for cores takes
            others.Add(await Work.AskAsync(gate, $"modest {i}"));
        Assert.Equal(many.Count + others.Count, gate.Waiting);

        // What was begun goes on when there is a place again.
        var goesOn = gate.GoOnAsync(Of("greedy"), () => 7, CancellationToken.None);
        many.Concat(others).Append(first).ToList().ForEach(work => work.End());
        await Task.WhenAll([.. many.Concat(others).Append(first).Select(work => work.Done)]).WaitAsync(Long);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(7, await goesOn.WaitAsync(Long));
        many.Concat(others).ToList().ForEach(work => work.Dispose());
    }

    [Fact]
    public async Task Callers_WhoAreACrowd_AreTurnedAwayUntilThereIsAPlace()
    {
        using var gate = new ComputeGate(_time, cores: 1);
        var works = new List<Work>();
        for (var i = 0; i < 4 * ComputeGate.AdmittedOn(1); i++)
            works.Add(await Work.AskAsync(gate, $"caller {i % 4}"));

        var busy = await Assert.ThrowsAsync<ProblemException>(() => gate.WorkAsync(0, Of("another"), _ => 0, CancellationToken.None));
        Assert.Equal(503, busy.Kind.Status);

        works.ForEach(work => work.End());
        await Task.WhenAll(works.Select(work => work.Done)).WaitAsync(Long);
        Assert.Equal(7, await gate.WorkAsync(0, Of("another"), _ => 7, CancellationToken.None).WaitAsync(Long));
        works.ForEach(work => work.Dispose());
    }

    [Fact]
    public async Task Work_ThatDoesNotGetItsTurn_IsToldToComeBack()
    {
        using var gate = new ComputeGate(_time, cores: 1);
        using var first = await Work.AskAsync(gate, "a");
        await first.Threads;
        var waiting = gate.WorkAsync(0, Of("b"), _ => 0, CancellationToken.None);
        Assert.Equal(1, gate.Waiting);

        _time.Advance(ComputeGate.Patience);

        Assert.Equal(503, (await Assert.ThrowsAsync<ProblemException>(() => waiting.WaitAsync(Long))).Kind.Status);
        Assert.Equal(0, gate.Waiting);
        first.End();
        await first.Done.WaitAsync(Long);
        Assert.Equal(7, await gate.WorkAsync(0, Of("b"), _ => 7, CancellationToken.None).WaitAsync(Long));
    }

    private static Caller Of(string name) => new(name, AccessScope.Read);

    private static void InterlockedMax(ref int most, int value)
    {
        int seen;
        while (value > (seen = Volatile.Read(ref most)) && Interlocked.CompareExchange(ref most, value, seen) != seen)
        {
            // Another one was faster.
        }
    }

    /// <summary>A computation that goes on until it is ended.</summary>
    private sealed class Work : IDisposable
    {
        private readonly ManualResetEventSlim _end = new();
        private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource<int> _threads = new(TaskCreationOptions.RunContinuationsAsynchronously);

        private Work(ComputeGate gate, string caller, Action<string>? begin)
        {
            // On a thread of its own, since a free gate computes on the thread that asks; it has asked when it computes or waits.
            Done = Task.Factory.StartNew(
                () =>
                {
                    var answer = gate.ComputeAsync(1, Of(caller), Compute, CancellationToken.None);
                    _asked.TrySetResult();
                    return answer;
                },
                CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();

            int Compute(int threads, CancellationToken cancellationToken)
            {
                begin?.Invoke(caller);
                _threads.SetResult(threads);
                _asked.TrySetResult();
                _end.Wait(cancellationToken);
                return threads;
            }
        }

        public Task Done { get; }

        public Task<int> Threads => _threads.Task.WaitAsync(Long);

        public bool HasBegun => _threads.Task.IsCompleted;

        /// <summary>Asks for a computation; it waits then, or has begun.</summary>
        public static async Task<Work> AskAsync(ComputeGate gate, string caller, Action<string>? begin = null)
        {
            var work = new Work(gate, caller, begin);
            await work._asked.Task.WaitAsync(Long);
            return work;
        }

        public async Task<Work> BegunAsync()
        {
            await Threads;
            return this;
        }

        public void End() => _end.Set();

        public void Dispose() => _end.Dispose();
    }
}
