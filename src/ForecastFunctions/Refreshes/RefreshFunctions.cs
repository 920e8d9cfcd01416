using System.Globalization;
using ForecastFunctions.Application.Refreshes;
using ForecastFunctions.Core.Refreshes;
using ForecastFunctions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ForecastFunctions.Refreshes;

/// <summary><c>/refreshes</c>, and the schedule that runs them.</summary>
/// <param name="refresher">Runs a refresh.</param>
/// <param name="history">Tells what became of them.</param>
public sealed class RefreshFunctions(BaselineRefresher refresher, RefreshHistory history)
{
    /// <summary>The schedule. It is not run at start, and a run that was missed is made up for: a refresh can be repeated.</summary>
    [Function("RefreshBaselines")]
    public async Task RefreshOnSchedule(
        [TimerTrigger("%RefreshSchedule%", RunOnStartup = false)] TimerInfo timer, CancellationToken cancellationToken)
        => await refresher.RunAsync("schedule", isDryRun: false, cancellationToken);

    /// <summary>Lists the latest reports; POST refreshes now, or tells what that would do, and answers the report.</summary>
    [Function("Refreshes")]
    public Task<IResult> Refreshes(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = Routes.Refreshes)] HttpRequest request, CancellationToken cancellationToken)
        => Methods.Dispatch(
            request,
            get: () => ListAsync(request, cancellationToken),
            post: ContentNegotiation.SuffixOf(request) is not null ? null : () => RunAsync(request, cancellationToken));

    private Task<Document> ListAsync(HttpRequest request, CancellationToken cancellationToken)
        => TableResource.ReadAsync(request, RefreshOperations.List, async _ =>
        {
            var rows = await history.ListAsync(RefreshOperations.MaxReports, cancellationToken);
            var name = string.Join(' ', rows.Select(r => string.Create(CultureInfo.InvariantCulture, $"{r.Id} {r.Outcome}")));
            return new TableContent(RefreshTables.Refreshes, rows, $"refreshes {name}", RefreshOperations.List.Path, CachePolicy.None);
        });

    private async Task<Document> RunAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var arguments = await HttpArguments.OfOptionalBodyAsync(request, RefreshOperations.Run, cancellationToken);
        var isDryRun = arguments.Read(RefreshOperations.DryRun) ?? false;
        arguments.RefuseOthers(RefreshOperations.Run.Members);
        arguments.ThrowIfFaulty();
        var report = await refresher.RunAsync("request", isDryRun, cancellationToken);
        return new Document(JsonText.WriteRow(RefreshTables.Refreshes.Columns, report), JsonText.ContentType)
        {
            CacheControl = CachePolicy.None,
        };
    }
}
