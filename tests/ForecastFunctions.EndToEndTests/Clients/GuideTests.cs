using System.Diagnostics;
using ForecastFunctions.EndToEndTests.Fixtures;

namespace ForecastFunctions.EndToEndTests.Clients;

/// <summary>The programs of the guide for programs, run as they stand but for the address.</summary>
[Collection(ProductTests.Name)]
public sealed class GuideTests(ProductFixture fixture)
{
    private static readonly string Guide = File.ReadAllText(Repository.PathOf("src", "ForecastFunctions", "Guides", "clients.md"));

    [Fact]
    public Task Program_InJavaScript_TellsWhatVendorsEarn() => TellsAsync("javascript", "mjs", "node");

    [ProgramFact("python3", "-c", "import pandas, requests")]
    public Task Program_InPython_TellsWhatVendorsEarn() => TellsAsync("python", "py", "python3");

    [ProgramFact("Rscript", "--version")]
    public Task Program_InR_TellsWhatVendorsEarn() => TellsAsync("r", "R", "Rscript");

    private async Task TellsAsync(string language, string suffix, string program)
    {
        var text = Guide.Split($"```{language}\n")[1].Split("```")[0]
            .Replace("http://127.0.0.1:7071/", fixture.Api.Host.AbsoluteUri, StringComparison.Ordinal);
        var folder = Directory.CreateTempSubdirectory("forecast-guide-");
        try
        {
            var file = Path.Combine(folder.FullName, $"program.{suffix}");
            await File.WriteAllTextAsync(file, text);

            var output = await NodePackage.RunAsync(program, folder.FullName, [file], "", Api.Patience);

            Assert.Contains("Vendor Revenue|NVIDIA|Data Centre", output, StringComparison.Ordinal);
            Assert.Matches("[0-9]{3}", output);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}

/// <summary>A test that needs a program: where that cannot do what is wanted, it is reported as skipped.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ProgramFactAttribute : FactAttribute
{
    public ProgramFactAttribute(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments)
            {
                RedirectStandardError = true,
                RedirectStandardOutput = true,
                UseShellExecute = false,
            })!;
            if (!process.WaitForExit(Api.Patience) || process.ExitCode != 0)
                Skip = $"{program} {string.Join(' ', arguments)} does not succeed here.";
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Skip = $"{program} is not installed.";
        }
    }
}
