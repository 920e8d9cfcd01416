using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Runs;

namespace ForecastFunctions.Application.Scorecards;

/// <summary>What can be asked of the track record.</summary>
public static class ScorecardOperations
{
    /// <summary>Reads the scores.</summary>
    public static readonly Operation Read = new(
        "readScorecard", "Scorecard", ["GET"], "/v1/scorecard", AccessScope.Read,
        "The track record: what vintages of the past forecast, and what came", [.. ScorecardMembers.OfScores, .. FormMembers.OfTables])
    {
        Table = ScorecardTables.Scores,
        Answer = new OperationAnswer.Rows(ScorecardJson.Default.ScorecardFacts),
        Problems = ProblemKind.OfComputing,
        Example = "vintages=2024-12&scenarios=article-base",
    };

    /// <summary>Reads the scores of a scorecard again.</summary>
    public static readonly Operation ReadAgain = new(
        "readScorecardAgain", "ScorecardRun", ["GET"], "/v1/scorecard/{runId}", AccessScope.Read, "Read a scorecard again",
        [.. ScorecardMembers.OfScores, .. FormMembers.OfTables])
    {
        PathMembers = [RunMembers.RunId],
        Table = ScorecardTables.Scores,
        Answer = new OperationAnswer.Rows(ScorecardJson.Default.ScorecardFacts),
        Problems = [ProblemKind.RunExpired, .. ProblemKind.OfComputing],
    };

    /// <summary>Reads how good the forecasts were.</summary>
    public static readonly Operation Summarise = new(
        "summariseScorecard", "ScorecardSummaries", ["GET"], "/v1/scorecard-summaries", AccessScope.Read,
        "The track record by scenario, variable and horizon", [.. ScorecardMembers.OfScores, .. FormMembers.OfTables])
    {
        Table = ScorecardTables.Summaries,
        Problems = ProblemKind.OfComputing,
        Tool = new Tool(
            "read_track_record",
            "Tells how good the forecasts of past vintages were: errors, coverage of the intervals and skill against simple rivals, by "
            + "scenario, variable and horizon. Ask it before relying on a projection."),
    };

    /// <summary>Lists the claims.</summary>
    public static readonly Operation Claims = new(
        "listClaims", "ScorecardClaims", ["GET"], "/v1/scorecard-claims", AccessScope.Read, "What vintages of the past claimed, and what came",
        [.. ScorecardMembers.OfClaims, .. FormMembers.OfTables])
    {
        Table = ScorecardTables.Claims,
        Problems = ProblemKind.OfComputing,
        Example = "vintages=2024-12&scenarios=article-base",
    };

    /// <summary>Tells what would have made the intervals hold.</summary>
    public static readonly Operation Uncertainty = new(
        "judgeUncertainty", "ScorecardUncertainty", ["GET"], "/v1/scorecard-uncertainty", AccessScope.Read,
        "What would have made the intervals hold", FormMembers.OfTables)
    {
        Table = ScorecardTables.Uncertainty,
        Problems = ProblemKind.OfComputing,
    };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Operation> All { get; } = [Read, ReadAgain, Summarise, Claims, Uncertainty];
}
