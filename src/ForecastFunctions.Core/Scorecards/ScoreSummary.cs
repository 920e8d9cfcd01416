using ForecastFunctions.Core.Projections;

namespace ForecastFunctions.Core.Scorecards;

/// <summary>The scores of a forecaster for a variable, together: of one horizon, or of all.</summary>
/// <param name="Basis">The basis of the vintages.</param>
/// <param name="Forecaster">The scenario, or the rival.</param>
/// <param name="IsRival">Whether it is a rival.</param>
/// <param name="Variable">What was forecast.</param>
/// <param name="Horizon">Quarters ahead; nothing for all.</param>
/// <param name="IsFirstRelease">Whether restated figures count as they were released first.</param>
/// <param name="Outcomes">How many quarters were scored, each once for every vintage that forecast it.</param>
/// <param name="Vintages">How many vintages forecast them.</param>
public sealed record ScoreSummary(
    VintageBasis Basis, string Forecaster, bool IsRival, Variable Variable, int? Horizon, bool IsFirstRelease, int Outcomes, int Vintages)
{
    /// <summary>The mean error, in the variable's unit: above zero where too much was forecast.</summary>
    public required double MeanError { get; init; }

    /// <summary>The mean absolute percentage error.</summary>
    public required double MeanAbsolutePercentageError { get; init; }

    /// <summary>The mean continuous ranked probability score, in the variable's unit.</summary>
    public required double Crps { get; init; }

    /// <summary>The mean pinball loss, in the variable's unit.</summary>
    public required double Pinball { get; init; }

    /// <summary>The shares of outcomes that the intervals of 50, 80 and 90 % held.</summary>
    public required (double Of50, double Of80, double Of90) Coverage { get; init; }

    /// <summary>The mean of the probability integral transform: 0.5 where the middle is right.</summary>
    public required double MeanPit { get; init; }

    /// <summary>Of how many of the outcomes every rival has a forecast; the rivals are compared on these alone.</summary>
    public required int Compared { get; init; }

    /// <summary>The mean scores of the <see cref="Rivals"/> on what is compared, in their order.</summary>
    public required IReadOnlyList<double?> RivalCrps { get; init; }

    /// <summary>1 − CRPS over that of each rival, on what is compared.</summary>
    public required IReadOnlyList<double?> SkillAgainst { get; init; }

    /// <summary>The rival with the lowest mean score.</summary>
    public string? BestRival => Rivals.BestOf(RivalCrps) is { } best ? Rivals.Names[best] : null;

    /// <summary>1 − CRPS over that of the best rival.</summary>
    public double? Skill => Rivals.BestOf(RivalCrps) is { } best ? SkillAgainst[best] : null;

    /// <summary>The summaries of some scores: of each forecaster and variable for all horizons, then for each.</summary>
    public static IReadOnlyList<ScoreSummary> Of(IReadOnlyList<Score> scores)
    {
        // A figure that was never restated is its own first release.
        List<(bool IsFirst, Score Score)> releases = [.. scores.Select(s => (s.IsFirstRelease, s))];
        if (scores.Any(s => s.IsFirstRelease))
            releases.AddRange(scores.Where(s => !s.Outcome.IsRestated).Select(s => (true, s)));
        return
        [
            .. releases.GroupBy(s => (s.Score.Vintage.Basis, s.IsFirst, s.Score.Forecaster, s.Score.Variable))
                .SelectMany(g => g.GroupBy(s => (int?)s.Score.Horizon).OrderBy(h => h.Key)
                    .Select(h => Of(h.Key, g.Key.IsFirst, [.. h.Select(s => s.Score)]))
                    .Prepend(Of(null, g.Key.IsFirst, [.. g.Select(s => s.Score)]))),
        ];
    }

    private static ScoreSummary Of(int? horizon, bool isFirst, IReadOnlyList<Score> scores)
    {
        var compared = scores.Where(s => s.RivalCrps.All(r => r is not null)).ToList();
        IReadOnlyList<double?> rivals =
            [.. Enumerable.Range(0, Rivals.Names.Count).Select(r => compared.Count == 0 ? null : compared.Average(s => s.RivalCrps[r]))];
        return new(
            scores[0].Vintage.Basis, scores[0].Forecaster, scores[0].IsRival, scores[0].Variable, horizon, isFirst,
            scores.Count, scores.Select(s => s.Vintage).Distinct().Count())
        {
            MeanError = scores.Average(s => s.Error),
            MeanAbsolutePercentageError = scores.Average(s => s.AbsolutePercentageError),
            Crps = scores.Average(s => s.Sample.Crps),
            Pinball = scores.Average(s => s.Sample.Pinball),
            Coverage = (Held(scores, 2), Held(scores, 1), Held(scores, 0)),
            MeanPit = scores.Average(s => s.Sample.Pit),
            Compared = compared.Count,
            RivalCrps = rivals,
            SkillAgainst =
            [
                .. rivals.Select(r => r is { } rival && !scores[0].IsRival
                    ? Rivals.SkillAgainst(rival, compared.Average(s => s.Sample.Crps)) : null),
            ],
        };
    }

    private static double Held(IReadOnlyList<Score> scores, int lower) => scores.Average(s => s.Sample.Holds(lower, s.Observed) ? 1.0 : 0);
}
