using System.Collections.Concurrent;
using System.Threading.Channels;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace ForecastFunctions.LocalHost.Protocol;

/// <summary>
/// The host's end of one worker's event stream: pairs requests with their answers, and knows when the stream ended.
/// </summary>
internal sealed class WorkerChannel(Action<RpcLog> onLog)
{
    private readonly Channel<StreamingMessage> _outgoing =
        Channel.CreateUnbounded<StreamingMessage>(new UnboundedChannelOptions { SingleReader = true });

    private readonly ConcurrentDictionary<string, TaskCompletionSource<StreamingMessage>> _waiting = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _closed;

    /// <summary>Completes when the worker has opened the stream.</summary>
    public Task Opened => _opened.Task;

    /// <summary>Completes when the stream has ended, for whatever reason.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Sends a request and waits for its answer; fails with <see cref="WorkerLostException"/> if the worker goes.</summary>
    public async Task<StreamingMessage> AskAsync(StreamingMessage request, CancellationToken cancellationToken = default)
    {
        var answer = new TaskCompletionSource<StreamingMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting[request.RequestId] = answer;
        if (_closed) Fail(answer);

        Send(request);
        try
        {
            return await answer.Task.WaitAsync(cancellationToken);
        }
        finally
        {
            _waiting.TryRemove(request.RequestId, out _);
        }
    }

    /// <summary>
    /// Runs a function and waits until it has ended. Cancelling asks the function to stop, and still waits for its end.
    /// </summary>
    public async Task<InvocationResponse> InvokeAsync(InvocationRequest request, CancellationToken cancellationToken)
    {
        var answer = AskAsync(
            new StreamingMessage { RequestId = request.InvocationId, InvocationRequest = request },
            CancellationToken.None);

        await using (cancellationToken.UnsafeRegister(_ => Cancel(request.InvocationId), state: null))
        {
            return (await answer).InvocationResponse;
        }
    }

    /// <summary>Tells the worker to end itself within the period.</summary>
    public void Terminate(TimeSpan gracePeriod) =>
        Send(new StreamingMessage { WorkerTerminate = new WorkerTerminate { GracePeriod = Duration.FromTimeSpan(gracePeriod) } });

    /// <summary>Ends everything that still waits for an answer; later requests fail at once.</summary>
    public void Close()
    {
        _closed = true;
        _outgoing.Writer.TryComplete();
        foreach (var answer in _waiting.Values) Fail(answer);
    }

    /// <summary>Carries the stream until either side ends it.</summary>
    public async Task RunAsync(
        IAsyncStreamReader<StreamingMessage> fromWorker,
        IServerStreamWriter<StreamingMessage> toWorker,
        CancellationToken cancellationToken)
    {
        _opened.TrySetResult();
        try
        {
            var reading = ReadAsync(fromWorker, cancellationToken);
            var writing = WriteAsync(toWorker, cancellationToken);
            await await Task.WhenAny(reading, writing);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or InvalidOperationException)
        {
            // A killed worker ends its stream in one of these ways; the supervisor sees that it ended, and acts.
        }
        finally
        {
            _ended.TrySetResult();
        }
    }

    private void Cancel(string invocationId) =>
        Send(new StreamingMessage { InvocationCancel = new InvocationCancel { InvocationId = invocationId } });

    // A message to a worker that is gone is lost, as it would be on the wire: whoever waits is failed by Close.
    private void Send(StreamingMessage message) => _outgoing.Writer.TryWrite(message);

    private async Task ReadAsync(IAsyncStreamReader<StreamingMessage> fromWorker, CancellationToken cancellationToken)
    {
        await foreach (var message in fromWorker.ReadAllAsync(cancellationToken))
        {
            if (message.ContentCase == StreamingMessage.ContentOneofCase.RpcLog) onLog(message.RpcLog);
            else if (_waiting.TryGetValue(AnsweredRequest(message), out var answer)) answer.TrySetResult(message);
        }
    }

    private async Task WriteAsync(IServerStreamWriter<StreamingMessage> toWorker, CancellationToken cancellationToken)
    {
        await foreach (var message in _outgoing.Reader.ReadAllAsync(cancellationToken))
        {
            await toWorker.WriteAsync(message, cancellationToken);
        }
    }

    private static string AnsweredRequest(StreamingMessage message) =>
        message.ContentCase == StreamingMessage.ContentOneofCase.InvocationResponse
            ? message.InvocationResponse.InvocationId
            : message.RequestId;

    private static void Fail(TaskCompletionSource<StreamingMessage> answer) =>
        answer.TrySetException(new WorkerLostException());
}
