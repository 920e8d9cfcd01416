using ForecastFunctions.Application.Baselines;
using ForecastFunctions.Application.Comparisons;
using ForecastFunctions.Application.Forecasts;
using ForecastFunctions.Application.Projections;
using ForecastFunctions.Application.Runs;
using ForecastFunctions.Application.Scenarios;
using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.Calibration;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Infrastructure.Sources.Curated;
using Microsoft.Extensions.Logging.Abstractions;

namespace ForecastFunctions.UnitTests.Fuzzing;

/// <summary>What reads requests, over a storage in memory that answers at once.</summary>
internal static class FuzzServices
{
    public static readonly Baseline Baseline = ArticleBaseline.From(CuratedObservations.Read());
    public static readonly BaselineLibrary Baselines = new(
        new OneBaseline(), new SeedObservations(CuratedObservations.Read), TimeProvider.System, NullLogger<BaselineLibrary>.Instance);
    public static readonly IScenarioStore Saved = new NoScenarios();
    public static readonly ScenarioLibrary Scenarios = new(Saved, Core.Scenarios.Widening.None);
    public static readonly RunProjection Projections = new(Baselines, Scenarios);
    public static readonly CompareScenarios Comparisons = new(Baselines, Scenarios);
    public static readonly ComputeGate Gate = new(TimeProvider.System);
    public static readonly ForecastSeries Forecasts = new(Baselines, new SeriesComputation(Gate));

    private sealed class OneBaseline : IBaselineStore
    {
        public Task<Baseline?> FindAsync(string version, CancellationToken cancellationToken)
            => Task.FromResult(string.Equals(version, Baseline.Version, StringComparison.Ordinal) ? Baseline : null);

        public Task<CurrentBaseline?> CurrentAsync(CancellationToken cancellationToken)
            => Task.FromResult<CurrentBaseline?>(new(Baseline.Version, IsPinned: false));

        public Task<IReadOnlyList<BaselineSummary>> ListAsync(CancellationToken cancellationToken)
            => Task.FromResult<IReadOnlyList<BaselineSummary>>(
            [
                new(Baseline.Version, Baseline.Title, Baseline.AsOf, Baseline.BaseYear, Baseline.ContentHash, 0, 0,
                    DateTimeOffset.UnixEpoch),
            ]);

        public Task<SaveOutcome> SaveAsync(Baseline baseline, bool isListed, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<bool> PointCurrentToAsync(CurrentBaseline next, CurrentBaseline? expected, CancellationToken cancellationToken)
            => throw new NotSupportedException();
    }

    private sealed class NoScenarios : IScenarioStore
    {
        public Task<PartnerScenarios> ReadAsync(string owner, CancellationToken cancellationToken)
            => Task.FromResult(new PartnerScenarios(owner, []));

        public Task<PartnerScenarios> ReadChainAsync(string owner, string name, CancellationToken cancellationToken)
            => ReadAsync(owner, cancellationToken);

        public Task<StoredScenario?> ChangeAsync(
            string owner, string name, Func<PartnerScenarios, SavedScenario?> decide, CancellationToken cancellationToken)
                => throw new NotSupportedException();
    }
}
