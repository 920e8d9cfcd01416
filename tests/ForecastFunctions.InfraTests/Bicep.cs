using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;

namespace ForecastFunctions.InfraTests;

/// <summary>The Bicep compiler, in the version that the project names.</summary>
internal static class Bicep
{
    /// <summary>Why it does not run here, if it does not.</summary>
    public static string? Missing { get; } =
        OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture == Architecture.X64
            ? null
            : "The Bicep compiler is restored for Linux on x64 only; this machine is another.";

    public static string Root => Metadata("Root");

    /// <summary>PowerShell, to be run by <c>dotnet</c>.</summary>
    public static string PowerShell => Metadata("PowerShell");

    public static async Task<BicepRun> RunAsync(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(Executable(), arguments)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // Parameter files read the environment: that of whoever runs the tests must not change what is predicted.
        foreach (var name in start.Environment.Keys.Except(["PATH", "HOME", "TMPDIR"]).ToList())
            start.Environment.Remove(name);
        start.Environment["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1";

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new BicepRun(process.ExitCode, await output, await errors);
    }

    private static string Executable()
    {
        var path = Metadata("Bicep");
        if (!File.Exists(path))
            throw new FileNotFoundException($"The Bicep compiler is not at {path}: run dotnet restore.");
        if (OperatingSystem.IsLinux() && !File.GetUnixFileMode(path).HasFlag(UnixFileMode.UserExecute))
            File.SetUnixFileMode(path, File.GetUnixFileMode(path) | UnixFileMode.UserExecute);
        return path;
    }

    private static string Metadata(string key) =>
        typeof(Bicep).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!;
}

/// <summary>What a run of the compiler said.</summary>
internal sealed record BicepRun(int ExitCode, string Output, string Errors)
{
    public IEnumerable<string> Warnings
        => $"{Output}\n{Errors}".Split('\n').Where(l => l.Contains(" : Warning ", StringComparison.Ordinal));

    public void Succeeds() => Assert.True(ExitCode == 0, $"{Output}\n{Errors}");
}

/// <summary>A test that needs the compiler.</summary>
internal sealed class BicepFactAttribute : FactAttribute
{
    public BicepFactAttribute() => Skip = Bicep.Missing;
}

/// <summary>A test that needs the compiler, for several parameter files.</summary>
internal sealed class BicepTheoryAttribute : TheoryAttribute
{
    public BicepTheoryAttribute() => Skip = Bicep.Missing;
}
