using System.Globalization;
using System.Text.Json;
using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.Keys;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Http;
using ForecastFunctions.Keys;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ForecastFunctions.Baselines;

/// <summary>A baseline in a list.</summary>
/// <param name="Version">The name of the vintage.</param>
/// <param name="Title">The vintage in words.</param>
/// <param name="AsOf">Everything in it was known by this day.</param>
/// <param name="BaseYear">The first year that can be projected.</param>
/// <param name="IsCurrent">Whether <c>latest</c> means this one.</param>
/// <param name="Parameters">How many parameters it calibrates.</param>
/// <param name="Observations">How many observations it holds.</param>
/// <param name="ContentHash">SHA-256 of its content.</param>
/// <param name="StoredAt">When it was stored.</param>
public sealed record BaselineRow(
    string Version, string Title, DateOnly AsOf, int BaseYear, bool IsCurrent, int Parameters, int Observations,
    string ContentHash, DateTimeOffset StoredAt)
{
    /// <summary>The row of a baseline, where one of that version is current.</summary>
    public static BaselineRow Of(BaselineSummary s, string current) => new(
        s.Version, s.Title, s.AsOf, s.BaseYear, string.Equals(s.Version, current, StringComparison.Ordinal),
        s.ParameterCount, s.ObservationCount, s.ContentHash, s.StoredAt);
}

/// <summary>A baseline with its calibration.</summary>
/// <param name="Version">The name of the vintage.</param>
/// <param name="Title">The vintage in words.</param>
/// <param name="AsOf">Everything in it was known by this day.</param>
/// <param name="BaseYear">The first year that can be projected.</param>
/// <param name="ContentHash">SHA-256 of its content.</param>
/// <param name="Observations">How many observations it holds.</param>
/// <param name="ObservationsLink">Where they are.</param>
/// <param name="Parameters">Every calibrated parameter.</param>
public sealed record BaselineDetail(
    string Version, string Title, DateOnly AsOf, int BaseYear, string ContentHash, int Observations, string ObservationsLink,
    IReadOnlyList<CalibratedParameterRow> Parameters);

/// <summary>A parameter as a baseline calibrates it.</summary>
/// <param name="Id">The parameter.</param>
/// <param name="Value">Its value.</param>
/// <param name="Law">The law of its uncertainty; <see langword="null"/> where it is fixed.</param>
/// <param name="Status">How well founded it is.</param>
/// <param name="Basis">Why it has this value.</param>
/// <param name="Observations">The series that it comes from.</param>
public sealed record CalibratedParameterRow(
    string Id, double Value, string? Law, string Status, string Basis, IReadOnlyList<string> Observations)
{
    /// <summary>The row of a calibrated parameter.</summary>
    public static CalibratedParameterRow Of(CalibratedParameter p)
        => new(p.Id, p.Value, p.Law, JsonContracts.Word(p.Status), p.Basis, p.Observations);
}

/// <summary>An observation of a baseline.</summary>
/// <param name="SeriesId">The series.</param>
/// <param name="PeriodEnd">The period's last day.</param>
/// <param name="Frequency">The period's length.</param>
/// <param name="Value">The figure.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Status">How far it can be relied upon.</param>
/// <param name="Source">Who says so.</param>
/// <param name="Reference">Where.</param>
/// <param name="KnownSince">When it became public.</param>
public sealed record ObservationRow(
    string SeriesId, DateOnly PeriodEnd, string Frequency, double Value, string Unit, string Status,
    string Source, string Reference, DateOnly KnownSince)
{
    /// <summary>The row of an observation.</summary>
    public static ObservationRow Of(Observation o) => new(
        o.SeriesId, o.PeriodEnd, JsonContracts.Word(o.Frequency), o.Value, o.Unit, JsonContracts.Word(o.Status),
        o.Source, o.Reference, o.KnownSince);
}

/// <summary><c>/baselines</c>: what is known of the market, vintage by vintage.</summary>
/// <param name="library">Reads them.</param>
public sealed class BaselineFunctions(BaselineLibrary library)
{
    private const int ObservationsPerPage = 1_000;

