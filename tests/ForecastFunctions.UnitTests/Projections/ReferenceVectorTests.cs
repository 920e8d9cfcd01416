using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Series;

namespace ForecastFunctions.UnitTests.Projections;

public class ReferenceVectorTests
{
    [Theory]
    [InlineData(Step.Year, 6 * 7 * 17)]
    [InlineData(Step.Quarter, 6 * 28 * 17)]
    public void Presets_OverSevenYears_MatchTheIndependentProgram(Step step, int numbers)
    {
        var entries = ReferenceVectors.Read(step);
        Assert.Equal(numbers, entries.Count);
        foreach (var preset in Presets.All)
        {
            var projection = ArticleRuns.Of(preset.Name, step: step);
            foreach (var entry in entries.Where(e => string.Equals(e.Scenario, preset.Name, StringComparison.Ordinal)))
            {
                var value = projection.Of(entry.Variable, entry.Period);
                Assert.True(
                    Math.Abs(value - entry.Value) <= 1e-9 * Math.Abs(entry.Value),
                    $"{preset.Name}, {entry.Variable}, {entry.Period}: {value:R}, not {entry.Value:R}");
            }
        }
    }
}
