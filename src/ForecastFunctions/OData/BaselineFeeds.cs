using System.Globalization;
using ForecastFunctions.Baselines;
using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Keys;
using ForecastFunctions.Scenarios;

namespace ForecastFunctions.OData;

/// <summary>The vintages.</summary>
/// <param name="library">Reads them.</param>
public sealed class BaselineFeed(BaselineLibrary library) : IFeed
{
    /// <inheritdoc/>
    public EntitySet Set => EntitySets.Baselines;

    /// <inheritdoc/>
    public async Task<FeedContent> ReadAsync(FeedQuery query, string? pin, Caller caller, CancellationToken cancellationToken)
    {
        var (summaries, current) = await library.ListAsync(cancellationToken);

        // Vintages are only ever added, so those that were stored by then are what there was.
        var until = summaries.Max(s => s.StoredAt.UtcTicks);
        if (pin?.Split('~') is [var pinned, var ticks] && long.TryParse(ticks, CultureInfo.InvariantCulture, out var then))
            (current, until) = (pinned, then);
        var rows = summaries.Where(s => s.StoredAt.UtcTicks <= until).Select(s => BaselineRow.Of(s, current)).ToList<object>();
        return new FeedContent(rows, string.Create(CultureInfo.InvariantCulture, $"{current}~{until}"));
    }
}

/// <summary>The figures of the current vintage, or of those that the filter names.</summary>
/// <param name="library">Reads the vintages.</param>
public sealed class ObservationFeed(BaselineLibrary library) : IFeed
{
    /// <inheritdoc/>
    public EntitySet Set => EntitySets.Observations;

    /// <inheritdoc/>
    public async Task<FeedContent> ReadAsync(FeedQuery query, string? pin, Caller caller, CancellationToken cancellationToken)
    {
        var current = pin ?? (await library.CurrentAsync(cancellationToken)).Version;
        var entities = new List<object>();
        foreach (var baseline in await BaselinesOf.QueryAsync(library, query, current, cancellationToken))
            entities.AddRange(baseline.Observations.Select(o => new ObservationEntity(baseline.Version, ObservationRow.Of(o))));
        return new FeedContent(entities, current);
    }
}

/// <summary>The presets, and the caller's own scenarios.</summary>
/// <param name="saved">Reads the caller's own.</param>
public sealed class ScenarioFeed(SavedScenarios saved) : IFeed
{
    /// <inheritdoc/>
    public EntitySet Set => EntitySets.Scenarios;

    /// <inheritdoc/>
    public async Task<FeedContent> ReadAsync(FeedQuery query, string? pin, Caller caller, CancellationToken cancellationToken)
    {
        var own = await saved.ReadAsync(caller.Name, cancellationToken);
        var states = own.All.Select(s => $"{s.Scenario.Name}:{s.Revision}").Prepend(ModelVersion.Current);
        var state = FeedRequests.DigestOf(string.Join(' ', states));
        if (pin is not null && !string.Equals(pin, state, StringComparison.Ordinal))
            throw ODataProblems.Malformed("$skiptoken", "The scenarios have changed since the first page was read; begin again.");
        return new FeedContent([.. Presets.All.Select(ScenarioRow.Of), .. own.All.Select(ScenarioRow.Of)], state);
    }
}

/// <summary>The vintages that a query reads from.</summary>
internal static class BaselinesOf
{
    /// <summary>The most vintages that one query reads from.</summary>
    public const int Most = 20;

    /// <summary>Those that the filter names, as far as there are such; without any, the current one.</summary>
    public static async Task<IReadOnlyList<Baseline>> QueryAsync(
        BaselineLibrary library, FeedQuery query, string current, CancellationToken cancellationToken)
    {
        var versions = query.Constraints.TextsOf("BaselineVersion") ?? [current];
        if (versions.Count > Most)
            throw ODataProblems.TooMuch("$filter", $"A query reads from at most {Most} baselines.");
        var baselines = new List<Baseline>();
        foreach (var version in versions.Order(StringComparer.Ordinal))
        {
            if (Baseline.IsVersion(version) && version is not BaselineLibrary.Latest
                && await library.FindAsync(version, cancellationToken) is { } baseline)
                baselines.Add(baseline);
        }

        return baselines;
    }
}
