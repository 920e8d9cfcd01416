using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace ForecastFunctions.LocalHost.Storage;

/// <summary>One process of Azurite, from its start until it listens, and to its end.</summary>
internal sealed partial class AzuriteProcess : IAsyncDisposable
{
    private const int LastLines = 20;
    private static readonly string[] Services = ["Blob", "Queue", "Table"];
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan EndTimeout = TimeSpan.FromSeconds(10);

    private readonly Process _process;
    private readonly TimeProvider _time;
    private readonly Action<string, bool> _onLine;
    private readonly ConcurrentDictionary<string, Uri> _listening = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _lastWords = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private AzuriteProcess(Process process, TimeProvider time, Action<string, bool> onLine)
    {
        _process = process;
        _time = time;
        _onLine = onLine;
    }

    /// <summary>The process id.</summary>
    public int Id { get; private set; }

    /// <summary>Completes with the exit code when the process has ended.</summary>
    public required Task<int> Exited { get; init; }

    /// <summary>Where each service listens: <c>Blob</c>, <c>Queue</c> and <c>Table</c>.</summary>
    public IReadOnlyDictionary<string, Uri> Listening => _listening;

    /// <summary>Starts the process, and returns it when all services listen.</summary>
    /// <param name="package">What is run.</param>
    /// <param name="dataDirectory">Where it keeps its data; null for in memory.</param>
    /// <param name="addresses">Where its services are to listen; null lets each take a free port.</param>
    /// <param name="time">The clock of its waits.</param>
    /// <param name="onLine">Called with each line, and with whether it is an error, but not for requests and for its start.</param>
    /// <param name="cancellationToken">Ends the wait, and the process.</param>
    /// <exception cref="LocalHostException">It does not start.</exception>
    public static async Task<AzuriteProcess> StartAsync(
        AzuritePackage package, string? dataDirectory, IReadOnlyDictionary<string, Uri>? addresses, TimeProvider time,
        Action<string, bool> onLine, CancellationToken cancellationToken)
    {
        var process = new Process { StartInfo = StartInfo(package, dataDirectory, addresses) };
        var exited = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var azurite = new AzuriteProcess(process, time, onLine) { Exited = exited.Task };
        azurite.Begin();
        _ = azurite.FollowAsync(exited);
        try
        {
            var first = await Task.WhenAny(azurite._ready.Task, exited.Task).WaitAsync(StartTimeout, time, cancellationToken);
            return first == azurite._ready.Task
                ? azurite
                : throw new LocalHostException($"Azurite ended while it started. {azurite.LastWords}");
        }
        catch (Exception exception)
        {
            await azurite.DisposeAsync();
            if (exception is TimeoutException)
            {
                throw new LocalHostException(
                    $"Azurite was not ready after {StartTimeout.TotalSeconds:0} s. {azurite.LastWords}", exception);
            }

            throw;
        }
    }

    /// <summary>Lets it write its data and end.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!Exited.IsCompleted)
        {
            _process.StandardInput.Close();
            try
            {
                await Exited.WaitAsync(EndTimeout, _time);
            }
            catch (TimeoutException)
            {
                _process.Kill(entireProcessTree: true);
                await Exited;
            }
        }

        _process.Dispose();
    }

    private string LastWords => $"Its last words:{Environment.NewLine}{string.Join(Environment.NewLine, _lastWords)}";

    private static ProcessStartInfo StartInfo(
        AzuritePackage package, string? dataDirectory, IReadOnlyDictionary<string, Uri>? addresses)
    {
        var start = new ProcessStartInfo("node")
        {
            WorkingDirectory = package.Directory,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            CreateNoWindow = true,
        };
        string[] arguments =
        [
            "--eval", AzuritePackage.StartScript, "--", "--disableTelemetry",
            .. Services.SelectMany(service => ListenArguments(service, addresses?[service].Port ?? 0)),
            .. dataDirectory is null ? ["--inMemoryPersistence"] : new[] { "--location", dataDirectory },
        ];
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        return start;
    }

#pragma warning disable CA1308 // the names of options are in lower case
    private static string[] ListenArguments(string service, int port) =>
        [$"--{service.ToLowerInvariant()}Host", "127.0.0.1", $"--{service.ToLowerInvariant()}Port", $"{port}"];
#pragma warning restore CA1308

    private void Begin()
    {
        _process.OutputDataReceived += (_, line) => Read(line.Data, isError: false);
        _process.ErrorDataReceived += (_, line) => Read(line.Data, isError: true);
        try
        {
            _process.Start();
            Id = _process.Id;
        }
        catch (Win32Exception exception)
        {
            _process.Dispose();
            throw AzuritePackage.NodeIsMissing(exception);
        }

        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    // Also reads the output to its end.
    private async Task FollowAsync(TaskCompletionSource<int> exited)
    {
        await _process.WaitForExitAsync();
        exited.SetResult(_process.ExitCode);
    }

    private void Read(string? line, bool isError)
    {
        if (string.IsNullOrWhiteSpace(line) || Request().IsMatch(line)) return;
        _lastWords.Enqueue(line);
        while (_lastWords.Count > LastLines) _lastWords.TryDequeue(out _);

        if (Notice().Match(line) is not { Success: true } notice)
            _onLine(line, isError);
        else if (notice.Groups["address"] is { Success: true } address)
            _listening[notice.Groups["service"].Value] = new Uri(address.Value);

        if (Services.All(_listening.ContainsKey)) _ready.TrySetResult();
    }

    [GeneratedRegex(@"^\S+ - - \[", RegexOptions.NonBacktracking)]
    private static partial Regex Request();

    /// <summary>What it says of its services when they start, listen and close.</summary>
    [GeneratedRegex(
        @"^Azurite (?<service>\w+) service (is )?(successfully listening at (?<address>http://\S+)$|starting|closing|successfully closed)",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Notice();
}
