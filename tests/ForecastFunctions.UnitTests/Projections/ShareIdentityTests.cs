using CsCheck;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Series;

namespace ForecastFunctions.UnitTests.Projections;

public class ShareIdentityTests
{
    private const double Tolerance = 1e-12;

    [Fact]
    public void Ratio_WithinAQuarter_IsTheClosedFormOnTheStatedBasis() => ScenarioCase.Any.Sample(
        c =>
        {
            var (scenario, projection) = c.Run(Step.Quarter);
            var stated = scenario[Parameters.RatioBasis] == 0 ? Variables.ComputeRatio : Variables.SpendRatio;
            for (var quarter = 0; quarter < projection.Range.Count; quarter++)
                Numbers.Close(ClosedForms.Ratio(scenario, ClosedForms.MiddleOf(quarter)), projection.Value(quarter, stated), Tolerance,
                    $"Quarter {quarter}");
        },
        iter: 300);

    [Fact]
    public void InferenceShare_OnEitherBasis_IsTheRatioOverOnePlusTheRatio() => Gen.Select(ScenarioCase.Any, Gen.Enum<Step>()).Sample(
        (c, step) =>
        {
            var (_, projection) = c.Run(step);
            for (var period = 0; period < projection.Range.Count; period++)
            {
                var ofCompute = projection.Value(period, Variables.ComputeRatio);
                var ofSpend = projection.Value(period, Variables.SpendRatio);
                Numbers.Close(
                    ofCompute / (1 + ofCompute), projection.Value(period, Variables.InferenceComputeShare), Tolerance, "Of compute");
                Numbers.Close(ofSpend / (1 + ofSpend), projection.Value(period, Variables.InferenceSpendShare), Tolerance, "Of spend");
            }
        },
        iter: 200);

    [Fact]
    public void Ratios_OnTheTwoBases_DifferByTheComputeThatADollarBuys() => ScenarioCase.Any.Sample(
        c =>
        {
            var (scenario, projection) = c.Run(Step.Quarter);
            for (var quarter = 0; quarter < projection.Range.Count; quarter++)
            {
                double PerDollar(TechnologyVariables shares)
                {
                    var x = ClosedForms.MiddleOf(quarter);
                    return projection.Value(quarter, shares.Nvidia) / ClosedForms.Declining(
                        scenario, Parameters.NvidiaPriceBase, Parameters.NvidiaPriceDecline, x)
                        + projection.Value(quarter, shares.OtherGpu) / ClosedForms.Declining(
                            scenario, Parameters.OtherGpuPriceBase, Parameters.OtherGpuPriceDecline, x)
                        + projection.Value(quarter, shares.Asic) / ClosedForms.Declining(
                            scenario, Parameters.AsicPriceBase, Parameters.AsicPriceDecline, x);
                }

                var expected = projection.Value(quarter, Variables.SpendRatio) * PerDollar(Variables.InferenceShare) / PerDollar(
                    Variables.TrainingShare);
                Numbers.Close(expected, projection.Value(quarter, Variables.ComputeRatio), Tolerance, $"Quarter {quarter}");
            }
        },
        iter: 200);

    [Fact]
    public void Shares_OfEveryWhole_SumToOne() => Gen.Select(ScenarioCase.Any, Gen.Enum<Step>()).Sample(
        (c, step) =>
        {
            var (_, projection) = c.Run(step);
            foreach (var shares in new[] { Variables.InferenceShare, Variables.TrainingShare, Variables.SpendShare })
            {
                for (var period = 0; period < projection.Range.Count; period++)
                {
                    var sum = projection.Value(period, shares.Nvidia) + projection.Value(period, shares.OtherGpu)
                        + projection.Value(period, shares.Asic);
                    Numbers.Close(1, sum, Tolerance, shares.Nvidia.Name);
                }
            }
        },
        iter: 200);

    [Fact]
    public void Shares_WithinAQuarter_AreNestedLogisticsThroughTheirAnchors() => ScenarioCase.Any.Sample(
        c =>
        {
            var (scenario, projection) = c.Run(Step.Quarter);
            foreach (var (shares, lines) in new[]
            {
                (Variables.InferenceShare, (Parameters.NvidiaInferenceBase, Parameters.NvidiaInferenceAnchor, Parameters.AsicInferenceBase,
                    Parameters.AsicInferenceAnchor)),
                (Variables.TrainingShare, (Parameters.NvidiaTrainingBase, Parameters.NvidiaTrainingAnchor, Parameters.AsicTrainingBase,
                    Parameters.AsicTrainingAnchor)),
            })
            {
                for (var quarter = 0; quarter < projection.Range.Count; quarter++)
                {
                    var x = ClosedForms.MiddleOf(quarter);
                    var (nvidia, other, asic) = (projection.Value(quarter, shares.Nvidia), projection.Value(quarter, shares.OtherGpu),
                        projection.Value(quarter, shares.Asic));
                    Numbers.Close(ClosedForms.Odds(scenario, lines.Item1, lines.Item2, x), nvidia / (other + asic), Tolerance,
                        "NVIDIA against the rest");
                    Numbers.Close(
                        ClosedForms.Odds(scenario, lines.Item3, lines.Item4, x), asic / other, Tolerance, "Custom ASIC against other GPU");
                }
            }
        },
        iter: 200);

