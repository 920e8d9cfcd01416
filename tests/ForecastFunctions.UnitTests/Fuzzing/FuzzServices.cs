using ForecastFunctions.Baselines;
using ForecastFunctions.Comparisons;
using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Forecasts;
using ForecastFunctions.Infrastructure.Sources.Curated;
using ForecastFunctions.Projections;
using ForecastFunctions.Scenarios;
using Microsoft.Extensions.Logging.Abstractions;

namespace ForecastFunctions.UnitTests.Fuzzing;

/// <summary>What reads requests, over a storage in memory that answers at once.</summary>
internal static class FuzzServices
{
    public static readonly Baseline Baseline = ArticleBaseline.From(CuratedObservations.Read());
    public static readonly BaselineLibrary Baselines = new(new OneBaseline(), TimeProvider.System, NullLogger<BaselineLibrary>.Instance);
    public static readonly SavedScenarios Saved = new(new NoScenarios());

    public static readonly ProjectionResolver Projections = new(
        Baselines, new ScenarioLibrary(new NoScenarios()), new ProjectionRequestValidator());
    public static readonly ComparisonResolver Comparisons = new(new ScenarioSetResolver(Projections));
    public static readonly SeriesRequestReader Series = new(Baselines);

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

        public Task<SaveOutcome> SaveAsync(Baseline baseline, CancellationToken cancellationToken) => throw new NotSupportedException();

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
