using System.Diagnostics;
using System.Text.RegularExpressions;

namespace ForecastFunctions.IntegrationTests;

[CollectionDefinition(Name)]
public sealed class AzuriteTests : ICollectionFixture<AzuriteFixture>
{
    public const string Name = "Azurite";
}

/// <summary>One emulator for all tests of the assembly; what keeps them apart is the prefix of their table names.</summary>
public sealed partial class AzuriteFixture : IAsyncLifetime
{
    private Process? _process;

    public string ConnectionString { get; private set; } = "";

    public async Task InitializeAsync()
    {
        var folder = Path.Combine(Path.GetTempPath(), "forecast-azurite-3.37.0");
        _process = Process.Start(new ProcessStartInfo("node")
        {
            ArgumentList =
            {
                Path.Combine(folder, "node_modules/azurite/dist/src/azurite.js"),
                "--inMemoryPersistence", "--blobPort", "0", "--queuePort", "0", "--tablePort", "0", "--disableTelemetry",
            },
            RedirectStandardOutput = true,
            UseShellExecute = false,
            WorkingDirectory = folder,
        })!;
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (TableAddress().Match(line) is { Success: true } match)
            {
                ConnectionString = $"DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==;TableEndpoint={match.Groups["address"].Value}/devstoreaccount1";
                return;
            }
        }

        throw new InvalidOperationException("Azurite ended before its table service was up.");
    }

    public async Task DisposeAsync()
    {
        if (_process is null)
            return;
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    [GeneratedRegex("Table service is successfully listening at (?<address>http://[0-9.:]+)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex TableAddress();
}
