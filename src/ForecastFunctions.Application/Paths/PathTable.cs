using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Runs;
using ForecastFunctions.Core.Paths;
using ForecastFunctions.Core.Projections;

namespace ForecastFunctions.Application.Paths;

/// <summary>Paths of runs: how they are asked for and shown.</summary>
public static class PathTable
{
    private static readonly Table Common = new("paths", "The paths of a run",
    [
        Column.Whole<PathRow>("path", "The path, from 1", r => r.Path + 1),
        Column.Whole<PathRow>(
            "replicate", "The independent part of the draws that it is of, whose spread gives the standard errors", r => ReplicateOf(r) + 1),
        Column.Text<PathRow>("run_id", "The run", r => r.Run.RunId.ToString()),
    ])
    {
        Further = "a number for each parameter that differs from path to path, each event, and each variable in a period",
    };

    /// <summary>Reads paths.</summary>
    public static readonly Operation Operation = new(
        "readPaths", "Paths", ["GET"], "/v1/projections/{runId}/paths", AccessScope.Read,
        "The paths of a run with draws: parameters and chosen variables of each", [.. PathRequest.Members, .. FormMembers.OfTables])
    {
        PathMembers = [RunMembers.RunId],
        Table = Common,
        Answer = new OperationAnswer.Rows(PathJson.Default.PathFacts),
        Problems = [ProblemKind.RunExpired, .. ProblemKind.OfComputing],
        AsksRun = "draws=128",
        Example = "variables=Electricity&periods=2030",
    };

    /// <summary>The table of a question: a column for each parameter, event, and variable in a period.</summary>
    public static Table Of(PathQuestion question) => Common.With(
    [
        Common.Columns[0], Common.Columns[1],
        .. ColumnsOf(question).Select((c, place) => Column.Number<PathRow>(c.Name, c.Meaning, r => r.Numbers[r.Place, place]) with
        {
            JsonName = JsonEncodedText.Encode(c.Name),
        }),
        Common.Columns[2],
    ]);

    /// <summary>What the columns of a question are.</summary>
    public static IReadOnlyList<PathColumnAnswer> ColumnsOf(PathQuestion question)
    {
        var (run, columns) = (question.Run.Specification, question.Columns);
        return
        [
            .. columns.Parameters.Select(p => new PathColumnAnswer(p.Id, "parameter", p.Unit, null, p.Meaning)),
            .. columns.Events.Select(e => new PathColumnAnswer(
                $"event {run.Scenario.Events[e].Name}", "event", "1", null, "1 on a path on which the event happens, else 0")),
            .. columns.Variables.SelectMany(v => columns.Periods.Select(
                p => new PathColumnAnswer($"{v} {p}", "variable", v.Unit, p.ToString(), v.Definition))),
        ];
    }

    /// <summary>What the table of a question is.</summary>
    public static TableDescription Describe(PathQuestion question) => new(
        TitleOf(question.Run.Specification),
        [.. Of(question).Cells.Select(c => c.Name)],
        [
            "The paths are computed again, and are those of which the run's statistics are.",
            "A deterministic run is none of them: it takes every parameter at its central value.",
            .. question.Run.Specification.Scenario.Widening.Notes,
        ],
        RunColumns.Describe(question.Columns.Variables, question.Run));

    /// <summary>What is said of paths as a whole.</summary>
    public static PathFacts FactsOf(PathQuestion question)
    {
        var run = question.Run.Specification;
        return new PathFacts(
            run.RunId.ToString(), run.Scenario.Label, run.ModelVersion, run.BaselineVersion, question.Count,
            run.Draws!.Seed.ToString(CultureInfo.InvariantCulture), ColumnsOf(question));
    }

    private static string TitleOf(ProjectionSpecification run) => $"{run.Draws!.Draws} paths of {run.Scenario.Label}";

    private static int ReplicateOf(PathRow row) => PathNumbers.ReplicateOf(row.Run.Draws!, row.Path);
}

/// <summary>A column of paths.</summary>
/// <param name="Name">Its name: a parameter's id, <c>event</c> and an event's name, or a variable's name and a period.</param>
/// <param name="Kind"><c>parameter</c>, <c>event</c> or <c>variable</c>.</param>
/// <param name="Unit">The unit.</param>
/// <param name="Period">When; absent of parameters and events.</param>
/// <param name="Meaning">What it is.</param>
public sealed record PathColumnAnswer(
    string Name, string Kind, string Unit, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Period, string Meaning);

/// <summary>What is said of paths as a whole.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Scenario">The scenario.</param>
/// <param name="ModelVersion">The version of the equations.</param>
/// <param name="BaselineVersion">The baseline.</param>
/// <param name="Draws">How many paths the run has.</param>
/// <param name="Seed">The seed, as text: not every reader keeps large numbers.</param>
/// <param name="Columns">What the members of each row are, beside path, replicate and runId.</param>
public sealed record PathFacts(
    string RunId, string Scenario, string ModelVersion, string BaselineVersion, int Draws, string Seed, IReadOnlyList<PathColumnAnswer> Columns);

/// <summary>The JSON of paths.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PathFacts))]
public sealed partial class PathJson : JsonSerializerContext;
