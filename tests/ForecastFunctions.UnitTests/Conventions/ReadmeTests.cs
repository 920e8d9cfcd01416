using System.Globalization;
using System.Text.RegularExpressions;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Series;
using ForecastFunctions.UnitTests.Projections;

namespace ForecastFunctions.UnitTests.Conventions;

/// <summary>The README shows real numbers, and they stay real.</summary>
public partial class ReadmeTests
{
    private static readonly (Variable Variable, double Scale, string Format)[] Columns =
    [
        (Variables.InferenceComputeShare, 100, "0.0 %"),
        (Variables.InferenceShare.Nvidia, 100, "0.0 %"),
        (Variables.Spend, 1, "0"),
        (Variables.NvidiaRevenue, 1, "0"),
        (Variables.BroadcomRevenue, 1, "0"),
        (Variables.FacilityPower, 1, "0"),
    ];

    internal static readonly string Readme = File.ReadAllText(Path.Combine(RepositoryRoot(), "README.md"));

    [Fact]
    public void Table_OfThePresetsIn2028_IsWhatTheyGive()
    {
        foreach (var preset in Presets.All)
        {
            var row = Readme.Split('\n').Single(line => line.StartsWith($"| `{preset.Name}` |", StringComparison.Ordinal));
            var cells = row.Split('|', StringSplitOptions.TrimEntries)[3..^1];
            var projection = Runs.Of(preset.Name);
            var numbers = Columns.Select(c => (c.Scale * projection.Of(c.Variable, 2028)).ToString(c.Format.Replace(" %", "' %'", StringComparison.Ordinal), CultureInfo.InvariantCulture));
            Assert.Equal(numbers, cells);
        }
    }

    [Fact]
    public void Answer_OfTheFirstRequest_IsWhatItGives()
    {
        var rows = AnswerRow().Matches(Readme);
        Assert.Equal(4, rows.Count);
        var specification = Runs.Specification("asic-surge", from: 2028, to: 2028);
        var projection = ProjectionEngine.Run(specification);
        Assert.All(rows, row =>
        {
            Assert.Equal((ModelVersion.Current, specification.RunId.ToString()), (row.Groups["model"].Value, row.Groups["run"].Value));
            var value = double.Parse(row.Groups["value"].Value, CultureInfo.InvariantCulture);

            // The last bits may differ between instruction sets.
            Assert.Equal(value, projection.Of(row.Groups["variable"].Value, Period.OfYear(2028)), value * 1e-12);
        });
    }

    [Fact]
    public void Parameters_AreAsManyAsItSays()
        => Assert.Contains($"lists all {Parameters.All.Count} with units", Readme, StringComparison.Ordinal);

    private static string RepositoryRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "ForecastFunctions.sln")))
            directory = directory.Parent ?? throw new DirectoryNotFoundException("No folder above holds ForecastFunctions.sln.");
        return directory.FullName;
    }

    [GeneratedRegex(@"^(?<model>[\d.]+),asic-surge,World,(?<variable>[^,]+),bn USD,2028,2028-01-01,value,(?<value>[\d.]+),projected,2024-12,(?<run>[0-9a-f]{32}),\r?$",
        RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex AnswerRow();
}
