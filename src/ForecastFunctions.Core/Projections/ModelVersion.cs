using ForecastFunctions.Core.Scenarios;

namespace ForecastFunctions.Core.Projections;

/// <summary>The versions of the equations and of everything else that decides the numbers of a run.</summary>
/// <remarks>
/// A run is of one version for good: its canonical form names it. Stored numbers of any version can be shown; only those of a
/// live one can be computed (again).
/// </remarks>
public static class ModelVersion
{
    /// <summary>
    /// The version of new runs of the plain model. Semantic: the same request must give the same numbers as long as this stays; a change of
    /// numbers needs a new one, and a golden test holds the two together.
    /// </summary>
    public const string Current = "1.1.0";

    /// <summary>
    /// The version of new runs in which the layer of drivers and limits has a part. It changes where the layer's numbers do, or the
    /// plain model's.
    /// </summary>
    public const string WithLayer = "2.0.0";

    /// <summary>The versions whose runs this program can compute, that of the plain model first.</summary>
    public static IReadOnlyList<string> Live { get; } = [Current, WithLayer];

    /// <summary>The version of a new run of these scenarios.</summary>
    public static string Of(IEnumerable<ResolvedScenario> scenarios) => scenarios.Any(s => s.HasLayer) ? WithLayer : Current;

    /// <summary>The version of a new run of a scenario that nothing is set in.</summary>
    public static string Of(Scenario scenario)
        => LayerSwitches.Of(scenario.Settings, new Dictionary<Parameter, ParameterSetting>()).IsOn ? WithLayer : Current;

    /// <summary>Whether this program can compute runs of a version.</summary>
    public static bool IsLive(string version) => Live.Contains(version, StringComparer.Ordinal);

    /// <summary>Refuses to compute runs of a version that is not live: today's numbers must not go by an older run's id.</summary>
    /// <exception cref="ModelVersionGoneException">The version is not live.</exception>
    public static void RequireLive(string version)
    {
        if (!IsLive(version))
            throw new ModelVersionGoneException(version);
    }
}

/// <summary>The numbers of a run are no longer stored, and are of a version of the model that this program can't compute.</summary>
/// <param name="version">That version.</param>
public sealed class ModelVersionGoneException(string version)
    : Exception($"The run is of version {version} of the model, and its numbers are no longer stored. "
        + $"This program computes runs of version {string.Join(" and ", ModelVersion.Live)}: ask the question again to get one.")
{
    /// <summary>The version of the run.</summary>
    public string Version { get; } = version;
}
