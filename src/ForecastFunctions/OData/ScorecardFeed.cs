using ForecastFunctions.Application.Partners;
using ForecastFunctions.Application.Scorecards;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Scorecards;

namespace ForecastFunctions.OData;

/// <summary>
/// The track record: the same scorecard, by the same id, as under <c>/scorecard</c>; the presets' and the rivals', or that of
/// a scenario of the caller's own which the filter names.
/// </summary>
/// <param name="scorecards">The use case.</param>
public sealed class ScorecardFeed(ReadScorecard scorecards) : IFeed
{
    /// <inheritdoc/>
    public EntitySet Set => EntitySets.Scorecard;

    /// <inheritdoc/>
    public async Task<FeedContent> ReadAsync(FeedQuery query, string? pin, Caller caller, CancellationToken cancellationToken)
    {
        var view = RunId.TryParse(pin, out var id)
            ? (await scorecards.ReadAgainAsync(id.ToString(), ScorecardRequest.Whole, caller, cancellationToken)).OrThrow()
            : await ReadAsync(query, caller, cancellationToken);
        return new FeedContent(view.Scores, view.Run.Specification.RunId.ToString());
    }

    private async Task<ScorecardView> ReadAsync(FeedQuery query, Caller caller, CancellationToken cancellationToken)
    {
        // What a filter names and is not there is left out of what is, as in the other sets.
        List<string> own = [.. (query.Constraints.TextsOf("Scenario") ?? []).Where(
            s => Presets.Find(s) is null && !Rivals.Names.Contains(s, StringComparer.Ordinal))];
        if (own.Count > 0 && (await scorecards.ReadAsync(ScorecardRequest.Whole with { Scenarios = own }, caller, cancellationToken)).Has(out var view))
            return view with { Request = ScorecardRequest.Whole };
        return (await scorecards.ReadAsync(ScorecardRequest.Whole, caller, cancellationToken)).OrThrow();
    }
}
