using System.Diagnostics;
using System.Security.Cryptography;
using ForecastFunctions.LocalHost.Storage;

namespace ForecastFunctions.EndToEndTests.Fixtures;

/// <summary>
/// Programs for Node.js that tests use. They are installed once, with exactly the dependencies of a lock file, into the folder of the
/// user's caches.
/// </summary>
internal static class NodePackage
{
    private static readonly string[] Package = ["package.json", "package-lock.json"];
    private static readonly TimeSpan InstallTimeout = TimeSpan.FromMinutes(10);

    /// <summary>The folder in which a package is installed.</summary>
    /// <param name="name">Its name among the caches.</param>
    /// <param name="source">The folder of its package.json and package-lock.json.</param>
    public static async Task<string> InstallAsync(string name, string source)
    {
        var caches = Path.Combine(Path.GetDirectoryName(new AzuriteOptions().CacheDirectory)!, name);
        var lockFile = await File.ReadAllBytesAsync(Path.Combine(source, "package-lock.json"));
        var directory = Path.Combine(caches, Convert.ToHexStringLower(SHA256.HashData(lockFile).AsSpan(0, 8)));
        return await CompleteAsync(directory, async partial =>
        {
            foreach (var file in Package)
                File.Copy(Path.Combine(source, file), Path.Combine(partial, file));
            await RunAsync(
                OperatingSystem.IsWindows() ? "npm.cmd" : "npm", partial,
                ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], "", InstallTimeout);
        });
    }

    /// <summary>Fills a folder once, by one process: it gets its name only when it is complete.</summary>
    /// <returns>The folder.</returns>
    public static async Task<string> CompleteAsync(string directory, Func<string, Task> fill)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(directory)!);
        await using var turn = await FileLock.TakeAsync(directory + ".lock", TimeProvider.System, CancellationToken.None);
        if (Directory.Exists(directory))
            return directory;

        var partial = directory + ".partial";
        if (Directory.Exists(partial))
            Directory.Delete(partial, recursive: true);
        Directory.CreateDirectory(partial);
        await fill(partial);
        Directory.Move(partial, directory);
        return directory;
    }

    /// <summary>Runs a program to its end, which must be a success, and gives what it wrote.</summary>
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
            Assert.True(process.ExitCode == 0, $"{program} ended with {process.ExitCode}: {await output} {await errors}");
            return await output;
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }
}
