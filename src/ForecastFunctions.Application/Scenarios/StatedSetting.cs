using ForecastFunctions.Application.Contract;
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

    /// <summary>A text: a word, a law such as <c>triangular(1.5,4.5,6)</c>, or something that is none of these.</summary>
    public sealed record Text(string Value) : StatedValue;
}

/// <summary>A parameter that a request sets.</summary>
/// <param name="ParameterId">The parameter's id, or an alias.</param>
/// <param name="Value">What it is set to.</param>
public sealed record StatedSetting(string ParameterId, StatedValue Value)
{
    private static IReadOnlyList<string> ParameterIds { get; }
        = [.. Parameters.All.Select(p => p.Id), .. Parameters.Aliases.Select(a => a.Id)];

    private static IReadOnlyList<string> Laws { get; } = [.. Law.All.Select(l => l.Name)];

    /// <summary>The member that sets it.</summary>
    public string Member => ScenarioMembers.Set.Name + ParameterId;

    /// <summary>Reads a setting: a number, a text, or in a body a law as an object, <c>{"law": "triangular", "min": 1.5, …}</c>.</summary>
    /// <returns><see langword="null"/> after a fault.</returns>
    public static StatedSetting? Read(Arguments arguments, string parameterId, Argument argument)
    {
        if (argument.AsNumber() is { } number)
            return new(parameterId, new StatedValue.Number(number));
        if (argument.AsObject() is not { } members)
            return new(parameterId, new StatedValue.Text(argument.AsText() ?? ""));
        try
        {
            return ReadLaw(arguments, parameterId, argument, members) is { } law ? new(parameterId, new StatedValue.Uncertain(law)) : null;
        }
        catch (InvalidDistributionException e)
        {
            foreach (var fault in e.Faults)
                Fail($"{fault}.");
            return null;
        }

        void Fail(string message) => arguments.AddFault(
            Fault.At(argument.Place, FaultCode.Malformed, $"{parameterId}: {message}") with { Allowed = Laws });
    }

    /// <summary>What settings amount to on a baseline.</summary>
    /// <param name="settings">The settings of a scenario.</param>
    /// <param name="path">Where the scenario stands in the request; empty, or with a slash at its end.</param>
    /// <param name="baseYear">The base year of the baseline.</param>
    /// <param name="faults">Is told of everything that is wrong.</param>
    public static IReadOnlyDictionary<Parameter, ParameterSetting> Interpret(
        IReadOnlyList<StatedSetting> settings, string path, int baseYear, Faults faults)
    {
        var interpreted = new Dictionary<Parameter, ParameterSetting>();
        foreach (var setting in settings)
        {
            if (setting.Interpret(baseYear, fault => faults.Add(fault with { Target = path + fault.Target })) is var (parameter, value))
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

    private (Parameter Parameter, ParameterSetting Setting)? Interpret(int baseYear, Action<Fault> fail)
    {
        if (Parameters.FindAlias(ParameterId) is { } alias)
        {
            return NumberWithin(alias.BoundsFor(baseYear), alias.Parameter.Unit, fail) is { } share
                ? (alias.Parameter, new ParameterSetting.Fixed(alias.ToParameter(share)))
                : null;
        }

        if (Parameters.Find(ParameterId) is not { } parameter)
        {
            fail(new Fault(Member, FaultCode.Unknown,
                $"There is no parameter '{ParameterId}'.{Suggestion.DidYouMean(ParameterId, ParameterIds)}"
                + " GET /api/v1/parameters lists them."));
            return null;
        }

        ParameterSetting? setting = parameter.IsChoice ? Choice(parameter, fail) : Quantity(parameter.BoundsFor(baseYear), parameter.Unit, fail);
        return setting is null ? null : (parameter, setting);
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

    private ParameterSetting? Quantity(Bounds bounds, string unit, Action<Fault> fail)
    {
        switch (Value)
        {
            case StatedValue.Uncertain(var law):
                return LawWithin(law, bounds, unit, fail);
            case StatedValue.Text(var text) when text.Contains('(', StringComparison.Ordinal):
                try
                {
                    return LawWithin(Distribution.Parse(text), bounds, unit, fail);
                }
                catch (InvalidDistributionException e)
                {
                    foreach (var fault in e.Faults)
                        fail(new Fault(Member, FaultCode.Malformed, $"{ParameterId}: {fault}.") { Allowed = Laws });
                    return null;
                }

            default:
                return NumberWithin(bounds, unit, fail) is { } value ? new ParameterSetting.Fixed(value) : null;
        }
    }

    private double? NumberWithin(Bounds bounds, string unit, Action<Fault> fail)
    {
        if (Value is not StatedValue.Number(var value))
        {
            fail(new Fault(Member, FaultCode.Malformed, $"{ParameterId} is a number from {bounds.Min:R} to {bounds.Max:R} ({unit}).")
            {
                Min = bounds.Min,
                Max = bounds.Max,
            });
            return null;
        }

        if (bounds.Contains(value))
            return value;
        fail(Fault.OutOfRange(
            Member, $"{ParameterId} is from {bounds.Min:R} to {bounds.Max:R} ({unit}), not {value:R}.", bounds.Min, bounds.Max));
        return null;
    }

    /// <summary>The bounds apply to the numbers that state the law's place, and to its median, which deterministic runs use.</summary>
    private ParameterSetting? LawWithin(Distribution law, Bounds bounds, string unit, Action<Fault> fail)
    {
        if (law is Fixed number)
            return new StatedSetting(ParameterId, new StatedValue.Number(number.Value)).Quantity(bounds, unit, fail);
        var outside = law.Numbers.Where(n => n.IsLevel && !bounds.Contains(n.Value)).Select(n => $"{n.Name} {n.Value:R}").ToList();
        if (outside.Count == 0 && !bounds.Contains(law.Median))
            outside.Add($"median {law.Median:R}");
        if (outside.Count == 0)
            return new ParameterSetting.Uncertain(law);
        fail(Fault.OutOfRange(
            Member,
            $"{ParameterId} is from {bounds.Min:R} to {bounds.Max:R} ({unit}); of {law}, that is not so for {string.Join(" and ", outside)}.",
            bounds.Min, bounds.Max));
        return null;
    }

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
