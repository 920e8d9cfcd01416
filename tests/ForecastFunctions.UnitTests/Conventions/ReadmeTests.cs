using System.Globalization;
using System.Text.RegularExpressions;
using ForecastFunctions.Core.Analyses.Attributions;
using ForecastFunctions.Core.Analyses.Comparisons;
using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.Calibration;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Series;
using ForecastFunctions.Core.Statistics;
using ForecastFunctions.Infrastructure.Sources.Curated;
using ForecastFunctions.UnitTests.Projections;

namespace ForecastFunctions.UnitTests.Conventions;

/// <summary>The README and the guides show real numbers, and they stay real.</summary>
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

    internal static readonly string Readme = Documentation.All;

    /// <summary>The README is the way in; what goes further stands in the guides.</summary>
    private const int MaxReadmeLines = 250;

    [Fact]
    public void Readme_IsShort() => Assert.InRange(Documentation.Readme.Split('\n').Length, 50, MaxReadmeLines);

    [Fact]
    public void Table_OfThePresetsIn2028_IsWhatTheyGive()
    {
        var table = Readme[Readme.IndexOf("| scenario | the belief |", StringComparison.Ordinal)..].Split("\n\n")[0];
        foreach (var preset in Presets.All)
        {
            var row = table.Split('\n').Single(line => line.StartsWith($"| `{preset.Name}` |", StringComparison.Ordinal));
            var cells = row.Split('|', StringSplitOptions.TrimEntries)[3..^1];
            var projection = ArticleRuns.Of(preset.Name);
            var numbers = Columns.Select(c => (c.Scale * projection.Of(c.Variable, 2028))
                .ToString(c.Format.Replace(" %", "' %'", StringComparison.Ordinal), CultureInfo.InvariantCulture));
            Assert.Equal(numbers, cells);
        }
    }

    [Fact]
    public void Answer_OfTheFirstRequest_IsWhatItGives()
    {
        var rows = AnswerRow().Matches(Readme);
        Assert.Equal(4, rows.Count);
        var specification = ArticleRuns.Specification("asic-surge", from: 2028, to: 2028);
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
        => Assert.Contains($"lists all {ParameterCatalogue.All.Count} with units", Readme, StringComparison.Ordinal);

    [Fact]
    public void Sentences_OnComparisonAndAttribution_AreWhatTheyGive()
    {
        ResolvedScenario[] scenarios = [ArticleRuns.Specification().Scenario, ArticleRuns.Specification("asic-surge").Scenario];
        var year = Period.OfYear(2028);
        var draws = new DrawSettings(4_096, 1, Sampling.Sobol, [5, 50, 95], StatedCorrelations.Default, []);
        var difference = new ComparisonSpecification(ArticleRuns.Article.Version, scenarios, 0, new PeriodRange(year, year), draws).Compute(
            1).Differences[0];
        double[] numbers = [.. Enumerable.Range(0, difference.Statistics.Count)
            .Select(s => difference.Value(0, Variables.NvidiaRevenue, s))];
        Assert.Contains(
            Text($"sells {-numbers[0]:0} bn USD less in 2028, by {-numbers[2]:0} to {-numbers[4]:0} bn"), Readme, StringComparison.Ordinal);
        Assert.Contains(Text($"is {numbers[^1]:0.00}. (Equal"), Readme, StringComparison.Ordinal);

        var attribution = AttributionSpecification.BetweenScenarios(ArticleRuns.Article.Version, scenarios[1], scenarios[0], year).Compute(1);
        double Of(Parameter parameter)
            => attribution.Contributions[attribution.Causes.ToList().IndexOf(parameter.Id)][Variables.NvidiaRevenue.Index];
        var change = attribution.To[Variables.NvidiaRevenue.Index] - attribution.From[Variables.NvidiaRevenue.Index];
        Assert.Contains(Text($"the {-change:0.0} bn USD"), Readme, StringComparison.Ordinal);
        Assert.Contains(Text($"{-Of(Parameters.NvidiaInferenceAnchor):0.0} bn come from"), Readme, StringComparison.Ordinal);
        Assert.Contains(Text($"{-Of(Parameters.NvidiaTrainingAnchor):0.0} bn from its share"), Readme, StringComparison.Ordinal);
        Assert.Contains(Text($"gives it {Of(Parameters.AsicPriceDecline):0.0} bn back"), Readme, StringComparison.Ordinal);
    }

    [Fact]
    public void Table_OfThePresetsOnTwoVintages_IsWhatTheyGive()
    {
        var newest = BaselineCalibration.Calibrate(CuratedObservations.Read()).Baseline!;
        var year = Period.OfYear(2028);
        foreach (var preset in Presets.All)
        {
            string[] numbers =
            [
                .. from variable in (Variable[])[Variables.Spend, Variables.NvidiaRevenue]
                   from vintage in (Baseline[])[ArticleRuns.Article, newest]
                   select ProjectionEngine.Run(new ProjectionSpecification(
                       vintage.Version, ResolvedScenario.Resolve(vintage, preset, new Dictionary<Parameter, ParameterSetting>()),
                       new PeriodRange(year, year))).Value(0, variable).ToString("#,0", CultureInfo.InvariantCulture),
            ];
            Assert.Contains($"| `{preset.Name}` | {string.Join(" | ", numbers)} |", Readme, StringComparison.Ordinal);
        }

        var growth = newest.FindParameter(Parameters.SpendGrowthInitial.Id)!.Value;
        var spend = newest.FindParameter(Parameters.SpendBase.Id)!.Value;
        Assert.Contains(
            Text($"to {spend:0} bn USD, and initial growth is estimated at {growth:0.00} a year instead of 0.47"), Readme, StringComparison.Ordinal);
        Assert.Equal(0.47, Parameters.SpendGrowthInitial.Default);
        Assert.InRange(spend / Parameters.SpendBase.Default, 1.62, 1.71); // by two thirds
    }

    [Fact]
    public void Sentences_OnWhatANumberMovedBy_AreWhatTheAttributionGives()
    {
        var newest = BaselineCalibration.Calibrate(CuratedObservations.Read()).Baseline!;
        var none = new Dictionary<Parameter, ParameterSetting>();
        var run = AttributionSpecification.BetweenScenarios(
            newest.Version, ResolvedScenario.Resolve(newest, Presets.ArticleBase, none),
            ResolvedScenario.Resolve(ArticleRuns.Article, Presets.ArticleBase, none), Period.OfYear(2028),
            referenceBaselineVersion: ArticleRuns.Article.Version);
        var attribution = run.Compute(1);
        double Of(Parameter parameter)
            => attribution.Contributions[attribution.Causes.ToList().IndexOf(parameter.Id)][Variables.NvidiaRevenue.Index];
        ParameterDifference Moved(Parameter parameter) => run.Differences.Single(d => d.Parameter == parameter);

        var change = attribution.To[Variables.NvidiaRevenue.Index] - attribution.From[Variables.NvidiaRevenue.Index];
        var (growth, spend) = (Of(Parameters.SpendGrowthInitial), Of(Parameters.SpendBase));
        var (rate, size) = (Moved(Parameters.SpendGrowthInitial), Moved(Parameters.SpendBase));
        foreach (var said in (string[])
        [
            Text($"rises by {change:0.0} bn USD: {growth:0.0} bn since growth"),
            Text($"put at {rate.Scenario:0.00} a year, where the old path had {rate.Reference:0.00}; {spend:0.0} bn since 2025"),
            Text($"spend of {size.Scenario:0} bn instead of {size.Reference:0}. Prices"),
            Text($"take {growth + spend - change:0.0} bn."),
        ])
        {
            Assert.Contains(said, string.Join(' ', Readme.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(
        @"^(?<model>[\d.]+),asic-surge,World,(?<variable>[^,]+),bn USD,2028,"
        + @"2028-01-01,value,(?<value>[\d.]+),projected,2024-12,(?<run>[0-9a-f]{32}),\r?$",
        RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex AnswerRow();
}
