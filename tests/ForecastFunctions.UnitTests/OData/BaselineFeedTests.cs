using ForecastFunctions.Application.Baselines;
using ForecastFunctions.Application.Partners;
using ForecastFunctions.Core.Baselines;
using ForecastFunctions.OData;
using ForecastFunctions.UnitTests.Baselines;
using Microsoft.Extensions.Logging.Abstractions;

namespace ForecastFunctions.UnitTests.OData;

public class BaselineFeedTests
{
    [Fact]
    public async Task Baselines_ReadAgainInTheStateOfTheFirstPage_AreThoseThatThereWere()
    {
        var store = new Store();
        using var library = new BaselineLibrary(
            store, new SeedObservations(() => []), TimeProvider.System, NullLogger<BaselineLibrary>.Instance);
        var feed = new BaselineFeed(library);
        var query = FeedQueryParser.Parse(FeedQueryParser.Of(new Uri("http://host/api/odata/"), "Baselines", []), EntitySets.Baselines);
        store.Add("2024-12", storedOn: 1);
        store.Add("2025-03", storedOn: 2);
        var first = await feed.ReadAsync(query, null, Caller.Anyone, CancellationToken.None);

        store.Add("2025-01", storedOn: 3); // stands between them in the list
        library.ForgetCurrent();
        var again = await feed.ReadAsync(query, first.Pin, Caller.Anyone, CancellationToken.None);
        var anew = await feed.ReadAsync(query, null, Caller.Anyone, CancellationToken.None);

        Assert.Equal(first.Entities, again.Entities);
        Assert.Equal(first.Pin, again.Pin);
        Assert.Equal(["2024-12", "2025-01 current", "2025-03"],
            anew.Entities.Cast<BaselineRow>().Select(r => r.Summary.Version + (r.IsCurrent ? " current" : "")));
    }

    private sealed class Store : IBaselineStore
    {
        private readonly List<(Baseline Baseline, DateTimeOffset StoredAt)> _stored = [];

        public void Add(string version, int storedOn)
            => _stored.Add((Sample.Baseline(version: version), new DateTimeOffset(2026, 1, storedOn, 0, 0, 0, TimeSpan.Zero)));

        public Task<Baseline?> FindAsync(string version, CancellationToken cancellationToken)
            => Task.FromResult(
                _stored.Select(s => s.Baseline).FirstOrDefault(b => string.Equals(b.Version, version, StringComparison.Ordinal)));

        public Task<CurrentBaseline?> CurrentAsync(CancellationToken cancellationToken)
            => Task.FromResult<CurrentBaseline?>(new(_stored[^1].Baseline.Version, IsPinned: false));

        public Task<IReadOnlyList<BaselineSummary>> ListAsync(CancellationToken cancellationToken)
            => Task.FromResult<IReadOnlyList<BaselineSummary>>(
            [
                .. _stored.OrderBy(s => s.Baseline.Version, StringComparer.Ordinal).Select(s => new BaselineSummary(
                    s.Baseline.Version, s.Baseline.Title, s.Baseline.AsOf, s.Baseline.BaseYear, s.Baseline.ContentHash, 0, 0, s.StoredAt)),
            ]);

        public Task<SaveOutcome> SaveAsync(Baseline baseline, bool isListed, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<bool> PointCurrentToAsync(CurrentBaseline next, CurrentBaseline? expected, CancellationToken cancellationToken)
            => throw new NotSupportedException();
    }
}
