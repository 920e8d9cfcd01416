using System.Diagnostics;
using System.Text;
using ForecastFunctions.LocalHost;

namespace ForecastFunctions.EndToEndTests.LocalHosting;

/// <summary>The local host's executable, run as a person would run it, with its output read.</summary>
public sealed class HostProcess : IAsyncDisposable
{
    private const string Listening = "Listening on ";

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();
    private readonly TaskCompletionSource<Uri> _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private HostProcess(Process process)
    {
        _process = process;
        _process.OutputDataReceived += (_, line) => Read(line.Data);
        _process.ErrorDataReceived += (_, line) => Append(_errors, line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    public string Output => Text(_output);

    public string Errors => Text(_errors);

    public static HostProcess Start(string[] arguments, params (string Name, string? Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(typeof(FunctionsHost).Assembly.Location);
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        start.Environment["Probe__Schedule"] = "0 0 0 1 1 *";
        foreach (var (name, value) in environment) start.Environment[name] = value;
        return new HostProcess(new Process { StartInfo = start });
    }

    public async Task<HttpClient> ListeningAsync()
    {
        var ended = _process.WaitForExitAsync();
        var first = await Task.WhenAny(_listening.Task, ended).WaitAsync(TimeSpan.FromMinutes(2)); // Azurite may have to be installed
        if (first == ended) throw new InvalidOperationException($"The host ended with {_process.ExitCode}: {Errors}{Output}");
        return new HttpClient { BaseAddress = await _listening.Task, Timeout = ProbeHost.Patience };
    }

    public void Signal(string signal)
    {
        using var kill = Process.Start("kill", ["-s", signal, $"{Id}"]);
        kill.WaitForExit();
    }

    public async Task<int> ExitCodeAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(ProbeHost.Patience);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static void Append(StringBuilder text, string? line)
    {
        lock (text) text.AppendLine(line);
    }

    private static string Text(StringBuilder text)
    {
        lock (text) return text.ToString();
    }

    private void Read(string? line)
    {
        Append(_output, line);
        if (line?.StartsWith(Listening, StringComparison.Ordinal) == true) _listening.TrySetResult(new Uri(line[Listening.Length..]));
    }
}
