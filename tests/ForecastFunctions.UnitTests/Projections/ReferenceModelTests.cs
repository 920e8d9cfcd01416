using ForecastFunctions.Core.Series;
using ForecastFunctions.ReferenceModel;

namespace ForecastFunctions.UnitTests.Projections;

/// <summary>The program that makes the reference vectors, against those that were made in another language.</summary>
public class ReferenceModelTests
{
    [Theory]
    [InlineData(Step.Year, 714)]
    [InlineData(Step.Quarter, 2856)]
    public void Vectors_OfEveryScenario_AreTheCommittedOnes(Step step, int count)
    {
        var committed = ReferenceVectors.Read(step);
        var made = Vectors.Rows(step == Step.Year).SelectMany(row => row.Numbers.Select(number => (row.Scenario, row.Year, row.Quarter, number)))
            .ToList();

        Assert.Equal(count, committed.Count);
        Assert.Equal(
            committed.Select(v => (v.Scenario, v.Period.Year, v.Period.Quarter)), made.Select(m => (m.Scenario, m.Year, m.Quarter)));
        Assert.All(committed.Zip(made), pair => Assert.Equal(pair.First.Value, pair.Second.number, Math.Abs(pair.First.Value) * 1e-12));
    }
}
