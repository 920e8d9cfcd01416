using FluentValidation.Results;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Statistics;
using ForecastFunctions.Http;

namespace ForecastFunctions.Projections;

/// <summary>
/// A parameter's value as the request states it: a number, a word, a law as text (<c>triangular(1.5,4.5,6)</c>) or, in a
/// body, as an object (<c>{"law": "triangular", "min": 1.5, …}</c>).
/// </summary>
/// <param name="Name">The member's name: <c>set.</c> and the parameter's id or alias.</param>
/// <param name="ParameterId">The id or alias.</param>
/// <param name="Member">The value.</param>
public sealed record RequestedSetting(string Name, string ParameterId, RequestMember Member)
{
    private static IReadOnlyList<string> ParameterIds { get; }
        = [.. Parameters.All.Select(p => p.Id), .. Parameters.Aliases.Select(a => a.Id)];

    /// <summary>Finds the quantities that are set in two forms.</summary>
    /// <param name="settings">The settings of a request.</param>
    /// <param name="fail">Is told of each.</param>
    public static void CheckAliases(IReadOnlyList<RequestedSetting> settings, Action<ValidationFailure> fail)
    {
        foreach (var alias in Parameters.Aliases)
        {
            if (settings.FirstOrDefault(s => string.Equals(s.ParameterId, alias.Id, StringComparison.Ordinal)) is { } given
                && settings.Any(s => string.Equals(s.ParameterId, alias.Parameter.Id, StringComparison.Ordinal)))
            {
                fail(given.Failure(FaultCode.Conflict,
                    $"{alias.Id} and {alias.Parameter.Id} are two forms of one quantity; one of them is wanted."));
            }
        }
    }

    /// <summary>What the setting amounts to on a baseline, or what is wrong with it.</summary>
    /// <param name="baseYear">The base year of the baseline.</param>
    /// <param name="fail">Is told of every fault.</param>
    /// <returns>The parameter and its setting, or <see langword="null"/> after a fault.</returns>
    public (Parameter Parameter, ParameterSetting Setting)? Interpret(int baseYear, Action<ValidationFailure> fail)
    {
        if (Parameters.FindAlias(ParameterId) is { } alias)
        {
            return ReadNumber(alias.BoundsFor(baseYear), alias.Parameter.Unit, fail) is { } share
                ? (alias.Parameter, new ParameterSetting.Fixed(alias.ToParameter(share)))
                : null;
        }

        if (Parameters.Find(ParameterId) is not { } parameter)
        {
            fail(Failure(FaultCode.Unknown,
                $"There is no parameter '{ParameterId}'.{Suggestion.DidYouMean(ParameterId, ParameterIds)}"
                + " GET /api/v1/parameters lists them."));
            return null;
        }

        var setting = parameter.IsChoice ? ReadChoice(parameter, fail) : ReadValue(parameter.BoundsFor(baseYear), parameter.Unit, fail);
        return setting is null ? null : (parameter, setting);
    }

    private ParameterSetting.Fixed? ReadChoice(Parameter parameter, Action<ValidationFailure> fail)
    {
        if (Member.AsText() is { } word && parameter.IndexOfChoice(word) is >= 0 and var value)
            return new ParameterSetting.Fixed(value);
        fail(Failure(FaultCode.NotFound, $"{ParameterId} is {string.Join(" or ", parameter.Choices)}.", new(Allowed: parameter.Choices)));
        return null;
    }

    private ParameterSetting? ReadValue(Bounds bounds, string unit, Action<ValidationFailure> fail)
    {
        if (Member.AsNumber() is null && ReadLaw(fail) is var (law, isOne) && isOne)
            return law is null ? null : law is Fixed number ? Within(number.Value, bounds, unit, fail) : Within(law, bounds, unit, fail);
        return ReadNumber(bounds, unit, fail) is { } value ? new ParameterSetting.Fixed(value) : null;
    }

    private double? ReadNumber(Bounds bounds, string unit, Action<ValidationFailure> fail)
    {
        if (Member.AsNumber() is { } number)
            return Within(number, bounds, unit, fail)?.Value;
        fail(Failure(FaultCode.Malformed,
            $"{ParameterId} is a number from {bounds.Min:R} to {bounds.Max:R} ({unit}).",
            new(bounds.Min, bounds.Max)));
        return null;
    }

    /// <summary>A law from text or from an object; <c>IsOne</c> tells whether one was meant.</summary>
    private (Distribution? Law, bool IsOne) ReadLaw(Action<ValidationFailure> fail)
    {
        try
        {
            if (Member.AsObject() is { } members)
                return (OfObject(members, fail), true);
            return Member.AsText() is { } text && text.Contains('(', StringComparison.Ordinal)
                ? (Distribution.Parse(text), true)
                : (null, false);
        }
        catch (InvalidDistributionException e)
        {
            foreach (var fault in e.Faults)
                fail(Failure(FaultCode.Malformed, $"{ParameterId}: {fault}.", new(Allowed: [.. Law.All.Select(l => l.Name)])));
            return (null, true);
        }
    }

    private Distribution? OfObject(IReadOnlyList<(string Name, RequestMember Value)> members, Action<ValidationFailure> fail)
    {
        var law = members.FirstOrDefault(m => string.Equals(m.Name, "law", StringComparison.Ordinal)).Value?.AsText();
        var numbers = new Dictionary<string, double>(StringComparer.Ordinal);
        var isWhole = law is not null;
        if (law is null)
            fail(Failure(FaultCode.Missing, $"{ParameterId}: law is the name of a law.", new(Allowed: [.. Law.All.Select(l => l.Name)])));
        foreach (var (name, value) in members.Where(m => !string.Equals(m.Name, "law", StringComparison.Ordinal)))
        {
            if (value.AsNumber() is { } number)
            {
                numbers.Add(name, number);
                continue;
            }

            fail(Failure(FaultCode.Malformed, $"{ParameterId}: {name} is a number."));
            isWhole = false;
        }

        return isWhole ? Distribution.Create(law!, numbers) : null;
    }

    private ParameterSetting.Fixed? Within(double value, Bounds bounds, string unit, Action<ValidationFailure> fail)
    {
        if (bounds.Contains(value))
            return new ParameterSetting.Fixed(value);
        fail(Failure(FaultCode.OutOfRange,
            $"{ParameterId} is from {bounds.Min:R} to {bounds.Max:R} ({unit}), not {value:R}.",
            new(bounds.Min, bounds.Max)));
        return null;
    }

    /// <summary>The bounds apply to the numbers that state the law's place, and to its median, which deterministic runs use.</summary>
    private ParameterSetting.Uncertain? Within(Distribution law, Bounds bounds, string unit, Action<ValidationFailure> fail)
    {
        var outside = law.Numbers.Where(n => n.IsLevel && !bounds.Contains(n.Value)).Select(n => $"{n.Name} {n.Value:R}").ToList();
        if (outside.Count == 0 && !bounds.Contains(law.Median))
            outside.Add($"median {law.Median:R}");
        if (outside.Count == 0)
            return new ParameterSetting.Uncertain(law);
        fail(Failure(FaultCode.OutOfRange,
            $"{ParameterId} is from {bounds.Min:R} to {bounds.Max:R} ({unit}); "
            + $"of {law}, that is not so for {string.Join(" and ", outside)}.",
            new(bounds.Min, bounds.Max)));
        return null;
    }

    private ValidationFailure Failure(string code, string message, Allowance? allowance = null)
        => new(Name, message) { ErrorCode = code, CustomState = allowance };
}
