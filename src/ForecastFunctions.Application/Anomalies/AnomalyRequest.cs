using FluentValidation;
using ForecastFunctions.Application.Baselines;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Forecasts;
using ForecastFunctions.Core.Forecasting;

namespace ForecastFunctions.Application.Anomalies;

/// <summary>In which series anomalies are to be found, and how rare they are to be. Absent parts have their defaults.</summary>
public sealed record AnomalyRequest
{
    /// <summary>The level of the intervals if nothing else is asked for, in percent.</summary>
    public const double UsualLevel = 100 * ForecastAnomaly.UsualLevel;

    /// <summary>The series.</summary>
    public required SeriesChoice Series { get; init; }

    /// <summary>The level of the intervals that regular observations lie in, in percent.</summary>
    public double Level { get; init; } = UsualLevel;

    /// <summary>Reads the members.</summary>
    public static AnomalyRequest Read(Arguments arguments) => new()
    {
        Series = SeriesChoice.Read(arguments, larger: null),
        Level = arguments.Read(AnomalyMembers.Level) ?? UsualLevel,
    };
}

/// <summary>Checks how anomalies are to be found.</summary>
public sealed class AnomalyRequestValidator : AbstractValidator<AnomalyRequest>
{
    /// <summary>Declares the rules.</summary>
    public AnomalyRequestValidator() => RuleFor(r => (double?)r.Level).WithinBounds(AnomalyMembers.Level);
}

/// <summary>The members by which requests state how anomalies are found.</summary>
public static class AnomalyMembers
{
    /// <summary>How rare they are.</summary>
    public static readonly Member<double?> Level = new(
        "level", MemberType.Number, "The level of the intervals that regular observations lie in, in percent",
        "a percentage from 50 to 99.9 such as 99", a => a.AsNumber())
    {
        Default = SeriesMembers.TextOf(AnomalyRequest.UsualLevel),
        Min = 50,
        Max = 99.9,
        Example = "99",
    };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Member> All { get; } =
        [SeriesMembers.Series, SeriesMembers.Support, SeriesMembers.Bounds, .. BaselineMembers.All, Level];
}
