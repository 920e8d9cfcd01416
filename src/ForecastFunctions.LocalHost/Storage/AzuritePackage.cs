using System.ComponentModel;
using System.Diagnostics;
using System.Reflection;
using System.Text.Json;

namespace ForecastFunctions.LocalHost.Storage;

/// <summary>The installed Azurite: its npm package with exactly the dependencies of the lock file, once per user.</summary>
internal sealed record AzuritePackage(string Directory)
{
    private static readonly string[] Files = ["package.json", "package-lock.json"];
    private static readonly TimeSpan InstallTimeout = TimeSpan.FromMinutes(10);

    /// <summary>The pinned version.</summary>
    public static string Version { get; } = ReadVersion();

    /// <summary>The script that starts Azurite and ends it with the host.</summary>
    public static string StartScript { get; } = ReadText("start.cjs");

    /// <summary>Installs the package if it is not there yet; processes that want it at the same time take turns.</summary>
    public static async Task<AzuritePackage> EnsureAsync(AzuriteOptions options, CancellationToken cancellationToken)
    {
        var package = new AzuritePackage(Path.Combine(options.CacheDirectory, Version));
        if (!package.IsInstalled())
        {
            System.IO.Directory.CreateDirectory(options.CacheDirectory);
            await using var turn = await FileLock.TakeAsync(package.Directory + ".lock", options.TimeProvider, cancellationToken);
            if (!package.IsInstalled()) await package.InstallAsync(options, cancellationToken);
        }

        return package;
    }

    /// <summary>What to say when there is no Node.js.</summary>
    public static LocalHostException NodeIsMissing(Exception cause) => new(
        "Node.js and npm are needed for Azurite, the storage emulator: "
        + "install Node.js 20 or later, or name a storage account with --storage.",
        cause);

    // The folder gets its name only when it is complete.
    private bool IsInstalled() => System.IO.Directory.Exists(Directory);

    private async Task InstallAsync(AzuriteOptions options, CancellationToken cancellationToken)
    {
        options.Progress?.Report($"Installing Azurite {Version} (once)");
        var partial = Directory + ".partial";
        Remove(partial);
        System.IO.Directory.CreateDirectory(partial);
        foreach (var file in Files) await File.WriteAllTextAsync(Path.Combine(partial, file), ReadText(file), cancellationToken);

        await RunNpmAsync(partial, options.TimeProvider, cancellationToken);
        System.IO.Directory.Move(partial, Directory);
    }

    private static async Task RunNpmAsync(string directory, TimeProvider time, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(OperatingSystem.IsWindows() ? "npm.cmd" : "npm")
        {
            WorkingDirectory = directory,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            CreateNoWindow = true,
        };
        string[] arguments = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
        foreach (var argument in arguments) start.ArgumentList.Add(argument);

        using var npm = Start(start);
        var output = npm.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = npm.StandardError.ReadToEndAsync(cancellationToken);
        try
        {
            await Task.WhenAll(output, errors, npm.WaitForExitAsync(cancellationToken)).WaitAsync(InstallTimeout, time, cancellationToken);
        }
        catch (TimeoutException exception)
        {
            throw NetworkIsMissing($"npm took longer than {InstallTimeout.TotalMinutes:0} minutes", exception);
        }
        finally
        {
            if (!npm.HasExited) npm.Kill(entireProcessTree: true);
        }

        if (npm.ExitCode != 0) throw NetworkIsMissing(Reason(await errors), cause: null);
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception exception)
        {
            throw NodeIsMissing(exception);
        }
    }

    private static LocalHostException NetworkIsMissing(string reason, Exception? cause)
    {
        var sentence = $"Azurite {Version} could not be installed by npm ({reason}): "
            + "check the network and npm's registry setting, or name a storage account with --storage.";
        return cause is null ? new LocalHostException(sentence) : new LocalHostException(sentence, cause);
    }

    // npm says a lot; what went wrong stands in the line of the error itself, or else in the first one.
    private static string Reason(string errors)
    {
        const string Prefix = "npm error ";
        var lines = errors.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(line => line.StartsWith(Prefix, StringComparison.Ordinal) ? line[Prefix.Length..] : line)
            .ToList();
        return lines.Find(line => line.Contains("Error: ", StringComparison.Ordinal)) ?? lines.FirstOrDefault() ?? "it gave no reason";
    }

    private static void Remove(string directory)
    {
        if (System.IO.Directory.Exists(directory)) System.IO.Directory.Delete(directory, recursive: true);
    }

    private static string ReadVersion()
    {
        using var package = JsonDocument.Parse(ReadText("package.json"));
        return package.RootElement.GetProperty("dependencies").GetProperty("azurite").GetString()!;
    }

    private static string ReadText(string file)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"azurite/{file}")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
