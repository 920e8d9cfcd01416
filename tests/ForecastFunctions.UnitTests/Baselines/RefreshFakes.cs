using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.Refreshes;
using ForecastFunctions.Core.Storage;

namespace ForecastFunctions.UnitTests.Baselines;

internal sealed class FakeSource(string name, IReadOnlyList<Observation> observations, params SourceFault[] faults) : IBaselineSource
{
    public string Name => name;

    public int Readings { get; private set; }

    public IReadOnlyList<string> Excluded { get; init; } = [];

    public Task<SourceReading> ReadAsync(CancellationToken cancellationToken)
    {
        Readings++;
        return Task.FromResult(new SourceReading(name, observations, faults, new SourceCost(1, 10, TimeSpan.FromMilliseconds(1)))
        {
            Excluded = Excluded,
        });
    }
}

/// <summary>Fails the write of a number, counted over the stores that share it, before or after it is done; and all that follow.</summary>
internal sealed class Ending(int write, bool isDone)
{
    private int _writes;

    public void Write(Action done)
    {
        var now = ++_writes;
        if (now < write || (isDone && now == write))
            done();
        if (now >= write)
            throw new StorageUnavailableException("It ends here.", new IOException());
    }
}

internal sealed class FakeReports : IRefreshReportStore
{
    public List<RefreshReport> Saved { get; } = [];

    public Ending? Ending { get; set; }

    public Task SaveAsync(RefreshReport report, CancellationToken cancellationToken)
    {
        void Save()
        {
            Saved.RemoveAll(r => r.Id == report.Id);
            Saved.Add(report);
        }

        if (Ending is { } ending)
            ending.Write(Save);
        else
            Save();
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<RefreshReport>> ListAsync(int most, CancellationToken cancellationToken)
        => Task.FromResult<IReadOnlyList<RefreshReport>>([.. Saved.AsEnumerable().Reverse().Take(most)]);
}

internal sealed class FakeStore(Baseline first) : IBaselineStore
{
    public Dictionary<string, Baseline> Baselines { get; } = new(StringComparer.Ordinal) { [first.Version] = first };

    public string Current { get; set; } = first.Version;

    public int Writes { get; private set; }

    public Ending? Ending { get; set; }

    public Action? BeforePointing { get; set; }

    public Task<Baseline?> FindAsync(string version, CancellationToken cancellationToken)
        => Task.FromResult(Baselines.GetValueOrDefault(version));

    public bool IsPinned { get; set; }

    public HashSet<string> Unlisted { get; } = new(StringComparer.Ordinal);

    public Task<CurrentBaseline?> CurrentAsync(CancellationToken cancellationToken)
        => Task.FromResult<CurrentBaseline?>(new(Current, IsPinned));

    public Task<IReadOnlyList<BaselineSummary>> ListAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<SaveOutcome> SaveAsync(Baseline baseline, bool isListed, CancellationToken cancellationToken)
    {
        Write(() =>
        {
            Baselines[baseline.Version] = baseline;
            if (isListed)
                Unlisted.Remove(baseline.Version);
        });
        return Task.FromResult(SaveOutcome.Stored);
    }

    public Task<bool> PointCurrentToAsync(CurrentBaseline next, CurrentBaseline? expected, CancellationToken cancellationToken)
    {
        BeforePointing?.Invoke();
        if (expected != new CurrentBaseline(Current, IsPinned))
            return Task.FromResult(false);
        Write(() => (Current, IsPinned) = next);
        return Task.FromResult(true);
    }

    private void Write(Action write)
    {
        Writes++;
        if (Ending is { } ending)
            ending.Write(write);
        else
            write();
    }
}
