using Azure;
using Azure.Core;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Jobs;
using ForecastFunctions.Core.Storage;
using ForecastFunctions.Infrastructure.Identity;
using ForecastFunctions.Infrastructure.Tables;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ForecastFunctions.Infrastructure.Queues;

/// <summary>Asks for work by messages in two queues of the storage: one for plans, one for blocks. A queue is created by its first message.</summary>
internal sealed class StorageJobMessages : IJobMessages, IJobQueues
{
    /// <summary>The most messages that are sent at once.</summary>
    private const int MaxSends = 8;

    private readonly QueueClient? _plans;
    private readonly QueueClient? _blocks;
    private readonly ILogger<StorageJobMessages> _logger;

    public StorageJobMessages(IOptions<QueueSettings> settings, IConfiguration configuration, ILogger<StorageJobMessages> logger)
    {
        _logger = logger;
        if (!settings.Value.IsSet)
            return;
        var service = Connect(settings.Value);
        _plans = Queue(QueueSettings.PlanQueue);
        _blocks = Queue(QueueSettings.BlockQueue);

        QueueClient? Queue(string setting) => configuration[setting] is { Length: > 0 } name ? service.GetQueueClient(name) : null;
    }

    /// <inheritdoc/>
    public void RequireQueues()
    {
        _ = _plans ?? throw NotOffered();
        _ = _blocks ?? throw NotOffered();
    }

    /// <inheritdoc/>
    public Task SendAsync(IEnumerable<JobMessage> messages, TimeSpan delay, CancellationToken cancellationToken)
        => Parallel.ForEachAsync(
            messages, new ParallelOptions { MaxDegreeOfParallelism = MaxSends, CancellationToken = cancellationToken },
            async (message, end) => await SendAsync(message, delay, end));

    /// <inheritdoc/>
    public async Task<IReadOnlyList<(string Queue, TimeSpan Age)>> AgesAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var ages = new List<(string, TimeSpan)>();
        foreach (var (name, queue) in new[] { ("plans", _plans), ("blocks", _blocks) })
        {
            if (queue is not null)
                ages.Add((name, await GuardedAsync(queue, "to look for its oldest message", end => AgeAsync(queue, now, end), cancellationToken)));
        }

        return ages;
    }

    private async Task SendAsync(JobMessage message, TimeSpan delay, CancellationToken cancellationToken)
    {
        var queue = (message.Block is null ? _plans : _blocks) ?? throw NotOffered();
        await GuardedAsync(
            queue, "to send a message",
            async end =>
            {
                await SendAsync(queue, message.ToString(), delay > TimeSpan.Zero ? delay : TimeSpan.Zero, end);
                return true;
            },
            cancellationToken);
    }

    private async Task<T> GuardedAsync<T>(QueueClient queue, string what, Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bounded.CancelAfter(StoragePatience.Call);
        try
        {
            return await call(bounded.Token);
        }
        catch (Exception exception) when (Unavailability.Explains(exception, cancellationToken))
        {
            var cause = Unavailability.Cause(exception);
            _logger.QueueUnavailable(queue.Name, Unavailability.Reason(cause));
            throw new StorageUnavailableException(
                $"Queue {queue.Name} is unavailable: the attempt {what} failed. {Unavailability.Reason(cause)}", cause);
        }
    }

    private static async Task<TimeSpan> AgeAsync(QueueClient queue, DateTimeOffset now, CancellationToken cancellationToken)
    {
        try
        {
            PeekedMessage? oldest = (await queue.PeekMessageAsync(cancellationToken)).Value;
            return oldest?.InsertedOn is { } since && since < now ? now - since : TimeSpan.Zero;
        }
        catch (RequestFailedException e) when (e.ErrorCode == QueueErrorCode.QueueNotFound)
        {
            return TimeSpan.Zero; // the first message creates it
        }
    }

    private static async Task SendAsync(QueueClient queue, string text, TimeSpan delay, CancellationToken cancellationToken)
    {
        try
        {
            await queue.SendMessageAsync(text, delay, Job.Kept, cancellationToken);
        }
        catch (RequestFailedException e) when (e.ErrorCode == QueueErrorCode.QueueNotFound)
        {
            await queue.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
            await queue.SendMessageAsync(text, delay, Job.Kept, cancellationToken);
        }
    }

    private static ProblemException NotOffered() => ProblemException.NotImplemented(
        "Work larger than a request is not offered here: Queues, PlanQueue and BlockQueue are not set.");

    private static QueueServiceClient Connect(QueueSettings settings)
    {
        // The latest version that the emulator speaks; nothing newer is needed.
        var options = new QueueClientOptions(QueueClientOptions.ServiceVersion.V2025_05_05)
        {
            MessageEncoding = QueueMessageEncoding.None,
            Retry =
            {
                Mode = RetryMode.Exponential,
                MaxRetries = 3,
                Delay = TimeSpan.FromMilliseconds(200),
                MaxDelay = TimeSpan.FromSeconds(2),
                NetworkTimeout = new StoragePatience().Try,
            },
        };
        return settings.ServiceUri is { Length: > 0 } uri
            ? new QueueServiceClient(new Uri(uri), AppIdentity.Credential(settings.ClientId), options)
            : new QueueServiceClient(settings.ConnectionString, options);
    }
}
