using System.Diagnostics;

namespace ForecastFunctions.InfraTests;

/// <summary>Runs a hook of a deployment in one of the two shells that it is written for.</summary>
internal sealed class Shell : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly string _folder = Directory.CreateTempSubdirectory("forecast-hook-").FullName;

    public static string[] Names { get; } = ["sh", "pwsh"];

    public static TheoryData<string> All => [.. Names];

    /// <summary>Why the shells do not run here, if they do not: a program of the test's own is a script of <c>sh</c>.</summary>
    public static string? Missing { get; } = OperatingSystem.IsWindows() ? "The programs that stand in for azd and az are scripts of sh." : null;

    /// <summary>Puts a program before all others of its name.</summary>
    public Shell With(string program, string script)
    {
        var file = Path.Combine(_folder, program);
        File.WriteAllText(file, $"#!/bin/sh\n{script}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return this;
    }

    /// <summary>What the programs of the test have noted in <c>$NOTES/noted</c>.</summary>
    public string Noted => File.Exists(Path.Combine(_folder, "noted")) ? File.ReadAllText(Path.Combine(_folder, "noted")) : "";

    public async Task<BicepRun> RunAsync(string shell, string hook, params IEnumerable<(string Name, string Value)> variables)
    {
        var file = Path.Combine(Bicep.Root, "infra", "hooks", hook);
        var start = shell == "sh"
            ? new ProcessStartInfo("sh", [file + ".sh"])
            : new ProcessStartInfo("dotnet", [Bicep.PowerShell, "-NoProfile", "-NonInteractive", "-File", file + ".ps1"]);
        start.WorkingDirectory = _folder;
        start.UseShellExecute = false;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.Environment.Clear();
        start.Environment["PATH"] = $"{_folder}:/usr/bin:/bin";
        start.Environment["HOME"] = _folder;
        start.Environment["NOTES"] = _folder;
        start.Environment["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1";
        start.Environment["POWERSHELL_TELEMETRY_OPTOUT"] = "1";
        start.Environment["POWERSHELL_UPDATECHECK"] = "Off";
        foreach (var (name, value) in variables)
            start.Environment[name] = value;

        using var process = Process.Start(start)!;
        try
        {
            var output = process.StandardOutput.ReadToEndAsync();
            var errors = process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync().WaitAsync(Patience);
            return new BicepRun(process.ExitCode, await output, await errors);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}

/// <summary>A test that needs the shells.</summary>
internal sealed class ShellFactAttribute : FactAttribute
{
    public ShellFactAttribute() => Skip = Shell.Missing;
}

/// <summary>A test that needs the shells, for each of them.</summary>
internal sealed class ShellTheoryAttribute : TheoryAttribute
{
    public ShellTheoryAttribute() => Skip = Shell.Missing;
}
