using ForecastFunctions.Baselines;
using ForecastFunctions.Comparisons;
using ForecastFunctions.Core.Series;
using ForecastFunctions.Projections;
using ForecastFunctions.Scenarios;
using static ForecastFunctions.OData.EntitySet;

namespace ForecastFunctions.OData;

/// <summary>An observation with the baseline that holds it.</summary>
/// <param name="BaselineVersion">The baseline.</param>
/// <param name="Row">The observation.</param>
public sealed record ObservationEntity(string BaselineVersion, ObservationRow Row);

/// <summary>A number of a run with its period taken apart.</summary>
/// <param name="Row">The number.</param>
/// <param name="Year">The calendar year.</param>
/// <param name="Quarter">1 to 4, or <see langword="null"/> for a whole year.</param>
public sealed record ProjectionEntity(ProjectionRow Row, int Year, int? Quarter)
{
    /// <summary>The entity of a row.</summary>
    public static ProjectionEntity Of(ProjectionRow row)
        => Period.TryParse(row.Period, out var period)
            ? new(row, period.Year, period.Quarter)
            : throw new ArgumentException($"'{row.Period}' is not a period.", nameof(row));
}

/// <summary>A difference of a comparison with its period taken apart.</summary>
/// <param name="Row">The difference.</param>
/// <param name="Reference">The label of the scenario that is taken off.</param>
/// <param name="Period">The period.</param>
public sealed record ComparisonEntity(ComparisonRow Row, string Reference, Period Period);

/// <summary>The sets of the feed.</summary>
public static class EntitySets
{
    /// <summary>The vintages of what is known.</summary>
    public static readonly EntitySet Baselines = new("Baselines", "Baseline",
    [
        Text<BaselineRow>("Version", r => r.Version),
        Text<BaselineRow>("Title", r => r.Title),
        Day<BaselineRow>("AsOf", r => r.AsOf),
        WholeNumber<BaselineRow>("BaseYear", r => r.BaseYear),
        Boolean<BaselineRow>("IsCurrent", r => r.IsCurrent),
        WholeNumber<BaselineRow>("ParameterCount", r => r.Parameters),
        WholeNumber<BaselineRow>("ObservationCount", r => r.Observations),
        Text<BaselineRow>("ContentHash", r => r.ContentHash),
        Moment<BaselineRow>("StoredAt", r => r.StoredAt),
    ], ["Version"]);

    /// <summary>The figures of a vintage: the current one's, or that of the version the filter names.</summary>
    public static readonly EntitySet Observations = new("Observations", "Observation",
    [
        Text<ObservationEntity>("BaselineVersion", o => o.BaselineVersion),
        Text<ObservationEntity>("SeriesId", o => o.Row.SeriesId),
        Day<ObservationEntity>("PeriodEnd", o => o.Row.PeriodEnd),
        Text<ObservationEntity>("Frequency", o => o.Row.Frequency),
        Number<ObservationEntity>("Value", o => o.Row.Value),
        Text<ObservationEntity>("Unit", o => o.Row.Unit),
        Text<ObservationEntity>("Status", o => o.Row.Status),
        Text<ObservationEntity>("Source", o => o.Row.Source),
        Text<ObservationEntity>("Reference", o => o.Row.Reference),
        Day<ObservationEntity>("KnownSince", o => o.Row.KnownSince),
    ], ["BaselineVersion", "SeriesId", "PeriodEnd", "KnownSince"]);

    /// <summary>The scenarios that can be run.</summary>
    public static readonly EntitySet Scenarios = new("Scenarios", "Scenario",
    [
        Text<ScenarioRow>("Name", r => r.Name),
        Text<ScenarioRow>("Title", r => r.Title),
        Text<ScenarioRow>("Reading", r => r.Reading),
        Text<ScenarioRow>("Kind", r => r.Kind),
        Text<ScenarioRow>("Settings", r => r.Settings),
        OptionalText<ScenarioRow>("Extends", r => r.Extends),
    ], ["Name"]);

    /// <summary>The numbers of runs: of every preset by years, or of the run that the filter or the function names.</summary>
    public static readonly EntitySet Projections = new("Projections", "Projection",
    [
        Text<ProjectionEntity>("ModelVersion", p => p.Row.ModelVersion),
        Text<ProjectionEntity>("Scenario", p => p.Row.Scenario),
        Text<ProjectionEntity>("Region", p => p.Row.Region),
        Text<ProjectionEntity>("Variable", p => p.Row.Variable),
        Text<ProjectionEntity>("Unit", p => p.Row.Unit),
        Text<ProjectionEntity>("Period", p => p.Row.Period),
        Day<ProjectionEntity>("PeriodStart", p => p.Row.PeriodStart),
        Text<ProjectionEntity>("Statistic", p => p.Row.Statistic),
        Number<ProjectionEntity>("Value", p => p.Row.Value),
        Text<ProjectionEntity>("Status", p => p.Row.Status),
        Text<ProjectionEntity>("BaselineVersion", p => p.Row.BaselineVersion),
        Text<ProjectionEntity>("RunId", p => p.Row.RunId),
        Number<ProjectionEntity>("StandardError", p => p.Row.StandardError),
        WholeNumber<ProjectionEntity>("Year", p => p.Year),
        WholeNumber<ProjectionEntity>("Quarter", p => p.Quarter),
    ], ["RunId", "Variable", "Period", "Statistic"]);

    /// <summary>What scenarios differ by: every preset against the article's, or against the reference that the filter names.</summary>
    public static readonly EntitySet Comparisons = new("Comparisons", "Comparison",
    [
        Text<ComparisonEntity>("ModelVersion", c => c.Row.ModelVersion),
        Text<ComparisonEntity>("Scenario", c => c.Row.Scenario),
        Text<ComparisonEntity>("Reference", c => c.Reference),
        Text<ComparisonEntity>("Region", c => c.Row.Region),
        Text<ComparisonEntity>("Variable", c => c.Row.Variable),
        Text<ComparisonEntity>("Unit", c => c.Row.Unit),
        Text<ComparisonEntity>("Period", c => c.Row.Period),
        Day<ComparisonEntity>("PeriodStart", c => c.Row.PeriodStart),
        Text<ComparisonEntity>("Statistic", c => c.Row.Statistic),
        Number<ComparisonEntity>("Value", c => c.Row.Value),
        Text<ComparisonEntity>("Status", c => c.Row.Status),
        Text<ComparisonEntity>("BaselineVersion", c => c.Row.BaselineVersion),
        Text<ComparisonEntity>("RunId", c => c.Row.RunId),
        Number<ComparisonEntity>("StandardError", c => c.Row.StandardError),
        WholeNumber<ComparisonEntity>("Year", c => c.Period.Year),
        WholeNumber<ComparisonEntity>("Quarter", c => c.Period.Quarter),
    ], ["RunId", "Scenario", "Reference", "Variable", "Period", "Statistic"]);

    /// <summary>Every set.</summary>
    public static IReadOnlyList<EntitySet> All { get; } = [Baselines, Observations, Scenarios, Projections, Comparisons];
}
