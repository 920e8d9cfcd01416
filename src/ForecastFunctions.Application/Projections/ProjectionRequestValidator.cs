using System.Linq.Expressions;
using FluentValidation;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Series;

namespace ForecastFunctions.Application.Projections;

/// <summary>A request, and the base year of the baseline that it is to run on.</summary>
/// <param name="Request">The request.</param>
/// <param name="BaseYear">The first year that can be projected.</param>
public sealed record ProjectionOnBaseline(ProjectionRequest Request, int BaseYear)
{
    /// <summary>How many numbers a run of one draw is made of; where the ends are wrong, as many as could be.</summary>
    internal long NumbersPerDraw
    {
        get
        {
            var years = (Request.To?.Year ?? ProjectionRequest.DefaultLastYear) - (Request.From?.Year ?? BaseYear) + 1;
            var periods = Request.Step == Step.Year ? years : 4 * years;
            return (long)Math.Clamp(periods, 1, 4 * (ProjectionRequest.LastYear - BaseYear + 1)) * Variables.All.Count;
        }
    }

    /// <summary>What a run costs; without draws, or with a number of draws that can't be, nothing.</summary>
    internal long Numbers => (Request.Draws.PossibleDraws ?? 0) * NumbersPerDraw;
}

/// <summary>Checks the periods and the cost of a run on a baseline.</summary>
public sealed class ProjectionRequestValidator : AbstractValidator<ProjectionOnBaseline>
{
    /// <summary>Declares the rules.</summary>
    public ProjectionRequestValidator()
    {
        CheckPeriod(r => r.Request.From, RangeMembers.From);
        CheckPeriod(r => r.Request.To, RangeMembers.To);
        RuleFor(r => r)
            .Must(r => r.Request is not { From: { } from, To: { } to } || from.Start <= to.End) // a year may end a range of quarters
            .Of(RangeMembers.To, FaultCode.Conflict, r => $"to ({r.Request.To}) lies before from ({r.Request.From}).");
        RuleFor(r => r)
            .Must(r => r.Numbers <= DrawRequest.MaxNumbers)
            .Of(DrawMembers.Draws, FaultCode.TooMuch,
                r => $"draws × periods × variables is {r.Numbers}, and at most {DrawRequest.MaxNumbers}: "
                    + $"over these periods, at most {DrawRequest.MaxNumbers / r.NumbersPerDraw} draws.",
                r => new Allowance(DrawSettings.MinDraws, DrawRequest.MaxNumbers / r.NumbersPerDraw));
    }

    /// <summary>Everything that is wrong with a request on a baseline, but for its scenario.</summary>
    public static IEnumerable<Fault> FaultsOf(ProjectionRequest request, int baseYear) =>
    [
        .. new ProjectionRequestValidator().Validate(new ProjectionOnBaseline(request, baseYear)).ToFaults(),
        .. DrawRequestValidator.FaultsOf(request.Draws),
    ];

    private void CheckPeriod(Expression<Func<ProjectionOnBaseline, Period?>> period, Member member)
    {
        RuleFor(period)
            .Must((r, stated) => r.Request.Step != Step.Year || stated is not { Step: Step.Quarter })
            .OverridePropertyName(member.Name).WithErrorCode(FaultCode.Conflict)
            .WithMessage((_, stated) => $"{member} is a year unless step=quarter; {stated} is a quarter.");
        RuleFor(period)
            .Must((r, stated) => stated is not { } given || (given.Year >= r.BaseYear && given.Year <= ProjectionRequest.LastYear))
            .Of(member, FaultCode.OutOfRange,
                r => $"{member} lies from {r.BaseYear}, the base year of the baseline, to {ProjectionRequest.LastYear}.",
                r => new Allowance(r.BaseYear, ProjectionRequest.LastYear));
    }
}
