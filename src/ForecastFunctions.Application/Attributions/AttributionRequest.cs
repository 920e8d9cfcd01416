using FluentValidation;
using ForecastFunctions.Application.Baselines;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Projections;
using ForecastFunctions.Application.Scenarios;

namespace ForecastFunctions.Application.Attributions;

/// <summary>A change of a scenario between two periods, or its difference to a reference in one, that is to be explained.</summary>
public sealed record AttributionRequest
{
    /// <summary>The scenario, its baseline and the periods; the draws are not looked at.</summary>
    public ProjectionRequest Run { get; init; } = new();

    /// <summary>The scenario that it differs from; <see langword="null"/> where two periods are compared.</summary>
    public ScenarioChoice? Reference { get; init; }

    /// <summary>
    /// The baseline of the reference; <see langword="null"/> where it is the scenario's. Without a reference, the scenario itself on
    /// that baseline is what it differs from.
    /// </summary>
    public BaselineSelector? ReferenceBaseline { get; init; }

    /// <summary>Whether two scenarios, or two vintages, are compared in one period.</summary>
    public bool HasReference => Reference is not null || ReferenceBaseline is not null;

    /// <summary>Reads the members.</summary>
    public static AttributionRequest Read(Arguments arguments)
    {
        foreach (var member in DrawMembers.All)
        {
            arguments.Refuse(
                member, FaultCode.Conflict, $"An attribution is deterministic, of the scenarios' values; it has no {member}.");
        }

        // A reference that could not be read is still one.
        return new AttributionRequest
        {
            Run = ProjectionRequest.Read(arguments),
            Reference = arguments.Read(AttributionMembers.Reference) is { } reference
                ? ScenarioChoice.ReadOne(arguments, AttributionMembers.ReferencePath, reference) ?? ScenarioChoice.Default
                : null,
            ReferenceBaseline = BaselineSelector.Read(arguments, BaselineMembers.Reference),
        };
    }
}

/// <summary>The members that only attributions have.</summary>
public static class AttributionMembers
{
    /// <summary>The scenario to compare with.</summary>
    public static readonly Member<Argument> Reference = new(
        "reference", MemberType.Structure, "The scenario that the difference to is explained, in the period to",
        "the name of a scenario, or in a body an object with extends, parameters and events", a => a)
    {
        Absent = "the change between the periods from and to is explained",
        Body = ScenarioShapes.NameOrChange,
        Example = "article-base",
    };

    /// <summary>Where the reference stands in the request.</summary>
    internal static string ReferencePath => $"{Reference}/";
}

/// <summary>Checks which periods are compared.</summary>
public sealed class AttributionRequestValidator : AbstractValidator<AttributionRequest>
{
    /// <summary>Declares the rules.</summary>
    public AttributionRequestValidator() => RuleFor(r => r.Run.From).Null()
        .Of(RangeMembers.From, FaultCode.Conflict, "With a reference or a referenceBaseline, two runs are compared in one period, to; from has no meaning.")
        .When(r => r.HasReference);
}
