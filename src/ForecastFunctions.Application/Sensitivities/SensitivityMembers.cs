using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Scenarios;
using ForecastFunctions.Core.Analyses.Sensitivities;

namespace ForecastFunctions.Application.Sensitivities;

/// <summary>The members that only sensitivity analyses have.</summary>
public static class SensitivityMembers
{
    private static readonly Shape Ends = new Shape.Structure(
    [
        new("low", new Shape.Number(), "The low end") { IsRequired = true },
        new("high", new Shape.Number(), "The high end") { IsRequired = true },
    ])
    {
        Name = "ParameterRange",
    };

    private static readonly IReadOnlyList<ShapePart> RangesOfParameters =
        [.. NumericParameter.All.Select(p => new ShapePart(p.Name, new Shape.AnyOf([new Shape.Text(), Ends]), p.Parameter.Meaning))];

    /// <summary>The method.</summary>
    public static readonly Member<string> Method = new(
        "method", MemberType.Text, "Each parameter alone from low to high (tornado), or shares of variance, all together (sobol)",
        "tornado or sobol", a => a.AsText())
    {
        Default = SensitivityMethod.OneAtATime.Tornado,
        Choices = [SensitivityMethod.OneAtATime.Tornado, SensitivityMethod.VarianceBased.Sobol],
    };

    /// <summary>The inputs.</summary>
    public static readonly Member<IReadOnlyList<string>> Parameters = new(
        "parameters", MemberType.List, "The inputs whose influence is wanted",
        "a list of parameters; an event is named event: and its name", a => a.AsList())
    {
        Absent = "all that are uncertain in the scenario",
        Example = "ratio.limit,price.asic.decline",
    };

    /// <summary>The percentiles between which parameters go.</summary>
    public static readonly Member<(double Low, double High)?> Range = new(
        "range", MemberType.List, "Of a tornado: the percentiles of their laws between which parameters go",
        "two percentiles such as 5,95, the lower one first, greater than 0 and less than 100",
        a => a.AsList() is [var low, var high] && Argument.Number(low) is { } from && Argument.Number(high) is { } to ? (from, to) : null)
    {
        Default = "5,95",
        Items = MemberType.Number,
        Min = 0,
        Max = 100,
        AreEndsExcluded = true,
    };

    /// <summary>The range of a parameter.</summary>
    public static readonly Member<Argument> RangeOf = new(
        "range.", MemberType.Text, "Of a tornado: between which values a parameter goes; in a body, in ranges",
        "two numbers such as 1.5..6, or in a body an object with low and high", a => a)
    {
        Absent = "the percentiles of range",
        Example = "range.ratio.limit=1.5..6",
        IsPrefix = true,
        Parts = [.. RangesOfParameters.Select(p => p with { Shape = new Shape.Text() })],
        Completions = ScenarioMembers.Set.Completions,
    };

    /// <summary>The ranges of parameters, in a body.</summary>
    public static readonly Member<IReadOnlyList<(string Name, Argument Value)>> Ranges = new(
        "ranges", MemberType.Structure, "Of a tornado, in a body: between which values parameters go",
        $"an object of parameters and ranges, in a body; in a query, {RangeOf}<parameter>", a => a.AsObject())
    {
        Absent = "the percentiles of range",
        IsBodyOnly = true,
        Body = new Shape.Structure(RangesOfParameters) { Name = "ParameterRanges" },
    };

    /// <summary>The base draws.</summary>
    public static readonly Member<int?> Draws = new(
        "draws", MemberType.Whole, "With method=sobol: base draws; the model is evaluated (inputs + 2) × draws times",
        $"a power of two from {VarianceIndices.MinDraws} to {SensitivityRequest.MaxDraws}", a => a.AsInteger())
    {
        Default = $"{MethodRequest.Sobol.DefaultDraws}",
        Min = VarianceIndices.MinDraws,
        Max = SensitivityRequest.MaxDraws,
    };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Member> All { get; } = [Method, Parameters, Range, RangeOf, Ranges, Draws];
}