    private static readonly Table<BaselineRow> Baselines = new("baselines", "Vintages of what is known of the market",
    [
        new("version", r => r.Version),
        new("title", r => r.Title),
        new("as_of", r => r.AsOf),
        new("base_year", r => r.BaseYear),
        new("is_current", r => r.IsCurrent ? "true" : "false"),
        new("parameters", r => r.Parameters),
        new("observations", r => r.Observations),
        new("content_hash", r => r.ContentHash),
        new("stored_at", r => r.StoredAt.ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture)),
    ], JsonContracts.Readable.ListAnswerBaselineRow);

    internal static readonly Table<ObservationRow> Observations = new("observations", "Observations of a baseline",
    [
        new("series_id", r => r.SeriesId),
        new("period_end", r => r.PeriodEnd),
        new("frequency", r => r.Frequency),
        new("value", r => r.Value),
        new("unit", r => r.Unit),
        new("status", r => r.Status),
        new("source", r => r.Source),
        new("reference", r => r.Reference),
        new("known_since", r => r.KnownSince),
    ], JsonContracts.Readable.ListAnswerObservationRow);

    private static readonly IReadOnlyList<CsvColumn<CalibratedParameterRow>> Calibration =
    [
        new("id", r => r.Id),
        new("value", r => r.Value),
        new("law", r => r.Law),
        new("status", r => r.Status),
        new("basis", r => r.Basis),
        new("observations", r => string.Join(' ', r.Observations)),
    ];

    /// <summary>GET <c>/baselines</c>.</summary>
    [Function("Baselines"), Requires(AccessScope.Read)]
    public Task<IResult> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = "v1/baselines")] HttpRequest request, CancellationToken cancellationToken)
        => AnswerList(request, suffix: null, cancellationToken);

    /// <summary>The same as CSV.</summary>
    [Function("BaselinesCsv"), Requires(AccessScope.Read)]
    public Task<IResult> ListCsv(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = "v1/baselines.csv")] HttpRequest request, CancellationToken cancellationToken)
        => AnswerList(request, Representation.Csv, cancellationToken);

    /// <summary>GET <c>/baselines/{version}</c>: its calibration; as CSV, the parameters alone.</summary>
    [Function("Baseline"), Requires(AccessScope.Read)]
    public Task<IResult> Read(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = "v1/baselines/{version}")] HttpRequest request,
        string version, CancellationToken cancellationToken)
        => Methods.Dispatch(request, get: async () =>
        {
            var (wanted, suffix) = ContentNegotiation.SplitSuffix(version);
            var reader = RequestReader.OfQuery(request);
            var form = ContentNegotiation.Choose(request, reader, suffix);
            reader.Finish();
            var baseline = await FindAsync(wanted, cancellationToken);
            return Show(baseline, form, CacheControl(wanted)).Checked(request);
        });

    /// <summary>GET <c>/baselines/{version}/observations</c>, in pages of a thousand.</summary>
    [Function("Observations"), Requires(AccessScope.Read)]
    public Task<IResult> ListObservations(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = "v1/baselines/{version}/observations")] HttpRequest request,
        string version, CancellationToken cancellationToken)
        => AnswerObservations(request, version, suffix: null, cancellationToken);

    /// <summary>The same as CSV, whole unless a limit is given.</summary>
    [Function("ObservationsCsv"), Requires(AccessScope.Read)]
    public Task<IResult> ListObservationsCsv(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = "v1/baselines/{version}/observations.csv")] HttpRequest request,
        string version, CancellationToken cancellationToken)
        => AnswerObservations(request, version, Representation.Csv, cancellationToken);

    /// <summary>What the table of baselines is.</summary>
    [Function("BaselinesMetadata"), Requires(AccessScope.Read)]
    public Task<IResult> DescribeList(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = "v1/baselines.metadata.json")] HttpRequest request,
        CancellationToken cancellationToken)
        => AnswerList(request, Representation.Metadata, cancellationToken);

    /// <summary>What each series of a vintage is.</summary>
    [Function("ObservationsMetadata"), Requires(AccessScope.Read)]
    public Task<IResult> DescribeObservations(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = "v1/baselines/{version}/observations.metadata.json")] HttpRequest request,
        string version, CancellationToken cancellationToken)
        => AnswerObservations(request, version, Representation.Metadata, cancellationToken);

    private Task<IResult> AnswerList(HttpRequest request, Representation? suffix, CancellationToken cancellationToken)
        => Methods.Dispatch(request, get: async () =>
        {
            var (reader, form, page) = TableRequest.Read(request, suffix);
            var knownBy = reader.Read("asOf", m => BaselineLibrary.AsDay(m.AsText()), "a day such as 2025-06-30");
            reader.Finish();
            var (summaries, current) = await library.ListAsync(cancellationToken);
            var rows = summaries.Where(s => knownBy is null || s.AsOf <= knownBy).Select(s => BaselineRow.Of(s, current)).ToList();
            var content = new TableContent<BaselineRow>(
                rows, $"baselines {current} {knownBy:yyyy-MM-dd} {rows.Count}", "/api/v1/baselines", CachePolicy.None)
            {
                Query = AsOfQuery(knownBy),
            };
            return Baselines.Answer(content, form, page).Checked(request);
        });

    private Task<IResult> AnswerObservations(
        HttpRequest request, string version, Representation? suffix, CancellationToken cancellationToken)
        => Methods.Dispatch(request, get: async () =>
        {
            var (reader, form, page) = TableRequest.Read(request, suffix, ObservationsPerPage);
            var series = reader.Read("series", m => m.AsText(), "the id of a series");
            var knownBy = reader.Read("asOf", m => BaselineLibrary.AsDay(m.AsText()), "a day such as 2025-06-30");
            reader.Finish();
            var baseline = await FindAsync(version, cancellationToken);
            var rows = baseline.Observations
                .Where(o => series is null || string.Equals(o.SeriesId, series, StringComparison.Ordinal))
                .Where(o => knownBy is null || o.KnownSince <= knownBy)
                .Select(ObservationRow.Of).ToList();
            if (series is not null && !baseline.SeriesIds.Contains(series, StringComparer.Ordinal))
            {
                throw ProblemException.Invalid([new Fault("query", "series", FaultCode.NotFound,
                    $"Baseline {baseline.Version} has no series '{series}'.{Suggestion.DidYouMean(series, baseline.SeriesIds)}")]);
            }

            var content = new TableContent<ObservationRow>(
                rows,
                $"{baseline.ContentHash} {series} {knownBy:yyyy-MM-dd}",
                $"/api/v1/baselines/{baseline.Version}/observations",
                CacheControl(version))
            {
                Query =
                [
                    .. series is null ? [] : new KeyValuePair<string, string?>[] { new("series", series) },
                    .. AsOfQuery(knownBy),
                ],
                Variables = [.. baseline.SeriesIds
                    .Where(id => series is null || string.Equals(id, series, StringComparison.Ordinal))
                    .Select(id => ObservedSeries.Describe(baseline.Series(id)))],
            };
            return Observations.Answer(content, form, page).Checked(request);
        });

    private static IReadOnlyList<KeyValuePair<string, string?>> AsOfQuery(DateOnly? knownBy)
        => knownBy is { } day ? [new("asOf", day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))] : [];

    private async Task<Baseline> FindAsync(string version, CancellationToken cancellationToken)
        => await library.FindAsync(version, cancellationToken)
            ?? throw ProblemException.NotFound($"There is no baseline '{version}'. GET /api/v1/baselines lists them.");

    private static string CacheControl(string version)
        => string.Equals(version, BaselineLibrary.Latest, StringComparison.Ordinal) ? CachePolicy.Latest : CachePolicy.Immutable;

    private static VariableMetadata VariableOf(CalibratedParameter parameter, DateOnly asOf)
        => new(parameter.Id, Parameters.Find(parameter.Id)?.Meaning ?? parameter.Id, Parameters.Find(parameter.Id)?.Unit ?? "",
            parameter.Basis, DataLicences.OfResults, asOf);

    private static Document Show(Baseline baseline, TableForm form, string cacheControl)
    {
        var parameters = baseline.Parameters.Select(CalibratedParameterRow.Of).ToList();
        if (form.Representation == Representation.Metadata)
        {
            return new TableMetadata(
                $"{baseline.Title}: the calibration", [.. Calibration.Select(c => c.Name)], [],
                [.. baseline.Parameters.Select(p => VariableOf(p, baseline.AsOf))]).ToDocument(cacheControl);
        }

        if (form.IsCsv)
        {
            return new Document(CsvTable.Write(Calibration, parameters, form.Mark), CsvTable.ContentType)
            {
                CacheControl = cacheControl,
                FileName = $"baseline-{baseline.Version}.csv",
            };
        }

        var detail = new BaselineDetail(
            baseline.Version, baseline.Title, baseline.AsOf, baseline.BaseYear, baseline.ContentHash, baseline.Observations.Count,
            $"/api/v1/baselines/{baseline.Version}/observations", parameters);
        return new Document(JsonSerializer.SerializeToUtf8Bytes(detail, JsonContracts.Readable.BaselineDetail), JsonContracts.ContentType)
        {
            CacheControl = cacheControl,
            ContentLocation = $"/api/v1/baselines/{baseline.Version}",
        };
    }
}
