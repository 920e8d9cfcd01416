using System.Globalization;
using ForecastFunctions.Core.Analyses.GoalSeeks;
using ForecastFunctions.Core.Analyses.Sensitivities;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Series;
using ForecastFunctions.Core.Statistics;

namespace ForecastFunctions.Benchmarks;

/// <summary>
/// What Sobol' indices cost, against as many single runs as they take evaluations; and how many runs goal seeks take.
/// </summary>
internal static class SensitivitySpeed
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(6);

    public static void Report()
    {
        foreach (var draws in (int[])[1_024, 4_096, 16_384])
        {
            foreach (var threads in (int[])[1, 2])
                Indices(draws, threads);
        }

        Goals();
    }

    private static void Indices(int draws, int threads)
    {
        var whole = Workload.Specification();
        var period = Period.OfYear(2028);
        var single = new ProjectionSpecification(
            whole.BaselineVersion, whole.Scenario, new PeriodRange(period, period),
            new DrawSettings(draws, 1, Sampling.Sobol, [5, 50, 95], StatedCorrelations.None, []));
        var inputs = ScenarioModel.InputsOf(whole.Scenario);
        var sobol = new SensitivitySpecification(
            whole.BaselineVersion, whole.Scenario, new ModelOutputs([Variables.NvidiaRevenue], [period]),
            new SensitivityMethod.VarianceBased(draws, 1, inputs));
        var best = Speed.Race([() => ProjectionEngine.Run(single, threads), () => sobol.Compute(threads)], Patience);
        var runs = inputs.Count + 2;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"NVIDIA 2028, {draws,6:N0} base draws, {threads} threads: single run {best[0],7:0.00} ms, "
            + $"Sobol' of {inputs.Count} inputs {best[1],8:0.00} ms = {best[1] / (runs * best[0]):0.00} × ({inputs.Count} + 2) runs"));
    }

    private static void Goals()
    {
        var whole = Workload.Specification();
        var median = new DrawSettings(4_096, 1, Sampling.Sobol, [50], StatedCorrelations.Default, []);
        (Parameter Parameter, Variable Variable, int Year, double Target)[] goals =
        [
            (Parameters.NvidiaInferenceAnchor, Variables.InferenceShare.Nvidia, 2028, 0.5),
            (Parameters.AsicPriceDecline, Variables.SpendShare.Nvidia, 2028, 0.6),
            (Parameters.SpendGrowthInitial, Variables.NvidiaRevenue, 2028, 400),
            (Parameters.SpendGrowthFade, Variables.Spend, 2030, 500),
            (Parameters.RatioLimit, Variables.InferenceComputeShare, 2030, 0.7),
            (Parameters.NvidiaPriceBase, Variables.FacilityPower, 2030, 100),
            (Parameters.NvidiaInferenceAnchor, Variables.NvidiaRevenue, 2028, 1_000),
        ];
        foreach (var (parameter, variable, year, target) in goals)
        {
            var sought = new SoughtParameter(parameter, parameter.Id, [], parameter.BoundsFor(whole.Scenario.BaseYear));
            var output = new ModelOutput(variable, Period.OfYear(year));
            var value = new GoalSeekSpecification(
                whole.BaselineVersion, whole.Scenario, sought, new Goal(output, Projection.ValueStatistic, target));
            var drawn = new GoalSeekSpecification(whole.BaselineVersion, whole.Scenario, sought, new Goal(output, "p50", target), median);
            var times = Speed.Race([() => value.Compute(1), () => drawn.Compute(2)], TimeSpan.FromSeconds(1));
            var (one, other) = (value.Compute(1), drawn.Compute(2));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{parameter,-30} for {variable} of {target} in {year}: {one.Status}, {one.Evaluations} evaluations, {times[0]:0.0} ms; "
                + $"median of 4,096 draws: {other.Status}, {other.Evaluations} evaluations, {times[1]:0.0} ms"));
        }
    }
}
