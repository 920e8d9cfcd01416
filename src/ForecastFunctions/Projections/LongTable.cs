using ForecastFunctions.Core.Projections;
using ForecastFunctions.Http;

namespace ForecastFunctions.Projections;

/// <summary>A run as a line for each number: the canonical shape, in JSON, CSV and OData.</summary>
public static class LongTable
{
    /// <summary>The columns, frozen.</summary>
    public static IReadOnlyList<CsvColumn<ProjectionRow>> Columns { get; } =
    [
        new("model_version", r => r.ModelVersion),
        new("scenario", r => r.Scenario),
        new("region", r => r.Region),
        new("variable", r => r.Variable),
        new("unit", r => r.Unit),
        new("period", r => r.Period),
        new("period_start", r => r.PeriodStart),
        new("statistic", r => r.Statistic),
        new("value", r => r.Value),
        new("status", r => r.Status),
        new("baseline_version", r => r.BaselineVersion),
        new("run_id", r => r.RunId),
        new("standard_error", r => r.StandardError),
    ];

    /// <summary>The rows: by variable, then period, then statistic.</summary>
    /// <param name="run">The run.</param>
    /// <param name="variables">The variables to show.</param>
    /// <param name="statistics">The places of the statistics to show.</param>
    public static IReadOnlyList<ProjectionRow> Rows(ProjectionRun run, IReadOnlyList<Variable> variables, IReadOnlyList<int> statistics)
    {
        var (specification, projection, _) = run;
        var runId = specification.RunId.ToString();
        var periods = projection.Range
            .Select(p => (
                Text: p.ToString(),
                p.Start,
                Status: p.Year == specification.Scenario.BaseYear ? "observed-base" : "projected"))
            .ToList();
        var rows = new List<ProjectionRow>(variables.Count * periods.Count * statistics.Count);
        foreach (var variable in variables)
        {
            for (var period = 0; period < periods.Count; period++)
            {
                foreach (var statistic in statistics)
                {
                    rows.Add(new ProjectionRow(
                        specification.ModelVersion, specification.Scenario.Label, ProjectionRow.World, variable.Name, variable.Unit,
                        periods[period].Text, periods[period].Start, projection.Statistics[statistic],
                        projection.Value(period, variable, statistic), periods[period].Status,
                        specification.BaselineVersion, runId, projection.StandardError(period, variable, statistic)));
                }
            }
        }

        return rows;
    }
}
