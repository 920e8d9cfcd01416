using ForecastFunctions.Application.Contract;
using ForecastFunctions.Core.Scenarios;

namespace ForecastFunctions.Application.Scenarios;

/// <summary>A parameter whose value is a number, as a request names it; its values are in the terms of that name.</summary>
/// <param name="Name">The parameter's id, or an alias.</param>
/// <param name="Parameter">The parameter.</param>
/// <param name="Alias">The alias, where it is named by one.</param>
public sealed record NumericParameter(string Name, Parameter Parameter, ParameterAlias? Alias)
{
    /// <summary>Every parameter whose value is a number, by each of its names.</summary>
    public static IReadOnlyList<NumericParameter> All { get; } =
    [
        .. ParameterCatalogue.All.Where(p => !p.IsChoice).Select(p => new NumericParameter(p.Id, p, null)),
        .. Parameters.Aliases.Select(a => new NumericParameter(a.Id, a.Parameter, a)),
    ];

    private static IReadOnlyList<string> Names { get; } = [.. All.Select(p => p.Name)];

    /// <summary>The parameter of a name; <see langword="null"/> where there is none, or its values are words.</summary>
    public static NumericParameter? Find(string name)
    {
        var alias = Parameters.FindAlias(name);
        return (alias?.Parameter ?? Parameters.Find(name)) is { IsChoice: false } parameter ? new(name, parameter, alias) : null;
    }

    /// <summary>What is said where there is none of a name.</summary>
    public static string NoneNamed(string name)
        => $"There is no numeric parameter '{name}'.{Suggestion.DidYouMean(name, Names)} GET /api/v1/parameters lists them.";

    /// <summary>What a stated value must lie in.</summary>
    public Bounds BoundsFor(int baseYear) => Alias?.BoundsFor(baseYear) ?? Parameter.BoundsFor(baseYear);

    /// <summary>The parameter's value for a stated one that is within the bounds; rounding does not lead out of the parameter's.</summary>
    public double ToParameter(double stated, int baseYear)
    {
        var bounds = Parameter.BoundsFor(baseYear);
        return Alias is null ? stated : Math.Clamp(Alias.ToParameter(stated), bounds.Min, bounds.Max);
    }

    /// <summary>A value of the parameter as it would be stated.</summary>
    public double FromParameter(double value) => Alias?.FromParameter(value) ?? value;
}
