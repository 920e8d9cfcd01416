using CsCheck;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Series;

namespace ForecastFunctions.UnitTests.Projections;

public class PlausibilityTests
{
    [Fact]
    public void Values_AnywhereWithinTheBounds_AreFiniteAndNotNegative()
        => Gen.Select(Gen.OneOf(ScenarioCase.Any, ScenarioCase.Corner), Gen.Enum<Step>()).Sample(
        (c, step) =>
        {
            var (_, projection) = c.Run(step);
            foreach (var variable in Variables.All)
            {
                for (var period = 0; period < projection.Range.Count; period++)
                {
                    var value = projection.Value(period, variable);
                    Assert.True(double.IsFinite(value) && value >= 0, $"{variable}, period {period}: {value:R}");
                    Assert.True(!variable.Name.StartsWith("Share|", StringComparison.Ordinal) || value <= 1 + 1e-15,
                        $"{variable}, period {period}: {value:R}");
                }
            }
        },
        iter: 1_000);
}
