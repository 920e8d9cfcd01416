using ForecastFunctions.Application.Baselines;
using ForecastFunctions.Core.Baselines;
using Microsoft.Extensions.Logging.Abstractions;

namespace ForecastFunctions.UnitTests.Functions;

public sealed class BaselineLibraryTests
{
    [Fact]
    public async Task Pointer_AskedForBeforeItMoved_IsNotKeptAsOfAfterwards()
    {
        var store = new SlowStore();
        using var library = new BaselineLibrary(
            store, new SeedObservations(() => []), TimeProvider.System, NullLogger<BaselineLibrary>.Instance);

        // A request asks, the storage has read "old" for it, and the answer is on its way while a refresh moves the pointer.
        var asked = library.CurrentAsync(CancellationToken.None);
        await store.HasRead.Task;
        store.Current = "new";
        library.ForgetCurrent();
        store.Answer.SetResult();

        Assert.Equal("old", (await asked).Version);
        Assert.Equal("new", (await library.CurrentAsync(CancellationToken.None)).Version);

        // What is known is not asked for again.
        var reads = store.Reads;
        await library.CurrentAsync(CancellationToken.None);
        Assert.Equal(reads, store.Reads);
    }

    /// <summary>The first reading of the pointer is answered late.</summary>
    private sealed class SlowStore : IBaselineStore
    {
        public TaskCompletionSource HasRead { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public string Current { get; set; } = "old";

        public int Reads { get; private set; }

        public async Task<CurrentBaseline?> CurrentAsync(CancellationToken cancellationToken)
        {
            Reads++;
            var current = Current;
            HasRead.TrySetResult();
            await Answer.Task;
            return new(current, IsPinned: false);
        }

        public Task<Baseline?> FindAsync(string version, CancellationToken cancellationToken)
            => Task.FromResult<Baseline?>(new Baseline(version, version, new(2024, 12, 31), 2024, [], []));

        public Task<IReadOnlyList<BaselineSummary>> ListAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<SaveOutcome> SaveAsync(Baseline baseline, bool isListed, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<bool> PointCurrentToAsync(CurrentBaseline next, CurrentBaseline? expected, CancellationToken cancellationToken)
            => throw new NotSupportedException();
    }
}