    [Fact]
    public void NvidiaInferenceShare_OfTheArticleAtMidYears_DividesItsOddsByRootTwo()
    {
        // The second and the third quarter lie equally far from the middle of the year, and log odds are linear:
        // the mid-year odds are the geometric mean of theirs.
        double[] known = [0.8, 4 / (4 + Math.Sqrt(2)), 2.0 / 3, 2 - Math.Sqrt(2), 0.5, Math.Sqrt(2) - 1, 1.0 / 3];
        var projection = ArticleRuns.Of(step: Step.Quarter);
        for (var year = 0; year < known.Length; year++)
        {
            double OddsIn(int quarter)
            {
                var share = projection.Of("Share|NVIDIA|Inference Spend", Period.OfQuarter(2024 + year, quarter));
                return share / (1 - share);
            }

            var odds = Math.Sqrt(OddsIn(2) * OddsIn(3));
            Numbers.Close(known[year], odds / (1 + odds), Tolerance, $"{2024 + year}");
        }
    }

    [Fact]
    public void InferenceShare_WithALargerLimit_IsNeverLowerAfterTheBaseYearsMiddleAndNeverHigherBefore()
        => Gen.Select(ScenarioCase.Any, Gen.Double[0, 1], Gen.Double[0, 1]).Sample(
            (c, one, two) =>
            {
                var (_, low) = c.With(Parameters.RatioLimit, ScenarioCase.Within(Parameters.RatioLimit, Math.Min(one, two))).Run(
                    Step.Quarter);
                var (scenario, high) = c.With(Parameters.RatioLimit, ScenarioCase.Within(Parameters.RatioLimit, Math.Max(one, two))).Run(
                    Step.Quarter);
                var share = scenario[Parameters.RatioBasis] == 0 ? Variables.InferenceComputeShare : Variables.InferenceSpendShare;
                for (var quarter = 0; quarter < low.Range.Count; quarter++)
                {
                    var (atLow, atHigh) = (low.Value(quarter, share), high.Value(quarter, share));
                    if (ClosedForms.MiddleOf(quarter) < 0)
                        (atLow, atHigh) = (atHigh, atLow);
                    Assert.True(atHigh >= atLow * (1 - 1e-14), $"Quarter {quarter}: {atHigh:R} < {atLow:R}");
                }
            },
            iter: 300);

    [Fact]
    public void StatusQuo_WhateverElseIsSet_KeepsEveryShareWithinAWorkload() => Gen.Select(ScenarioCase.Any, Gen.Enum<Step>()).Sample(
        (c, step) =>
        {
            Parameter[] following = [Parameters.RatioLimit, Parameters.NvidiaInferenceAnchor, Parameters.NvidiaTrainingAnchor,
                Parameters.AsicInferenceAnchor, Parameters.AsicTrainingAnchor];
            var still = new ScenarioCase("status-quo", c.Set.Where(s => !following.Contains(s.Key)).ToDictionary());
            var (scenario, projection) = still.Run(step);
            var share = scenario[Parameters.RatioBasis] == 0 ? Variables.InferenceComputeShare : Variables.InferenceSpendShare;
            var ratio = scenario[Parameters.RatioBase];
            for (var period = 0; period < projection.Range.Count; period++)
            {
                Numbers.Close(ratio / (1 + ratio), projection.Value(period, share), Tolerance, share.Name);
                Numbers.Close(scenario[Parameters.NvidiaInferenceBase], projection.Value(period, Variables.InferenceShare.Nvidia),
                    Tolerance, "NVIDIA, inference");
                Numbers.Close(scenario[Parameters.NvidiaTrainingBase], projection.Value(period, Variables.TrainingShare.Nvidia), Tolerance,
                    "NVIDIA, training");
                Numbers.Close(
                    (1 - scenario[Parameters.NvidiaInferenceBase]) * scenario[Parameters.AsicInferenceBase],
                    projection.Value(period, Variables.InferenceShare.Asic), Tolerance, "Custom ASIC, inference");
                Numbers.Close(
                    (1 - scenario[Parameters.NvidiaTrainingBase]) * scenario[Parameters.AsicTrainingBase],
                    projection.Value(period, Variables.TrainingShare.Asic), Tolerance, "Custom ASIC, training");
            }
        },
        iter: 200);
}
