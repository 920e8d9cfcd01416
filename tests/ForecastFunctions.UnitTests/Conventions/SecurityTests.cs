using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using ForecastFunctions.Application.Partners;
using ForecastFunctions.Health;
using ForecastFunctions.Infrastructure;

namespace ForecastFunctions.UnitTests.Conventions;

public partial class SecurityTests
{
    private const BindingFlags Any = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance
        | BindingFlags.DeclaredOnly;

    private static readonly string Root = Repository.Root;

    [Fact]
    public void Claims_OfEveryTable_NameTestsThatExist()
    {
        var sources = Directory.EnumerateFiles(Path.Combine(Root, "tests"), "*Tests.cs", SearchOption.AllDirectories)
            .GroupBy(file => Path.GetFileNameWithoutExtension(file), File.ReadAllText, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, string.Concat, StringComparer.Ordinal);
        var claims = Claims().ToList();

        Assert.Equal(
            Enumerable.Range(1, 10).Select(n => $"API{n}"),
            claims.Select(c => c[0].Split(' ')[0]).Where(word => word.StartsWith("API", StringComparison.Ordinal)));
        foreach (var claim in claims)
        {
            var tests = Test().Matches(claim[^1]);
            Assert.True(tests.Count > 0, $"'{claim[0]}' names no test.");
            Assert.All(tests, test => Assert.True(
                sources.TryGetValue(test.Groups["class"].Value, out var source)
                    && source.Contains($" {test.Groups["method"].Value}(", StringComparison.Ordinal),
                $"'{claim[0]}' names {test.Value}, which does not exist."));
        }
    }

    [Fact]
    public void Expressions_OfTheProduct_DoNotBacktrack()
    {
        Assembly[] assemblies = [typeof(KeyText).Assembly, typeof(InfrastructureServices).Assembly, typeof(HealthFunctions).Assembly];
        var expressions = assemblies.SelectMany(a => a.GetTypes()).SelectMany(t => t.GetMethods(Any))
            .Select(m => (Method: m, Attribute: m.GetCustomAttribute<GeneratedRegexAttribute>()))
            .Where(m => m.Attribute is not null).ToList();
        Assert.True(expressions.Count > 2, $"{expressions.Count} expressions");
        Assert.All(expressions, e => Assert.True(
            e.Attribute!.Options.HasFlag(RegexOptions.NonBacktracking),
            $"{e.Method.DeclaringType}.{e.Method.Name} may take for ever: add RegexOptions.NonBacktracking."));

        // What is not generated is not seen above.
        var files = Directory.EnumerateFiles(Path.Combine(Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));
        Assert.All(files,
            file => Assert.False(OtherExpression().IsMatch(File.ReadAllText(file)), $"{file} uses an expression that is not generated."));
    }

    [Fact]
    public void Telemetry_OfTheHost_LeavesQueriesOut()
    {
        // The host writes addresses without their query unless it is told otherwise, and a query may carry a key.
        var logging = JsonDocument.Parse(File.ReadAllText(Path.Combine(Root, "host.json"))).RootElement.GetProperty("logging").GetRawText();
        Assert.DoesNotContain("enableQueryStringTracing", logging, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("enableHttpTriggerExtendedInfoCollection", logging, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Packages_AreLockedAndAuditedWithWhatTheyBring()
    {
        var properties = File.ReadAllText(Path.Combine(Root, "Directory.Build.props"));
        Assert.Contains(
            "<RestoreLockedMode Condition=\"'$(CI)' == 'true'\">true</RestoreLockedMode>", properties, StringComparison.Ordinal);
        Assert.Contains("<NuGetAuditMode>all</NuGetAuditMode>", properties, StringComparison.Ordinal);
        Assert.Contains("CI=true", File.ReadAllText(Path.Combine(Root, ".ci", "run")), StringComparison.Ordinal);
        Assert.All(
            Directory.EnumerateFiles(Root, "*.csproj", SearchOption.AllDirectories).Where(
                f => !f.Contains("WorkerExtensions", StringComparison.Ordinal)),
            project => Assert.True(
                File.Exists(Path.Combine(Path.GetDirectoryName(project)!, "packages.lock.json")), $"{project} has no lock file."));
    }

    [Fact]
    public void Azurite_IsLockedWithAChecksumOfEveryPackage()
    {
        var folder = Path.Combine(Root, "src", "ForecastFunctions.LocalHost", "Storage", "azurite");
        var wanted = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "package.json"))).RootElement.GetProperty("dependencies");
        Assert.All(wanted.EnumerateObject(), package => Assert.Matches(@"^\d+\.\d+\.\d+$", package.Value.GetString()));
        var locked = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "package-lock.json"))).RootElement.GetProperty("packages");
        Assert.All(
            locked.EnumerateObject().Where(package => package.Name.Length > 0),
            package => Assert.StartsWith("sha512-", package.Value.GetProperty("integrity").GetString(), StringComparison.Ordinal));
    }

    /// <summary>The cells of each line of the tables of SECURITY.md, but for that of the scopes, which claims nothing.</summary>
    private static IEnumerable<string[]> Claims()
    {
        var lines = File.ReadAllLines(Path.Combine(Root, "SECURITY.md"));
        for (var i = 0; i + 2 < lines.Length; i++)
        {
            if (!lines[i + 1].StartsWith("|-", StringComparison.Ordinal) || lines[i] is "| scope | may |")
                continue;
            for (i += 2; i < lines.Length && lines[i].StartsWith('|'); i++)
                yield return [.. lines[i].Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
        }
    }

    [GeneratedRegex(@"`(?<class>[A-Za-z]+)\.(?<method>[A-Za-z0-9_]+)`", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Test();

    [GeneratedRegex(@"\bnew Regex\(|\bRegex\.(IsMatch|Match|Matches|Replace|Split|Count)\(",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex OtherExpression();
}
