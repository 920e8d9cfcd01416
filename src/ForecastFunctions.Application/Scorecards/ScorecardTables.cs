using System.Globalization;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Runs;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Scorecards;
using ForecastFunctions.Core.Series;

namespace ForecastFunctions.Application.Scorecards;

/// <summary>A row of a table that is made of a scorecard.</summary>
public interface IScorecardRow
{
    /// <summary>The scorecard.</summary>
    ScorecardSpecification Run { get; }
}

/// <summary>What one forecast of a quarter said, and what came.</summary>
/// <param name="Run">The scorecard.</param>
/// <param name="Score">The score.</param>
public sealed record ScoreRow(ScorecardSpecification Run, Score Score) : IScorecardRow, IRunRow
{
    /// <inheritdoc/>
    IRunSpecification IRunRow.Run => Run;

    /// <inheritdoc/>
    string IRunRow.Scenario => Score.Forecaster;

    /// <inheritdoc/>
    Variable IRunRow.Variable => Score.Variable;

    /// <inheritdoc/>
    Period IRunRow.Period => Score.Period;
}

/// <summary>The scores of a forecaster for a variable.</summary>
/// <param name="Run">The scorecard.</param>
/// <param name="Summary">The scores.</param>
public sealed record SummaryRow(ScorecardSpecification Run, ScoreSummary Summary) : IScorecardRow;

/// <summary>A claim, and what came.</summary>
/// <param name="Run">The scorecard.</param>
/// <param name="Claim">The claim.</param>
public sealed record ClaimRow(ScorecardSpecification Run, Claim Claim) : IScorecardRow;

/// <summary>What the uncertainty of some parameters would have had to be.</summary>
/// <param name="Run">The scorecard.</param>
/// <param name="Factor">The factor.</param>
public sealed record UncertaintyRow(ScorecardSpecification Run, UncertaintyFactor Factor) : IScorecardRow;

/// <summary>The tables of scorecards.</summary>
public static class ScorecardTables
{
    private static readonly Column ModelVersion = Column.Text<IScorecardRow>(
        "model_version", "The version of the equations", r => r.Run.ModelVersion);

    private static readonly Column BaselineVersion = Column.Text<IScorecardRow>(
        "baseline_version", "The vintage that the outcomes are of", r => r.Run.BaselineVersion);

    private static readonly Column RunId = Column.Text<IScorecardRow>(
        "run_id", "The scorecard, which can be read again by it", r => r.Run.RunId.ToString());

    /// <summary>A line for each forecast of a quarter; rows are <see cref="ScoreRow"/>.</summary>
    public static readonly Table Scores = new(ScorecardSpecification.Kind, "What vintages of the past forecast, and what came",
    [
        ModelVersion,
        Column.Text<ScoreRow>("vintage", "The article's version, or the day by which everything was known", r => r.Score.Vintage.Name),
        Column.Text<ScoreRow>(
            "basis", "What the vintage was made of: known, hindsight or backfilled; never put together", r => Words.Of(r.Score.Vintage.Basis)),
        Column.Text<ScoreRow>("scenario", "The scenario's name, or the rival's", r => r.Score.Forecaster),
        Column.Text<ScoreRow>("kind", "scenario or rival", r => KindOf(r.Score.IsRival)),
        RunColumns.Variable, RunColumns.Unit, RunColumns.Period, RunColumns.PeriodStart,
        Column.Whole<ScoreRow>("horizon", "Quarters after the last one that was known", r => r.Score.Horizon),
        Column.Text<ScoreRow>("release", "The figure that is scored against: latest, or first where it was restated since",
            r => ReleaseOf(r.Score.IsFirstRelease)),
        Column.Number<ScoreRow>("outcome", "What came", r => r.Score.Observed),
        Column.Text<ScoreRow>("outcome_status", "How well founded the latest figure is", r => Words.Of(r.Score.Outcome.Status)),
        Column.Day<ScoreRow>("outcome_known_since", "Since when a figure could be known", r => r.Score.Outcome.KnownSince),
        Column.Flag<ScoreRow>("is_wider", "Whether what is published is more than the variable means", r => IsWider(r.Score.Variable)),
        .. Percentiles(),
        Column.Number<ScoreRow>("error", "The median less what came", r => r.Score.Error),
        Column.Number<ScoreRow>("ape", "The size of the error in percent of what came", r => r.Score.AbsolutePercentageError),
        Column.Number<ScoreRow>("crps", "The continuous ranked probability score, in the unit", r => r.Score.Sample.Crps),
        Column.Number<ScoreRow>("pinball", "The mean pinball loss of the percentiles, in the unit", r => r.Score.Sample.Pinball),
        Column.Number<ScoreRow>("pit", "The share of the forecast below what came", r => r.Score.Sample.Pit),
        Column.Flag<ScoreRow>("in50", "Whether it came between p25 and p75", r => r.Score.Sample.Holds(2, r.Score.Observed)),
        Column.Flag<ScoreRow>("in80", "Whether it came between p10 and p90", r => r.Score.Sample.Holds(1, r.Score.Observed)),
        Column.Flag<ScoreRow>("in90", "Whether it came between p5 and p95", r => r.Score.Sample.Holds(0, r.Score.Observed)),
        .. RivalCrps<ScoreRow>(r => r.Score.RivalCrps),
        Column.OptionalText<ScoreRow>("best_rival", "The rival with the lowest crps", r => r.Score.BestRival),
        Column.OptionalNumber<ScoreRow>("skill", "1 - crps over that of the best rival; absent of rivals", r => r.Score.Skill),
        BaselineVersion, RunId,
    ]);

