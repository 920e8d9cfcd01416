using System.Globalization;
using ForecastFunctions.Application.Baselines;
using ForecastFunctions.Application.Partners;
using ForecastFunctions.Application.Scenarios;
using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;

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
        var rows = summaries.Where(s => s.StoredAt.UtcTicks <= until).Select(s => new BaselineRow(s, current)).ToList<object>();
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
        var baselines = await BaselinesOf.QueryAsync(library, query, current, cancellationToken);
        FeedRequests.CheckCount(baselines.Sum(b => (long)b.Observations.Count));
        return new FeedContent(
            [.. baselines.SelectMany(b => b.Observations.Select(o => new ObservationEntity(b.Version, o)))], current);
    }
}

/// <summary>The presets, and the caller's own scenarios.</summary>
/// <param name="store">Keeps the caller's own.</param>
public sealed class ScenarioFeed(IScenarioStore store) : IFeed
{
    /// <inheritdoc/>
    public EntitySet Set => EntitySets.Scenarios;

    /// <inheritdoc/>
    public async Task<FeedContent> ReadAsync(FeedQuery query, string? pin, Caller caller, CancellationToken cancellationToken)
    {
        var own = await store.ReadAsync(caller.Name, cancellationToken);
        var states = own.All.Select(s => $"{s.Scenario.Name}:{s.Revision}").Prepend(ModelVersion.Current);
        var state = FeedRequests.DigestOf(string.Join(' ', states));
        if (pin is not null && !string.Equals(pin, state, StringComparison.Ordinal))
            throw ODataProblems.Malformed("$skiptoken", "The scenarios have changed since the first page was read; begin again.");
        return new FeedContent([.. Presets.Catalogue.Select(ScenarioRow.Of), .. own.All.Select(ScenarioRow.Of)], state);
    }
}

/// <summary>The vintages that a query reads from.</summary>
internal static class BaselinesOf
{
    /// <summary>The most vintages that one query reads from.</summary>
    public const int Most = 20;

    /// <summary>Those that the filter names, as far as there are such; without any, the current one.</summary>
    /// <param name="library">Gives them.</param>
    /// <param name="query">Has the filter.</param>
    /// <param name="current">The version of the current one.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <param name="property">The property by which the filter names them.</param>
    public static async Task<IReadOnlyList<Baseline>> QueryAsync(
        BaselineLibrary library, FeedQuery query, string current, CancellationToken cancellationToken, string property = "BaselineVersion")
    {
        var versions = query.Constraints.TextsOf(property) ?? [current];
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
