using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace ForecastFunctions.LocalHost.Storage;

/// <summary>
/// A running Azurite, Microsoft's emulator of a storage account, on free loopback ports. It ends with this process,
/// however this process ends.
/// </summary>
public sealed partial class Azurite : IAsyncDisposable
{
    // The emulator's published account, the same on every machine: not a secret.
    private const string AccountName = "devstoreaccount1";
    private const string AccountKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private const int LastLines = 20;
    private static readonly string[] Services = ["Blob", "Queue", "Table"];
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan EndTimeout = TimeSpan.FromSeconds(10);

    private readonly Process _process;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<string, Uri> _listening = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _lastWords = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Azurite(Process process, TimeProvider time)
    {
        _process = process;
        _time = time;
    }

    /// <summary>The version that is installed and run.</summary>
    public static string Version => AzuritePackage.Version;

    /// <summary>The connection string of the account: blobs, queues and tables.</summary>
    public string ConnectionString => string.Join(
        ';',
        [
            "DefaultEndpointsProtocol=http",
            $"AccountName={AccountName}",
            $"AccountKey={AccountKey}",
            .. Services.Select(service => $"{service}Endpoint={Endpoint(service)}"),
        ]);

    /// <summary>The connection string of the account for tables alone.</summary>
    public string TableConnectionString =>
        $"DefaultEndpointsProtocol=http;AccountName={AccountName};AccountKey={AccountKey};TableEndpoint={TableEndpoint}";

    /// <summary>The address of the account's tables.</summary>
    public Uri TableEndpoint => Endpoint("Table");

    /// <summary>The process id of the emulator.</summary>
    public int ProcessId => _process.Id;

    /// <summary>Installs Azurite if it is absent, and starts it.</summary>
    /// <exception cref="LocalHostException">Node.js, npm or the network is missing, or Azurite does not start.</exception>
    public static async Task<Azurite> StartAsync(AzuriteOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new AzuriteOptions();
        var package = await AzuritePackage.EnsureAsync(options, cancellationToken);
        options.Progress?.Report($"Starting Azurite {Version}");

        var azurite = new Azurite(NewProcess(package, options.DataDirectory), options.TimeProvider);
        try
        {
            azurite.Start();
            var ended = azurite._process.WaitForExitAsync(cancellationToken);
            var first = await Task.WhenAny(azurite._ready.Task, ended).WaitAsync(StartTimeout, options.TimeProvider, cancellationToken);
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

    /// <summary>Lets Azurite write its data and end.</summary>
    public async ValueTask DisposeAsync()
    {
        if (IsRunning())
        {
            _process.StandardInput.Close();
            try
            {
                await _process.WaitForExitAsync().WaitAsync(EndTimeout, _time);
            }
            catch (TimeoutException)
            {
                _process.Kill(entireProcessTree: true);
                await _process.WaitForExitAsync();
            }
        }

        _process.Dispose();
    }

    private string LastWords => $"Its last words:{Environment.NewLine}{string.Join(Environment.NewLine, _lastWords)}";

    private static Process NewProcess(AzuritePackage package, string? dataDirectory)
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
            "--blobHost", "127.0.0.1", "--queueHost", "127.0.0.1", "--tableHost", "127.0.0.1",
            "--blobPort", "0", "--queuePort", "0", "--tablePort", "0",
            .. dataDirectory is null ? ["--inMemoryPersistence"] : new[] { "--location", Path.GetFullPath(dataDirectory) },
        ];
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        return new Process { StartInfo = start };
    }

    private void Start()
    {
        _process.OutputDataReceived += (_, line) => Read(line.Data);
        _process.ErrorDataReceived += (_, line) => Read(line.Data);
        try
        {
            _process.Start();
        }
        catch (Win32Exception exception)
        {
            throw AzuritePackage.NodeIsMissing(exception);
        }

        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    private void Read(string? line)
    {
        if (line is null || _ready.Task.IsCompleted) return;
        _lastWords.Enqueue(line);
        while (_lastWords.Count > LastLines) _lastWords.TryDequeue(out _);

        if (Listening().Match(line) is not { Success: true } match) return;
        _listening[match.Groups["service"].Value] = new Uri(match.Groups["address"].Value);
        if (Services.All(_listening.ContainsKey)) _ready.TrySetResult();
    }

    private bool IsRunning()
    {
        try
        {
            return !_process.HasExited;
        }
        catch (InvalidOperationException)
        {
            return false; // it never started, or was disposed of already
        }
    }

    private Uri Endpoint(string service) => new(_listening[service], AccountName);

    [GeneratedRegex(
        @"^Azurite (?<service>\w+) service is successfully listening at (?<address>http://\S+)$",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Listening();
}
