using System.Globalization;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Statistics;

namespace ForecastFunctions.Application.Scenarios;

/// <summary>What a request states of a parameter.</summary>
public abstract record StatedValue
{
    private StatedValue()
    {
    }

    /// <summary>A number.</summary>
    public sealed record Number(double Value) : StatedValue;

    /// <summary>A law.</summary>
    public sealed record Uncertain(Distribution Law) : StatedValue;

    /// <summary>
    /// A text: a word, a law such as <c>triangular(1.5,4.5,6)</c>, a move such as <c>add(0.03)</c>, a parameter to follow such as
    /// <c>same-as(ratio.base)</c>, or something that is none of these.
    /// </summary>
    public sealed record Text(string Value) : StatedValue;
}

/// <summary>A parameter that a request sets.</summary>
/// <param name="ParameterId">The parameter's id, or an alias.</param>
/// <param name="Value">What it is set to.</param>
public sealed record StatedSetting(string ParameterId, StatedValue Value)
{
    private static IReadOnlyList<string> Laws { get; } = [.. Law.All.Select(l => l.Name)];

    /// <summary>The member that sets it.</summary>
    public string Member => ScenarioMembers.Set.Name + ParameterId;

    /// <summary>
    /// Reads a setting: a number, a text, or in a body an object: a law, <c>{"law": "triangular", "min": 1.5, …}</c>, a move,
    /// <c>{"add": 0.03}</c> or <c>{"times": 1.2}</c>, or a parameter to follow, <c>{"sameAs": "ratio.base"}</c>.
    /// </summary>
    /// <returns><see langword="null"/> after a fault.</returns>
    public static StatedSetting? Read(Arguments arguments, string parameterId, Argument argument)
    {
        if (argument.AsNumber() is { } number)
            return new(parameterId, new StatedValue.Number(number));
        if (argument.AsObject() is not { } members)
            return new(parameterId, new StatedValue.Text(argument.AsText() ?? ""));
        if (members is [var (name, value)] && MoveOf(name, value) is { } move)
            return new(parameterId, new StatedValue.Text(move));
        try
        {
            return ReadLaw(arguments, parameterId, argument, members) is { } law ? new(parameterId, new StatedValue.Uncertain(law)) : null;
        }
        catch (InvalidDistributionException e)
        {
            foreach (var fault in e.Faults)
            {
                arguments.AddFault(
                    Fault.At(argument.Place, FaultCode.Malformed, $"{parameterId}: {fault}.") with { Allowed = Laws });
            }

            return null;
        }
    }

    /// <summary>A move or a parameter to follow as text, in which it has one way to be read.</summary>
    private static string? MoveOf(string name, Argument value) => name switch
    {
        ParameterSetting.AddMember or ParameterSetting.TimesMember when value.AsNumber() is { } amount
            => string.Create(CultureInfo.InvariantCulture, $"{name}({amount:R})"),
        ParameterSetting.SameAsMember when value.AsText() is { } other => $"same-as({other})",
        _ => null,
    };

    /// <summary>What settings amount to on a baseline.</summary>
    /// <param name="settings">The settings of a scenario.</param>
    /// <param name="path">Where the scenario stands in the request; empty, or with a slash at its end.</param>
    /// <param name="baseline">The baseline.</param>
    /// <param name="faults">Is told of everything that is wrong.</param>
    public static IReadOnlyDictionary<Parameter, ParameterSetting> Interpret(
        IReadOnlyList<StatedSetting> settings, string path, Baseline baseline, Faults faults)
    {
        var interpreted = new Dictionary<Parameter, ParameterSetting>();
        foreach (var setting in settings)
        {
            if (setting.Interpret(baseline, fault => faults.Add(fault with { Target = path + fault.Target })) is var (parameter, value))
                interpreted[parameter] = value;
        }

        foreach (var alias in Parameters.Aliases.Where(a => Sets(a.Id) && Sets(a.Parameter.Id)))
        {
            faults.Add(path + ScenarioMembers.Set + alias.Id, FaultCode.Conflict,
                $"{alias.Id} and {alias.Parameter.Id} are two forms of one quantity; one of them is wanted.");
        }

        return interpreted;

        bool Sets(string id) => settings.Any(s => string.Equals(s.ParameterId, id, StringComparison.Ordinal));
    }

