using System.Text.Json.Serialization;
using ForecastFunctions.Application.Baselines;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Core.Scorecards;

namespace ForecastFunctions.Application.Scorecards;

/// <summary>What is said of a scorecard as a whole.</summary>
/// <param name="RunId">The scorecard's name.</param>
/// <param name="ModelVersion">The version of the equations.</param>
/// <param name="BaselineVersion">The vintage that the outcomes are of.</param>
/// <param name="OutcomesKnownBy">The day by which they were known.</param>
/// <param name="Draws">How many paths each forecast is.</param>
/// <param name="Notes">What a reader of the rows should know.</param>
/// <param name="Vintages">The vintages that are shown.</param>
/// <param name="Claims">What one vintage claimed, where just one is asked for.</param>
public sealed record ScorecardFacts(
    string RunId, string ModelVersion, string BaselineVersion, DateOnly OutcomesKnownBy, int Draws, IReadOnlyList<string> Notes,
    IReadOnlyList<VintageFacts> Vintages,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<ClaimFacts>? Claims)
{
    /// <summary>What a reader of scores should know.</summary>
    public static IReadOnlyList<string> NotesOfScores { get; } =
    [
        "A vintage of basis known holds nothing but what was public by its day. What no figure could move then is what the article's "
        + "vintage of December 2024 assumed (assumed); some of these assumptions, such as the vendors' shares of spend and the prices of "
        + "2024, were made by people who knew figures of 2024 that came out later.",
        "The article's vintage, of basis hindsight, was fitted to the year 2024 with figures that came out later; rivals of that day "
        + "knew quarters up to 2024-Q3 alone. A backfilled vintage holds estimates of periods that had ended, such as counts of chips, "
        + "which were published later. Scores of different bases are never put together.",
        "Quarters up to the last one that was known, and those of the base year, are no forecast and have no row. Revenue counts in the "
        + "calendar quarter that holds the middle of the fiscal one. Marvell's figure is its whole data-centre revenue (is_wider).",
        "Vintages overlap: rows of one quarter share what came, and rows of one vintage share what it got wrong.",
    ];

    private const string NoteOfUncertainty =
        "The factor is the root of the mean squared distance of outcomes from the middle of article-base's paths, in half the width of the "
        + "middle 68 %; what the middle was wrong by counts. The interval is that of a mean square of as many normal scores as count as "
        + "independent: distinct quarters over the mean horizon. It is applied to nothing by itself; an operator can apply "
        + "it, by the settings Uncertainty__Growth, Uncertainty__Shares and Uncertainty__Prices.";

    private const string NoteOfWidened =
        "The paths that are scored are those of this service, widened so already: a factor of /scorecard/uncertainty comes on top of it, and "
        + "the two multiply to what it would be without.";

    private const string NoteOfClaims =
        "Levels are 70 % for inference, and 1.5, 2 and 3 times what article-base has for the base year, to two digits. A claim is open as long "
        + "as what came is not known; nobody publishes the share of inference, so claims on it stay open.";

    /// <summary>What a reader of a table should know.</summary>
    /// <param name="operation">The operation that answers it.</param>
    /// <param name="scorecard">The scorecard that the table is of.</param>
    public static IReadOnlyList<string> NotesOf(Operation operation, ScorecardSpecification scorecard)
        =>
        [
            .. operation == ScorecardOperations.Uncertainty ? [NoteOfUncertainty]
                : operation == ScorecardOperations.Claims ? [NoteOfClaims]
                : Array.Empty<string>(),
            .. scorecard.Widening.Notes.SelectMany(note => new[] { note, NoteOfWidened }),
            .. NotesOfScores,
        ];

    /// <summary>The facts of a scorecard.</summary>
    public static ScorecardFacts Of(ScorecardView view)
    {
        var (specification, baseline, card, _) = view.Run;
        List<PastVintage> vintages = [.. card.Vintages.Where(view.Request.Takes)];
        return new(
            specification.RunId.ToString(), specification.ModelVersion, specification.BaselineVersion, baseline.AsOf,
            specification.Draws.Draws, NotesOf(ScorecardOperations.Read, specification), [.. vintages.Select(VintageFacts.Of)],
            view.Request.Vintages is { Count: 1 } ? [.. view.Claims.Select(c => ClaimFacts.Of(c.Claim))] : null);
    }

    /// <summary>What is measured in scores.</summary>
    public static IReadOnlyList<MeasuredVariable> Measured(ScorecardView view) =>
    [
        .. Outcomes.Scored.Where(s => view.Request.Variables?.Contains(s.Variable) ?? true).Select(s => new MeasuredVariable(
            s.Variable.Name, s.Variable.Definition, s.Variable.Unit,
            $"ForecastFunctions, model {view.Run.Specification.ModelVersion}, against baseline {view.Run.Baseline.Version}",
            DataLicences.OfResults, view.Run.Baseline.AsOf)),
    ];
}

/// <summary>A vintage of the past.</summary>
/// <param name="Name">The article's version, or the day.</param>
/// <param name="KnownBy">The day by which everything in it was known.</param>
/// <param name="Basis"><c>known</c>, <c>hindsight</c> or <c>backfilled</c>.</param>
/// <param name="BaselineVersion">Its version; absent of a backfilled one, which is kept nowhere.</param>
/// <param name="BaseYear">The year that it was fitted to.</param>
/// <param name="LastKnown">The last quarter that was known.</param>
/// <param name="Calibrated">How many of its parameters rest on figures.</param>
/// <param name="Assumed">How many are what the article's vintage assumed.</param>
public sealed record VintageFacts(
    string Name, DateOnly KnownBy, string Basis,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? BaselineVersion,
    int BaseYear, string LastKnown, int Calibrated, int Assumed)
{
    internal static VintageFacts Of(PastVintage v) => new(
        v.Name, v.Day, Words.Of(v.Basis), v.Basis == VintageBasis.Backfilled ? null : v.Version, v.BaseYear, v.LastKnown.ToString(),
        v.Calibrated, v.Assumed);
}

/// <summary>A claim of a vintage, and what came.</summary>
/// <param name="Scenario">The scenario.</param>
/// <param name="Statement">The claim as a sentence.</param>
/// <param name="Probability">How probable it was.</param>
/// <param name="Status"><c>came</c>, <c>didNotCome</c> or <c>open</c>.</param>
/// <param name="Outcome">What came.</param>
public sealed record ClaimFacts(
    string Scenario, string Statement, double Probability, string Status,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? Outcome)
{
    internal static ClaimFacts Of(Claim c) => new(c.Scenario, c.Statement, c.Probability, Words.Of(c.Status), c.Outcome);
}

/// <summary>The JSON of scorecards.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ScorecardFacts))]
public sealed partial class ScorecardJson : JsonSerializerContext;
