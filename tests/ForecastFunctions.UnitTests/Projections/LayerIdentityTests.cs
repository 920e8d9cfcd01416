using CsCheck;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Series;
using static ForecastFunctions.Core.Scenarios.LayerParameters;

namespace ForecastFunctions.UnitTests.Projections;

/// <summary>What holds of the layer of drivers and limits, whatever the numbers are.</summary>
public class LayerIdentityTests
{
    private const double Near = 1e-9;

    [Fact]
    public void Report_WithBothSourcesPaths_HasThePlainModelsNumbersBitForBit() => ScenarioCase.Any.Sample(
        c =>
        {
            var plain = c.Run(Step.Quarter).Projection;
            var settings = ArticleRuns.Fixed(c.Set);
            settings[LimitsMode] = new ParameterSetting.Fixed(1);
            var report = ProjectionEngine.Run(LayerRuns.Specification(c.Preset, settings, to: ScenarioCase.To, step: Step.Quarter));
            for (var period = 0; period < plain.Range.Count; period++)
                Assert.All(Variables.All, v => Assert.Equal(plain.Value(period, v), report.Value(period, v)));
        },
        iter: 60);

    [Fact]
    public void BaseYear_OfAnyDrivers_HasTheRatioOfItsMiddleAndTheDemandOfItsBase() => LayerCase.Any.Sample(
        c =>
        {
            // The middle of the base year is the end of its second quarter, at which stocks are told.
            var (specification, run) = (c.Specification(), c.Run());
            var (scenario, installed) = (specification.Scenario, run.Value(1, Variables.ComputeInstalled));
            var (ratio, demand) = (scenario[Parameters.RatioBase], run.Value(1, LayerVariables.Demand));
            Numbers.Close(scenario[DemandBase] * installed, demand, Near, "D = b·K");
            Numbers.Close(ratio, run.Value(1, LayerVariables.InferenceDemand) / run.Value(1, LayerVariables.TrainingDemand), Near, "r = r0");
            Numbers.Close(8.2 * scenario[UsersBase], run.Value(1, LayerVariables.Users), Near, "users");
            Numbers.Close(scenario[TrainingRunBase], run.Value(1, LayerVariables.LargestRun), Near, "F = F0");
            Numbers.Close(1, run.Value(1, LayerVariables.DataWall), Near, "w = 1");
        },
        iter: 60);

    [Fact]
    public void Ratio_WhereNothingMoves_StaysForEver()
    {
        Parameter[] declines = [Parameters.NvidiaPriceDecline, Parameters.OtherGpuPriceDecline, Parameters.AsicPriceDecline];
        LayerCase.Any.Sample(
            c =>
            {
                var still = c with { Preset = "drivers-base" };
                foreach (var (first, anchor) in ((Parameter, Parameter)[])
                [
                    (UsersBase, UsersAnchor), (ReasoningShareBase, ReasoningShareAnchor), (AgentsBase, AgentsAnchor),
                    (TrainingUnboundBase, TrainingUnboundAnchor),
                ])
                    still = still.With(anchor, first.Default).With(first, first.Default);
                foreach (var multiple in (Parameter[])[ServingEfficiencyAnchor, TrainingBudgetAnchor, OtherAnchor, TokensElasticity])
                    still = still.With(multiple, 1);
                foreach (var decline in declines)
                    still = still.With(decline, 0);
                still = still.With(OnDeviceAnchor, 0).With(TrainingRunGrowth, 0)
                    .With(Parameters.NvidiaInferenceAnchor, 0.8).With(Parameters.NvidiaTrainingBase, 0.8).With(Parameters.NvidiaTrainingAnchor, 0.8)
                    .With(Parameters.AsicInferenceAnchor, 0.7).With(Parameters.AsicTrainingAnchor, 0.7);
                var (ratio, run) = (still.Specification().Scenario[Parameters.RatioBase], still.Run(to: 2045));
                for (var period = 0; period < run.Range.Count; period++)
                    Numbers.Close(ratio, run.Value(period, Variables.ComputeRatio), Near, $"ratio in period {period}");
            },
            iter: 20);
    }

