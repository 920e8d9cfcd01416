using System.Text.Json.Serialization;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Series;

namespace ForecastFunctions.Application.Projections;

/// <summary>How likely conditions hold together.</summary>
/// <param name="Name">The name that the request gave them.</param>
/// <param name="Conditions">The conditions.</param>
/// <param name="Periods">The probabilities, period by period.</param>
public sealed record JointAnswer(string Name, IReadOnlyList<ConditionAnswer> Conditions, IReadOnlyList<JointPeriod> Periods)
{
    /// <summary>The answer for conditions over a range.</summary>
    public static JointAnswer Of(JointProbability joint, PeriodRange range) => new(
        joint.Threshold.Name,
        [.. joint.Threshold.Conditions.Select(c => new ConditionAnswer(
            c.Variable.Name, c.IsAbove ? c.Level : null, c.IsAbove ? null : c.Level))],
        [.. range.Select((period, i) => new JointPeriod(
            period.ToString(), joint.Together[i], joint.StandardErrors[i], joint.HeldBy[i], [.. joint.Alone.Select(a => a[i])]))]);
}

/// <summary>A condition.</summary>
/// <param name="Variable">The variable.</param>
/// <param name="Above">The level that it is to be above, if it is.</param>
/// <param name="Below">The level that it is to be below, if it is.</param>
public sealed record ConditionAnswer(
    string Variable,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? Above,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? Below);

/// <summary>How likely conditions hold together in a period.</summary>
/// <param name="Period">The period.</param>
/// <param name="Probability">The share of paths on which all of them hold.</param>
/// <param name="StandardError">Its standard error.</param>
/// <param name="HeldBy">The share of paths on which they have held together by then, since the first period of the run.</param>
/// <param name="Alone">
/// For each condition, the share of paths on which it holds: were they independent, the product of these would be the probability.
/// </param>
public sealed record JointPeriod(string Period, double Probability, double StandardError, double HeldBy, IReadOnlyList<double> Alone);