    /// <summary>A line for each forecaster, variable and horizon; rows are <see cref="SummaryRow"/>.</summary>
    public static readonly Table Summaries = new("scorecard-summaries", "How well vintages of the past forecast",
    [
        ModelVersion,
        Column.Text<SummaryRow>("basis", "What the vintages were made of: known, hindsight or backfilled", r => Words.Of(r.Summary.Basis)),
        Column.Text<SummaryRow>("scenario", "The scenario's name, or the rival's", r => r.Summary.Forecaster),
        Column.Text<SummaryRow>("kind", "scenario or rival", r => KindOf(r.Summary.IsRival)),
        Column.Text<SummaryRow>("variable", "What was forecast", r => r.Summary.Variable.Name),
        Column.Text<SummaryRow>("unit", "Its unit", r => r.Summary.Variable.Unit),
        Column.OptionalWhole<SummaryRow>("horizon", "Quarters after the last one that was known; empty for all", r => r.Summary.Horizon),
        Column.Text<SummaryRow>("release", "The figures that are scored against: latest, or first", r => ReleaseOf(r.Summary.IsFirstRelease)),
        Column.Flag<SummaryRow>("is_wider", "Whether what is published is more than the variable means", r => IsWider(r.Summary.Variable)),
        Column.Whole<SummaryRow>("outcomes", "How many quarters, each once for every vintage that forecast it", r => r.Summary.Outcomes),
        Column.Whole<SummaryRow>("vintages", "How many vintages forecast them", r => r.Summary.Vintages),
        Column.Number<SummaryRow>("mean_error", "The mean of median less outcome, in the unit", r => r.Summary.MeanError),
        Column.Number<SummaryRow>("mape", "The mean absolute percentage error", r => r.Summary.MeanAbsolutePercentageError),
        Column.Number<SummaryRow>("crps", "The mean continuous ranked probability score, in the unit", r => r.Summary.Crps),
        Column.Number<SummaryRow>("pinball", "The mean pinball loss, in the unit", r => r.Summary.Pinball),
        Column.Number<SummaryRow>("coverage50", "The share of outcomes between p25 and p75", r => r.Summary.Coverage.Of50),
        Column.Number<SummaryRow>("coverage80", "The share of outcomes between p10 and p90", r => r.Summary.Coverage.Of80),
        Column.Number<SummaryRow>("coverage90", "The share of outcomes between p5 and p95", r => r.Summary.Coverage.Of90),
        Column.Number<SummaryRow>("mean_pit", "The mean share of the forecast below what came; 0.5 where the middle is right",
            r => r.Summary.MeanPit),
        Column.Whole<SummaryRow>("compared", "Of how many of the outcomes every rival has a forecast", r => r.Summary.Compared),
        .. RivalCrps<SummaryRow>(r => r.Summary.RivalCrps),
        Column.OptionalText<SummaryRow>("best_rival", "The rival with the lowest crps on what is compared", r => r.Summary.BestRival),
        Column.OptionalNumber<SummaryRow>("skill", "1 - crps over that of the best rival, on what is compared; absent of rivals",
            r => r.Summary.Skill),
        Column.OptionalNumber<SummaryRow>("skill_drift", "The same against drift in logarithms",
            r => r.Summary.SkillAgainst[Rivals.Names.ToList().IndexOf("drift")]),
        BaselineVersion, RunId,
    ]);

