using System.Diagnostics;
using System.Text.Json;
using ForecastFunctions.EndToEndTests.LocalHosting;

namespace ForecastFunctions.EndToEndTests.Publishing;

/// <summary>What the platform needs to find in the folder that it is given.</summary>
public sealed class OutputTests
{
    private static readonly string[] Wanted = ["host.json", "functions.metadata", "worker.config.json", "extensions.json",
        "ForecastFunctions.dll"];

    [Fact]
    public void BuildFolder_IsACompleteApp() => CheckComplete(AppDirectories.FunctionApp);

    [Fact]
    public async Task PublishFolder_IsACompleteApp()
    {
        var folder = Directory.CreateTempSubdirectory("forecast-publish-");
        try
        {
            await PublishAsync(folder.FullName);

            CheckComplete(folder.FullName);
            Assert.Empty(Directory.EnumerateFiles(folder.FullName, "local.settings.json", SearchOption.AllDirectories));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void CheckComplete(string folder)
    {
        Assert.All(Wanted, file => Assert.True(File.Exists(Path.Combine(folder, file)), $"{file} is missing in {folder}."));

        var prefix = Read(folder, "host.json").GetProperty("extensions").GetProperty("http").GetProperty("routePrefix");
        Assert.Equal("api", prefix.GetString());
        Assert.Equal("ForecastFunctions.dll",
            Read(folder, "worker.config.json").GetProperty("description").GetProperty("defaultWorkerPath").GetString());
        var routes = Read(folder, "functions.metadata").EnumerateArray()
            .SelectMany(function => function.GetProperty("bindings").EnumerateArray())
            .Where(binding => binding.GetProperty("type").ValueEquals("httpTrigger"))
            .Select(binding => binding.GetProperty("route").GetString());
        Assert.Contains(@"v1/{table:regex(^projections(\.csv|\.metadata\.json)?$)}", routes, StringComparer.Ordinal);
    }

    private static JsonElement Read(string folder, string file) => JsonElement.Parse(File.ReadAllBytes(Path.Combine(folder, file)));

    // As it was built for these tests: nothing is compiled or restored again.
    private static async Task PublishAsync(string folder)
    {
        var configuration = Path.GetFileName(Path.GetDirectoryName(AppDirectories.FunctionApp.TrimEnd(Path.DirectorySeparatorChar)))!;
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = ProjectDirectory(),
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in new[] { "publish", "--no-build", "--configuration", configuration, "--output", folder,
            "-nodeReuse:false" })
            start.ArgumentList.Add(argument);
        using var publish = Process.Start(start)!;
        var output = publish.StandardOutput.ReadToEndAsync();
        var errors = publish.StandardError.ReadToEndAsync();
        await publish.WaitForExitAsync();
        Assert.True(publish.ExitCode == 0, await output + await errors);
    }

    private static string ProjectDirectory()
    {
        for (var folder = new DirectoryInfo(AppDirectories.FunctionApp); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "ForecastFunctions.csproj")))
                return folder.FullName;
        }

        throw new InvalidOperationException("The app's folder is not below its project.");
    }
}
