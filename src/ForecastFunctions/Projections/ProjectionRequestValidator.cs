using FluentValidation;
using FluentValidation.Results;
using ForecastFunctions.Core.Projections;
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
    public const int LastYear = ProjectionSpecification.LastYear;

    /// <summary>The year that a request without <c>to</c> runs to.</summary>
    public const int DefaultLastYear = 2030;

    /// <summary>Declares the rules.</summary>
    public ProjectionRequestValidator()
    {
        RuleForEach(r => r.Request.Settings).Custom((setting, context)
            => setting.Interpret(context.InstanceToValidate.BaseYear, context.AddFailure));
        RuleFor(r => r.Request.Settings).Custom((settings, context) => RequestedSetting.CheckAliases(settings, context.AddFailure));
        RuleFor(r => r.Request.From).Custom((from, context) => CheckPeriod("from", from, context.InstanceToValidate, context.AddFailure));
        RuleFor(r => r.Request.To).Custom((to, context) => CheckPeriod("to", to, context.InstanceToValidate, context.AddFailure));
        RuleFor(r => r)
            .Must(r => r.Request is not { From: { } from, To: { } to } || from.Start <= to.End) // a year may end a range of quarters
            .OverridePropertyName("to")
            .WithErrorCode(FaultCode.Conflict)
            .WithMessage(r => $"to ({r.Request.To}) lies before from ({r.Request.From}).");
        RuleFor(r => r.Request.Draws).SetValidator(new DrawRequestValidator());
        RuleFor(r => r).Custom((r, context) => CheckCost(r, context.AddFailure));
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

    private static void CheckCost(ProjectionRequestOnBaseline context, Action<ValidationFailure> fail)
    {
        if (context.Request.Draws.Draws is not (>= DrawSettings.MinDraws and <= DrawRequest.MaxDraws and var draws))
            return;
        var years = (context.Request.To?.Year ?? DefaultLastYear) - (context.Request.From?.Year ?? context.BaseYear) + 1;
        var periods = context.Request.Step == Step.Year ? years : 4 * years;
        var numbers = (long)draws * Math.Clamp(periods, 1, 4 * (LastYear - context.BaseYear + 1)) * Variables.All.Count;
        if (numbers > DrawRequest.MaxNumbers)
        {
            var most = DrawRequest.MaxNumbers / (numbers / draws);
            fail(Failure("draws", FaultCode.TooMuch,
                $"draws × periods × variables is {numbers}, and at most {DrawRequest.MaxNumbers}: "
                + $"over these periods, at most {most} draws.",
                new(DrawSettings.MinDraws, most)));
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
