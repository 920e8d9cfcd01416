using CsCheck;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Series;

namespace ForecastFunctions.UnitTests.Projections;

public class HomogeneityTests
{
    private static readonly PeriodRange Range = new(Period.OfQuarter(2024, 1), Period.OfQuarter(ScenarioCase.To, 4));

    private static readonly Parameter[] Stocks =
    [
        Parameters.NvidiaStockBase, Parameters.OtherGpuStockBase, Parameters.AsicStockBase,
        Parameters.NvidiaStockPower, Parameters.OtherGpuStockPower, Parameters.AsicStockPower,
    ];

    private static readonly Parameter[] Prices = [Parameters.NvidiaPriceBase, Parameters.OtherGpuPriceBase, Parameters.AsicPriceBase];

    [Fact]
    public void SpendAndStocks_ScaledTogether_ScaleEveryQuantityAndNoQuotient() => Gen.Select(ScenarioCase.Any, Factor).Sample(
        (c, factor) => Check(c, [Parameters.SpendBase, .. Stocks], factor, v => v.Aggregation == Aggregation.Quotient ? 1 : factor),
        iter: 200);

    [Fact]
    public void Prices_ScaledTogether_LeaveDollarsAndDivideCompute() => Gen.Select(ScenarioCase.Any, Factor).Sample(
        (c, factor) =>
        {
            // Without an opening stock, all compute and power is bought at these prices.
            var empty = Stocks.Aggregate(c, (set, stock) => set.With(stock, 0));
            Check(empty, Prices, factor, v => v.Unit switch
            {
                "USD/H100e" => factor,
                "bn USD" or "1" => 1,
                _ => 1 / factor,
            });
        },
        iter: 200);

    private static Gen<double> Factor => Gen.Double[-3, 3].Select(e => Math.Pow(10, e));

    private static void Check(ScenarioCase c, IEnumerable<Parameter> scaled, double factor, Func<Variable, double> expectedFactor)
    {
        var scenario = ArticleRuns.Specification(c.Preset, set: c.Set).Scenario;
        var columns = new ParameterColumns(scenario, 2);
        foreach (var parameter in scaled)
            columns[parameter][1] *= factor;
        var paths = ArticleRuns.Paths(columns, Range);
        for (var i = 0; i < paths[0].Length; i++)
        {
            var variable = Variables.All[i % Variables.All.Count];
            Numbers.Close(paths[0][i] * expectedFactor(variable), paths[1][i], 1e-12, variable.Name);
        }
    }
}
