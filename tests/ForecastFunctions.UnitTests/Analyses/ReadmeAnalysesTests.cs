using System.Globalization;
using ForecastFunctions.Core.Analyses.GoalSeeks;
using ForecastFunctions.Core.Analyses.Sensitivities;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Series;
using ForecastFunctions.UnitTests.Conventions;
using ForecastFunctions.UnitTests.Projections;

namespace ForecastFunctions.UnitTests.Analyses;

/// <summary>What the README says of analyses stays true.</summary>
public class ReadmeAnalysesTests
{
    private static readonly ResolvedScenario Scenario = ArticleRuns.Specification().Scenario;

    [Fact]
    public void Table_OfWhatDrivesNvidia_IsWhatTheAnalysesGive()
    {
        var outputs = new ModelOutputs([Variables.NvidiaRevenue], [Period.OfYear(2028)]);
        var inputs = ScenarioModel.InputsOf(Scenario);
        var sobol = new SensitivitySpecification(
            ArticleRuns.Article.Version, Scenario, outputs, new SensitivityMethod.VarianceBased(1_024, 1, inputs)).Compute(
                threads: 2).Decomposition!;
        var ranges = Scenario.Parameters.Where(ScenarioModel.IsUncertain).Select(p => InputRange.OfLaw(p, 5, 95, Scenario.BaseYear)!);
        var bars = Tornado.Run(Scenario, [.. ranges], outputs)[0].Bars;
        var width = VarianceIndices.ErrorsOfInterval(95);
        foreach (var (input, i) in inputs.Select((input, place) => (input, sobol.Indices[place][0])).OrderByDescending(i => i.Item2.Total)
            .Take(4))
        {
            var bar = bars.Single(b => string.Equals(b.Range.Parameter.Id, input, StringComparison.Ordinal));
            var row = string.Create(CultureInfo.InvariantCulture,
                $"| `{input}` | {bar.LowOutput:0} … {bar.HighOutput:0} | {i.First:0.00} ± {width * i.FirstError:0.00} | {i.Total:0.00} ± "
                + $"{width * i.TotalError:0.00} |");
            Assert.Contains(row, ReadmeTests.Readme, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Goals_AreReachedAndNotReachedAsItSays()
    {
        var anchor = Seek(Parameters.NvidiaInferenceAnchor);
        Assert.Contains(
            string.Create(CultureInfo.InvariantCulture, $"its share of inference falls to {100 * anchor.Solution.Input:0.0} %"),
            ReadmeTests.Readme, StringComparison.Ordinal);
        var decline = Seek(Parameters.AsicPriceDecline);
        Assert.Equal(SearchStatus.Unreachable, decline.Status);
        Assert.Contains(
            string.Create(CultureInfo.InvariantCulture,
                $"{100 * decline.Lowest.Output:0.0} to {100 * decline.Highest.Output:0.0} %, at a decline of {decline.Lowest.Input}"),
            ReadmeTests.Readme, StringComparison.Ordinal);

        static SearchResult Seek(Parameter parameter) => new GoalSeekSpecification(
            ArticleRuns.Article.Version, Scenario, new SoughtParameter(parameter, parameter.Id, [], parameter.BoundsFor(2024)),
            new Goal(new ModelOutput(Variables.SpendShare.Nvidia, Period.OfYear(2028)), Projection.ValueStatistic, 0.45)).Compute(
                threads: 1);
    }
}
