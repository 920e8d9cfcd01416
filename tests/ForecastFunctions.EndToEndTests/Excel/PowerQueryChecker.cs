using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using ForecastFunctions.EndToEndTests.Fixtures;
using ForecastFunctions.LocalHost.Storage;

namespace ForecastFunctions.EndToEndTests.Excel;

/// <summary>
/// Power Query's own parser, formatter and language services, which find what Excel would only find at a refresh. They are
/// installed once, with exactly the dependencies of the lock file, into the folder of the user's caches.
/// </summary>
internal static class PowerQueryChecker
{
    private static readonly string Scripts = Path.Combine(AppContext.BaseDirectory, "Excel", "powerquery");
    private static readonly string[] Package = ["package.json", "package-lock.json"];
    private static readonly TimeSpan InstallTimeout = TimeSpan.FromMinutes(10);

    /// <summary>
    /// What is wrong with M documents: for each finding the document, the line, a code, and a sentence, with tabs between.
    /// </summary>
    public static async Task<IReadOnlyList<string>> CheckAsync(IEnumerable<(string Name, string Text)> documents)
    {
        var input = JsonSerializer.Serialize(documents.Select(d => new { name = d.Name, text = d.Text }));
        var output = await RunAsync("node", await InstallAsync(), [Path.Combine(Scripts, "check.cjs")], input, Api.Patience);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static async Task<string> InstallAsync()
    {
        var caches = Path.Combine(Path.GetDirectoryName(new AzuriteOptions().CacheDirectory)!, "powerquery");
        var lockFile = await File.ReadAllBytesAsync(Path.Combine(Scripts, "package-lock.json"));
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
            File.Copy(Path.Combine(Scripts, file), Path.Combine(partial, file));
        await RunAsync(
            OperatingSystem.IsWindows() ? "npm.cmd" : "npm", partial,
            ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], "", InstallTimeout);
        Directory.Move(partial, directory);
        return directory;
    }

    private static async Task<string> RunAsync(
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