    [Fact]
    public void ServingEfficiency_AtElasticityOne_ChangesTokensInProportionAndNothingElse() => Gen.Select(LayerCase.Any, Gen.Double[2, 15]).Sample(
        (c, efficiency) =>
        {
            var one = c.With(TokensElasticity, 1);
            var (scenario, shocked) = (one.Specification().Scenario, ShockOf(3));
            var (plain, more, event3) = (one.Run(), one.With(ServingEfficiencyAnchor, efficiency).Run(), one.Run(events: [shocked]));
            var change = efficiency / scenario[ServingEfficiencyAnchor];
            foreach (var (period, place) in plain.Range.Select((p, i) => (p, i)))
            {
                foreach (var variable in Variables.All.Concat([LayerVariables.Demand, LayerVariables.PlannedSpend]))
                {
                    Numbers.Close(plain.Value(place, variable), more.Value(place, variable), Near, $"{variable}, efficiency");
                    if (one.Preset is not "deepseek-shock")
                        Numbers.Close(plain.Value(place, variable), event3.Value(place, variable), Near, $"{variable}, event");
                }

                if (one.Preset is not "deepseek-shock" && period.Year >= 2027)
                    Numbers.Close(3, event3.Value(place, LayerVariables.Tokens) / plain.Value(place, LayerVariables.Tokens), Near, "tokens");
            }

            // In the middle of the anchor year the multiple is the anchor; by quarters, between its second and its third.
            Assert.InRange(
                more.Value(17, LayerVariables.Tokens) / plain.Value(17, LayerVariables.Tokens) / change, 0.85, 1.15);
        },
        iter: 40);

    [Fact]
    public void Tokens_OnTheExpectedPath_DoNotDependOnElasticity()
    {
        var (low, high) = (Elastic(0.3), Elastic(2));
        for (var period = 0; period < low.Range.Count; period++)
            Numbers.Close(low.Value(period, LayerVariables.Tokens), high.Value(period, LayerVariables.Tokens), Near, $"tokens in {period}");

        static Projection Elastic(double elasticity) => new LayerCase("drivers-base", new Dictionary<Parameter, double>())
            .With(TokensElasticity, elasticity).Run(to: 2045);
    }

    public static TheoryData<string, bool> Directions { get; } = new()
    {
        { "users.anchor", true }, { "reasoning.share.anchor", true }, { "reasoning.multiple", true }, { "agents.anchor", true },
        { "data.tokensPerParameter", true }, { "training.run.growth", true }, { "onDevice.anchor", false },
        { "training.budget.anchor", false }, { "training.unbound.anchor", false }, { "data.stock", false },
    };

    [Theory]
    [MemberData(nameof(Directions))]
    public void Ratio_WhereADriverRises_GoesItsWay(string id, bool rises)
    {
        var parameter = Parameters.Find(id)!;
        Gen.Select(LayerCase.Any, Gen.Double[0.05, 0.9], Gen.Double[0.02, 0.09]).Sample(
            (c, place, more) =>
            {
                // Rationing by what is first served gives another ratio than the one that is asked for. And where the year of the wall
                // is stated, larger growth of runs means that they come to it from further below: the ratio may fall before it.
                var hasStatedWall = id is "training.run.growth" && c.Preset is "peak-data";
                var plain = (hasStatedWall ? c with { Preset = "drivers-base" } : c).With(LimitsMode, "report");
                var (one, other) = (At(place), At(place + more));
                for (var period = 4; period < one.Range.Count; period++)
                {
                    var (before, after) = (one.Value(period, Variables.ComputeRatio), other.Value(period, Variables.ComputeRatio));
                    Assert.True(rises ? after >= before * (1 - 1e-12) : after <= before * (1 + 1e-12), $"period {period}: {before:R}, {after:R}");
                }

                Projection At(double share) => plain.With(parameter, LayerCase.Within(parameter, parameter.Law!.Quantile(share))).Run();
            },
            iter: 15);
    }

    [Fact]
    public void Gap_BetweenInstalledAndDemanded_ClosesByAQuarterUnlessAFloorOrLimitHolds() => LayerCase.Any.Sample(
        c =>
        {
            var run = c.With(LimitsMode, "report").Run();
            var life = c.Specification().Scenario[Parameters.StockLife];
            for (var period = 4; period < run.Range.Count; period++)
            {
                var gap = Gap(period);
                var installed = run.Value(period - 1, Variables.ComputeInstalled);
                var floor = 0.25 * installed * (1 - Math.Exp(-0.25 / life));
                if (run.Value(period, Variables.ComputeAdded) > floor * (1 + 1e-9))
                    Assert.True(Math.Abs(gap - 0.75 * Gap(period - 1)) <= Near * installed, $"period {period}: {gap:R}");
                else
                    Assert.True(gap >= 0.75 * Gap(period - 1) - Near * installed);
            }

            double Gap(int period) => run.Value(period, Variables.ComputeInstalled) - run.Value(period, LayerVariables.Demand);
        },
        iter: 60);

