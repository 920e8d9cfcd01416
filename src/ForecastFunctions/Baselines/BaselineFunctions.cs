using System.Globalization;
using ForecastFunctions.Application.Baselines;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Refreshes;
using ForecastFunctions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Net.Http.Headers;

namespace ForecastFunctions.Baselines;

/// <summary><c>/baselines</c>: what is known of the market, vintage by vintage, and what became known from one to another.</summary>
/// <param name="baselines">Reads them.</param>
/// <param name="choice">Tells and changes which one is current.</param>
public sealed class BaselineFunctions(ReadBaselines baselines, ChooseBaseline choice)
{
    private const int ObservationsPerPage = 1_000;

    /// <summary>Lists the vintages.</summary>
    [Function("Baselines")]
    public Task<IResult> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = Routes.Baselines)] HttpRequest request, CancellationToken cancellationToken)
        => TableResource.GetAsync(request, BaselineOperations.List, async arguments =>
        {
            var knownBy = arguments.Read(BaselineMembers.AsOf);
            var rows = await baselines.ListAsync(knownBy, cancellationToken);
            var current = rows.Count > 0 ? rows[0].Current : "";
            var name = string.Create(CultureInfo.InvariantCulture, $"baselines {current} {knownBy:yyyy-MM-dd} {rows.Count}");
            return new TableContent(BaselineTables.Baselines, rows, name, BaselineOperations.List.Path, CachePolicy.None)
            {
                Query = BaselineContent.QueryOf(null, knownBy),
            };
        });

    /// <summary>
    /// Reads a vintage: its calibration; as CSV, the parameters alone. <c>current</c> is which one is current, and PUT changes that.
    /// </summary>
    [Function("Baseline")]
    public Task<IResult> One(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = Routes.Baseline)] HttpRequest request,
        string version, CancellationToken cancellationToken)
        => string.Equals(version, ChooseBaseline.Current, StringComparison.Ordinal)
            ? Methods.Dispatch(
                request, get: () => ReadCurrentAsync(request, cancellationToken), put: () => ChooseAsync(request, cancellationToken))
            : Methods.Dispatch(request, get: () => ReadAsync(request, version, cancellationToken));

    private Task<Document> ReadAsync(HttpRequest request, string version, CancellationToken cancellationToken)
        => TableResource.ReadOneAsync(request, BaselineOperations.Read, version, async (wanted, _) =>
        {
            var baseline = await baselines.ReadAsync(wanted, cancellationToken);
            var table = new TableContent(
                BaselineTables.Calibration, baseline.Parameters, baseline.ContentHash, $"/v1/baselines/{baseline.Version}",
                BaselineContent.CacheControl(wanted))
            {
                Title = $"{baseline.Title}: the calibration",
                FileStem = $"baseline-{baseline.Version}",
                Variables = ReadBaselines.Describe(baseline),
            };
            return (table, () => JsonText.WriteRow(BaselineTables.Whole, baseline));
        });

    private async Task<Document> ReadCurrentAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        Methods.ReadPlain(request, BaselineOperations.ReadCurrent);
        var current = await choice.ReadAsync(cancellationToken);
        return new Document(JsonText.WriteRow(BaselineTables.Current, current), JsonText.ContentType)
        {
            CacheControl = CachePolicy.None,
            Revision = ChooseBaseline.RevisionOf(current),
        }.Checked(request);
    }

    private async Task<Document> ChooseAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var arguments = await HttpArguments.OfBodyAsync(request, RefreshOperations.ChooseBaseline, cancellationToken);
        var wanted = BaselineChoiceRequest.Read(arguments);
        arguments.RefuseOthers(RefreshOperations.ChooseBaseline.Members);
        var condition = WriteCondition.Read(request, arguments);
        if (condition.Match is null)
        {
            arguments.AddFault(Fault.At(new Place("header", HeaderNames.IfMatch), FaultCode.Missing,
                "If-Match is the ETag with which GET /api/v1/baselines/current answered, so that nobody's choice is undone unseen."));
        }

        arguments.ThrowIfFaulty();
        var report = arguments.Take(await choice.ChooseAsync(wanted, condition, cancellationToken));
        return new Document(JsonText.WriteRow(RefreshTables.Refreshes.Columns, report), JsonText.ContentType)
        {
            CacheControl = CachePolicy.None,
        };
    }

    /// <summary>Lists the figures of a vintage, in pages of a thousand.</summary>
    [Function("Observations")]
    public Task<IResult> ListObservations(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = Routes.Observations)] HttpRequest request,
        string version, CancellationToken cancellationToken)
        => TableResource.GetAsync(
            request, BaselineOperations.Observations,
            arguments => BaselineContent.ObservationsAsync(baselines, version, arguments, cancellationToken),
            ObservationsPerPage);

    /// <summary>Lists what differs between two vintages.</summary>
    [Function("BaselineDiffs")]
    public Task<IResult> Compare(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = Routes.BaselineDiffs)] HttpRequest request, CancellationToken cancellationToken)
        => TableResource.GetAsync(
            request, BaselineOperations.Differences, arguments => BaselineContent.DifferencesAsync(baselines, arguments, cancellationToken));
}
