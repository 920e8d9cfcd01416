using System.Diagnostics;
using System.Globalization;
using ForecastFunctions.LocalHost.Protocol;

namespace ForecastFunctions.LocalHost.Workers;

/// <summary>The process of one worker: started with the platform's arguments, its console read, its life bound to ours.</summary>
internal sealed class WorkerProcess : IDisposable
{
    private readonly Process _process;

    private WorkerProcess(Process process) => _process = process;

    /// <summary>The process id.</summary>
    public int Id => _process.Id;

    /// <summary>Completes with the exit code when the process has ended and its output is read.</summary>
    public required Task<int> Exited { get; init; }

    /// <summary>Starts the worker of an app.</summary>
    public static WorkerProcess Start(
        AppDirectory app,
        string workerId,
        Uri gateway,
        IReadOnlyDictionary<string, string?> environment,
        Action<string> onOutput)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = app.Path,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            CreateNoWindow = true,
        };

        foreach (var argument in Arguments(app, workerId, gateway)) start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment) start.Environment[name] = value;
        start.Environment["FUNCTIONS_APPLICATION_DIRECTORY"] = app.Path;
        start.Environment["FUNCTIONS_WORKER_DIRECTORY"] = app.Path;
        start.Environment["FUNCTIONS_WORKER_RUNTIME"] = "dotnet-isolated";
        AddStartupHook(start);

        var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Report(line.Data);
        process.ErrorDataReceived += (_, line) => Report(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new WorkerProcess(process) { Exited = ExitCodeAsync(process) };

        void Report(string? line)
        {
            if (!string.IsNullOrWhiteSpace(line)) onOutput(line);
        }
    }

    /// <summary>Waits for the process to end by itself, and kills it when the grace period is over.</summary>
    public async Task EndAsync(TimeSpan gracePeriod)
    {
        try
        {
            await Exited.WaitAsync(gracePeriod);
        }
        catch (TimeoutException)
        {
            Kill();
            await Exited;
        }
    }

    /// <summary>Ends the process and what it started, at once.</summary>
    public void Kill() => _process.Kill(entireProcessTree: true);

    /// <inheritdoc />
    public void Dispose() => _process.Dispose();

    private static string[] Arguments(AppDirectory app, string workerId, Uri gateway) =>
    [
        app.WorkerAssembly,
        "--functions-uri", gateway.ToString().TrimEnd('/'),
        "--functions-worker-id", workerId,
        "--functions-request-id", workerId,
        "--functions-grpc-max-message-length", WorkerGateway.MaxMessageBytes.ToString(CultureInfo.InvariantCulture),
    ];

    // Our hook binds the worker's life to ours; hooks of the environment stay.
    private static void AddStartupHook(ProcessStartInfo start)
    {
        const string Variable = "DOTNET_STARTUP_HOOKS";
        var ours = typeof(StartupHook).Assembly.Location;
        start.Environment[Variable] = start.Environment.TryGetValue(Variable, out var others) && !string.IsNullOrEmpty(others)
            ? ours + Path.PathSeparator + others
            : ours;
    }

    private static async Task<int> ExitCodeAsync(Process process)
    {
        await process.WaitForExitAsync();
        return process.ExitCode;
    }
}
