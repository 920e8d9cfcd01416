using System.Collections.Concurrent;
using System.Net.Sockets;
using ForecastFunctions.LocalHost.Http;
using ForecastFunctions.LocalHost.Logs;
using ForecastFunctions.LocalHost.Protocol;
using Microsoft.Extensions.Logging;

namespace ForecastFunctions.LocalHost.Workers;

/// <summary>Starts workers of one app, and brings each to the point where it takes invocations.</summary>
internal sealed class WorkerLauncher(
    AppDirectory app,
    HostSettings settings,
    WorkerGateway gateway,
    RouteTableBuilder routes,
    LogBook log)
{
    private const int LastLines = 10;
    private static readonly TimeSpan ListeningPause = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);

    private readonly TimeSpan _functionTimeout = FunctionTimeout.Read(app, settings);

    /// <summary>Starts a worker; a fault at start is a <see cref="LocalHostException"/> with the worker's last words.</summary>
    public async Task<Worker> LaunchAsync(CancellationToken cancellationToken)
    {
        var workerId = Guid.NewGuid().ToString();
        var lastWords = new ConcurrentQueue<string>();
        var channel = new WorkerChannel(message => Report(message, lastWords));
        gateway.Expect(workerId, channel);
        var process = WorkerProcess.Start(app, workerId, gateway.Address, settings.Environment, line => Report(line, lastWords));

        try
        {
            var introduction = await IntroduceAsync(channel, process, cancellationToken);
            return new Worker(process, channel, introduction, routes.Build(app.RoutePrefix, introduction.Functions), _functionTimeout, log);
        }
        catch (Exception exception)
        {
            channel.Close();
            if (!process.Exited.IsCompleted) process.Kill();
            var exitCode = await process.Exited;
            process.Dispose();
            if (exception is not (WorkerLostException or TimeoutException)) throw;

            var what = exception is TimeoutException
                ? $"The worker was not ready after {StartTimeout.TotalSeconds:0} s"
                : $"The worker ended with exit code {exitCode} while it started";
            throw new LocalHostException(
                $"{what}. Its last words:{Environment.NewLine}{string.Join(Environment.NewLine, lastWords)}", exception);
        }
    }

    private async Task<WorkerIntroduction> IntroduceAsync(
        WorkerChannel channel, WorkerProcess process, CancellationToken cancellationToken)
    {
        var introducing = OpenAndExchangeAsync();
        var first = await Task.WhenAny(introducing, process.Exited).WaitAsync(StartTimeout, cancellationToken);
        if (first == introducing) return await introducing;

        channel.Close();
        throw new WorkerLostException();

        async Task<WorkerIntroduction> OpenAndExchangeAsync()
        {
            await channel.Opened.WaitAsync(cancellationToken);
            var introduction = await WorkerIntroduction.ExchangeAsync(channel, app, settings, cancellationToken);
            await WaitUntilListeningAsync(introduction.HttpUri, process, cancellationToken);
            return introduction;
        }
    }

    // The worker answers over its stream a moment before it listens for HTTP; a request in between would be lost.
    private async Task WaitUntilListeningAsync(Uri address, WorkerProcess process, CancellationToken cancellationToken)
    {
        while (!process.Exited.IsCompleted)
        {
            try
            {
                using var probe = new TcpClient();
                await probe.ConnectAsync(address.Host, address.Port, cancellationToken);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(ListeningPause, cancellationToken);
            }
        }
    }

    private void Report(RpcLog message, ConcurrentQueue<string> lastWords)
    {
        var exception = message.Exception is { } thrown ? Text(thrown) : null;
        Keep(exception is null ? message.Message : $"{message.Message} {exception}", lastWords);
        log.Add(
            (LogLevel)message.Level,
            message.Category,
            message.Message,
            message.InvocationId.Length > 0 ? message.InvocationId : null,
            exception);
    }

    private void Report(string line, ConcurrentQueue<string> lastWords)
    {
        // Lines with this mark are system logs that the worker could not yet send over the stream.
        const string SystemMark = "LanguageWorkerConsoleLog";
        if (line.StartsWith(SystemMark, StringComparison.Ordinal)) line = line[SystemMark.Length..];
        Keep(line, lastWords);
        log.Add(LogLevel.Information, "Worker.Output", line);
    }

    // The worker's own exceptions come with type and stack already in the message, and some with neither.
    private static string Text(RpcException thrown)
    {
        var text = thrown.Type.Length > 0 ? $"{thrown.Type}: {thrown.Message}" : thrown.Message;
        return text.Contains(thrown.StackTrace, StringComparison.Ordinal) ? text : text + Environment.NewLine + thrown.StackTrace;
    }

    private static void Keep(string line, ConcurrentQueue<string> lastWords)
    {
        // What went wrong is said before where, and would be pushed out by it; the log has both.
        if (line.StartsWith("   at ", StringComparison.Ordinal) || line.StartsWith("--- End of ", StringComparison.Ordinal)) return;
        lastWords.Enqueue(line);
        while (lastWords.Count > LastLines) lastWords.TryDequeue(out _);
    }
}
