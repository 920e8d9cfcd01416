using System.Globalization;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Runs;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Series;

namespace ForecastFunctions.Application.Projections;

/// <summary>A variable's course over the periods of a run.</summary>
/// <param name="Variable">The variable.</param>
/// <param name="Statistic">The statistic.</param>
/// <param name="Values">Its value in each period.</param>
public sealed record CourseRow(Variable Variable, string Statistic, IReadOnlyDictionary<Period, double?> Values)
{
    /// <summary>The quarter of the year whose values these are, where each year has a column and the run has quarters.</summary>
    public int? Quarter { get; init; }
}

/// <summary>
/// A run as a line for each variable and statistic, with a column for each period; in the layout of the IAMC, which
/// pyam reads, with a column for each year and, where the run has quarters, a line for each of the four.
/// </summary>
internal static class WideTable
{
    /// <summary>The rows of the wide shape: by variable, then statistic.</summary>
    public static IReadOnlyList<CourseRow> Rows(Run<ProjectionSpecification, Projection> run, RunView view) =>
    [
        .. view.Variables.SelectMany(variable => ProjectionRuns.Rows(run, view with { Variables = [variable] }).GroupBy(r => r.Statistic, StringComparer.Ordinal)
            .Select(course => new CourseRow(variable, course.Key, course.ToDictionary(r => r.Period, r => r.Value)))),
    ];

    /// <summary>The table of the wide shape.</summary>
    public static Table Of(ProjectionSpecification run) => ProjectionRuns.Table.With(
    [
        Column.Text<CourseRow>("model_version", "The version of the equations", _ => run.ModelVersion),
        Column.Text<CourseRow>("scenario", "The scenario", _ => run.Scenario.Label),
        Column.Text<CourseRow>("region", "Where", _ => RunColumns.World),
        Column.Text<CourseRow>("variable", "What is measured", r => r.Variable.Name),
        Column.Text<CourseRow>("unit", "Its unit", r => r.Variable.Unit),
        Column.Text<CourseRow>("statistic", "Which statistic", r => r.Statistic),
        Column.Text<CourseRow>("baseline_version", "The vintage of what was known", _ => run.BaselineVersion),
        Column.Text<CourseRow>("run_id", "The run", _ => run.RunId.ToString()),
        .. run.Range.Select(period => Column.OptionalNumber<CourseRow>(period.ToString(), $"The value in {period}", r => r.Values.GetValueOrDefault(period))),
    ]);

    /// <summary>The rows of the IAMC's layout.</summary>
    public static IReadOnlyList<CourseRow> IamcRows(Run<ProjectionSpecification, Projection> run, RunView view)
        => run.Specification.Range.Step == Step.Year
            ? Rows(run, view)
            :
            [
                .. Rows(run, view).SelectMany(
                    r => r.Values.Keys.Select(p => p.Quarter).Distinct().Order().Select(q => r with { Quarter = q })),
            ];

    /// <summary>The table of the IAMC's layout.</summary>
    public static Table IamcOf(ProjectionSpecification run) => ProjectionRuns.Table.With(
    [
        Column.Text<CourseRow>("Model", "The model", _ => $"ForecastFunctions {run.ModelVersion}"),
        Column.Text<CourseRow>("Scenario", "The scenario", _ => run.Scenario.Label),
        Column.Text<CourseRow>("Region", "Where", _ => RunColumns.World),
        Column.Text<CourseRow>("Variable", "What is measured, and which statistic of it", r => NameOf(r.Variable, r.Statistic)),
        Column.Text<CourseRow>("Unit", "Its unit", r => r.Variable.Unit),
        .. run.Range.Step == Step.Year ? Array.Empty<Column>() : [Column.Text<CourseRow>("Subannual", "The quarter", r => $"Q{r.Quarter}")],
        .. run.Range.Select(p => p.Year).Distinct().Select(year => Column.OptionalNumber<CourseRow>(
            year.ToString(CultureInfo.InvariantCulture), $"The value in {year}", r => ValueOf(r, year))),
    ]);

    /// <summary>The layout has no column for a statistic, so it stands at the end of the variable's name.</summary>
    private static string NameOf(Variable variable, string statistic)
        => string.Equals(statistic, Projection.ValueStatistic, StringComparison.Ordinal) ? variable.Name : $"{variable.Name}|{statistic}";

    private static double? ValueOf(CourseRow row, int year)
    {
        var period = row.Quarter is { } quarter ? Period.OfQuarter(year, quarter) : Period.OfYear(year);
        return row.Values.GetValueOrDefault(period);
    }
}
