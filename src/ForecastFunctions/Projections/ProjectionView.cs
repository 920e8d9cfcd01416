using System.Text.Json;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Series;
using ForecastFunctions.Http;
using Microsoft.AspNetCore.Http;

namespace ForecastFunctions.Projections;

/// <summary>How a run is to be shown. It is no part of the run: every view of one run has the same run id.</summary>
/// <param name="Representation">JSON or CSV.</param>
/// <param name="Variables">The variables to show.</param>
/// <param name="Page">The rows to show.</param>
public sealed record ProjectionView(Representation Representation, IReadOnlyList<Variable> Variables, PageRequest Page)
{
    /// <summary>The region of every row: the model knows only the world.</summary>
    private const string World = "World";

    /// <summary>The columns of the long table, frozen.</summary>
    private static readonly IReadOnlyList<CsvColumn<ProjectionRow>> Columns =
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

    /// <summary>Reads <c>variables</c>, <c>format</c>, <c>limit</c> and <c>cursor</c>.</summary>
    public static ProjectionView Read(HttpRequest request, RequestReader reader, Representation? suffix = null)
        => new(ContentNegotiation.Choose(request, reader, suffix), ReadVariables(reader), PageRequest.Read(reader));

    /// <summary>Shows the run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="isPinned">Whether the address names the run itself, so that its answer can never change.</param>
    public Document Show(ProjectionRun run, bool isPinned)
    {
        var specification = run.Specification;
        var address = $"/api/v1/projections/{specification.RunId}{(Representation == Representation.Csv ? ContentNegotiation.CsvSuffix : "")}";
        var (rows, nextCursor) = Page.Of(Rows(run), $"{specification.RunId} {string.Join('.', Variables.Select(v => v.Index))}");
        KeyValuePair<string, string?>[] query = IsOfAllVariables ? [] : [new("variables", string.Join(',', Variables))];
        var nextLink = nextCursor is null ? null : Page.NextLink(address, query, nextCursor);
        var (body, contentType) = Representation == Representation.Csv
            ? (CsvTable.Write(Columns, rows), CsvTable.ContentType)
            : (JsonSerializer.SerializeToUtf8Bytes(Answer(run, rows, nextLink, nextCursor), JsonContracts.Readable.ProjectionAnswer), JsonContracts.ContentType);
        return new Document(body, contentType)
        {
            CacheControl = isPinned ? CachePolicy.Immutable : CachePolicy.Latest,
            ContentLocation = Page.ThisLink(address, query),
            CacheStatus = run.IsStored ? "forecast-runs; hit" : "forecast-runs; fwd=miss; stored",
            NextLink = nextLink,
            FileName = Representation == Representation.Csv ? $"{specification.Scenario.Extends}-{specification.RunId}.csv" : null,
        };
    }

    private bool IsOfAllVariables => Variables.Count == Core.Projections.Variables.All.Count;

    private static IReadOnlyList<Variable> ReadVariables(RequestReader reader)
    {
        if (reader.Read("variables", m => m.AsList(), "a list of variables; a name may end in * for all that begin so") is not { } names)
            return Core.Projections.Variables.All;

        var wanted = new HashSet<Variable>();
        foreach (var name in names)
        {
            var matches = name.EndsWith('*')
                ? Core.Projections.Variables.All.Where(v => v.Name.StartsWith(name[..^1], StringComparison.Ordinal)).ToList()
                : Core.Projections.Variables.Find(name) is { } variable ? [variable] : [];
            wanted.UnionWith(matches);
            if (matches.Count == 0)
            {
                reader.AddFault("variables", FaultCode.NotFound,
                    $"There is no variable '{name}'.{Suggestion.DidYouMean(name, Core.Projections.Variables.All.Select(v => v.Name))} GET /api/v1/variables lists them.");
            }
        }

        return [.. wanted.OrderBy(v => v.Index)];
    }

    private List<ProjectionRow> Rows(ProjectionRun run)
    {
        var (specification, projection, _) = run;
        var runId = specification.RunId.ToString();
        var periods = projection.Range.Select(p => (Text: p.ToString(), p.Start, Status: p.Year == specification.Scenario.BaseYear ? "observed-base" : "projected")).ToList();
        var rows = new List<ProjectionRow>(Variables.Count * periods.Count * projection.Statistics.Count);
        foreach (var variable in Variables)
        {
            for (var period = 0; period < periods.Count; period++)
            {
                for (var statistic = 0; statistic < projection.Statistics.Count; statistic++)
                {
                    rows.Add(new ProjectionRow(
                        specification.ModelVersion, specification.Scenario.Label, World, variable.Name, variable.Unit,
                        periods[period].Text, periods[period].Start, projection.Statistics[statistic],
                        projection.Value(period, variable, statistic), periods[period].Status,
                        specification.BaselineVersion, runId, projection.StandardError(period, variable, statistic)));
                }
            }
        }

        return rows;
    }

    private static ProjectionAnswer Answer(ProjectionRun run, IReadOnlyList<ProjectionRow> rows, string? nextLink, string? nextCursor)
    {
        var (specification, projection, _) = run;
        var scenario = specification.Scenario;
        var crossing = ProjectionFindings.InferenceCrossing(scenario);
        return new ProjectionAnswer(
            specification.RunId.ToString(),
            scenario.Label,
            scenario.Extends,
            specification.ModelVersion,
            specification.BaselineVersion,
            World,
            specification.Range.From.ToString(),
            specification.Range.To.ToString(),
            specification.Range.Step == Step.Year ? "year" : "quarter",
            JsonContracts.Word(scenario.Parameters.Max(p => p.Status)),
            [new CrossingAnswer(crossing.Variable.Name, crossing.Threshold, crossing.Date)],
            [.. ProjectionFindings.Warnings(projection).Select(w => new WarningAnswer(w.Code, w.Message))],
            rows,
            [.. scenario.Parameters.Select(ResolvedParameterRow.Of)],
            nextLink,
            nextCursor);
    }
}
