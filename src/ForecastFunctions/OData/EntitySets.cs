using ForecastFunctions.Application.Baselines;
using ForecastFunctions.Application.Comparisons;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Projections;
using ForecastFunctions.Application.Runs;
using ForecastFunctions.Application.Scenarios;
using ForecastFunctions.Application.Scorecards;
using ForecastFunctions.Core.Baselines;

namespace ForecastFunctions.OData;

/// <summary>An observation with the baseline that holds it.</summary>
/// <param name="BaselineVersion">The baseline.</param>
/// <param name="Observation">The observation.</param>
public sealed record ObservationEntity(string BaselineVersion, Observation Observation);

/// <summary>The sets of the feed, made of the columns of the tables.</summary>
public static class EntitySets
{
    /// <summary>The calendar year and the quarter of a run's row.</summary>
    private static readonly IReadOnlyList<EntityProperty> PeriodParts =
    [
        EntityProperty.Of(Column.Whole<IRunRow>("year", "The calendar year", r => r.Period.Year)),
        EntityProperty.Of(Column.OptionalWhole<IRunRow>("quarter", "1 to 4; empty of a whole year", r => r.Period.Quarter)),
    ];

    /// <summary>The vintages of what is known.</summary>
    public static readonly EntitySet Baselines = new("Baselines", "Baseline",
    [
        .. BaselineTables.Baselines.Columns.Select(column => EntityProperty.Of(column) with { Name = NameInFeed(column) }),
    ], ["Version"]);

    /// <summary>The figures of a vintage: the current one's, or that of the version the filter names.</summary>
    public static readonly EntitySet Observations = new("Observations", "Observation",
    [
        EntityProperty.Of(Column.Text<ObservationEntity>("baseline_version", "The baseline", o => o.BaselineVersion)),
        .. BaselineTables.Observations.Columns.Select(EntityProperty.Of)
            .Select(p => p with { Value = entity => p.Value(((ObservationEntity)entity).Observation) }),
    ], ["BaselineVersion", "SeriesId", "PeriodEnd", "KnownSince"]);

    /// <summary>The scenarios that can be run.</summary>
    public static readonly EntitySet Scenarios = new(
        "Scenarios", "Scenario", [.. ScenarioTables.Scenarios.Columns.Take(6).Select(EntityProperty.Of)], ["Name"]);

    /// <summary>The numbers of runs: of every preset by years, or of the run that the filter or the function names.</summary>
    public static readonly EntitySet Projections = new(
        "Projections", "Projection", [.. ProjectionRuns.Table.Columns.Select(EntityProperty.Of), .. PeriodParts],
        ["RunId", "Variable", "Period", "Statistic"]);

    /// <summary>What scenarios differ by: every preset against the article's, or against the reference that the filter names.</summary>
    public static readonly EntitySet Comparisons = new("Comparisons", "Comparison",
    [
        // Levels, which have no reference, are no differences.
        .. ComparisonRuns.Table.Columns.Select(EntityProperty.Of).Select(p => p.Name is "Reference" ? p with { IsNullable = false } : p),
        .. PeriodParts,
    ], ["RunId", "Scenario", "Reference", "Variable", "Period", "Statistic"]);

    /// <summary>What vintages of the past forecast, and what came.</summary>
    public static readonly EntitySet Scorecard = new(
        "Scorecard", "Score", [.. ScorecardTables.Scores.Columns.Select(EntityProperty.Of), .. PeriodParts],
        ["RunId", "Basis", "Vintage", "Scenario", "Variable", "Period", "Release"]);

    /// <summary>Every set.</summary>
    public static IReadOnlyList<EntitySet> All { get; } = [Baselines, Observations, Scenarios, Projections, Comparisons, Scorecard];

    /// <summary>Two counts have longer names in the feed.</summary>
    private static string NameInFeed(Column column) => column.Name switch
    {
        "parameters" => "ParameterCount",
        "observations" => "ObservationCount",
        _ => column.PropertyName,
    };
}