    [Fact]
    public void MoneyComputeAndPower_ScaledTogether_ScaleEveryQuantityAndNoQuotient()
    {
        Parameter[] scaled =
        [
            Parameters.SpendBase, Parameters.NvidiaStockBase, Parameters.OtherGpuStockBase, Parameters.AsicStockBase,
            Parameters.NvidiaStockPower, Parameters.OtherGpuStockPower, Parameters.AsicStockPower,
            PowerLimitBase, PowerLimitAnchor, CapitalLimitCashFlow,
        ];
        Gen.Select(LayerCase.Any, Gen.Double[0.5, 2]).Sample(
            (c, factor) =>
            {
                var scenario = c.Specification().Scenario;
                var larger = scaled.Aggregate(c, (set, p) => set.With(p, LayerCase.Within(p, scenario[p])));
                var (one, other) = (larger.Run(), scaled.Aggregate(larger, (set, p) => set.With(p, LayerCase.Within(p, larger.Set[p] * factor))));
                if (scaled.Any(p => Math.Abs(other.Set[p] / larger.Set[p] - factor) > 1e-12 && larger.Set[p] != 0))
                    return;
                var run = other.Run();
                foreach (var variable in one.Variables)
                {
                    var expected = variable.Unit is "bn USD" or "M H100e" or "GW" or "TWh" or "FLOP/yr" || variable == LayerVariables.ComputePerToken
                        || variable == LayerVariables.Runs || variable == LayerVariables.TokenCost || variable == LayerVariables.TokenPrice
                        || variable == LayerVariables.UserYear ? factor : 1;
                    for (var period = 4; period < one.Range.Count; period++)
                    {
                        var scale = variable == LayerVariables.CutSpend ? one.Value(period, LayerVariables.PlannedSpend)
                            : variable == LayerVariables.CutCompute ? one.Value(period, Variables.ComputeAdded)
                            : variable == LayerVariables.Unmet ? 1 : Math.Abs(one.Value(period, variable));
                        Assert.True(
                            Math.Abs(run.Value(period, variable) - expected * one.Value(period, variable)) <= 1e-8 * expected * scale,
                            $"{variable} in {period}: {run.Value(period, variable):R}, of {one.Value(period, variable):R} times {factor:R}");
                    }
                }
            },
            iter: 40);
    }

    [Fact]
    public void DataWallYear_OfAnyYear_IsWhereAllDataAreUsed() => Gen.Select(LayerCase.Any, Gen.Int[2025, 2040]).Sample(
        (c, year) =>
        {
            // The beginning of a year is the end of the quarter before it.
            var stated = new LayerCase(c.Preset, c.Set.Where(s => s.Key != DataStock).ToDictionary()).With(DataWallYear, year);
            var (run, specification) = (stated.Run(to: 2041), stated.Specification());
            Numbers.Close(1, run.Value(4 * (year - 2024) - 1, LayerVariables.DataUsed), Near, "data used");
            Assert.Equal(new DateOnly(year, 1, 1), LayerFindings.DataWallDate(specification.Scenario)!.Value, (a, b) => Math.Abs(a.DayNumber - b.DayNumber) <= 1);
        },
        iter: 40);

    [Fact]
    public void RevenueNeeded_OfSequoiasSum_IsSixHundredBillion()
    {
        var run = new LayerCase("drivers-base", new Dictionary<Parameter, double>())
            .With(Parameters.SpendBase, 150).With(CostMultiple, 2).With(CostMargin, 0.5).Run(Step.Year);
        Numbers.Close(600, run.Value(0, LayerVariables.RevenueOnSpend), 1e-12, "revenue needed");
    }

    [Fact]
    public void Clock_ToldFromAnotherBaseYear_IsTheSameClock() => Gen.Select(Gen.Double[0.2, 1], Gen.Int[2, 10], Gen.Double[-0.4, 20]).Sample(
        (fade, anchor, x) =>
        {
            for (var d = 1; d < anchor; d++)
            {
                var now = DriverClock.At(fade, anchor, d);
                Numbers.Close(DriverClock.At(fade, anchor - d, x - d), (DriverClock.At(fade, anchor, x) - now) / (1 - now), 1e-6, "clock");
            }
        });

    private static ScenarioEvent ShockOf(double factor)
        => new("shock", Driver.ServingEfficiency, EventEffect.Multiply, factor, Period.OfQuarter(2027, 1), null, 1);
}
