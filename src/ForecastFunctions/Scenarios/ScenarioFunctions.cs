using System.Text.Json;
using ForecastFunctions.Baselines;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Http;
using ForecastFunctions.Projections;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ForecastFunctions.Scenarios;

/// <summary>A scenario in a list.</summary>
/// <param name="Name">The name in requests.</param>
/// <param name="Title">The name for people.</param>
/// <param name="Reading">The belief in a sentence.</param>
/// <param name="Kind"><c>preset</c>: it comes with the product and is read-only.</param>
/// <param name="Settings">What it sets, as <c>set=</c> text: <c>ratio.limit=4;…</c>, where a parameter's id stands for its value.</param>
public sealed record ScenarioRow(string Name, string Title, string Reading, string Kind, string Settings)
{
    /// <summary>The row of a preset.</summary>
    public static ScenarioRow Of(Scenario scenario)
    {
        var settings = scenario.Settings.OrderBy(s => s.Key.Index).Select(s => $"{s.Key}={s.Value.ToText(s.Key)}");
        return new(scenario.Name, scenario.Title, scenario.Reading, "preset", string.Join(';', settings));
    }
}

/// <summary>A scenario, resolved on a baseline.</summary>
/// <param name="Name">The name in requests.</param>
/// <param name="Title">The name for people.</param>
/// <param name="Reading">The belief in a sentence.</param>
/// <param name="Kind"><c>preset</c>.</param>
/// <param name="Settings">What it sets.</param>
/// <param name="BaselineVersion">The baseline of the values below.</param>
/// <param name="Parameters">Every parameter with its value.</param>
public sealed record ScenarioDetail(
    string Name, string Title, string Reading, string Kind, string Settings, string BaselineVersion,
    IReadOnlyList<ResolvedParameterRow> Parameters);

/// <summary><c>/scenarios</c>: sets of beliefs to run.</summary>
/// <param name="baselines">Give the values of what a scenario does not set.</param>
public sealed class ScenarioFunctions(BaselineLibrary baselines)
{
    internal static readonly Table<ScenarioRow> Table = new("scenarios",
    [
        new("name", r => r.Name),
        new("title", r => r.Title),
        new("reading", r => r.Reading),
        new("kind", r => r.Kind),
        new("settings", r => r.Settings),
    ], JsonContracts.Readable.ListAnswerScenarioRow);

    private static readonly IReadOnlyList<CsvColumn<ResolvedParameterRow>> ParameterColumns =
    [
        new("parameter", r => r.Parameter),
        new("value", r => r.Value),
        new("choice", r => r.Choice),
        new("unit", r => r.Unit),
        new("law", r => r.Law),
        new("origin", r => r.Origin),
        new("status", r => r.Status),
    ];

    private static readonly TableContent<ScenarioRow> Content = new(
        [.. Presets.All.Select(ScenarioRow.Of)],
        $"scenarios {Core.Projections.ModelVersion.Current}",
        "/api/v1/scenarios",
        CachePolicy.Latest);

    /// <summary>GET <c>/scenarios</c>.</summary>
    [Function("Scenarios")]
    public Task<IResult> List([HttpTrigger(AuthorizationLevel.Function, Route = "v1/scenarios")] HttpRequest request)
        => Answer(request, suffix: null);

    /// <summary>The same as CSV.</summary>
    [Function("ScenariosCsv")]
    public Task<IResult> ListCsv([HttpTrigger(AuthorizationLevel.Function, Route = "v1/scenarios.csv")] HttpRequest request)
        => Answer(request, Representation.Csv);

    /// <summary>What the table is.</summary>
    [Function("ScenariosMetadata")]
    public Task<IResult> Describe([HttpTrigger(AuthorizationLevel.Function, Route = "v1/scenarios.metadata.json")] HttpRequest request)
        => Answer(request, Representation.Metadata);

    /// <summary>GET <c>/scenarios/{name}</c>: with the value of every parameter; as CSV, these alone.</summary>
    [Function("Scenario")]
    public Task<IResult> Read(
        [HttpTrigger(AuthorizationLevel.Function, Route = "v1/scenarios/{name}")] HttpRequest request,
        string name, CancellationToken cancellationToken)
        => Methods.Dispatch(request, get: async () =>
        {
            var (wanted, suffix) = ContentNegotiation.SplitSuffix(name);
            var reader = RequestReader.OfQuery(request);
            var form = ContentNegotiation.Choose(request, reader, suffix);
            var baseline = await baselines.ReadAsync(reader, cancellationToken);
            reader.Finish();
            var scenario = Presets.Find(wanted) ?? throw ProblemException.NotFound(
                $"There is no scenario '{wanted}'.{Suggestion.DidYouMean(wanted, Presets.All.Select(s => s.Name))}"
                + " GET /api/v1/scenarios lists them.");
            var resolved = ResolvedScenario.Resolve(baseline, scenario, new Dictionary<Parameter, ParameterSetting>());
            var parameters = resolved.Parameters.Select(r => ResolvedParameterRow.Of(r, withLaw: true)).ToList();
            return Show(ScenarioRow.Of(scenario), baseline.Version, parameters, form).Checked(request);
        });

    private static Task<IResult> Answer(HttpRequest request, Representation? suffix)
        => Methods.Dispatch(request, get: () =>
        {
            var (reader, form, page) = TableRequest.Read(request, suffix);
            reader.Finish();
            return Task.FromResult(Table.Answer(Content, form, page).Checked(request));
        });

    private static Document Show(
        ScenarioRow row, string baselineVersion, IReadOnlyList<ResolvedParameterRow> parameters, TableForm form)
    {
        if (form.Representation == Representation.Metadata)
            return new TableMetadata($"{row.Title}: every parameter", [.. ParameterColumns.Select(c => c.Name)], null, [], []).ToDocument(CachePolicy.Latest);
        if (form.IsCsv)
        {
            return new Document(CsvTable.Write(ParameterColumns, parameters, form.Mark), CsvTable.ContentType)
            {
                CacheControl = CachePolicy.Latest,
                FileName = $"{row.Name}.csv",
            };
        }

        var detail = new ScenarioDetail(row.Name, row.Title, row.Reading, row.Kind, row.Settings, baselineVersion, parameters);
        return new Document(JsonSerializer.SerializeToUtf8Bytes(detail, JsonContracts.Readable.ScenarioDetail), JsonContracts.ContentType)
        {
            CacheControl = CachePolicy.Latest,
        };
    }
}
