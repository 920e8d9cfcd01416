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
}

/// <summary>A parameter's value as the request states it.</summary>
/// <param name="Name">The member's name: <c>set.</c> and the parameter's id or alias.</param>
/// <param name="ParameterId">The id or alias.</param>
/// <param name="Number">The value as a number, where it is one.</param>
/// <param name="Word">The value as a word, where it is text.</param>
public sealed record RequestedSetting(string Name, string ParameterId, double? Number, string? Word);
