using CsCheck;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Series;

namespace ForecastFunctions.UnitTests.Projections;

public class StockIdentityTests
{
    private const double Tolerance = 1e-12;

    private sealed record Technology(
        Func<TechnologyVariables, Variable> Of, Parameter Price, Parameter PriceDecline, Parameter Power, Parameter PowerDecline,
        Parameter Stock, Parameter StockPower);

    private static readonly Technology[] Technologies =
    [
        new(v => v.Nvidia, Parameters.NvidiaPriceBase, Parameters.NvidiaPriceDecline, Parameters.NvidiaPowerBase,
            Parameters.NvidiaPowerDecline,
            Parameters.NvidiaStockBase, Parameters.NvidiaStockPower),
        new(v => v.OtherGpu, Parameters.OtherGpuPriceBase, Parameters.OtherGpuPriceDecline, Parameters.OtherGpuPowerBase,
            Parameters.OtherGpuPowerDecline,
            Parameters.OtherGpuStockBase, Parameters.OtherGpuStockPower),
        new(v => v.Asic, Parameters.AsicPriceBase, Parameters.AsicPriceDecline, Parameters.AsicPowerBase, Parameters.AsicPowerDecline,
            Parameters.AsicStockBase, Parameters.AsicStockPower),
    ];

    [Fact]
    public void Compute_AddedInAQuarter_IsSpendOverItsPrice() => ForEveryTechnologyAndQuarter((scenario, technology, projection, quarter) =>
    {
        var price = ClosedForms.Declining(scenario, technology.Price, technology.PriceDecline, ClosedForms.MiddleOf(quarter));
        Numbers.Close(price, projection.Value(quarter, technology.Of(Variables.Price)), Tolerance, $"Price, {quarter}");

        // bn USD over USD/H100e is a thousand million H100e.
        var spend = projection.Value(quarter, technology.Of(Variables.TechnologySpend));
        Numbers.Close(
            1_000 * spend / price, projection.Value(quarter, technology.Of(Variables.ComputeAddedBy)), Tolerance, $"Added, {quarter}");
    });

    [Fact]
    public void Compute_InstalledAfterAQuarter_IsWhatIsLeftAndWhatWasAdded()
        => ForEveryTechnologyAndQuarter((scenario, technology, projection, quarter) =>
    {
        var installed = technology.Of(Variables.ComputeInstalledBy);
        var opening = quarter == 0 ? scenario[technology.Stock] : projection.Value(quarter - 1, installed);
        var added = projection.Value(quarter, technology.Of(Variables.ComputeAddedBy));
        Numbers.Close(opening * Math.Exp(-0.25 / scenario[Parameters.StockLife]) + added, projection.Value(quarter, installed), Tolerance,
            $"Quarter {quarter}");
    });

    [Fact]
    public void ItPower_AfterAQuarter_IsWhatIsLeftAndWhatWasAddedAtItsPower()
        => ForEveryTechnologyAndQuarter((scenario, technology, projection, quarter) =>
    {
        var power = technology.Of(Variables.ItPowerBy);
        var opening = quarter == 0 ? scenario[technology.StockPower] / 1_000 : projection.Value(quarter - 1, power);
        var watts = ClosedForms.Declining(scenario, technology.Power, technology.PowerDecline, ClosedForms.MiddleOf(quarter));

        // Million H100e times W/H100e is MW.
        var added = projection.Value(quarter, technology.Of(Variables.ComputeAddedBy)) * watts / 1_000;
        Numbers.Close(opening * Math.Exp(-0.25 / scenario[Parameters.StockLife]) + added, projection.Value(quarter, power), Tolerance,
            $"Quarter {quarter}");
    });

    [Fact]
    public void Facility_AfterAQuarter_FollowsFromTheStocks() => ScenarioCase.Any.Sample(
        c =>
        {
            var (scenario, projection) = c.Run(Step.Quarter);
            var perItPower = scenario[Parameters.FacilityOverhead] * scenario[Parameters.FacilityPue];
            var opening = Technologies.Sum(t => scenario[t.StockPower]) / 1_000 * perItPower;
            for (var quarter = 0; quarter < projection.Range.Count; quarter++)
            {
                var closing = projection.Value(quarter, Variables.FacilityPower);
                Numbers.Close(projection.Value(quarter, Variables.ItPower) * perItPower, closing, Tolerance, "Facility power");

                var hours = 8.766 / 4 * scenario[Parameters.FacilityLoadFactor];
                Numbers.Close((opening + closing) / 2 * hours, projection.Value(quarter, Variables.Electricity), Tolerance, "Electricity");

                var peak = projection.Value(quarter, Variables.ComputeInstalled) * 1e6 * 1.979e15 * 3.156e7;
                Numbers.Close(peak * scenario[Parameters.FacilityUtilisation], projection.Value(quarter, Variables.ComputeUsable),
                    Tolerance, "Usable");
                opening = closing;
            }
        },
        iter: 200);

    private static void ForEveryTechnologyAndQuarter(Action<ResolvedScenario, Technology, Projection, int> check)
        => ScenarioCase.Any.Sample(
        c =>
        {
            var (scenario, projection) = c.Run(Step.Quarter);
            foreach (var technology in Technologies)
            {
                for (var quarter = 0; quarter < projection.Range.Count; quarter++)
                    check(scenario, technology, projection, quarter);
            }
        },
        iter: 200);
}
