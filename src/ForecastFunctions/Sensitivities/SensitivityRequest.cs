using ForecastFunctions.Core.Analyses.Sensitivities;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Projections;

namespace ForecastFunctions.Sensitivities;

/// <summary>What a caller asks of <c>/sensitivities</c>, read but not yet checked on a baseline.</summary>
public sealed record SensitivityRequest
{
    /// <summary>Base draws of a request that states none.</summary>
    public const int DefaultDraws = 1_024;

    /// <summary>The most base draws of a request.</summary>
    public const int MaxDraws = 16_384;

    /// <summary>The most that a request may ask for, in (inputs + 2) × base draws × quarters up to the last period.</summary>
    public const long MaxQuarters = 25_000_000;

    /// <summary>The most numbers kept at once, in base draws × variables × periods.</summary>
    public const long MaxNumbers = 1 << 20;

    /// <summary>The scenario and its baseline.</summary>
    public required ProjectionRequest Scenario { get; init; }

    /// <summary>What is looked at.</summary>
    public required OutputRequest Outputs { get; init; }

    /// <summary>Whether shares of variance are wanted; otherwise tornadoes.</summary>
    public required bool IsVarianceBased { get; init; }

    /// <summary>The inputs that are asked for by name, or <see langword="null"/> for all that are uncertain.</summary>
    public required IReadOnlyList<string>? Inputs { get; init; }

    /// <summary>The percentages of laws between which parameters are varied.</summary>
    public required (double Low, double High) Percents { get; init; }

    /// <summary>Stated ranges of parameters.</summary>
    public required IReadOnlyList<RequestedRange> Ranges { get; init; }

    /// <summary>Base draws.</summary>
    public required int Draws { get; init; }

    /// <summary>The seed.</summary>
    public required ulong Seed { get; init; }
}

/// <summary>A range of a parameter as the request states it: <c>1.5..6</c> or, in a body, an object with low and high.</summary>
/// <param name="Parameter">The parameter.</param>
/// <param name="Alias">The alias in whose terms the ends are, where it is stated by one.</param>
/// <param name="Low">The low end as stated.</param>
/// <param name="High">The high end as stated.</param>
/// <param name="In"><c>query</c> or <c>body</c>.</param>
/// <param name="Target">Where it stands.</param>
public sealed record RequestedRange(Parameter Parameter, ParameterAlias? Alias, double Low, double High, string In, string Target)
{
    /// <summary>The bounds in the terms in which the range is stated.</summary>
    public Bounds BoundsFor(int baseYear) => Alias?.BoundsFor(baseYear) ?? Parameter.BoundsFor(baseYear);

    /// <summary>The range in the parameter's unit, once it is known to be within the bounds.</summary>
    public InputRange ToRange() => Alias is null
        ? new InputRange(Parameter, Low, High)
        : new InputRange(Parameter, Alias.ToParameter(Low), Alias.ToParameter(High));
}
