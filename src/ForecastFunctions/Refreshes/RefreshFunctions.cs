using System.Globalization;
using System.Text.Json;
using ForecastFunctions.Core.Baselines.Refreshes;
using ForecastFunctions.Core.Keys;
using ForecastFunctions.Http;
using ForecastFunctions.Keys;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ForecastFunctions.Refreshes;

/// <summary>A refresh: what it fetched, changed and refused.</summary>
/// <param name="Id">Names the refresh.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="DurationMs">How long it took, ms.</param>
/// <param name="Trigger"><c>schedule</c> or <c>request</c>.</param>
/// <param name="Outcome"><c>changed</c>, <c>unchanged</c>, <c>incomplete</c>, <c>overtaken</c>, <c>failed</c> or <c>unfinished</c>.</param>
/// <param name="IsClean">Whether everything was read and believed.</param>
/// <param name="PreviousVersion">The baseline before.</param>
/// <param name="Version">The baseline after.</param>
/// <param name="NewObservations">How many figures were not known before.</param>
/// <param name="MovedParameters">What they moved.</param>
/// <param name="Sources">What was read.</param>
/// <param name="Faults">What could not be read.</param>
/// <param name="Quarantines">What was read and not believed.</param>
/// <param name="Notices">What was believed, and departs from what its series is used to.</param>
public sealed record RefreshRow(
    string Id, DateTimeOffset StartedAt, double DurationMs, string Trigger, string Outcome, bool IsClean, string PreviousVersion,
    string Version,
    int NewObservations, IReadOnlyList<MovedParameterRow> MovedParameters, IReadOnlyList<RefreshedSourceRow> Sources,
    IReadOnlyList<SourceFaultRow> Faults, IReadOnlyList<QuarantineRow> Quarantines, IReadOnlyList<NoticeRow> Notices)
{
    /// <summary>The row of a report.</summary>
    public static RefreshRow Of(RefreshReport r) => new(
        r.Id, r.StartedAt, r.Duration.TotalMilliseconds, r.Trigger, JsonContracts.Word(r.Outcome), r.IsClean, r.PreviousVersion, r.Version,
        r.NewObservations,
        [.. r.MovedParameters.Select(m => new MovedParameterRow(m.Id, m.Before, m.After))],
        [.. r.Sources.Select(s => new RefreshedSourceRow(s.Name, s.Observations, s.Requests, s.Bytes, s.Duration.TotalMilliseconds))],
        [.. r.Faults.Select(f => new SourceFaultRow(f.Source, f.Subject, f.Code, f.Message))],
        [.. r.Quarantines.Select(q => new QuarantineRow(q.SeriesId, q.Code, q.Message))],
        [.. r.Notices.Select(n => new NoticeRow(n.SeriesId, n.Code, n.Message))]);
}

/// <summary>A parameter that a refresh moved.</summary>
/// <param name="Id">The parameter.</param>
/// <param name="Before">Its value before.</param>
/// <param name="After">Its value now.</param>
public sealed record MovedParameterRow(string Id, double? Before, double After);

/// <summary>What a refresh read of a source.</summary>
/// <param name="Name">The source.</param>
/// <param name="Observations">How many figures it delivered.</param>
/// <param name="Requests">How many requests it took.</param>
/// <param name="Bytes">How many bytes, decompressed.</param>
/// <param name="DurationMs">How long, ms.</param>
public sealed record RefreshedSourceRow(string Name, int Observations, int Requests, long Bytes, double DurationMs);

/// <summary>What could not be read.</summary>
/// <param name="Source">The source.</param>
/// <param name="Subject">The document or series.</param>
/// <param name="Code">A stable name for programs.</param>
/// <param name="Message">A sentence for people.</param>
public sealed record SourceFaultRow(string Source, string Subject, string Code, string Message);

/// <summary>What was read and not believed.</summary>
/// <param name="Series">The series; its old figures stay.</param>
/// <param name="Code">A stable name for programs.</param>
/// <param name="Message">A sentence for people.</param>
public sealed record QuarantineRow(string Series, string Code, string Message);

