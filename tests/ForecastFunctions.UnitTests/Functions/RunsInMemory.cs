using System.Diagnostics.Metrics;
using ForecastFunctions.Application.Baselines;
using ForecastFunctions.Application.Partners;
using ForecastFunctions.Application.Runs;
using ForecastFunctions.Application.Telemetry;
using ForecastFunctions.Core.Analyses.Comparisons;
using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace ForecastFunctions.UnitTests.Functions;

/// <summary>Run libraries, each as of a process of its own, over one storage in memory, on the article's baseline.</summary>
internal sealed class RunLibraries : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly BaselineLibrary _baselines = new(
        new ArticleAlone(), new SeedObservations(() => []), TimeProvider.System, NullLogger<BaselineLibrary>.Instance);

    private readonly ComputeGate _gate;
    private readonly List<RunLibrary> _libraries = [];

    public RunLibraries() => _gate = new ComputeGate(Time);

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 24, 18, 0, 0, TimeSpan.Zero));

    public RunsInMemory Store { get; } = new();

    /// <summary>A question of the article's baseline.</summary>
    public static Prepared<TSpecification> Asked<TSpecification>(TSpecification specification)
        where TSpecification : IRunSpecification
        => new(specification, Projections.ArticleRuns.Article);

    public RunLibrary Create()
    {
        var library = new RunLibrary(
            Store, _gate, _baselines,
            [RunReader.Of<ProjectionSpecification, Projection>(), RunReader.Of<ComparisonSpecification, Comparison>()],
            Time, new Measurements(_services.GetRequiredService<IMeterFactory>()), NullLogger<RunLibrary>.Instance);
        _libraries.Add(library);
        return library;
    }

    public void Dispose()
    {
        _libraries.ForEach(library => library.Dispose());
        _gate.Dispose();
        _baselines.Dispose();
        _services.Dispose();
    }

    private sealed class ArticleAlone : IBaselineStore
    {
        public Task<Baseline?> FindAsync(string version, CancellationToken cancellationToken)
            => Task.FromResult(version == Projections.ArticleRuns.Article.Version ? Projections.ArticleRuns.Article : null);

        public Task<CurrentBaseline?> CurrentAsync(CancellationToken cancellationToken)
            => Task.FromResult<CurrentBaseline?>(new(Projections.ArticleRuns.Article.Version, IsPinned: false));

        public Task<IReadOnlyList<BaselineSummary>> ListAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<SaveOutcome> SaveAsync(Baseline baseline, bool isListed, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<bool> PointCurrentToAsync(CurrentBaseline next, CurrentBaseline? expected, CancellationToken cancellationToken)
            => throw new NotSupportedException();
    }
}

/// <summary>Asks as callers do.</summary>
internal static class RunLibraryCalls
{
    public static Task<Run<ProjectionSpecification, Projection>> AskAsync(
        this RunLibrary runs, ProjectionSpecification specification, Caller? caller = null, CancellationToken cancellationToken = default)
        => runs.GetAsync<ProjectionSpecification, Projection>(
            RunLibraries.Asked(specification), caller ?? Caller.Anyone, cancellationToken);

    public static Task<Run<ComparisonSpecification, Comparison>> AskAsync(this RunLibrary runs, ComparisonSpecification specification)
        => runs.GetAsync<ComparisonSpecification, Comparison>(
            RunLibraries.Asked(specification), Caller.Anyone, CancellationToken.None);

    public static Task<Run<ProjectionSpecification, Projection>?> FindAsync(this RunLibrary runs, RunId runId, Caller? caller = null)
        => runs.FindAsync<ProjectionSpecification, Projection>(runId, caller ?? Caller.Anyone, CancellationToken.None);
}

/// <summary>Keeps runs as the storage does: the first write of an id wins, unless its result was pruned.</summary>
internal sealed class RunsInMemory : IRunStore
{
    private readonly Dictionary<string, StoredRun> _runs = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    /// <summary>Answers are held back until it is done.</summary>
    public Task Ready { get; set; } = Task.CompletedTask;

    /// <summary>Whether nothing can be written.</summary>
    public bool RefusesWrites { get; set; }

    /// <summary>Whether what is stored can't even be told to be a run.</summary>
    public bool IsDamagedWhole { get; set; }

    public int Finds { get; private set; }

    public StoredRun this[RunId runId]
    {
        get
        {
            lock (_lock)
                return _runs[runId.ToString()];
        }

        set
        {
            lock (_lock)
                _runs[runId.ToString()] = value;
        }
    }

    /// <summary>Leaves of a run its request, and something else in place of its result.</summary>
    public void PutResult(RunId runId, ReadOnlyMemory<byte>? result, bool isDamaged = false)
        => this[runId] = new StoredRun(runId.ToString(), this[runId].Request, result, this[runId].CreatedAt) { IsDamaged = isDamaged };

    public async Task<StoredRun?> FindAsync(string runId, CancellationToken cancellationToken)
    {
        await Ready.WaitAsync(cancellationToken);
        lock (_lock)
        {
            Finds++;
            return IsDamagedWhole ? throw new DamagedContentException($"run {runId}", "its request is cut") : _runs.GetValueOrDefault(runId);
        }
    }

    public Task SaveAsync(StoredRun run, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            CheckWrites();
            if (!_runs.TryGetValue(run.RunId, out var stored) || stored is { Result: null, IsDamaged: false })
                _runs[run.RunId] = run;
        }

        return Task.CompletedTask;
    }

    public Task ReplaceAsync(StoredRun run, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            CheckWrites();
            _runs[run.RunId] = run;
            IsDamagedWhole = false;
        }

        return Task.CompletedTask;
    }

    public Task<int> PruneAsync(DateTimeOffset unreadSince, CancellationToken cancellationToken) => throw new NotSupportedException();

    private void CheckWrites()
    {
        if (RefusesWrites)
            throw new StorageUnavailableException("The run was to be stored.", new IOException("no route to host"));
    }
}
