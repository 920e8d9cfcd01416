using CsCheck;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Series;

namespace ForecastFunctions.UnitTests.Projections;

public class SpendIdentityTests
{
    private const double Tolerance = 1e-12;

    [Fact]
    public void Spend_OfAYear_IsTheClosedFormAtItsMiddle() => ScenarioCase.Any.Sample(
        c =>
        {
            var (scenario, projection) = c.Run(Step.Year);
            for (var year = 0; year < projection.Range.Count; year++)
                Numbers.Close(ClosedForms.Spend(scenario, year), projection.Value(year, Variables.Spend), Tolerance, $"Year {year}");
        },
        iter: 500);

    [Fact]
    public void Spend_OfAQuarter_IsTheYearsInProportionToItsMiddle() => ScenarioCase.Any.Sample(
        c =>
        {
            var (scenario, projection) = c.Run(Step.Quarter);
            for (var quarter = 0; quarter < projection.Range.Count; quarter++)
            {
                var year = quarter / 4;
                var weights = Enumerable.Range(4 * year, 4).Sum(q => ClosedForms.Spend(scenario, ClosedForms.MiddleOf(q)));
                var expected = ClosedForms.Spend(scenario, year) * ClosedForms.Spend(scenario, ClosedForms.MiddleOf(quarter)) / weights;
                Numbers.Close(expected, projection.Value(quarter, Variables.Spend), Tolerance, $"Quarter {quarter}");
            }
        },
        iter: 200);

    [Theory]
    [InlineData(0)]
    [InlineData(double.Epsilon)]
    [InlineData(1e-300)]
    [InlineData(1e-12)]
    [InlineData(1e-6)]
    [InlineData(1e-3)]
    [InlineData(0.01)]
    public void Spend_AsGrowthFadesEverSlower_TendsToTheExponential(double fade)
    {
        var (scenario, projection) = new ScenarioCase(
            "article-base", new Dictionary<Parameter, double> { [Parameters.SpendGrowthFade] = fade }).Run(Step.Year);
        for (var year = 0; year < projection.Range.Count; year++)
        {
            // The series of (1 − e^(−z))/z, which needs no exponential: from the limit 1, z = κx away.
            double meanDecay = 0, term = 1;
            for (var n = 1; n <= 20; n++, term *= -fade * year / n)
                meanDecay += term;
            var growth = 0.10 * year + (0.47 - 0.10) * year * meanDecay;
            Numbers.Close(137 * Math.Exp(growth), projection.Value(year, Variables.Spend), Tolerance,
                $"κ {scenario[Parameters.SpendGrowthFade]}, year {year}");
        }
    }

    [Fact]
    public void Spend_ByWorkloadAndByTechnology_SumsToTheWhole() => ScenarioCase.Any.Sample(
        c =>
        {
            var (_, projection) = c.Run(Step.Quarter);
            for (var quarter = 0; quarter < projection.Range.Count; quarter++)
            {
                double Of(Variable variable) => projection.Value(quarter, variable);
                double Sum(TechnologyVariables v) => Of(v.Nvidia) + Of(v.OtherGpu) + Of(v.Asic);

                Numbers.Close(Of(Variables.Spend), Of(Variables.InferenceSpend) + Of(Variables.TrainingSpend), Tolerance, "By workload");
                Numbers.Close(Of(Variables.Spend), Sum(Variables.TechnologySpend), Tolerance, "By technology");
                Numbers.Close(
                    Of(Variables.TechnologySpend.Asic), Of(Variables.InferenceSpendBy.Asic) + Of(Variables.TrainingSpendBy.Asic), Tolerance,
                    "Custom ASIC");
                Numbers.Close(
                    Of(Variables.TechnologySpend.Nvidia), Of(Variables.InferenceSpendBy.Nvidia) + Of(Variables.TrainingSpendBy.Nvidia),
                    Tolerance, "NVIDIA");
            }
        },
        iter: 200);

    [Fact]
    public void VendorRevenue_OfAnyScenario_IsItsPartOfTheTechnologysSpend() => ScenarioCase.Any.Sample(
        c =>
        {
            var (scenario, projection) = c.Run(Step.Year);
            foreach (var (revenue, spend, part) in new[]
            {
                (Variables.NvidiaRevenue, Variables.TechnologySpend.Nvidia, 1),
                (Variables.AmdRevenue, Variables.TechnologySpend.OtherGpu, scenario[Parameters.VendorAmd]),
                (Variables.BroadcomRevenue, Variables.TechnologySpend.Asic, scenario[Parameters.VendorBroadcom]),
                (Variables.MarvellRevenue, Variables.TechnologySpend.Asic, scenario[Parameters.VendorMarvell]),
                (Variables.CustomChipSpend, Variables.TechnologySpend.Asic, scenario[Parameters.VendorCustomChip]),
            })
            {
                for (var year = 0; year < projection.Range.Count; year++)
                    Numbers.Close(part * projection.Value(year, spend), projection.Value(year, revenue), Tolerance, revenue.Name);
            }
        },
        iter: 100);
}
