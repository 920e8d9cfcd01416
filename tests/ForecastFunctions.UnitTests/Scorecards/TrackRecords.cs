using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.Calibration;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Scorecards;
using ForecastFunctions.Infrastructure.Sources.Curated;

namespace ForecastFunctions.UnitTests.Scorecards;

/// <summary>A track record of the figures that come with the product, computed once for all tests.</summary>
internal static class TrackRecords
{
    public static readonly DateOnly Today = new(2026, 11, 28);
    public static readonly IReadOnlyList<Observation> Curated = CuratedObservations.Read();
    public static readonly Baseline Newest = VintageAsOf.Of(Curated, Today);

    public static readonly ScorecardSpecification Specification = new(
        Newest, PastVintages.Days(Newest.Observations, Today), [Presets.ArticleBase, Presets.Find("asic-surge")!]);

    private static readonly Lazy<Scorecard> Made = new(() => Specification.Compute(threads: 2));

    public static Scorecard Card => Made.Value;

    /// <summary>The one score of a cell.</summary>
    public static Score ScoreOf(string vintage, VintageBasis basis, string forecaster, string variable, string period) => Card.Scores.Single(
        s => (s.Vintage.Name, s.Vintage.Basis, s.Forecaster, s.Variable.Name, s.Period.ToString()) == (vintage, basis, forecaster, variable, period));
}
