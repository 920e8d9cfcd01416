using ForecastFunctions.LocalHost.Logs;
using Microsoft.Extensions.Logging;

namespace ForecastFunctions.LocalHost.Storage;

/// <summary>
/// A running Azurite, Microsoft's emulator of a storage account, on loopback ports that it keeps: if it dies it is started
/// again, and if its disk fills up it is ended until there is room. It ends with this process, however this process ends.
/// </summary>
public sealed class Azurite : IAsyncDisposable
{
    // The emulator's published account, the same on every machine: not a secret.
    private const string AccountName = "devstoreaccount1";
    private const string AccountKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private const string Blob = "Blob";
    private const string Queue = "Queue";
    private const string Table = "Table";
    private const int MiB = 1024 * 1024;
    private static readonly TimeSpan BetweenLooksAtTheDisk = TimeSpan.FromSeconds(2);

    private readonly AzuriteOptions _options;
    private readonly AzuritePackage _package;
    private readonly IReadOnlyDictionary<string, Uri> _addresses;
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _gaveUp = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _supervision;
    private volatile AzuriteProcess _process;
    private Task? _end;

    private Azurite(AzuriteOptions options, AzuritePackage package, AzuriteProcess process)
    {
        _options = options;
        _package = package;
        _process = process;
        _addresses = process.Listening;
        _supervision = SuperviseAsync();
    }

    /// <summary>The version that is installed and run.</summary>
    public static string Version => AzuritePackage.Version;

    /// <summary>The connection string of the account: blobs, queues and tables.</summary>
    public string ConnectionString => ConnectionStringOf(Blob, Queue, Table);

    /// <summary>The connection string of the account for tables alone.</summary>
    public string TableConnectionString => ConnectionStringOf(Table);

    /// <summary>The address of the account's tables.</summary>
    public Uri TableEndpoint => Endpoint(Table);

    /// <summary>The process id of the emulator, or of the last one while it is being replaced.</summary>
    public int ProcessId => _process.Id;

    /// <summary>Fails with a <see cref="LocalHostException"/> if it is not started again.</summary>
    public Task GaveUp => _gaveUp.Task;

    /// <summary>Installs Azurite if it is absent, and starts it.</summary>
    /// <exception cref="LocalHostException">
    /// Node.js, npm, the network or room on the disk is missing, or Azurite does not start.
    /// </exception>
    public static async Task<Azurite> StartAsync(AzuriteOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new AzuriteOptions();
        if (options.DataDirectory is { } data)
        {
            data = Path.GetFullPath(data);
            Directory.CreateDirectory(data);
            options = options with { DataDirectory = data };
            if (Shortage(options) is { } shortage)
            {
                throw new LocalHostException(
                    $"{shortage}, or Azurite would acknowledge writes and lose them: make room, or name another folder with --data.");
            }
        }

        var package = await AzuritePackage.EnsureAsync(options, cancellationToken);
        options.Progress?.Report($"Starting Azurite {Version}");
        return new Azurite(options, package, await StartProcessAsync(options, package, addresses: null, cancellationToken));
    }

    /// <summary>Lets Azurite write its data and end.</summary>
    public async ValueTask DisposeAsync() => await (_end ??= EndAsync());

    private static Task<AzuriteProcess> StartProcessAsync(
        AzuriteOptions options, AzuritePackage package, IReadOnlyDictionary<string, Uri>? addresses, CancellationToken cancellationToken) =>
        AzuriteProcess.StartAsync(
            package, options.DataDirectory, addresses, options.TimeProvider,
            (line, isError) => Log(options, isError ? LogLevel.Warning : LogLevel.Information, line),
            cancellationToken);

    private static void Log(AzuriteOptions options, LogLevel level, string message) =>
        options.OnLog?.Invoke(new WorkerLog(options.TimeProvider.GetUtcNow(), level, nameof(Azurite), message));

    /// <summary>What the disk lacks, as the beginning of a sentence; null if there is room, or no need of it.</summary>
    private static string? Shortage(AzuriteOptions options) =>
        options.DataDirectory is { } data && options.FreeBytes(data) is var free && free < options.LeastFreeBytes
            ? $"The disk of {data} has {free / MiB} MiB left and needs {options.LeastFreeBytes / MiB} MiB"
            : null;

    private async Task EndAsync()
    {
        await _stopping.CancelAsync();
        await _supervision;
        await _process.DisposeAsync();
        _stopping.Dispose();
    }

    private async Task SuperviseAsync()
    {
        try
        {
            var deaths = new QuickDeaths();
            while (true)
            {
                var started = _options.TimeProvider.GetTimestamp();
                if (await ShortageOrEndAsync() is { } shortage)
                {
                    Log(_options, LogLevel.Critical, $"{shortage}: storage is ended until there is room, so that no write is lost.");
                    await _process.DisposeAsync();
                    await RoomAsync();
                    Log(_options, LogLevel.Information, "There is room on the disk again: storage is started.");
                }
                else
                {
                    Log(_options, LogLevel.Error, $"Azurite ended with exit code {await _process.Exited}; starting it again."
                        + (_options.DataDirectory is null ? " What it held, in memory alone, is lost." : ""));
                    await _process.DisposeAsync();
                    deaths.NoteDeath(_options.TimeProvider.GetElapsedTime(started));
                }

                await ReplaceAsync(deaths);
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // It is to end.
        }
        catch (LocalHostException exception)
        {
            GiveUp(exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            GiveUp(new LocalHostException($"The disk of {_options.DataDirectory} cannot be looked at: {exception.Message}", exception));
        }
    }

    private void GiveUp(LocalHostException exception)
    {
        Log(_options, LogLevel.Critical, exception.Message);
        _gaveUp.TrySetException(exception);
    }

    /// <summary>Waits until the disk is too full, and tells so, or until the process has ended: null.</summary>
    private async Task<string?> ShortageOrEndAsync()
    {
        while (!_process.Exited.IsCompleted)
        {
            if (Shortage(_options) is { } shortage) return shortage;
            await Task.WhenAny(_process.Exited, Task.Delay(BetweenLooksAtTheDisk, _options.TimeProvider, _stopping.Token));
            _stopping.Token.ThrowIfCancellationRequested();
        }

        return null;
    }

    private async Task RoomAsync()
    {
        while (Shortage(_options) is not null) await Task.Delay(BetweenLooksAtTheDisk, _options.TimeProvider, _stopping.Token);
    }

    private async Task ReplaceAsync(QuickDeaths deaths)
    {
        while (!deaths.AreTooMany)
        {
            await Task.Delay(deaths.Pause, _options.TimeProvider, _stopping.Token);
            try
            {
                _process = await StartProcessAsync(_options, _package, _addresses, _stopping.Token);
                return;
            }
            catch (LocalHostException exception)
            {
                deaths.NoteFailedStart();
                Log(_options, LogLevel.Error, exception.Message);
            }
        }

        throw deaths.GiveUp("Azurite");
    }

    private string ConnectionStringOf(params IEnumerable<string> services) => string.Join(
        ';',
        [
            "DefaultEndpointsProtocol=http",
            $"AccountName={AccountName}",
            $"AccountKey={AccountKey}",
            .. services.Select(service => $"{service}Endpoint={Endpoint(service)}"),
        ]);

    private Uri Endpoint(string service) => new(_addresses[service], AccountName);
}
