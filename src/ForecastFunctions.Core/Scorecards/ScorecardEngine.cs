using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Series;

namespace ForecastFunctions.Core.Scorecards;

/// <summary>Computes scorecards: every vintage by itself, whose paths are looked at quarter by quarter and not kept.</summary>
internal static class ScorecardEngine
{
    private static readonly Dictionary<Parameter, ParameterSetting> NoSettings = [];

    /// <summary>Computes a scorecard.</summary>
    /// <param name="specification">What to score.</param>
    /// <param name="baseline">What is known.</param>
    /// <param name="threads">The most threads to use; the numbers do not depend on it.</param>
    /// <param name="cancellationToken">Ends the work between two vintages of a scenario.</param>
    public static Scorecard Run(ScorecardSpecification specification, Baseline baseline, int threads, CancellationToken cancellationToken)
    {
        var vintages = PastVintages.Of(baseline.Observations, specification.Days, threads);
        var outcomes = new Outcomes(baseline);
        var rivals = new RivalScores[vintages.Count];
        ProjectionEngine.Each(vintages.Count, threads, v =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            rivals[v] = RivalScores.Of(vintages[v], CellsOf(vintages[v].About, outcomes, baseline.AsOf));
        });
        var scenarios = specification.Scored.Count;
        var parts = new ScenarioScores[vintages.Count * scenarios];
        ProjectionEngine.Each(parts.Length, threads, i =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            parts[i] = Forecast(
                vintages[i / scenarios], specification.Scored[i % scenarios], specification, outcomes, rivals[i / scenarios],
                withEvidence: i % scenarios == 0);
        });
        return new Scorecard(
            [.. vintages.Select(v => v.About)],
            [.. vintages.Index().SelectMany(v => parts.Skip(v.Index * scenarios).Take(scenarios).SelectMany(p => p.Scores).Concat(rivals[v.Index].Scores))],
            [.. parts.SelectMany(p => p.Claims)],
            [.. parts.SelectMany(p => p.Evidence)]);
    }

    /// <summary>What a vintage forecast and has come since: variables and quarters with their outcomes.</summary>
    private static List<ScoredCell> CellsOf(PastVintage vintage, Outcomes outcomes, DateOnly until)
    {
        var cells = new List<ScoredCell>();
        for (var period = vintage.FirstForecast; period.Start <= until; period = period.Next)
        {
            foreach (var (variable, _) in Outcomes.Scored)
            {
                if (outcomes.Find(variable, period) is { } outcome && outcome.KnownSince > vintage.Day && outcome is { First: > 0, Latest: > 0 })
                    cells.Add(new(variable, period, outcome));
            }
        }

        return cells;
    }

    private static ScenarioScores Forecast(
        VintageInHand vintage, Scenario scenario, ScorecardSpecification specification, Outcomes outcomes, RivalScores rivals, bool withEvidence)
    {
        var draws = specification.Draws;


        // What a scenario sets may be out of bounds on a vintage of another base year: then it had nothing to say there.
        if (scenario.SettingsOutOfBounds(vintage.Baseline).Any())
            return new([], [], []);
        var resolved = ResolvedScenario.Resolve(vintage.Baseline, scenario, NoSettings, widening: specification.Widening);
        var scores = new List<Score>();
        var evidence = new List<SpreadEvidence>();
        if (rivals.Cells.Count > 0)
        {
            Each(resolved, draws, Period.OfQuarter(resolved.BaseYear, 1), rivals.Cells[^1].Period, (period, paths) =>
            {
                foreach (var cell in rivals.Cells.Where(c => c.Period == period))
                    scores.AddRange(ScoresOf(vintage.About, scenario.Name, isRival: false, cell, new(paths[cell.Variable]), rivals.Of(cell)));
                if (withEvidence && period >= vintage.About.FirstForecast)
                    evidence.AddRange(SpreadEvidence.Of(vintage.About, period, paths, outcomes));
            });
        }

        var claims = vintage.About.Basis == VintageBasis.Backfilled ? [] : Claims(vintage, scenario.Name, resolved, draws, outcomes);
        return new(scores, claims, evidence);
    }

    private static List<Claim> Claims(
        VintageInHand vintage, string scenario, ResolvedScenario resolved, DrawSettings draws, Outcomes outcomes)
    {
        var claims = new List<Claim>();
        var levels = ClaimLevels.Of(vintage);
        var first = Period.OfYear(resolved.BaseYear);
        Each(resolved, draws, first, first.Plus(ClaimLevels.Years), (year, paths) =>
        {
            foreach (var (variable, level) in levels.Where(_ => year > first))
            {
                var above = 0;
                foreach (var value in paths[variable])
                    above += value > level ? 1 : 0;
                claims.Add(new(
                    vintage.About, scenario, variable, year.Year, level, (double)above / draws.Draws, outcomes.Find(variable, year)?.Latest));
            }
        });
        return claims;
    }

    private static void Each(
        ResolvedScenario scenario, DrawSettings draws, Period first, Period last, Action<Period, VariableColumns> look)
    {
        using var paths = new ModelPaths(draws.Draws, scenario);
        ProjectionEngine.Sample(paths, scenario, draws, threads: 1);
        foreach (var period in new PeriodRange(first, last))
        {
            paths.Advance(period, 0, paths.Groups, isShown: true);
            look(period, paths.Variables);
        }
    }

    /// <summary>A score against what holds, after one against what was released first where that was another figure.</summary>
    private static IEnumerable<Score> ScoresOf(
        PastVintage vintage, string forecaster, bool isRival, ScoredCell cell, PredictiveSample sample,
        (IReadOnlyList<double?> First, IReadOnlyList<double?> Latest) rivals)
    {
        var latest = new Score
        {
            Vintage = vintage,
            Forecaster = forecaster,
            IsRival = isRival,
            Variable = cell.Variable,
            Period = cell.Period,
            Outcome = cell.Outcome,
            IsFirstRelease = false,
            Sample = sample.Against(cell.Outcome.Latest),
            RivalCrps = rivals.Latest,
        };
        return cell.Outcome.IsRestated
            ? [latest with { IsFirstRelease = true, Sample = sample.Against(cell.Outcome.First), RivalCrps = rivals.First }, latest]
            : [latest];
    }

    /// <summary>Something that is scored.</summary>
    private sealed record ScoredCell(Variable Variable, Period Period, Outcome Outcome);

    /// <summary>What a scenario said on a vintage.</summary>
    private sealed record ScenarioScores(IReadOnlyList<Score> Scores, IReadOnlyList<Claim> Claims, IReadOnlyList<SpreadEvidence> Evidence);

    /// <summary>What is scored of a vintage, and what the rivals came to.</summary>
    private sealed class RivalScores
    {
        private readonly Dictionary<ScoredCell, (IReadOnlyList<double?> First, IReadOnlyList<double?> Latest)> _crps = [];

        private RivalScores(List<ScoredCell> cells) => Cells = cells;

        /// <summary>What is scored, by quarter.</summary>
        public List<ScoredCell> Cells { get; }

        /// <summary>The rivals' own rows.</summary>
        public IReadOnlyList<Score> Scores { get; private set; } = [];

        public static RivalScores Of(VintageInHand vintage, List<ScoredCell> cells)
        {
            var scores = new RivalScores(cells);
            var rows = new List<(int Rival, Score Score)>();
            foreach (var ofVariable in cells.GroupBy(c => c.Variable))
            {
                var forecasts = Rivals.Of(vintage, ofVariable.Key, [.. ofVariable.Select(c => c.Period)]);
                foreach (var cell in ofVariable)
                {
                    List<PredictiveSample?> samples = [.. forecasts.Select(f => f.GetValueOrDefault(cell.Period))];
                    var crps = (
                        First: (IReadOnlyList<double?>)[.. samples.Select(s => s?.Against(cell.Outcome.First).Crps)],
                        Latest: (IReadOnlyList<double?>)[.. samples.Select(s => s?.Against(cell.Outcome.Latest).Crps)]);
                    scores._crps.Add(cell, crps);
                    foreach (var (index, sample) in samples.Index())
                    {
                        if (sample is not null)
                            rows.AddRange(ScoresOf(vintage.About, Rivals.Names[index], isRival: true, cell, sample, crps).Select(s => (index, s)));
                    }
                }
            }

            scores.Scores = [.. rows.OrderBy(r => r.Rival).ThenBy(r => r.Score.Period).Select(r => r.Score)];
            return scores;
        }

        public (IReadOnlyList<double?> First, IReadOnlyList<double?> Latest) Of(ScoredCell cell) => _crps[cell];
    }
}
