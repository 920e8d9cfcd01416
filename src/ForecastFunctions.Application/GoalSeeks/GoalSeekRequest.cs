using System.Globalization;
using ForecastFunctions.Application.Analyses;
using ForecastFunctions.Application.Baselines;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Projections;
using ForecastFunctions.Application.Scenarios;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;

namespace ForecastFunctions.Application.GoalSeeks;

/// <summary>A number that an output is to come to, and the parameter that is to bring it there. Absent parts have their defaults.</summary>
public sealed record GoalSeekRequest
{
    /// <summary>The most that a request may ask for, in evaluations × draws × quarters up to the period.</summary>
    public const long MaxQuarters = 25_000_000;

    /// <summary>
    /// The scenario, its baseline and how paths are drawn; the periods, percentiles and thresholds are not looked at.
    /// </summary>
    public ProjectionRequest Run { get; init; } = new();

    /// <summary>The variable and the period, one each.</summary>
    public required OutputRequest Output { get; init; }

    /// <summary>The parameter to find; <see langword="null"/> where it could not be read, of which the caller was told.</summary>
    public required NumericParameter? Parameter { get; init; }

    /// <summary>The number to come to, in the variable's unit.</summary>
    public required double Target { get; init; }

    /// <summary>The statistic that is to come to it; without one the value, or the median where paths are drawn.</summary>
    public string? Statistic { get; init; }

    /// <summary>The low end of the values allowed, in the terms in which the parameter is named; without one, the lowest.</summary>
    public double? Low { get; init; }

    /// <summary>The high end.</summary>
    public double? High { get; init; }

    /// <summary>How paths are drawn, with the percentile that is looked at.</summary>
    internal DrawRequest Draws => Run.Draws with { Percentiles = [Percentile ?? 50], Thresholds = [] };

    /// <summary>The statistic by the name that runs give it.</summary>
    internal string StatisticName => Percentile is { } p
        ? string.Create(CultureInfo.InvariantCulture, $"p{p:R}") : Statistic ?? Projection.ValueStatistic;

    /// <summary>The percentile that is looked at, where it is one.</summary>
    internal double? Percentile => Statistic is null
        ? Run.Draws.Draws is null ? null : 50
        : Statistic.StartsWith('p')
            && double.TryParse(Statistic[1..], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent)
            && percent is > 0 and < 100
                ? percent
                : null;

    /// <summary>Reads the members.</summary>
    public static GoalSeekRequest Read(Arguments arguments)
    {
        foreach (var member in GoalSeekMembers.NotOfAGoalSeek)
        {
            arguments.Refuse(
                member, FaultCode.Unknown, $"{member} does not belong to a goal seek; statistic names what is wanted, such as p5.");
        }

        return new GoalSeekRequest
        {
            Run = new ProjectionRequest
            {
                Scenario = ScenarioChoice.Read(arguments),
                Baseline = BaselineSelector.Read(arguments),
                Draws = DrawRequest.Read(arguments),
            },
            Output = OutputRequest.ReadOne(arguments),
            Parameter = ReadParameter(arguments),
            Target = arguments.Read(GoalSeekMembers.Target) ?? 0,
            Statistic = arguments.Read(GoalSeekMembers.Statistic),
            Low = arguments.Read(GoalSeekMembers.Low),
            High = arguments.Read(GoalSeekMembers.High),
        };
    }

    private static NumericParameter? ReadParameter(Arguments arguments)
    {
        var member = GoalSeekMembers.Parameter;
        if (arguments.Read(member) is not { } name)
            return null;
        if (NumericParameter.Find(name) is { } parameter)
            return parameter;
        arguments.AddFault(new Fault(member.Name, FaultCode.NotFound, Parameters.Find(name) is null
            ? NumericParameter.NoneNamed(name)
            : $"{name} is a choice among words; a number can be sought."));
        return null;
    }
}

/// <summary>The members that only goal seeks have.</summary>
public static class GoalSeekMembers
{
    private const string ParameterWanted = "the parameter to find, such as share.inference.nvidia.anchor";

    /// <summary>The parameter.</summary>
    public static readonly Member<string> Parameter = new(
        "parameter", MemberType.Text, "The parameter to find", ParameterWanted, a => a.AsText())
    {
        Missing = $"parameter is {ParameterWanted}. GET /api/v1/parameters lists them.",
        Example = "price.asic.decline",
    };

    /// <summary>The number to come to.</summary>
    public static readonly Member<double?> Target = new(
        "target", MemberType.Number, "What the variable is to come to", "a number, in the variable's unit", a => a.AsNumber())
    {
        Missing = "target is the number that the variable is to come to.",
        Example = "200",
    };

    /// <summary>The statistic that is to come to it.</summary>
    public static readonly Member<string> Statistic = new(
        "statistic", MemberType.Text, "The statistic that is to come to it",
        "value in a deterministic run; with draws mean, sd or a percentile such as p50", a => a.AsText())
    {
        Absent = "value, or with draws p50",
    };

    /// <summary>The lowest value allowed.</summary>
    public static readonly Member<double?> Low = new(
        "low", MemberType.Number, "The lowest value of the parameter", "a number: the lowest value allowed", a => a.AsNumber())
    {
        Absent = "the parameter's lowest",
    };

    /// <summary>The highest value allowed.</summary>
    public static readonly Member<double?> High = new(
        "high", MemberType.Number, "The highest value of the parameter", "a number: the highest value allowed", a => a.AsNumber())
    {
        Absent = "the parameter's highest",
    };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Member> All { get; } = [Parameter, Target, Statistic, Low, High];

    /// <summary>Members of draws that a goal seek does not have.</summary>
    internal static IReadOnlyList<Member> NotOfAGoalSeek { get; } = [DrawMembers.Percentiles, DrawMembers.Thresholds, JointMember.Joint];
}
