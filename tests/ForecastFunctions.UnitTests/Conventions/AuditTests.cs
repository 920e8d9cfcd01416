using System.Diagnostics;

namespace ForecastFunctions.UnitTests.Conventions;

public sealed class AuditTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("audit-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Audit_OfSourcesWithoutVulnerabilities_SaysSoLoudly()
    {
        var without = Source("without", """{"resources":[{"@type":"PackageBaseAddress/3.0.0"}]}""");
        var with = Source("with", """{"resources":[{"@type":"VulnerabilityInfo/6.7.0"}]}""");

        Assert.Contains("NO VULNERABILITY DATA", await AuditAsync(without), StringComparison.Ordinal);
        Assert.Equal("Audit: 1 of 2 package sources tell of known vulnerabilities.\n", await AuditAsync(without, with));
    }

    private string Source(string name, string index)
    {
        var file = Path.Combine(_folder, name);
        File.WriteAllText(file, index);
        return $"file://{file}";
    }

    private static async Task<string> AuditAsync(params string[] sources)
    {
        using var audit = Process.Start(new ProcessStartInfo("bash", [Path.Combine(Repository.Root, ".ci", "audit"), .. sources])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
        var said = await audit.StandardOutput.ReadToEndAsync();
        await audit.WaitForExitAsync();
        Assert.Equal(0, audit.ExitCode);
        return said;
    }
}
