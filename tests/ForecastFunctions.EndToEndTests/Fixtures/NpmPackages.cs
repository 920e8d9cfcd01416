using System.Diagnostics;
using System.Security.Cryptography;
using ForecastFunctions.LocalHost.Storage;

namespace ForecastFunctions.EndToEndTests.Fixtures;

/// <summary>
/// Tools of tests that come from npm: installed once, with exactly the dependencies of a lock file, into the folder of the user's
/// caches.
/// </summary>
internal static class NpmPackages
{
    private static readonly string[] Package = ["package.json", "package-lock.json"];
    private static readonly TimeSpan InstallTimeout = TimeSpan.FromMinutes(10);

    /// <summary>The folder in which the packages of a <c>package-lock.json</c> are installed.</summary>
    /// <param name="declaration">The folder that has it, with <c>package.json</c> beside it.</param>
    public static async Task<string> InstallAsync(string declaration)
    {
        var caches = Path.Combine(Path.GetDirectoryName(new AzuriteOptions().CacheDirectory)!, Path.GetFileName(declaration));
        var lockFile = await File.ReadAllBytesAsync(Path.Combine(declaration, "package-lock.json"));
        var directory = Path.Combine(caches, Convert.ToHexStringLower(SHA256.HashData(lockFile).AsSpan(0, 8)));
        Directory.CreateDirectory(caches);
        await using var turn = await FileLock.TakeAsync(directory + ".lock", TimeProvider.System, CancellationToken.None);
        if (Directory.Exists(directory))
            return directory;

        // The folder gets its name only when it is complete.
        var partial = directory + ".partial";
        if (Directory.Exists(partial))
            Directory.Delete(partial, recursive: true);
        Directory.CreateDirectory(partial);
        foreach (var file in Package)
            File.Copy(Path.Combine(declaration, file), Path.Combine(partial, file));
        await RunAsync(
            OperatingSystem.IsWindows() ? "npm.cmd" : "npm", partial,
            ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], "", InstallTimeout);
        Directory.Move(partial, directory);
        return directory;
    }

    /// <summary>What a program writes, given an input; it must end with 0.</summary>
    public static async Task<string> RunAsync(
        string program, string directory, IEnumerable<string> arguments, string input, TimeSpan patience)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = directory,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        try
        {
            var output = process.StandardOutput.ReadToEndAsync();
            var errors = process.StandardError.ReadToEndAsync();
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
            await process.WaitForExitAsync().WaitAsync(patience);
            Assert.True(process.ExitCode == 0, $"{program} ended with {process.ExitCode}: {await errors}");
            return await output;
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }
}
