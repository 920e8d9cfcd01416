using ForecastFunctions.EndToEndTests.Fixtures;

namespace ForecastFunctions.EndToEndTests.Contract;

/// <summary>The OpenAPI document by the tools that callers use on it.</summary>
public sealed class LintTests
{
    private static readonly string Scripts = Path.Combine(AppContext.BaseDirectory, "Contract", "node");
    private static readonly string Document = Repository.PathOf("src", "ForecastFunctions", "openapi.json");
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task Document_BySpectral_HasNoErrors() => await RunAsync(
        "@stoplight/spectral-cli/dist/index.js", "lint", Document, "--ruleset", Path.Combine(Scripts, "spectral.yaml"), "--fail-severity", "error");

    [Fact]
    public async Task Document_ByRedocly_HasNoErrors() => await RunAsync(
        "@redocly/cli/bin/cli.js", "lint", Document, "--config", Path.Combine(Scripts, "redocly.yaml"));

    /// <summary>A program in TypeScript that asks and reads by the document's types; it is checked, not run.</summary>
    [Fact]
    public async Task Client_InTypeScript_IsGeneratedAndTypeChecks()
    {
        var folder = Directory.CreateTempSubdirectory("forecast-typescript-");
        try
        {
            var types = Path.Combine(folder.FullName, "contract.ts");
            // What has a default need not be stated.
            await RunAsync("openapi-typescript/bin/cli.js", Document, "--output", types, "--default-non-nullable", "false");
            File.Copy(Path.Combine(Scripts, "client.ts"), Path.Combine(folder.FullName, "client.ts"));

            await RunAsync("typescript/bin/tsc", "--noEmit", "--strict", "--noUncheckedIndexedAccess", "--target", "es2022", "--module", "es2022",
                "--moduleResolution", "bundler", "--lib", "es2022,dom", Path.Combine(folder.FullName, "client.ts"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task RunAsync(string script, params string[] arguments)
    {
        var directory = await NodePackage.InstallAsync("contract", Scripts);
        Environment.SetEnvironmentVariable("REDOCLY_TELEMETRY", "off");
        await NodePackage.RunAsync("node", directory, [Path.Combine(directory, "node_modules", script), .. arguments], "", Patience);
    }
}
