using System.Linq.Expressions;
using FluentValidation;
using ForecastFunctions.Application.Analyses;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Projections;
using ForecastFunctions.Core.Analyses.GoalSeeks;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;

namespace ForecastFunctions.Application.GoalSeeks;

/// <summary>A request, and the base year of the baseline that it is to run on.</summary>
/// <param name="Request">The request.</param>
/// <param name="BaseYear">The first year that can be projected.</param>
public sealed record GoalSeekOnBaseline(GoalSeekRequest Request, int BaseYear)
{
    /// <summary>The bounds of the parameter, in the terms in which it is named.</summary>
    internal Bounds Bounds => Request.Parameter!.BoundsFor(BaseYear);

    /// <summary>What the longest search costs for each draw.</summary>
    internal long QuartersPerDraw => GoalSeek.MaxEvaluations * Request.Output.QuartersOn(BaseYear);

    /// <summary>What the longest search costs; without draws, or with a number of draws that can't be, nothing.</summary>
    internal long Quarters => (Request.Run.Draws.PossibleDraws(DrawMembers.Draws) ?? 0) * QuartersPerDraw;
}

/// <summary>Checks a goal on a baseline.</summary>
public sealed class GoalSeekRequestValidator : AbstractValidator<GoalSeekOnBaseline>
{
    /// <summary>Declares the rules.</summary>
    public GoalSeekRequestValidator()
    {
        CheckOutput();
        CheckStatistic();
        When(r => r.Request.Parameter is not null, CheckRange);
        RuleFor(r => r)
            .Must(r => r.Quarters <= GoalSeekRequest.MaxQuarters)
            .Of(DrawMembers.Draws, FaultCode.TooMuch,
                r => $"{GoalSeek.MaxEvaluations} evaluations × draws × quarters is {r.Quarters}, "
                    + $"and at most {GoalSeekRequest.MaxQuarters}: up to {r.Request.Output.PeriodsOn(r.BaseYear)[0]}, "
                    + $"at most {GoalSeekRequest.MaxQuarters / r.QuartersPerDraw} draws.",
                r => new Allowance(DrawSettings.MinDraws, GoalSeekRequest.MaxQuarters / r.QuartersPerDraw))
            .When(r => r.Request.Output.PeriodsOn(r.BaseYear).Count == 1);
    }

    /// <summary>Everything that is wrong with a request on a baseline, but for its scenario.</summary>
    public static IEnumerable<Fault> FaultsOf(GoalSeekRequest request, int baseYear) =>
    [
        .. OutputRequestValidator.FaultsOf(request.Output, baseYear),
        .. ProjectionRequestValidator.FaultsOf(request.Run, baseYear),
        .. new GoalSeekRequestValidator().Validate(new GoalSeekOnBaseline(request, baseYear)).ToFaults(),
    ];

    private void CheckOutput()
    {
        RuleFor(r => r.Request.Output.Variables).Must(v => v.Count <= 1)
            .Of(OutputMembers.Variables, FaultCode.TooMuch,
                r => $"One variable is wanted; these are {r.Request.Output.Variables.Count}.", _ => new Allowance(1, 1));
        RuleFor(r => r.Request.Output.Periods).Must(p => p is not { Count: > 1 })
            .Of(OutputMembers.Periods, FaultCode.TooMuch,
                r => $"One period is wanted; these are {r.Request.Output.Periods!.Count}.", _ => new Allowance(1, 1));
    }

    private void CheckStatistic()
    {
        var member = GoalSeekMembers.Statistic;
        RuleFor(r => r.Request).Must(r => r.Percentile is not null || r.StatisticName is Projection.ValueStatistic or "mean" or "sd")
            .Of(member, FaultCode.NotFound, r => $"{member} is {member.Wanted}, not '{r.Request.Statistic}'.")
            .DependentRules(() =>
            {
                RuleFor(r => r.Request).Must(r => r.StatisticName is not Projection.ValueStatistic || r.Run.Draws.Draws is null)
                    .Of(member, FaultCode.Conflict,
                        "value belongs to a deterministic run, and this request states draws; p50 is the median.");
                RuleFor(r => r.Request).Must(r => r.StatisticName is Projection.ValueStatistic || r.Run.Draws.Draws is not null)
                    .Of(member, FaultCode.Conflict,
                        r => $"{r.Request.Statistic} belongs to a run with draws, and this request states no draws.");
            });
    }

    private void CheckRange()
    {
        CheckEnd(r => r.Request.Low, GoalSeekMembers.Low);
        CheckEnd(r => r.Request.High, GoalSeekMembers.High);
        RuleFor(r => r).Must(r => (r.Request.Low ?? r.Bounds.Min) < (r.Request.High ?? r.Bounds.Max))
            .Of(GoalSeekMembers.High, FaultCode.Conflict, "low lies below high.");
    }

    private void CheckEnd(Expression<Func<GoalSeekOnBaseline, double?>> end, Member member) => RuleFor(end)
        .Must((r, value) => value is not { } stated || r.Bounds.Contains(stated))
        .OverridePropertyName(member.Name).WithErrorCode(FaultCode.OutOfRange)
        .WithMessage((r, value) =>
            $"{member} is within the bounds of {r.Request.Parameter!.Name}, {r.Bounds.Min:R} to {r.Bounds.Max:R}, not {value:R}.")
        .WithState(r => new Allowance(r.Bounds.Min, r.Bounds.Max));
}
