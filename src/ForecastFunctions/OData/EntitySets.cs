using ForecastFunctions.Baselines;
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
        => Core.Series.Period.TryParse(row.Period, out var period)
            ? new(row, period.Year, period.Quarter)
            : throw new ArgumentException($"'{row.Period}' is not a period.", nameof(row));
}

/// <summary>The sets of the feed.</summary>
public static class EntitySets
{
    /// <summary>The vintages of what is known.</summary>
    public static readonly EntitySet Baselines = new("Baselines", "Baseline",
    [
        Text<BaselineRow>("Version", r => r.Version),
        Text<BaselineRow>("Title", r => r.Title),
        Day<BaselineRow>("AsOf", r => r.AsOf),
        Integer<BaselineRow>("BaseYear", r => r.BaseYear),
        Boolean<BaselineRow>("IsCurrent", r => r.IsCurrent),
        Integer<BaselineRow>("ParameterCount", r => r.Parameters),
        Integer<BaselineRow>("ObservationCount", r => r.Observations),
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
        Integer<ProjectionEntity>("Year", p => p.Year),
        Integer<ProjectionEntity>("Quarter", p => p.Quarter),
    ], ["RunId", "Variable", "Period", "Statistic"]);

    /// <summary>Every set.</summary>
    public static IReadOnlyList<EntitySet> All { get; } = [Baselines, Observations, Scenarios, Projections];
}
