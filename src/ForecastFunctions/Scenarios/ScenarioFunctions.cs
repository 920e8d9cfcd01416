using System.Text.Json;
using ForecastFunctions.Baselines;
using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.Keys;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Http;
using ForecastFunctions.Keys;
using ForecastFunctions.Projections;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ForecastFunctions.Scenarios;

/// <summary><c>/scenarios</c>: sets of beliefs to run, those that come with the product and those that a partner keeps.</summary>
/// <param name="baselines">Give the values of what a scenario does not set.</param>
/// <param name="scenarios">The partners' own.</param>
public sealed class ScenarioFunctions(BaselineLibrary baselines, SavedScenarios scenarios)
{
    private const int RowsPerPage = 100;

    internal static readonly Table<ScenarioRow> Table = new("scenarios", "Scenarios: the presets, and your own",
    [
        new("name", r => r.Name),
        new("title", r => r.Title),
        new("reading", r => r.Reading),
        new("kind", r => r.Kind),
        new("settings", r => r.Settings),
        new("extends", r => r.Extends),
        new("tags", r => string.Join(';', r.Tags)),
        new("updated_at", r => r.UpdatedAt?.ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture)),
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

    /// <summary>GET <c>/scenarios</c>: the presets, then the caller's own by name.</summary>
    [Function("Scenarios"), Requires(AccessScope.Read)]
    public Task<IResult> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = "v1/scenarios")] HttpRequest request, CancellationToken cancellationToken)
        => AnswerList(request, suffix: null, cancellationToken);

    /// <summary>The same as CSV.</summary>
    [Function("ScenariosCsv"), Requires(AccessScope.Read)]
    public Task<IResult> ListCsv(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = "v1/scenarios.csv")] HttpRequest request, CancellationToken cancellationToken)
        => AnswerList(request, Representation.Csv, cancellationToken);

    /// <summary>What the table is.</summary>
    [Function("ScenariosMetadata"), Requires(AccessScope.Read)]
    public Task<IResult> Describe(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = "v1/scenarios.metadata.json")] HttpRequest request,
        CancellationToken cancellationToken)
        => AnswerList(request, Representation.Metadata, cancellationToken);

    /// <summary>
    /// GET <c>/scenarios/{name}</c>: with the value of every parameter; as CSV, these alone. PUT keeps one under the name,
    /// DELETE removes it; the presets and the tables have neither.
    /// </summary>
    [Function("Scenario"), Requires(AccessScope.Read), Requires(AccessScope.Write, "PUT", "DELETE")]
    public Task<IResult> One(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = "v1/scenarios/{name}")] HttpRequest request,
        string name, CancellationToken cancellationToken)
    {
        var (wanted, suffix) = ContentNegotiation.SplitSuffix(name);
        var isReadOnly = suffix is not null || Presets.Find(wanted) is not null;
        return Methods.Dispatch(
            request,
            get: () => ReadAsync(request, name, cancellationToken),
            put: isReadOnly ? null : () => PutAsync(request, name, cancellationToken),
            delete: isReadOnly ? null : () => DeleteAsync(request, name, cancellationToken));
    }

    /// <summary>POST <c>/scenarios:validate</c>: what a scenario would amount to, or every fault that it has; nothing is kept.</summary>
    [Function("ScenarioValidation"), Requires(AccessScope.Read)]
    public Task<IResult> Validate(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = "v1/scenarios:validate")] HttpRequest request,
        CancellationToken cancellationToken)
        => Methods.Dispatch(request, post: async () =>
        {
            var reader = await RequestReader.OfBodyAsync(request, ScenarioRequestReader.Flatten, cancellationToken);
            var baseline = await baselines.ReadAsync(reader, cancellationToken);
            var name = reader.Read("name", m => m.AsText() is { } text && SavedScenarios.IsFree(text) ? text : null,
                $"{SavedScenario.NameWanted}; those of the presets are taken");
            var draft = ScenarioRequestReader.Read(reader, name ?? SavedScenario.Unnamed, baseline.BaseYear);
            var scenario = await scenarios.CheckAsync(reader, request.Caller().Name, draft, baseline.BaseYear, cancellationToken);
            return Show(ScenarioRow.OfDraft(draft), scenario, draft, baseline, new TableForm(Representation.Json), CachePolicy.None);
        });

    private Task<IResult> AnswerList(HttpRequest request, Representation? suffix, CancellationToken cancellationToken)
        => Methods.Dispatch(request, get: async () =>
        {
            var (reader, form, page) = TableRequest.Read(request, suffix, RowsPerPage);
            reader.Finish();
            var own = await scenarios.ReadAsync(request.Caller().Name, cancellationToken);
            var state = string.Join(' ', own.All.Select(s => $"{s.Scenario.Name}:{s.Revision}"));
            var content = new TableContent<ScenarioRow>(
                [.. Presets.All.Select(ScenarioRow.Of), .. own.All.Select(ScenarioRow.Of)],
                $"scenarios {Core.Projections.ModelVersion.Current} {own.Owner} {state}",
                "/api/v1/scenarios",
                CachePolicy.Revalidate);
            return Table.Answer(content, form, page).Checked(request);
        });

    private async Task<Document> ReadAsync(HttpRequest request, string path, CancellationToken cancellationToken)
    {
        var (name, suffix) = ContentNegotiation.SplitSuffix(path);
        var reader = RequestReader.OfQuery(request);
        var form = ContentNegotiation.Choose(request, reader, suffix);
        var baseline = await baselines.ReadAsync(reader, cancellationToken);
        reader.Finish();
        if (Presets.Find(name) is { } preset)
            return Show(ScenarioRow.Of(preset), preset, null, baseline, form, CachePolicy.Latest).Checked(request);

        var (stored, scenario) = await scenarios.FindAsync(request.Caller().Name, name, baseline.BaseYear, cancellationToken);
        return Show(ScenarioRow.Of(stored), scenario, stored.Scenario, baseline, form, CachePolicy.Revalidate, stored.Revision)
            .Checked(request);
    }

    private async Task<Document> PutAsync(HttpRequest request, string name, CancellationToken cancellationToken)
    {
        var reader = await RequestReader.OfBodyAsync(request, ScenarioRequestReader.Flatten, cancellationToken);
        var baseline = await baselines.ReadAsync(reader, cancellationToken);
        if (!SavedScenarios.IsFree(name))
            reader.AddFault(new Fault("path", "name", FaultCode.Malformed, $"The last part of the path is {SavedScenario.NameWanted}."));
        var draft = ScenarioRequestReader.Read(reader, SavedScenarios.IsFree(name) ? name : SavedScenario.Unnamed, baseline.BaseYear);
        var (stored, scenario, isNew) = await scenarios.PutAsync(
            reader, request.Caller().Name, draft, WriteCondition.Read(request, reader), baseline.BaseYear, cancellationToken);
        var status = isNew ? StatusCodes.Status201Created : StatusCodes.Status200OK;
        return Show(
            ScenarioRow.Of(stored), scenario, draft, baseline, new TableForm(Representation.Json), CachePolicy.Revalidate, stored.Revision,
            status);
    }

    private async Task<IResult> DeleteAsync(HttpRequest request, string name, CancellationToken cancellationToken)
    {
        var reader = RequestReader.OfQuery(request);
        var condition = WriteCondition.Read(request, reader);
        reader.Finish();
        await scenarios.DeleteAsync(request.Caller().Name, name, condition, cancellationToken);
        return TypedResults.NoContent();
    }

    private static Document Show(
        ScenarioRow row, Scenario scenario, SavedScenario? stated, Baseline baseline, TableForm form,
        string cacheControl, long? revision = null, int status = StatusCodes.Status200OK)
    {
        var resolved = ResolvedScenario.Resolve(baseline, scenario, new Dictionary<Parameter, ParameterSetting>());
        List<ResolvedParameterRow> parameters = [.. resolved.Parameters.Select(r => ResolvedParameterRow.Of(r, withLaw: true))];
        if (form.Representation == Representation.Metadata)
        {
            return new TableMetadata($"{row.Title}: every parameter", [.. ParameterColumns.Select(c => c.Name)], [], [])
                .ToDocument(cacheControl);
        }

        if (form.IsCsv)
        {
            return new Document(CsvTable.Write(ParameterColumns, parameters, form.Mark), CsvTable.ContentType)
            {
                CacheControl = cacheControl,
                FileName = $"{row.Name}.csv",
                Revision = revision,
            };
        }

        var detail = new ScenarioDetail(
            row.Name, row.Title, row.Reading, row.Kind, row.Settings, baseline.Version, parameters,
            resolved.Events.Count == 0 ? null : [.. resolved.Events.Select(EventAnswer.Of)],
            row.UpdatedAt,
            stated is null ? null : StatedScenario.Of(stated));
        return new Document(JsonSerializer.SerializeToUtf8Bytes(detail, JsonContracts.Readable.ScenarioDetail), JsonContracts.ContentType)
        {
            CacheControl = cacheControl,
            Revision = revision,
            Status = status,
        };
    }
}
