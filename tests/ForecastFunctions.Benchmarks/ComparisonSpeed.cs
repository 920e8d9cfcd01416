using System.Globalization;
using ForecastFunctions.Core.Analyses.Comparisons;
using ForecastFunctions.Core.Calibration;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Series;

namespace ForecastFunctions.Benchmarks;

/// <summary>What it costs to compare the six presets, against running each of them alone.</summary>
internal static class ComparisonSpeed
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(12);

    public static void Report()
    {
        foreach (var (step, draws) in ((Step, int)[])[(Step.Year, 1_024), (Step.Year, 4_096), (Step.Quarter, 4_096), (Step.Year, 32_768)])
        {
            foreach (var threads in (int[])[1, 2])
                Report(step, draws, threads);
        }
    }

    private static void Report(Step step, int draws, int threads)
    {
        var model = Workload.Specification(draws, step: step);
        var baseline = ArticleBaseline.From([]);
        ResolvedScenario[] scenarios =
            [.. Presets.All.Select(p => ResolvedScenario.Resolve(baseline, p, new Dictionary<Parameter, ParameterSetting>()))];
        ProjectionSpecification[] singles =
            [.. scenarios.Select(s => new ProjectionSpecification(baseline.Version, s, model.Range, model.Draws))];
        var comparison = new ComparisonSpecification(baseline.Version, scenarios, 0, model.Range, model.Draws);
        var withLevels = new ComparisonSpecification(baseline.Version, scenarios, 0, model.Range, model.Draws, withLevels: true);
        var best = Speed.Race(
        [
            () => Array.ForEach(singles, s => ProjectionEngine.Run(s, threads)),
            () => comparison.Compute(threads),
            () => withLevels.Compute(threads),
        ], Patience);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{step,-7} {draws,7:N0} draws, {threads} threads: six runs {best[0],8:0.00} ms, "
            + $"comparison {best[1],8:0.00} ms = {best[1] / best[0]:0.00} ×, with levels {best[2],8:0.00} ms = "
            + $"{best[2] / best[0]:0.00} ×"));
    }
}
