using System.Diagnostics;
using System.Globalization;
using ForecastFunctions.Core.Calibration;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Scorecards;
using ForecastFunctions.Infrastructure.Sources.Curated;

namespace ForecastFunctions.Benchmarks;

internal static class TrackRecord
{
    public static void Report()
    {
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        var observations = CuratedObservations.Read();
        var baseline = VintageAsOf.Of(observations, today);
        var days = PastVintages.Days(baseline.Observations, today);
        var spec = new ScorecardSpecification(baseline, days, Presets.All);
        var watch = Stopwatch.StartNew();
        var card = spec.Compute(2);
        Console.WriteLine($"{watch.Elapsed} {card.Scores.Count} scores {card.Claims.Count} claims {card.ToBytes().Length} bytes");
        foreach (var v in card.Vintages) Console.WriteLine(v);
        foreach (var s in card.Scores.Where(s => s.Forecaster == "article-base"))
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{s.Vintage.Name} {s.Vintage.Basis} {s.Variable} {s.Period} h{s.Horizon} {s.Observed:0.0} | {s.Sample.Percentiles[0]:0.0} {s.Sample.Median:0.0} {s.Sample.Percentiles[6]:0.0} crps {s.Sample.Crps:0.00} rivals {string.Join(' ', s.RivalCrps.Select(r => r?.ToString("0.00", CultureInfo.InvariantCulture)))} pit {s.Sample.Pit:0.000}"));
        foreach (var f in UncertaintyFactor.Of(card.Evidence)) Console.WriteLine(f);
        foreach (var s in ScoreSummary.Of(card.Scores).Where(s => s.Horizon is null && s.Basis != VintageBasis.Backfilled))
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{s.Basis} {s.Forecaster} {s.Variable} n{s.Outcomes} mape {s.MeanAbsolutePercentageError:0.0} crps {s.Crps:0.00} cov {s.Coverage} skill {s.Skill:0.00} {s.BestRival} {s.SkillAgainst[1]:0.00}"));
    }
}