/// <summary>What was believed, and departs from what its series is used to.</summary>
/// <param name="Series">The series.</param>
/// <param name="Code">A stable name for programs.</param>
/// <param name="Message">A sentence for people.</param>
public sealed record NoticeRow(string Series, string Code, string Message);

/// <summary><c>/refreshes</c>, and the schedule that runs them.</summary>
/// <param name="refresher">Runs a refresh.</param>
/// <param name="history">Tells what became of them.</param>
public sealed class RefreshFunctions(BaselineRefresher refresher, RefreshHistory history)
{
    private const int MaxReports = 100;

    private static readonly Table<RefreshRow> Table = new("refreshes", "What each refresh fetched, changed and refused",
    [
        new("id", r => r.Id),
        new("started_at", r => r.StartedAt.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)),
        new("duration_ms", r => r.DurationMs),
        new("trigger", r => r.Trigger),
        new("outcome", r => r.Outcome),
        new("is_clean", r => r.IsClean ? "true" : "false"),
        new("previous_version", r => r.PreviousVersion),
        new("version", r => r.Version),
        new("new_observations", r => r.NewObservations),
        new("moved_parameters", r => string.Join(' ', r.MovedParameters.Select(m => m.Id))),
        new("faults", r => r.Faults.Count),
        new("quarantines", r => r.Quarantines.Count),
        new("notices", r => r.Notices.Count),
    ], JsonContracts.Readable.ListAnswerRefreshRow);

    /// <summary>The schedule. It is not run at start, and a run that was missed is made up for: a refresh can be repeated.</summary>
    [Function("RefreshBaselines")]
    public async Task RefreshOnSchedule(
        [TimerTrigger("%Baselines:RefreshSchedule%", RunOnStartup = false)] TimerInfo timer, CancellationToken cancellationToken)
        => await refresher.RunAsync("schedule", cancellationToken);

    /// <summary>GET <c>/refreshes</c>: the latest reports. POST: refresh now, and answer the report.</summary>
    [Function("Refreshes"), Requires(AccessScope.Read), Requires(AccessScope.Admin, "POST")]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = "v1/refreshes")] HttpRequest request, CancellationToken cancellationToken)
        => Methods.Dispatch(
            request,
            get: () => ListAsync(request, suffix: null, cancellationToken),
            post: async () =>
            {
                RequestReader.OfQuery(request).Finish();
                var report = await refresher.RunAsync("request", cancellationToken);
                return new Document(
                    JsonSerializer.SerializeToUtf8Bytes(RefreshRow.Of(report), JsonContracts.Readable.RefreshRow),
                    JsonContracts.ContentType)
                {
                    CacheControl = CachePolicy.None,
                };
            });

    /// <summary>The reports as CSV.</summary>
    [Function("RefreshesCsv"), Requires(AccessScope.Read)]
    public Task<IResult> ListCsv(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = "v1/refreshes.csv")] HttpRequest request, CancellationToken cancellationToken)
        => Methods.Dispatch(request, get: () => ListAsync(request, Representation.Csv, cancellationToken));

    /// <summary>What the table is.</summary>
    [Function("RefreshesMetadata"), Requires(AccessScope.Read)]
    public Task<IResult> Describe(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = "v1/refreshes.metadata.json")] HttpRequest request,
        CancellationToken cancellationToken)
        => Methods.Dispatch(request, get: () => ListAsync(request, Representation.Metadata, cancellationToken));

    private async Task<Document> ListAsync(HttpRequest request, Representation? suffix, CancellationToken cancellationToken)
    {
        var (reader, form, page) = TableRequest.Read(request, suffix);
        reader.Finish();
        var rows = (await history.ListAsync(MaxReports, cancellationToken)).Select(RefreshRow.Of).ToList();
        var name = $"refreshes {string.Join(' ', rows.Select(r => $"{r.Id} {r.Outcome}"))}";
        var content = new TableContent<RefreshRow>(rows, name, "/api/v1/refreshes", CachePolicy.None);
        return Table.Answer(content, form, page).Checked(request);
    }
}
