using FluentValidation;
using FluentValidation.Results;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Series;
using ForecastFunctions.Http;

namespace ForecastFunctions.Projections;

/// <summary>A request, and the base year of the baseline that it is to run on.</summary>
/// <param name="Request">The request.</param>
/// <param name="BaseYear">The first year that can be projected.</param>
public sealed record ProjectionRequestOnBaseline(ProjectionRequest Request, int BaseYear);

/// <summary>
/// Checks a request against the baseline and the parameter catalogue, which is the only place where bounds stand. Each
/// failure carries the member's name as its property and what is allowed as its state.
/// </summary>
public sealed class ProjectionRequestValidator : AbstractValidator<ProjectionRequestOnBaseline>
{
    /// <summary>The last year that can be projected.</summary>
    public const int LastYear = 2045;

    /// <summary>The year that a request without <c>to</c> runs to.</summary>
    public const int DefaultLastYear = 2030;

    /// <summary>Declares the rules.</summary>
    public ProjectionRequestValidator()
    {
        RuleFor(r => r.Request.Scenario)
            .Must(name => Presets.Find(name) is not null)
            .OverridePropertyName("scenario")
            .WithErrorCode(FaultCode.NotFound)
            .WithMessage(r => $"There is no scenario '{r.Request.Scenario}'.{Suggestion.DidYouMean(r.Request.Scenario, ScenarioNames)} GET /api/v1/scenarios lists them.")
            .WithState(_ => new Allowance(Allowed: ScenarioNames));
        RuleForEach(r => r.Request.Settings).Custom((setting, context) => CheckSetting(setting, context.InstanceToValidate.BaseYear, context.AddFailure));
        RuleFor(r => r.Request.Settings).Custom((settings, context) => CheckAliases(settings, context.AddFailure));
        RuleFor(r => r.Request.From).Custom((from, context) => CheckPeriod("from", from, context.InstanceToValidate, context.AddFailure));
        RuleFor(r => r.Request.To).Custom((to, context) => CheckPeriod("to", to, context.InstanceToValidate, context.AddFailure));
        RuleFor(r => r)
            .Must(r => r.Request is not { From: { } from, To: { } to } || from.Start <= to.End) // a year may end a range of quarters
            .OverridePropertyName("to")
            .WithErrorCode(FaultCode.Conflict)
            .WithMessage(r => $"to ({r.Request.To}) lies before from ({r.Request.From}).");
    }

    private static IReadOnlyList<string> ScenarioNames { get; } = [.. Presets.All.Select(s => s.Name)];

    private static IReadOnlyList<string> ParameterIds { get; } = [.. Parameters.All.Select(p => p.Id), .. Parameters.Aliases.Select(a => a.Id)];

    private static void CheckSetting(RequestedSetting setting, int baseYear, Action<ValidationFailure> fail)
    {
        var id = setting.ParameterId;
        var alias = Parameters.FindAlias(id);
        var parameter = alias?.Parameter ?? Parameters.Find(id);
        if (parameter is null)
        {
            fail(Failure(setting.Name, FaultCode.Unknown,
                $"There is no parameter '{id}'.{Suggestion.DidYouMean(id, ParameterIds)} GET /api/v1/parameters lists them."));
        }
        else if (parameter.IsChoice)
        {
            if (setting.Word is not { } word || parameter.IndexOfChoice(word) < 0)
                fail(Failure(setting.Name, FaultCode.NotFound, $"{id} is {string.Join(" or ", parameter.Choices)}.", new(Allowed: parameter.Choices)));
        }
        else
        {
            var bounds = alias?.BoundsFor(baseYear) ?? parameter.BoundsFor(baseYear);
            var allowance = new Allowance(bounds.Min, bounds.Max);
            if (setting.Number is not { } number)
                fail(Failure(setting.Name, FaultCode.Malformed, $"{id} is a number from {bounds.Min:R} to {bounds.Max:R} ({parameter.Unit}).", allowance));
            else if (!bounds.Contains(number))
                fail(Failure(setting.Name, FaultCode.OutOfRange, $"{id} is from {bounds.Min:R} to {bounds.Max:R} ({parameter.Unit}), not {number:R}.", allowance));
        }
    }

    private static void CheckAliases(IReadOnlyList<RequestedSetting> settings, Action<ValidationFailure> fail)
    {
        foreach (var alias in Parameters.Aliases)
        {
            if (settings.FirstOrDefault(s => string.Equals(s.ParameterId, alias.Id, StringComparison.Ordinal)) is { } given
                && settings.Any(s => string.Equals(s.ParameterId, alias.Parameter.Id, StringComparison.Ordinal)))
                fail(Failure(given.Name, FaultCode.Conflict, $"{alias.Id} and {alias.Parameter.Id} are two forms of one quantity; one of them is wanted."));
        }
    }

    private static void CheckPeriod(string name, Period? stated, ProjectionRequestOnBaseline context, Action<ValidationFailure> fail)
    {
        if (stated is not { } period)
            return;
        if (context.Request.Step == Step.Year && period.Step == Step.Quarter)
            fail(Failure(name, FaultCode.Conflict, $"{name} is a year unless step=quarter; {period} is a quarter."));
        if (period.Year < context.BaseYear || period.Year > LastYear)
        {
            fail(Failure(name, FaultCode.OutOfRange, $"{name} lies from {context.BaseYear}, the base year of the baseline, to {LastYear}.",
                new(context.BaseYear, LastYear)));
        }
    }

    private static ValidationFailure Failure(string name, string code, string message, Allowance? allowance = null)
        => new(name, message) { ErrorCode = code, CustomState = allowance };
}

/// <summary>What would be allowed.</summary>
/// <param name="Min">The smallest value.</param>
/// <param name="Max">The largest value.</param>
/// <param name="Allowed">The values.</param>
public sealed record Allowance(double? Min = null, double? Max = null, IReadOnlyList<string>? Allowed = null);
