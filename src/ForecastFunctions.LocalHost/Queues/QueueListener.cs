using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using ForecastFunctions.LocalHost.Functions;
using ForecastFunctions.LocalHost.Logs;
using ForecastFunctions.LocalHost.Protocol;
using ForecastFunctions.LocalHost.Workers;
using Microsoft.Extensions.Logging;

namespace ForecastFunctions.LocalHost.Queues;

/// <summary>
/// Hands the messages of a queue to a function of one worker, as the platform does: a message stays invisible while its function runs,
/// is deleted when that succeeded, comes back when it failed or its worker died, and goes to the poison queue when it came too often.
/// </summary>
/// <param name="workers">Keep the worker running.</param>
/// <param name="function">The function's name.</param>
/// <param name="queue">The queue.</param>
/// <param name="poison">Where messages go that came too often; absent of a poison queue itself.</param>
/// <param name="options">How.</param>
/// <param name="lease">How long a message stays invisible unless that is renewed, which it is at half of the time.</param>
/// <param name="log">Is told of failures.</param>
internal sealed class QueueListener(
    WorkerSupervisor workers, string function, QueueClient queue, QueueClient? poison, QueueOptions options, TimeSpan lease, LogBook log)
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(100);

    private int _isAway;

    /// <summary>Works until it is told to end; messages under way are worked on to their end.</summary>
    public Task ListenAsync(CancellationToken stopping) => Task.WhenAll(Enumerable.Range(0, options.BatchSize).Select(_ => LoopAsync(stopping)));

    private async Task LoopAsync(CancellationToken stopping)
    {
        var pause = ShortestPause;
        while (!stopping.IsCancellationRequested)
        {
            // No message is taken that no worker is there for.
            var worker = await workers.GetWorkerAsync(stopping);
            if (await ReceiveAsync(stopping) is { } message)
            {
                pause = ShortestPause;
                await GuardedAsync(() => WorkAsync(message, worker));
            }
            else
            {
                await Task.Delay(pause, stopping);
                pause = pause * 2 < options.MaxPollingInterval ? pause * 2 : options.MaxPollingInterval;
            }
        }
    }

    private async Task<QueueMessage?> ReceiveAsync(CancellationToken stopping)
    {
        try
        {
            var message = (await queue.ReceiveMessageAsync(lease, stopping)).Value;
            _isAway = 0;
            return message;
        }
        catch (RequestFailedException e) when (e.ErrorCode == QueueErrorCode.QueueNotFound)
        {
            return null; // whoever sends the first message creates it
        }
        catch (Exception e) when (e is RequestFailedException or AggregateException)
        {
            // Said once until it answers again.
            if (Interlocked.Exchange(ref _isAway, 1) == 0)
                log.Host(LogLevel.Warning, $"Queue {queue.Name} does not answer: {e.GetBaseException().Message.Split('\n')[0]}");
            return null;
        }
    }

    private async Task WorkAsync(QueueMessage message, Worker worker)
    {
        if (message.DequeueCount > options.MaxDequeueCount)
        {
            await PoisonAsync(message, message.PopReceipt);
            return;
        }

        using var renewal = new Renewal(queue, message, lease);
        var succeeded = await InvokeAsync(message, worker);
        var receipt = await renewal.EndAsync();
        if (succeeded)
            await queue.DeleteMessageAsync(message.MessageId, receipt);
        else if (poison is not null && message.DequeueCount >= options.MaxDequeueCount)
            await PoisonAsync(message, receipt);
        else if (poison is not null)
            await queue.UpdateMessageAsync(message.MessageId, receipt, message.Body, options.VisibilityTimeout);

        // A message of a poison queue stays invisible for the rest of its lease, so that it does not come back at once for ever.
    }

    private async Task<bool> InvokeAsync(QueueMessage message, Worker worker)
    {
        try
        {
            var definition = worker.Functions.Single(candidate => string.Equals(candidate.Name, function, StringComparison.Ordinal));
            var response = await worker.InvokeAsync(Invocations.ForQueue(definition, message), CancellationToken.None);
            if (response.Result.Status == StatusResult.Types.Status.Success) return true;
            log.Add(
                LogLevel.Error, "Host", $"{function} failed: {response.Result.Exception?.Message}",
                exception: $"{response.Result.Exception?.Type}{Environment.NewLine}{response.Result.Exception?.StackTrace}");
        }
        catch (WorkerLostException exception)
        {
            log.Host(LogLevel.Error, $"{function} was cut off: {exception.Message}");
        }

        return false;
    }

    private async Task PoisonAsync(QueueMessage message, string receipt)
    {
        if (poison is null) return;
        await poison.CreateIfNotExistsAsync();
        await poison.SendMessageAsync(message.Body);
        await queue.DeleteMessageAsync(message.MessageId, receipt);
        log.Host(LogLevel.Error, $"A message of queue {queue.Name} came {message.DequeueCount} times; it went to {poison.Name}.");
    }

    private async Task GuardedAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception e) when (e is RequestFailedException or AggregateException)
        {
            // Whatever could not be told to the queue: the message comes again when its lease is over.
            log.Host(LogLevel.Warning, $"A message of queue {queue.Name} will come again: {e.GetBaseException().Message.Split('\n')[0]}");
        }
    }

    /// <summary>Keeps a message invisible while its function runs.</summary>
    private sealed class Renewal : IDisposable
    {
        private readonly QueueClient _queue;
        private readonly QueueMessage _message;
        private readonly TimeSpan _lease;
        private readonly CancellationTokenSource _ended = new();
        private readonly Task _renewing;
        private string _receipt;

        public Renewal(QueueClient queue, QueueMessage message, TimeSpan lease)
        {
            (_queue, _message, _lease, _receipt) = (queue, message, lease, message.PopReceipt);
            _renewing = RenewAsync();
        }

        /// <summary>Renews no more, and gives the receipt by which the message can be changed now.</summary>
        public async Task<string> EndAsync()
        {
            await _ended.CancelAsync();
            await _renewing;
            return _receipt;
        }

        /// <inheritdoc />
        public void Dispose() => _ended.Dispose();

        private async Task RenewAsync()
        {
            try
            {
                while (true)
                {
                    await Task.Delay(_lease / 2, _ended.Token);
                    _receipt = (await _queue.UpdateMessageAsync(_message.MessageId, _receipt, _message.Body, _lease)).Value.PopReceipt;
                }
            }
            catch (OperationCanceledException) when (_ended.IsCancellationRequested)
            {
                // The function has ended.
            }
            catch (Exception e) when (e is RequestFailedException or AggregateException)
            {
                // The message is somebody else's by now, or will be: what is done with it next says so.
            }
        }
    }
}
