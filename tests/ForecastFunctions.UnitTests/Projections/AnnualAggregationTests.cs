using CsCheck;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Series;

namespace ForecastFunctions.UnitTests.Projections;

public class AnnualAggregationTests
{
    private const double Tolerance = 1e-12;

    /// <summary>What a quotient is a quotient of, as its weight over the quarters: its denominator's flow.</summary>
    private static readonly Dictionary<Variable, Func<Projection, int, double>> Denominators = new()
    {
        [Variables.ComputeRatio] = (p, q) => p.Value(q, Variables.ComputeAdded) / (1 + p.Value(q, Variables.ComputeRatio)),
        [Variables.SpendRatio] = (p, q) => p.Value(q, Variables.TrainingSpend),
        [Variables.InferenceComputeShare] = (p, q) => p.Value(q, Variables.ComputeAdded),
        [Variables.InferenceSpendShare] = (p, q) => p.Value(q, Variables.Spend),
        [Variables.InferenceShare.Nvidia] = (p, q) => p.Value(q, Variables.InferenceSpend),
        [Variables.InferenceShare.OtherGpu] = (p, q) => p.Value(q, Variables.InferenceSpend),
        [Variables.InferenceShare.Asic] = (p, q) => p.Value(q, Variables.InferenceSpend),
        [Variables.TrainingShare.Nvidia] = (p, q) => p.Value(q, Variables.TrainingSpend),
        [Variables.TrainingShare.OtherGpu] = (p, q) => p.Value(q, Variables.TrainingSpend),
        [Variables.TrainingShare.Asic] = (p, q) => p.Value(q, Variables.TrainingSpend),
        [Variables.SpendShare.Nvidia] = (p, q) => p.Value(q, Variables.Spend),
        [Variables.SpendShare.OtherGpu] = (p, q) => p.Value(q, Variables.Spend),
        [Variables.SpendShare.Asic] = (p, q) => p.Value(q, Variables.Spend),
        [Variables.Price.Nvidia] = (p, q) => p.Value(q, Variables.ComputeAddedBy.Nvidia),
        [Variables.Price.OtherGpu] = (p, q) => p.Value(q, Variables.ComputeAddedBy.OtherGpu),
        [Variables.Price.Asic] = (p, q) => p.Value(q, Variables.ComputeAddedBy.Asic),
    };

    [Fact]
    public void Year_OfEveryVariable_FollowsFromItsQuarters() => ScenarioCase.Any.Sample(
        c =>
        {
            var (_, quarters) = c.Run(Step.Quarter);
            var (_, years) = c.Run(Step.Year);
            foreach (var variable in Variables.All)
            {
                for (var year = 0; year < years.Range.Count; year++)
                {
                    var inYear = Enumerable.Range(4 * year, 4);
                    var expected = variable.Aggregation switch
                    {
                        Aggregation.Flow => inYear.Sum(q => quarters.Value(q, variable)),
                        Aggregation.Stock => quarters.Value(4 * year + 3, variable),
                        _ => inYear.Sum(q => quarters.Value(q, variable) * Denominators[variable](quarters, q)) / inYear.Sum(
                            q => Denominators[variable](quarters, q)),
                    };
                    Numbers.Close(expected, years.Value(year, variable), Tolerance, $"{variable}, year {year}");
                }
            }
        },
        iter: 100);

    [Fact]
    public void Range_BeginningLater_ShowsTheSameNumbers()
        => Gen.Select(ScenarioCase.Any, Gen.Int[0, 6], Gen.Int[0, 6], Gen.Enum<Step>()).Sample(
        (c, skip, take, step) =>
        {
            var first = ArticleRuns.Article.BaseYear + skip;
            var part = ArticleRuns.Of(c.Preset, first, first + take, step, c.Set).All();
            var offset = skip * (step == Step.Year ? 1 : 4) * Variables.All.Count;
            var whole = c.Run(step).Projection.All();
            Assert.True(Numbers.SameBits(whole.AsSpan(offset, part.Length), part));
        },
        iter: 100);

    [Fact]
    public void Range_BeginningWithinAYear_ShowsTheSameNumbers()
    {
        var range = new PeriodRange(Period.OfQuarter(2025, 3), Period.OfQuarter(2027, 2));
        var part = ProjectionEngine.Run(new ProjectionSpecification(ArticleRuns.Article.Version, ArticleRuns.Specification().Scenario, range)).All();
        var whole = ArticleRuns.Of(step: Step.Quarter).All();
        Assert.True(Numbers.SameBits(whole.AsSpan(6 * Variables.All.Count, part.Length), part));
    }
}
