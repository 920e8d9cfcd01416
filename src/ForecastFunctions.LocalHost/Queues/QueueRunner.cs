using Azure.Storage.Queues;
using ForecastFunctions.LocalHost.Functions;
using ForecastFunctions.LocalHost.Logs;
using ForecastFunctions.LocalHost.Workers;
using Microsoft.Extensions.Logging;

namespace ForecastFunctions.LocalHost.Queues;

/// <summary>Listens to the queues of every function, once for each worker: so does each instance on the platform.</summary>
/// <param name="workers">The workers.</param>
/// <param name="options">How messages are handed to functions.</param>
/// <param name="lease">How long a message stays invisible unless that is renewed.</param>
/// <param name="log">Is told of failures.</param>
internal sealed class QueueRunner(WorkerPool workers, QueueOptions options, TimeSpan lease, LogBook log) : IDisposable
{
    private const string PoisonSuffix = "-poison";

    private readonly CancellationTokenSource _stopping = new();
    private Task _listening = Task.CompletedTask;

    /// <summary>Begins to listen for all functions that are not disabled.</summary>
    public void Start(IEnumerable<FunctionDefinition> functions) => _listening = Task.WhenAll(
        functions.Where(function => !function.IsDisabled)
            .SelectMany(function => function.Trigger is QueueTrigger trigger
                ? workers.All.Select(worker => GuardAsync(function.Name, Listener(worker, function.Name, trigger)))
                : []));

    /// <summary>Takes no more messages, and lets those under way end within the period.</summary>
    public async Task StopAsync(TimeSpan gracePeriod)
    {
        await _stopping.CancelAsync();
        try
        {
            await _listening.WaitAsync(gracePeriod);
        }
        catch (TimeoutException)
        {
            log.Host(LogLevel.Warning, $"A message was still worked on after {gracePeriod.TotalSeconds:0} s; the worker ends, and it comes again.");
        }
    }

    /// <summary>Waits until every message has been given back, once the workers have ended.</summary>
    public Task EndedAsync(TimeSpan patience) => _listening.WaitAsync(patience);

    /// <inheritdoc />
    public void Dispose() => _stopping.Dispose();

    private QueueListener Listener(WorkerSupervisor worker, string function, QueueTrigger trigger)
    {
        var isPoison = trigger.Queue.EndsWith(PoisonSuffix, StringComparison.Ordinal);
        return new QueueListener(
            worker, function, Client(trigger, ""), isPoison ? null : Client(trigger, PoisonSuffix), options, lease, log);
    }

    private QueueClient Client(QueueTrigger trigger, string suffix)
        => new(
            trigger.ConnectionString, trigger.Queue + suffix,
            // A version that the emulator speaks.
            new QueueClientOptions(QueueClientOptions.ServiceVersion.V2025_05_05) { MessageEncoding = options.Encoding });

    private async Task GuardAsync(string function, QueueListener listener)
    {
        try
        {
            await listener.ListenAsync(_stopping.Token);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // It is told to end.
        }
        catch (LocalHostException)
        {
            // No worker will come any more; the supervisor has said so.
        }
        catch (Exception exception)
        {
            // Nobody awaits a listener before the end: one that breaks must say so now.
            log.Host(LogLevel.Critical, $"{function} gets no more messages: {exception}");
        }
    }
}
