using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Series;

namespace ForecastFunctions.Projections;

/// <summary>
/// What a caller asks of <c>/projections</c> on a baseline, read but not yet checked. Absent parts have their
/// defaults; parts that could not be read are absent, and their faults are recorded.
/// </summary>
public sealed record ProjectionRequest
{
    /// <summary>The name of the scenario to build on.</summary>
    public required string Scenario { get; init; }

    /// <summary>What the request sets itself, by the names that it uses.</summary>
    public required IReadOnlyList<RequestedSetting> Settings { get; init; }

    /// <summary>The first period, or <see langword="null"/> for the base year's.</summary>
    public required Period? From { get; init; }

    /// <summary>The last period, or <see langword="null"/> for 2030's.</summary>
    public required Period? To { get; init; }

    /// <summary>The length of the periods.</summary>
    public required Step Step { get; init; }

    /// <summary>How paths are drawn.</summary>
    public required DrawRequest Draws { get; init; }

    /// <summary>What may happen on a path.</summary>
    public required IReadOnlyList<ScenarioEvent> Events { get; init; }
}
