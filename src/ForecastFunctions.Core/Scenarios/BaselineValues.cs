using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.Statistics;

namespace ForecastFunctions.Core.Scenarios;

/// <summary>What a baseline makes of a parameter that nobody sets.</summary>
public static class BaselineValues
{
    /// <summary>Value, law and status of a parameter.</summary>
    /// <param name="parameter">The parameter; one that has no value unless it is stated has none here.</param>
    /// <param name="baseline">The baseline. What it does not state of the layer is the article's, told from its base year.</param>
    /// <param name="withDrivers">
    /// Whether the ratio follows from drivers: where the baseline knows no ratio of its base year, the article's is told along the
    /// drivers then, and not along the plain model's path.
    /// </param>
    public static ResolvedParameter Of(Parameter parameter, Baseline baseline, bool withDrivers = false)
    {
        if (withDrivers && parameter == Parameters.RatioBase && baseline.BaseYear != LayerToldFrom.ArticleYear
            && baseline.FindParameter(parameter.Id) is { Observations.Count: 0 })
        {
            return Told(parameter, baseline.BaseYear);
        }

        return baseline.FindParameter(parameter.Id) is { } known
            ? new(parameter, known.Value, known.Law is null ? null : Distribution.Parse(known.Law), ParameterOrigin.Baseline, known.Status)
            : parameter.IsOfLayer ? Told(parameter, baseline.BaseYear)
            : new(parameter, parameter.Default, parameter.Law, ParameterOrigin.Baseline, parameter.Status);
    }

    /// <summary>Why a parameter that nobody sets has its value: what the baseline says of it, or the assumption and whence it is told.</summary>
    /// <param name="known">The parameter, as <see cref="Of"/> gives it.</param>
    /// <param name="baseline">The baseline.</param>
    public static string BasisOf(ResolvedParameter known, Baseline baseline)
        => Calibrated(known, baseline) is { } calibrated ? calibrated.Basis
            : known.Value.Equals(known.Parameter.Default) ? known.Parameter.Basis
            : $"{known.Parameter.Reason}; told from {baseline.BaseYear} along the drivers";

    /// <summary>
    /// What a baseline states of a parameter, where that is what it is; where the drivers' path tells it from a later year, it is not.
    /// </summary>
    /// <param name="known">The parameter, as <see cref="Of"/> gives it.</param>
    /// <param name="baseline">The baseline.</param>
    public static CalibratedParameter? Calibrated(ResolvedParameter known, Baseline baseline)
        => baseline.FindParameter(known.Parameter.Id) is { } stated && stated.Value.Equals(known.Value) ? stated : null;

    private static ResolvedParameter Told(Parameter parameter, int baseYear)
    {
        var (value, law) = LayerToldFrom.Year(parameter, baseYear);
        return new(
            parameter, value, law, ParameterOrigin.Baseline,
            value == parameter.Default ? parameter.Status : ParameterStatus.Assumed);
    }
}
