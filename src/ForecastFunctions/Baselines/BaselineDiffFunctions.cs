using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.Keys;
using ForecastFunctions.Http;
using ForecastFunctions.Keys;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ForecastFunctions.Baselines;

/// <summary>One difference between two baselines.</summary>
/// <param name="Kind"><c>parameter</c> or <c>observation</c>.</param>
/// <param name="Name">The parameter, or the series.</param>
/// <param name="PeriodEnd">The last day of the observation's period.</param>
/// <param name="Before">The value in the first; <see langword="null"/> where it had none.</param>
/// <param name="After">The value in the second; <see langword="null"/> where it has none.</param>
/// <param name="StatusBefore">How well founded it was.</param>
/// <param name="StatusAfter">How well founded it is.</param>
public sealed record BaselineDiffRow(
    string Kind, string Name, DateOnly? PeriodEnd, double? Before, double? After, string? StatusBefore, string? StatusAfter);

/// <summary><c>/baseline-diffs</c>: what became known, and what it moved.</summary>
/// <param name="library">Reads the baselines.</param>
public sealed class BaselineDiffFunctions(BaselineLibrary library)
{
    private static readonly Table<BaselineDiffRow> Table = new("baseline-diffs", "What differs between two baselines",
    [
        new("kind", r => r.Kind),
        new("name", r => r.Name),
        new("period_end", r => r.PeriodEnd),
        new("before", r => r.Before),
        new("after", r => r.After),
        new("status_before", r => r.StatusBefore),
        new("status_after", r => r.StatusAfter),
    ], JsonContracts.Readable.ListAnswerBaselineDiffRow);

    /// <summary>GET <c>/baseline-diffs?from=…&amp;to=…</c>: parameters and figures that differ between two versions.</summary>
    [Function("BaselineDiffs"), Requires(AccessScope.Read)]
    public Task<IResult> Compare(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = "v1/baseline-diffs")] HttpRequest request,
        CancellationToken cancellationToken)
        => Answer(request, suffix: null, cancellationToken);

    /// <summary>The same as CSV.</summary>
    [Function("BaselineDiffsCsv"), Requires(AccessScope.Read)]
    public Task<IResult> CompareCsv(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = "v1/baseline-diffs.csv")] HttpRequest request,
        CancellationToken cancellationToken)
        => Answer(request, Representation.Csv, cancellationToken);

    /// <summary>What the table is.</summary>
    [Function("BaselineDiffsMetadata"), Requires(AccessScope.Read)]
    public Task<IResult> Describe(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = "v1/baseline-diffs.metadata.json")] HttpRequest request,
        CancellationToken cancellationToken)
        => Answer(request, Representation.Metadata, cancellationToken);

    private Task<IResult> Answer(HttpRequest request, Representation? suffix, CancellationToken cancellationToken)
        => Methods.Dispatch(request, get: async () =>
        {
            var (reader, form, page) = TableRequest.Read(request, suffix);
            var from = await library.ReadAsync(reader, "from", cancellationToken);
            var to = await library.ReadAsync(reader, "to", cancellationToken);
            if (reader.Find("from") is null)
                reader.AddFault("from", FaultCode.Missing, "from is the version of a baseline; to is latest unless another is given.");
            reader.Finish();
            List<BaselineDiffRow> rows = [.. Parameters(from, to), .. Observations(from, to)];
            var content = new TableContent<BaselineDiffRow>(
                rows, $"{from.ContentHash} {to.ContentHash}", "/api/v1/baseline-diffs", CachePolicy.Latest)
            {
                Query = [new("from", from.Version), new("to", to.Version)],
            };
            return Table.Answer(content, form, page).Checked(request);
        });

    private static IEnumerable<BaselineDiffRow> Parameters(Baseline from, Baseline to)
        => from.Parameters.Concat(to.Parameters).Select(p => p.Id).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(id => (Id: id, Before: from.FindParameter(id), After: to.FindParameter(id)))
            .Where(p => p.Before?.Value != p.After?.Value || p.Before?.Status != p.After?.Status)
            .Select(p => new BaselineDiffRow(
                "parameter", p.Id, null, p.Before?.Value, p.After?.Value, Word(p.Before?.Status), Word(p.After?.Status)));

    private static IEnumerable<BaselineDiffRow> Observations(Baseline from, Baseline to)
        => from.SeriesIds.Union(to.SeriesIds, StringComparer.Ordinal).Order(StringComparer.Ordinal).SelectMany(id =>
        {
            var before = from.Series(id).ToDictionary(o => o.PeriodEnd);
            var after = to.Series(id).ToDictionary(o => o.PeriodEnd);
            return before.Keys.Union(after.Keys).Order()
                .Select(end => (End: end, Before: before.GetValueOrDefault(end), After: after.GetValueOrDefault(end)))
                .Where(o => o.Before?.Value != o.After?.Value || o.Before?.Status != o.After?.Status)
                .Select(o => new BaselineDiffRow(
                    "observation", id, o.End, o.Before?.Value, o.After?.Value, Word(o.Before?.Status), Word(o.After?.Status)));
        });

    private static string? Word<T>(T? value)
        where T : struct, Enum
        => value is { } word ? JsonContracts.Word(word) : null;
}
