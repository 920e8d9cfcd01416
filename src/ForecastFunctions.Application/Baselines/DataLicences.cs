using ForecastFunctions.Core.Baselines;

namespace ForecastFunctions.Application.Baselines;

/// <summary>On which terms the figures may be used.</summary>
public static class DataLicences
{
    /// <summary>The terms of what is computed from a baseline.</summary>
    public const string OfResults = "Results may be used freely; estimates by Epoch AI among the inputs are CC-BY 4.0 (https://epoch.ai).";

    /// <summary>The terms of an observation, by who says so.</summary>
    public static string Of(Observation observation)
        => observation.Source.Contains("Epoch AI", StringComparison.Ordinal) ? "CC-BY 4.0, Epoch AI (https://epoch.ai)"
            : observation.Status is ObservationStatus.Reported or ObservationStatus.Derived ? "public record"
            : "fact, with its source named";
}
