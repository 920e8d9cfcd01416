using System.Globalization;
using CsCheck;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Series;

namespace ForecastFunctions.UnitTests.Projections;

public class FindingsTests
{
    [Theory]
    [InlineData("article-base", "2027-01-04")]
    [InlineData("status-quo", null)]
    [InlineData("reasoning-shift", "2025-12-27")]
    [InlineData("asic-surge", "2027-01-04")]
    [InlineData("scaling-continues", null)]
    [InlineData("data-wall", "2025-11-14")]
    public void InferenceCrossing_OfAPreset_IsOnThePublishedDay(string preset, string? date)
    {
        var crossing = ProjectionFindings.InferenceCrossing(ArticleRuns.Specification(preset).Scenario);
        Assert.Equal(date, crossing.Date?.ToString("O", CultureInfo.InvariantCulture));
        Assert.Equal(0.70, crossing.Threshold);
        Assert.Same(Variables.InferenceComputeShare, crossing.Variable);
    }

    [Fact]
    public void InferenceCrossing_OfAnyScenario_PartsTheQuartersBelowFromThoseAbove() => ScenarioCase.Any.Sample(
        c =>
        {
            var (scenario, projection) = c.Run(Step.Quarter);
            var crossing = ProjectionFindings.InferenceCrossing(scenario);
            Assert.Same(
                scenario[Parameters.RatioBasis] == 0 ? Variables.InferenceComputeShare : Variables.InferenceSpendShare, crossing.Variable);

            // Where the path does not cross, it is on the limit's side throughout, or never leaves the base's.
            var above = projection.Range
                .Select((period, index) => (period.Middle(), IsAbove: projection.Value(index, crossing.Variable) > 0.70)).ToList();
            if (crossing.Date is not { } date)
            {
                Assert.Single(above.Select(a => a.IsAbove).Distinct());
                return;
            }

            var endsAbove = scenario[Parameters.RatioLimit] > scenario[Parameters.RatioBase];
            foreach (var (middle, isAbove) in above.Where(a => Math.Abs(a.Item1.DayNumber - date.DayNumber) > 1))
                Assert.Equal(middle > date ? endsAbove : !endsAbove, isAbove);
        },
        iter: 1_000);

    [Fact]
    public void InferenceCrossing_ThatTheMiddleOfTheBaseYearIs_IsOnItsDay()
    {
        var set = new Dictionary<Parameter, double> { [Parameters.RatioBase] = 7.0 / 3 };
        Assert.Equal(new DateOnly(2024, 7, 2), ProjectionFindings.InferenceCrossing(ArticleRuns.Specification(set: set).Scenario).Date);
    }
}

file static class PeriodMiddle
{
    /// <summary>The day in whose course the model's midpoint of a quarter lies, to a day.</summary>
    public static DateOnly Middle(this Period quarter)
        => new DateOnly(quarter.Year, 1, 1).AddDays(
            (int)((quarter.Quarter!.Value - 0.5) / 4 * (DateTime.IsLeapYear(quarter.Year) ? 366 : 365)));
}
