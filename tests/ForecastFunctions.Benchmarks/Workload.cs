using ForecastFunctions.Core.Calibration;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Series;
using ForecastFunctions.Core.Statistics;
using ForecastFunctions.ReferenceModel;

namespace ForecastFunctions.Benchmarks;

/// <summary>The run that is measured: article-base, every variable, with five percentiles.</summary>
internal static class Workload
{
    public const int Draws = 4_096;
    public const int LastYear = 2031;

    public static readonly double[] Percents = [5, 25, 50, 75, 95];

    public static ProjectionSpecification Specification(
        int draws = Draws, ulong seed = 1, Sampling sampling = Sampling.Sobol, Step step = Step.Quarter, string preset = "article-base")
    {
        var baseline = ArticleBaseline.From([]);
        var scenario = ResolvedScenario.Resolve(baseline, Presets.Find(preset)!, new Dictionary<Parameter, ParameterSetting>());
        var range = step == Step.Year
            ? new PeriodRange(Period.OfYear(baseline.BaseYear), Period.OfYear(LastYear))
            : new PeriodRange(Period.OfQuarter(baseline.BaseYear, 1), Period.OfQuarter(LastYear, 4));
        return new ProjectionSpecification(
            baseline.Version, scenario, range, new DrawSettings(draws, seed, sampling, Percents, StatedCorrelations.Default, []));
    }

    /// <summary>The draws of every parameter in a run.</summary>
    public static ParameterColumns Parameters(ProjectionSpecification specification)
    {
        var parameters = new ParameterColumns(specification.Scenario, specification.Draws!.Draws);
        var sampler = new DrawSampler(specification.Scenario, specification.Draws);
        sampler.Fill(parameters, sampler.ScoreColumns(parameters.Draws), 0);
        return parameters;
    }

    /// <summary>The scalar model on the same draws as the engine's.</summary>
    public static ScalarModel Scalar(ProjectionSpecification specification)
    {
        using var parameters = Parameters(specification);
        return new ScalarModel(
            specification.Scenario.BaseYear,
            Core.Scenarios.Parameters.All.ToDictionary(p => p.Id, p => parameters[p].ToArray(), StringComparer.Ordinal));
    }
}
