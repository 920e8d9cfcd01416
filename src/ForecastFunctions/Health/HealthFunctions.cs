using System.Text.Json.Serialization;
using ForecastFunctions.Application.Baselines;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Health;
using ForecastFunctions.Application.Runs;
using ForecastFunctions.Core.History;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Storage;
using ForecastFunctions.Http;
using ForecastFunctions.Infrastructure.Sources;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;

namespace ForecastFunctions.Health;

/// <summary>That the process is alive, and what it has done since it started.</summary>
/// <param name="Status"><c>ok</c>.</param>
/// <param name="ModelVersion">The version of the equations.</param>
/// <param name="RunsComputed">Runs computed by this process.</param>
/// <param name="RunsServed">Runs answered by this process, computed or stored.</param>
public sealed record HealthAnswer(string Status, string ModelVersion, long RunsComputed, long RunsServed);

/// <summary>Whether requests can be answered.</summary>
/// <param name="Status"><c>ready</c>, or <c>not-ready</c> with status 503.</param>
/// <param name="Storage"><c>ok</c> or <c>unavailable</c>.</param>
/// <param name="BaselineVersion">The current baseline.</param>
/// <param name="BaselineAsOf">Everything in it was known by this day.</param>
/// <param name="BaselineAgeDays">How long ago the last known period of its weakest required series ended.</param>
/// <param name="IsOverdue">Whether the next figure of a required series should be known by now.</param>
/// <param name="Series">How old each required series is, and when its next figure is due.</param>
/// <param name="IsSecContactMissing">Whether no company filings are read, because nobody has said whom the SEC may write to.</param>
public sealed record ReadinessAnswer(
    string Status, string Storage, string? BaselineVersion, DateOnly? BaselineAsOf, int? BaselineAgeDays, bool? IsOverdue,
    IReadOnlyList<SeriesFreshness>? Series, bool IsSecContactMissing)
{
    /// <summary>The timers, and whether they run.</summary>
    public IReadOnlyList<TimerState>? Timers { get; init; }
}

/// <summary><c>/health</c> and <c>/ready</c>, for probes and people; both need no key and tell no secret.</summary>
/// <param name="baselines">Tell the current baseline.</param>
/// <param name="storage">Knows whether it answers.</param>
/// <param name="timers">Know whether they run.</param>
/// <param name="runs">Count runs.</param>
/// <param name="sources">Tell whether filings can be read.</param>
public sealed class HealthFunctions(
    BaselineLibrary baselines, StorageWatch storage, TimerWatch timers, RunLibrary runs, IOptions<SourceSettings> sources)
{
    /// <summary>Asks whether the process is alive.</summary>
    public static readonly Operation IsAlive = new(
        "isAlive", "Health", ["GET"], "/v1/health", null, "Whether the service is alive", [])
    {
        Answer = new OperationAnswer.Whole(HealthJson.Default.HealthAnswer),
    };

    /// <summary>Asks whether requests can be answered.</summary>
    public static readonly Operation IsReady = new(
        "isReady", "Ready", ["GET"], "/v1/ready", null, "Whether the service can answer, and how old its baseline is", [])
    {
        Answer = new OperationAnswer.Whole(HealthJson.Default.ReadinessAnswer),
        IsAnsweredUnavailable = true,
    };

    /// <summary>The process is alive. It asks nothing of the storage.</summary>
    [Function("Health")]
    public Task<IResult> Health([HttpTrigger(AuthorizationLevel.Anonymous, Route = Routes.Health)] HttpRequest request)
        => Methods.DispatchPlain(request, IsAlive, () => Task.FromResult(
            new Document(
                JsonText.Write(new HealthAnswer("ok", ModelVersion.Current, runs.Computed, runs.Served), HealthJson.Default.HealthAnswer),
                JsonText.ContentType)
            {
                CacheControl = CachePolicy.None,
            }));

    /// <summary>The storage answers and there is a baseline; otherwise 503.</summary>
    [Function("Ready")]
    public Task<IResult> Ready(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = Routes.Ready)] HttpRequest request, CancellationToken cancellationToken)
        => Methods.DispatchPlain(request, IsReady, async () =>
        {
            var answer = await LookAsync(cancellationToken);
            var isReady = answer.BaselineVersion is not null;
            return new Document(JsonText.Write(answer, HealthJson.Default.ReadinessAnswer), JsonText.ContentType)
            {
                CacheControl = CachePolicy.None,
                Status = isReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable,
                RetryAfter = isReady ? null : 5,
            };
        });

    private async Task<ReadinessAnswer> LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (await storage.AnswersAsync(cancellationToken))
            {
                var baseline = await baselines.CurrentAsync(cancellationToken);
                var freshness = BaselineFreshness.Of(baseline, baselines.Today);
                return new ReadinessAnswer(
                    "ready", "ok", baseline.Version, baseline.AsOf, freshness.AgeDays, freshness.IsOverdue, freshness.Series,
                    sources.Value.IsSecContactMissing)
                {
                    Timers = await timers.StatesAsync(cancellationToken),
                };
            }
        }
        catch (StorageUnavailableException)
        {
            // It has gone away since it was last looked after.
        }

        return new ReadinessAnswer("not-ready", "unavailable", null, null, null, null, null, sources.Value.IsSecContactMissing);
    }
}

/// <summary>The JSON of probes.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(HealthAnswer))]
[JsonSerializable(typeof(ReadinessAnswer))]
internal sealed partial class HealthJson : JsonSerializerContext;
