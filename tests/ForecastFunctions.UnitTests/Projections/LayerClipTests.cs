using CsCheck;
using ForecastFunctions.Core.Projections;
using static ForecastFunctions.Core.Scenarios.LayerParameters;

namespace ForecastFunctions.UnitTests.Projections;

/// <summary>What holds where limits are enforced, whatever the numbers are.</summary>
public class LayerClipTests
{
    private const double Near = 1e-9;

    [Fact]
    public void Clipped_OfAnyCase_KeepsEveryLimit() => Gen.Select(LayerCase.Any, Gen.Int[0, 2]).Sample(
        (c, ration) =>
        {
            var clipped = c.With(LimitsMode, "clip").With(LimitsRation, ration);
            var (run, wafers) = (clipped.Run(to: 2040), clipped.Specification().Scenario[PackagingLimitAsicWafers]);
            for (var period = 4; period < run.Range.Count; period++)
            {
                double Of(Variable variable) => run.Value(period, variable);
                AtMost(Of(Variables.FacilityPower), Of(LayerVariables.PowerLevel), "power");
                var weighted = Of(Variables.ComputeAddedBy.Nvidia) + Of(Variables.ComputeAddedBy.OtherGpu) + wafers * Of(Variables.ComputeAddedBy.Asic);
                AtMost(weighted, Of(LayerVariables.PackagingLevel), "packaging");
                AtMost(Of(Variables.Spend), Of(LayerVariables.CapitalLevel), "capital");
                Assert.True(Of(Variables.ComputeAdded) > 0);
                Assert.True(Of(LayerVariables.CutCompute) >= -Near * Of(Variables.ComputeAdded), "no more compute than planned");
                if (ration == 0 && Of(LayerVariables.PackagingBinding) == 0)
                    AtMost(Of(Variables.Spend), Of(LayerVariables.PlannedSpend), "plan");
            }
        },
        iter: 60);

    [Fact]
    public void Clipped_Proportionally_HasTheSplitOfThePlan() => LayerCase.Any.Sample(
        c =>
        {
            // The ratio of compute that is bought is that of the plan, which is that of the drivers.
            var (clipped, report) = (c.With(LimitsMode, "clip").Run(), c.With(LimitsMode, "report").Run());
            for (var period = 0; period < clipped.Range.Count; period++)
                Numbers.Close(report.Value(period, Variables.ComputeRatio), clipped.Value(period, Variables.ComputeRatio), Near, $"ratio in {period}");
        },
        iter: 40);

    [Fact]
    public void Clipped_WithPriority_LeavesTheFirstWholeUnlessTheOtherHasATenth() => LayerCase.Any.Sample(
        c =>
        {
            var set = c.With(LimitsMode, "clip").With(PackagingLimitPriceResponse, 0);
            var (inference, proportional) = (set.With(LimitsRation, "inferenceFirst").Run(), set.With(LimitsRation, "proportional").Run());
            for (var period = 4; period < 12; period++)
            {
                // The plans of the two are the same until the first cut.
                if (inference.Value(period, LayerVariables.CutCompute) <= Near)
                    continue;
                var ratio = proportional.Value(period, Variables.ComputeRatio);
                var planned = inference.Value(period, LayerVariables.CutCompute) + inference.Value(period, Variables.ComputeAdded);
                var (ofInference, ofTraining) = (planned * ratio / (1 + ratio), planned / (1 + ratio));
                var bought = inference.Value(period, Variables.ComputeRatio);
                var (got, left) = (
                    inference.Value(period, Variables.ComputeAdded) * bought / (1 + bought), inference.Value(period, Variables.ComputeAdded) / (1 + bought));
                Assert.True(
                    Math.Abs(got / ofInference - 1) <= 1e-7 || Math.Abs(left / ofTraining - 0.1 * got / ofInference) <= 1e-7,
                    $"period {period}: inference has {got / ofInference:R}, training {left / ofTraining:R}");
                break;
            }
        },
        iter: 40);

    [Fact]
    public void Clipped_WhereNoLimitBinds_IsTheReport() => LayerCase.Any.Sample(
        c =>
        {
            var wide = c.With(PowerLimitBase, 100).With(PowerLimitAnchor, 500).With(PackagingLimitAnchor, 50).With(PackagingLimitDensity, 1)
                .With(CapitalLimitCashFlow, 5_000).With(CapitalLimitGrowth, 0.4);
            var (report, clip) = (wide.With(LimitsMode, "report").Run(to: 2030), wide.With(LimitsMode, "clip").Run(to: 2030));
            var binds = Enumerable.Range(4, report.Range.Count - 4).TakeWhile(p => report.Value(p, LayerVariables.CapitalBinding) == 0
                && report.Value(p, LayerVariables.PackagingBinding) == 0 && report.Value(p, LayerVariables.PowerBinding) == 0).Count();
            for (var period = 0; period < 4 + binds; period++)
                Assert.All(Variables.All, v => Assert.Equal(report.Value(period, v), clip.Value(period, v), Math.Abs(report.Value(period, v)) * 1e-13));
        },
        iter: 30);

    private static void AtMost(double value, double level, string what)
        => Assert.True(value <= level * (1 + Near), $"{what}: {value:R} is above {level:R}");
}
