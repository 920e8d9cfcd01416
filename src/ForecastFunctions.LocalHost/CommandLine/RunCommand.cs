using System.Reflection;
using ForecastFunctions.LocalHost.Http;
using ForecastFunctions.LocalHost.Storage;
using ForecastFunctions.LocalHost.Workers;
using Spectre.Console.Cli;

namespace ForecastFunctions.LocalHost.CommandLine;

/// <summary>Runs the function app until it is told to end.</summary>
internal sealed class RunCommand : AsyncCommand<RunSettings>
{
    public override async Task<int> ExecuteAsync(CommandContext context, RunSettings settings, CancellationToken cancellationToken)
    {
        var screen = new Screen(TimeProvider.System);
        using var end = new EndSignal();
        try
        {
            await RunAsync(settings, screen, end);
            return 0;
        }
        catch (OperationCanceledException) when (end.Token.IsCancellationRequested)
        {
            return 0; // told to end while it started
        }
        catch (LocalHostException exception)
        {
            screen.Fail(exception.Message);
            return 1;
        }
    }

    private static async Task RunAsync(RunSettings settings, Screen screen, EndSignal end)
    {
        var data = Path.GetFullPath(settings.Data);
        using var dataLock = LockData(data);
        var app = settings.App ?? BuiltApp();
        CheckQuickly(app, settings.Port);

        Azurite? azurite = null;
        FunctionsHost? host = null;
        try
        {
            await screen.ShowProgressAsync(async progress =>
            {
                azurite = await StartStorageAsync(settings, data, screen, progress, end.Token);
                progress.Report("Starting the function app");
                host = await FunctionsHost.StartAsync(
                    new FunctionsHostOptions
                    {
                        AppDirectory = app,
                        Port = settings.Port,
                        Workers = settings.Workers,
                        DataDirectory = data,
                        Settings = LocalSettings.For(settings.Storage ?? azurite?.ConnectionString),
                        OnLog = screen.Show,
                    },
                    end.Token);
            });
            screen.Welcome(host!.BaseAddress, azurite is null ? null : data);
            if (settings.Open) screen.OpenExplorer(host.BaseAddress);
            await await Task.WhenAny(host.GaveUp, azurite?.GaveUp ?? host.GaveUp, end.Told);
            screen.Say("Ending: requests and timers under way may finish. Ctrl+C again ends at once.");
        }
        finally
        {
            if (host is not null) await host.DisposeAsync();
            if (azurite is not null) await azurite.DisposeAsync();
        }
    }

    // What can be said at once is not said after storage has started.
    private static void CheckQuickly(string app, int port)
    {
        _ = AppDirectory.Read(app);
        HttpFront.RequireFreePort(port);
    }

    private static FileStream LockData(string data)
    {
        Directory.CreateDirectory(data);
        return FileLock.TryTake(Path.Combine(data, "host.lock"))
            ?? throw new LocalHostException($"Another local host uses {data}: end it, or name another folder with --data.");
    }

    private static string BuiltApp()
    {
        var recorded = typeof(RunCommand).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(metadata => string.Equals(metadata.Key, "FunctionAppDirectory", StringComparison.Ordinal)).Value!;
        return Path.Combine(AppContext.BaseDirectory, recorded);
    }

    private static async Task<Azurite?> StartStorageAsync(
        RunSettings settings, string data, Screen screen, IProgress<string> progress, CancellationToken cancellationToken)
    {
        if (settings.Storage is not null || LocalSettings.NamesStorage()) return null;
        return await Azurite.StartAsync(
            new AzuriteOptions
            {
                DataDirectory = settings.InMemoryPersistence ? null : Path.Combine(data, "azurite"),
                Progress = progress,
                OnLog = screen.Show,
            },
            cancellationToken);
    }
}
