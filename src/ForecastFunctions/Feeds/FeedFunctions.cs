using System.Globalization;
using ForecastFunctions.Application.Baselines;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Refreshes;
using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.Refreshes;
using ForecastFunctions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ForecastFunctions.Feeds;

/// <summary><c>/baselines.atom</c> and <c>/refreshes.atom</c>: what is new, for feed readers.</summary>
/// <param name="baselines">List the vintages.</param>
/// <param name="history">Tells what became of refreshes.</param>
/// <param name="address">Tells where the caller reaches the service.</param>
public sealed class FeedFunctions(BaselineLibrary baselines, RefreshHistory history, ServiceAddress address)
{
    private static readonly OperationAnswer Atom = new OperationAnswer.File("application/atom+xml", "The feed (RFC 4287)");

    /// <summary>The feed of vintages.</summary>
    public static readonly Operation OfBaselines = new(
        "followBaselines", "BaselineFeed", ["GET"], "/v1/baselines.atom", AccessScope.Read, "New vintages, as an Atom feed", [])
    {
        Answer = Atom,
    };

    /// <summary>The feed of refreshes.</summary>
    public static readonly Operation OfRefreshes = new(
        "followRefreshes", "RefreshFeed", ["GET"], "/v1/refreshes.atom", AccessScope.Read, "What refreshes did, as an Atom feed", [])
    {
        Answer = Atom,
    };

    /// <summary>New vintages, each with the link to what it changed.</summary>
    [Function("BaselineFeed")]
    public Task<IResult> Baselines(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = Routes.BaselineFeed)] HttpRequest request, CancellationToken cancellationToken)
        => Methods.DispatchPlain(request, OfBaselines, async () =>
        {
            ContentNegotiation.Require(request, "application/atom+xml");
            var (all, _) = await baselines.ListAsync(cancellationToken);
            var inOrder = all.OrderBy(b => b.AsOf).ThenBy(b => b.StoredAt).ToList();
            return AtomFeed.Write(
                "urn:forecastfunctions:baselines", "Vintages of what is known of the AI-compute market", OfBaselines.Path,
                inOrder.Select((b, place) => EntryOf(b, place > 0 ? inOrder[place - 1] : null)), AddressFor(request));
        });

    /// <summary>What refreshes did, each with the link to what it changed.</summary>
    [Function("RefreshFeed")]
    public Task<IResult> Refreshes(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = Routes.RefreshFeed)] HttpRequest request, CancellationToken cancellationToken)
        => Methods.DispatchPlain(request, OfRefreshes, async () =>
        {
            ContentNegotiation.Require(request, "application/atom+xml");
            var reports = await history.ListAsync(AtomFeed.MaxEntries, cancellationToken);
            return AtomFeed.Write(
                "urn:forecastfunctions:refreshes", "Refreshes of what is known of the AI-compute market", OfRefreshes.Path,
                reports.Select(EntryOf), AddressFor(request));
        });

    private Func<string, Uri> AddressFor(HttpRequest request)
    {
        var root = address.Of(request, "/").AbsoluteUri.TrimEnd('/');
        return path => new Uri(root + path);
    }

    private static FeedEntry EntryOf(BaselineSummary baseline, BaselineSummary? before) => new(
        $"urn:forecastfunctions:baseline:{baseline.Version}", baseline.Title, baseline.StoredAt,
        string.Create(CultureInfo.InvariantCulture,
            $"Version {baseline.Version}, of what was known by {baseline.AsOf:yyyy-MM-dd}: {baseline.ObservationCount} observations, "
            + $"{baseline.ParameterCount} parameters, base year {baseline.BaseYear}."),
        $"/v1/baselines/{baseline.Version}", before is null ? null : DifferencesOf(before.Version, baseline.Version));

    private static FeedEntry EntryOf(RefreshReport report) => new(
        $"urn:forecastfunctions:refresh:{report.Id}",
        string.Create(CultureInfo.InvariantCulture, $"{Words.Of(report.Outcome)}: {report.NewObservations} new figures"), report.StartedAt,
        string.Create(CultureInfo.InvariantCulture,
            $"Baseline {report.Version}; {report.MovedParameters.Count} parameters moved, {report.Faults.Count} faults, "
            + $"{report.Quarantines.Count} quarantines, {report.Notices.Count} notices.")
            + string.Concat(report.Faults.Select(f => $" {f.Source}, {f.Subject}: {f.Message}"))
            + string.Concat(report.Quarantines.Select(q => $" {q.SeriesId} is quarantined: {q.Message}")),
        RefreshOperations.List.Path,
        string.Equals(report.PreviousVersion, report.Version, StringComparison.Ordinal)
            ? null : DifferencesOf(report.PreviousVersion, report.Version));

    private static string DifferencesOf(string from, string to) => $"{BaselineOperations.Differences.Path}?from={from}&to={to}";
}
