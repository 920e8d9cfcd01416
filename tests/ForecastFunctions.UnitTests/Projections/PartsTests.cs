using CsCheck;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Series;

namespace ForecastFunctions.UnitTests.Projections;

public class PartsTests
{
    [Fact]
    public void Parts_OfEveryWhole_AreThoseThatTheNamesSay()
    {
        var parts = Variables.All.Where(v => v.Parent is not null)
            .GroupBy(v => v.Parent!.Name, v => v.Name[(v.Parent!.Name.Length + 1)..], StringComparer.Ordinal);
        string[] technologies = ["NVIDIA", "Other GPU", "Custom ASIC"];
        Assert.Equal(
            new Dictionary<string, string[]>(StringComparer.Ordinal)
            {
                ["AI Compute|Spend"] = ["Inference", "Training"],
                ["AI Compute|Spend|Inference"] = technologies,
                ["AI Compute|Spend|Training"] = technologies,
                ["Compute|Added"] = technologies,
                ["Compute|Installed"] = technologies,
                ["Power|IT"] = technologies,
            },
            parts.ToDictionary(p => p.Key, p => p.ToArray(), StringComparer.Ordinal));
    }

    [Fact]
    public void Parts_OfEveryWhole_SumToIt() => Gen.Select(ScenarioCase.Any, Gen.Enum<Step>()).Sample(
        (c, step) =>
        {
            var (_, projection) = c.Run(step);
            foreach (var parts in Variables.All.Where(v => v.Parent is not null).GroupBy(v => v.Parent!))
            {
                for (var period = 0; period < projection.Range.Count; period++)
                    Numbers.Close(projection.Value(period, parts.Key), parts.Sum(v => projection.Value(period, v)), 1e-12, parts.Key.Name);
            }
        },
        iter: 200);
}
