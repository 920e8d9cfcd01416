using System.Globalization;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Series;
using ForecastFunctions.Http;

namespace ForecastFunctions.Projections;

/// <summary>A variable's course over the periods of a run.</summary>
/// <param name="Variable">The variable.</param>
/// <param name="Statistic">The statistic.</param>
/// <param name="Values">Its value in each period.</param>
public sealed record CourseRow(Variable Variable, string Statistic, IReadOnlyDictionary<Period, double> Values)
{
    /// <summary>The quarter of the year whose values these are, where each year has a column and the run has quarters.</summary>
    public int? Quarter { get; init; }
}

/// <summary>
/// A run as a line for each variable and statistic, with a column for each period; in the layout of the IAMC, which
/// pyam reads, with a column for each year and, where the run has quarters, a line for each of the four.
/// </summary>
public static class WideTable
{
    /// <summary>The rows of the wide shape: by variable, then statistic.</summary>
    /// <param name="run">The run.</param>
    /// <param name="variables">The variables to show.</param>
    /// <param name="statistics">The places of the statistics to show.</param>
    public static IReadOnlyList<CourseRow> Rows(ProjectionRun run, IReadOnlyList<Variable> variables, IReadOnlyList<int> statistics)
        => [.. from variable in variables
               from statistic in statistics
               select new CourseRow(
                   variable, run.Result.Statistics[statistic],
                   run.Result.Range.Index().ToDictionary(p => p.Item, p => run.Result.Value(p.Index, variable, statistic)))];

    /// <summary>The columns of the wide shape.</summary>
    public static IReadOnlyList<CsvColumn<CourseRow>> Columns(ProjectionSpecification specification) =>
    [
        new("model_version", _ => specification.ModelVersion),
        new("scenario", _ => specification.Scenario.Label),
        new("region", _ => ProjectionRow.World),
        new("variable", r => r.Variable.Name),
        new("unit", r => r.Variable.Unit),
        new("statistic", r => r.Statistic),
        new("baseline_version", _ => specification.BaselineVersion),
        new("run_id", _ => specification.RunId.ToString()),
        .. specification.Range.Select(period => new CsvColumn<CourseRow>(period.ToString(), r => r.Values[period])),
    ];

    /// <summary>The rows of the IAMC's layout.</summary>
    /// <param name="rows">The rows of the wide shape.</param>
    /// <param name="step">The length of the run's periods.</param>
    public static IReadOnlyList<CourseRow> IamcRows(IReadOnlyList<CourseRow> rows, Step step)
        => step == Step.Year
            ? rows
            : [.. rows.SelectMany(r => r.Values.Keys.Select(p => p.Quarter).Distinct().Order().Select(q => r with { Quarter = q }))];

    /// <summary>The columns of the IAMC's layout.</summary>
    public static IReadOnlyList<CsvColumn<CourseRow>> IamcColumns(ProjectionSpecification specification) =>
    [
        new("Model", _ => $"ForecastFunctions {specification.ModelVersion}"),
        new("Scenario", _ => specification.Scenario.Label),
        new("Region", _ => ProjectionRow.World),
        new("Variable", r => NameOf(r.Variable, r.Statistic)),
        new("Unit", r => r.Variable.Unit),
        .. specification.Range.Step == Step.Year ? Array.Empty<CsvColumn<CourseRow>>() : [new("Subannual", r => $"Q{r.Quarter}")],
        .. specification.Range.Select(p => p.Year).Distinct().Select(year => new CsvColumn<CourseRow>(
            year.ToString(CultureInfo.InvariantCulture), r => ValueOf(r, year))),
    ];

    /// <summary>The layout has no column for a statistic, so it stands at the end of the variable's name.</summary>
    private static string NameOf(Variable variable, string statistic)
        => string.Equals(statistic, Projection.ValueStatistic, StringComparison.Ordinal) ? variable.Name : $"{variable.Name}|{statistic}";

    private static double? ValueOf(CourseRow row, int year)
    {
        var period = row.Quarter is { } quarter ? Period.OfQuarter(year, quarter) : Period.OfYear(year);
        return row.Values.TryGetValue(period, out var value) ? value : null;
    }
}