    /// <summary>A line for each claim; rows are <see cref="ClaimRow"/>.</summary>
    public static readonly Table Claims = new("scorecard-claims", "What vintages of the past claimed, and what came",
    [
        ModelVersion,
        Column.Text<ClaimRow>("vintage", "The article's version, or the day by which everything was known", r => r.Claim.Vintage.Name),
        Column.Text<ClaimRow>("basis", "What the vintage was made of: known or hindsight", r => Words.Of(r.Claim.Vintage.Basis)),
        Column.Text<ClaimRow>("scenario", "The scenario's name", r => r.Claim.Scenario),
        Column.Text<ClaimRow>("variable", "What it is about", r => r.Claim.Variable.Name),
        Column.Text<ClaimRow>("unit", "Its unit", r => r.Claim.Variable.Unit),
        Column.Whole<ClaimRow>("year", "The calendar year", r => r.Claim.Year),
        Column.Number<ClaimRow>("level", "What it would be above", r => r.Claim.Level),
        Column.Number<ClaimRow>("probability", "How probable that was", r => r.Claim.Probability),
        Column.Text<ClaimRow>("status", "came, didNotCome, or open where what came is not known or not published",
            r => Words.Of(r.Claim.Status)),
        Column.OptionalNumber<ClaimRow>("outcome", "What came", r => r.Claim.Outcome),
        Column.OptionalNumber<ClaimRow>("brier", "The squared distance of the probability from what came", r => r.Claim.Brier),
        Column.Text<ClaimRow>("statement", "The claim as a sentence", r => r.Claim.Statement),
        BaselineVersion, RunId,
    ]);

    /// <summary>A line for each group of parameters; rows are <see cref="UncertaintyRow"/>.</summary>
    public static readonly Table Uncertainty = new("scorecard-uncertainty", "What would have made the intervals hold",
    [
        ModelVersion,
        Column.Text<UncertaintyRow>("basis", "What the vintages were made of: known, hindsight or backfilled", r => Words.Of(r.Factor.Basis)),
        Column.Text<UncertaintyRow>("group", "The parameters: growth, shares or prices", r => Words.Of(r.Factor.Group)),
        Column.Text<UncertaintyRow>("measure", "What tells of them", r => MeasureOf(r.Factor.Group)),
        Column.Whole<UncertaintyRow>("outcomes", "How many quarters, each once for every vintage that forecast it", r => r.Factor.Outcomes),
        Column.Whole<UncertaintyRow>("vintages", "How many vintages forecast them", r => r.Factor.Vintages),
        Column.Number<UncertaintyRow>("independent", "How many count as independent", r => r.Factor.Independent),
        Column.Number<UncertaintyRow>("factor", "By what the spread of the paths would have had to be multiplied", r => r.Factor.Factor),
        Column.Number<UncertaintyRow>("low", "The lower end of the factor's own interval", r => r.Factor.Low),
        Column.Number<UncertaintyRow>("high", "The upper end", r => r.Factor.High),
        Column.Number<UncertaintyRow>("level", "The level of that interval, in percent", _ => UncertaintyFactor.Level),
        BaselineVersion, RunId,
    ]);

    private static string KindOf(bool isRival) => isRival ? "rival" : "scenario";

    private static string ReleaseOf(bool isFirst) => isFirst ? "first" : "latest";

    private static bool IsWider(Variable variable) => Outcomes.Scored.Any(s => s.Variable == variable && s.IsWider);

    private static string MeasureOf(SpreadSource group) => group switch
    {
        SpreadSource.Growth => "NVIDIA's and Broadcom's revenue together",
        SpreadSource.Shares => "NVIDIA's revenue over Broadcom's",
        _ => "NVIDIA's revenue over the compute that it added",
    };

    private static IEnumerable<Column> Percentiles() => SampleScore.Percents.Select((percent, place) => Column.Number<ScoreRow>(
        string.Create(CultureInfo.InvariantCulture, $"p{percent}"),
        string.Create(CultureInfo.InvariantCulture, $"The forecast's {percent}th percentile, in the unit"), r => r.Score.Sample.Percentiles[place]));

    private static IEnumerable<Column> RivalCrps<T>(Func<T, IReadOnlyList<double?>> crps) => Rivals.Names.Select((name, place)
        => Column.OptionalNumber<T>(
            $"crps_{name.Replace('-', '_')}", $"The crps of the rival {name}; empty where too little was known for it", r => crps(r)[place]));
}
