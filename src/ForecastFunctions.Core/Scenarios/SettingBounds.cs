using System.Globalization;
using ForecastFunctions.Core.Baselines;

namespace ForecastFunctions.Core.Scenarios;

/// <summary>Why a setting does not hold on a baseline.</summary>
/// <param name="Message">A sentence: what is out of bounds, and what is possible.</param>
/// <param name="Min">The smallest number that could be stated in its place; of a move, the smallest amount.</param>
/// <param name="Max">The largest.</param>
public sealed record SettingOutOfBounds(string Message, double Min, double Max);

/// <summary>What may be stated of a parameter on a baseline.</summary>
public static class SettingBounds
{
    /// <summary>
    /// Looks whether a setting's value lies within its parameter's bounds on a baseline: a number, a law's median and the
    /// numbers that state its place, or where a move brings the baseline's value. Single draws may lie beyond: they count
    /// as the bound.
    /// </summary>
    /// <param name="baseline">The baseline.</param>
    /// <param name="parameter">The parameter.</param>
    /// <param name="setting">What is set.</param>
    /// <returns>What is wrong, or <see langword="null"/>. What follows another parameter is looked at when all are resolved.</returns>
    public static SettingOutOfBounds? WhyOutside(Baseline baseline, Parameter parameter, ParameterSetting setting)
    {
        var bounds = parameter.BoundsFor(baseline.BaseYear);
        if (setting is not ParameterSetting.Relative(var change))
            return WhyOutside(bounds, parameter, setting);
        var known = BaselineValues.Of(parameter, baseline).Value;
        var moved = change.Of(parameter, known);
        if (bounds.Contains(moved))
            return null;
        var (min, max) = change.Allowed(parameter, known, bounds);
        return new(
            Text($"{parameter} is {known:R} in baseline {baseline.Version}, and {change} makes it {moved:R}; ")
            + Text($"it is from {bounds.Min:R} to {bounds.Max:R} ({parameter.Unit}), both included, ")
            + Text($"so {(change.Kind == ChangeKind.Add ? ParameterSetting.AddMember : ParameterSetting.TimesMember)} takes from {min:R} to {max:R}."),
            min, max);
    }

    /// <summary>The same of a number or a law, whatever the baseline's value is.</summary>
    internal static SettingOutOfBounds? WhyOutside(Bounds bounds, Parameter parameter, ParameterSetting setting)
    {
        switch (setting)
        {
            case ParameterSetting.Fixed(var value) when !bounds.Contains(value):
                return new(Text($"{parameter} is from {bounds.Min:R} to {bounds.Max:R} ({parameter.Unit}), both included, not {value:R}."), bounds.Min, bounds.Max);
            case ParameterSetting.Uncertain(var law):
                var outside = law.Numbers.Where(n => n.IsLevel && !bounds.Contains(n.Value)).Select(n => Text($"{n.Name} {n.Value:R}")).ToList();
                if (outside.Count == 0 && !bounds.Contains(law.Median))
                    outside.Add(Text($"median {law.Median:R}"));
                return outside.Count == 0 ? null : new(
                    Text($"{parameter} is from {bounds.Min:R} to {bounds.Max:R} ({parameter.Unit}), both included; of {law}, ")
                    + $"that is not so for {string.Join(" and ", outside)}.",
                    bounds.Min, bounds.Max);
            default:
                return null;
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