    private (Parameter Parameter, ParameterSetting Setting)? Interpret(Baseline baseline, Action<Fault> fail)
    {
        if (Parameters.FindAlias(ParameterId) is { } alias)
        {
            if (Value is StatedValue.Text(var move) && ParameterSetting.IsRelative(move))
                return Relative(baseline, alias.Parameter, () => ParameterSetting.Parse(alias, move), fail);
            return NumberWithin(alias.BoundsFor(baseline.BaseYear), alias.Parameter.Unit, fail) is { } share
                ? (alias.Parameter, new ParameterSetting.Fixed(alias.ToParameter(share)))
                : null;
        }

        if (Parameters.Find(ParameterId) is not { } parameter)
        {
            fail(new Fault(Member, FaultCode.Unknown,
                $"There is no parameter '{ParameterId}'.{Suggestion.DidYouMean(ParameterId, ScenarioMembers.Set.Completions)}"
                + " GET /api/v1/parameters lists them."));
            return null;
        }

        if (parameter.IsChoice)
            return Choice(parameter, fail) is { } word ? (parameter, word) : null;
        if (Value is StatedValue.Text(var text) && ParameterSetting.IsRelative(text))
            return Relative(baseline, parameter, () => ParameterSetting.Parse(parameter, text), fail);
        return Within(baseline, parameter, Quantity(parameter.BoundsFor(baseline.BaseYear), parameter.Unit, fail), fail);
    }

    private (Parameter Parameter, ParameterSetting Setting)? Relative(
        Baseline baseline, Parameter parameter, Func<ParameterSetting> parse, Action<Fault> fail)
    {
        try
        {
            return Within(baseline, parameter, parse(), fail);
        }
        catch (FormatException e)
        {
            fail(new Fault(Member, FaultCode.Malformed, e.Message));
            return null;
        }
    }

    /// <summary>The setting, unless it or what it amounts to lies outside the bounds.</summary>
    private (Parameter Parameter, ParameterSetting Setting)? Within(
        Baseline baseline, Parameter parameter, ParameterSetting? setting, Action<Fault> fail)
    {
        if (setting is null)
            return null;
        if (SettingBounds.WhyOutside(baseline, parameter, setting) is not { } outside)
            return (parameter, setting);
        fail(Fault.OutOfRange(Member, outside.Message, outside.Min, outside.Max));
        return null;
    }

    private ParameterSetting.Fixed? Choice(Parameter parameter, Action<Fault> fail)
    {
        if (Value is StatedValue.Text(var word) && parameter.IndexOfChoice(word) is >= 0 and var value)
            return new ParameterSetting.Fixed(value);
        fail(new Fault(Member, FaultCode.NotFound, $"{ParameterId} is {string.Join(" or ", parameter.Choices)}.")
        {
            Allowed = parameter.Choices,
        });
        return null;
    }

    /// <summary>A number or a law, wherever it lies.</summary>
    private ParameterSetting? Quantity(Bounds bounds, string unit, Action<Fault> fail)
    {
        switch (Value)
        {
            case StatedValue.Number(var number):
                return new ParameterSetting.Fixed(number);
            case StatedValue.Uncertain(var law):
                return SettingOf(law);
            case StatedValue.Text(var text) when text.Contains('(', StringComparison.Ordinal):
                try
                {
                    return SettingOf(Distribution.Parse(text));
                }
                catch (InvalidDistributionException e)
                {
                    foreach (var fault in e.Faults)
                        fail(new Fault(Member, FaultCode.Malformed, $"{ParameterId}: {fault}.") { Allowed = Laws });
                    return null;
                }

            default:
                fail(NoNumber(bounds, unit));
                return null;
        }
    }

    private double? NumberWithin(Bounds bounds, string unit, Action<Fault> fail)
    {
        if (Value is not StatedValue.Number(var value))
        {
            fail(NoNumber(bounds, unit));
            return null;
        }

        if (bounds.Contains(value))
            return value;
        fail(Fault.OutOfRange(
            Member, $"{ParameterId} is from {bounds.Min:R} to {bounds.Max:R} ({unit}), both included, not {value:R}.", bounds.Min, bounds.Max));
        return null;
    }

    private Fault NoNumber(Bounds bounds, string unit)
        => new(Member, FaultCode.Malformed, $"{ParameterId} is a number from {bounds.Min:R} to {bounds.Max:R} ({unit}).")
        {
            Min = bounds.Min,
            Max = bounds.Max,
        };

    private static ParameterSetting SettingOf(Distribution law)
        => law is Fixed number ? new ParameterSetting.Fixed(number.Value) : new ParameterSetting.Uncertain(law);

    private static Distribution? ReadLaw(
        Arguments arguments, string parameterId, Argument whole, IReadOnlyList<(string Name, Argument Value)> members)
    {
        var law = members.FirstOrDefault(m => m.Name is "law").Value?.AsText();
        var numbers = new Dictionary<string, double>(StringComparer.Ordinal);
        var isWhole = law is not null;
        if (law is null)
        {
            arguments.AddFault(Fault.At(whole.Place, FaultCode.Missing, $"{parameterId}: law is the name of a law.") with
            {
                Allowed = Laws,
            });
        }

        foreach (var (name, value) in members.Where(m => m.Name is not "law"))
        {
            if (value.AsNumber() is { } number)
            {
                numbers.Add(name, number);
                continue;
            }

            arguments.AddFault(Fault.At(whole.Place, FaultCode.Malformed, $"{parameterId}: {name} is a number."));
            isWhole = false;
        }

        return isWhole ? Distribution.Create(law!, numbers) : null;
    }
}
