using System.Linq.Expressions;
using FluentValidation;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Runs;
using ForecastFunctions.Core.Calibration;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Series;

namespace ForecastFunctions.Application.Projections;

/// <summary>A request on a baseline.</summary>
/// <param name="Request">The request.</param>
/// <param name="BaseYear">The first year that can be projected.</param>
/// <param name="FirstYear">The first year that can be asked for: the base year, or where rows can be observed an earlier one.</param>
public sealed record ProjectionOnBaseline(ProjectionRequest Request, int BaseYear, int FirstYear)
{
    /// <summary>How large the run may be.</summary>
    internal RunLimits Most { get; init; } = RunLimits.OfRequest;

    /// <summary>Whether what is too large for a request may be asked as an operation.</summary>
    internal bool MayBeOperation { get; init; }

    /// <summary>The member that states the number of draws.</summary>
    internal Member<int?> Draws => MayBeOperation ? DrawMembers.ManyDraws : DrawMembers.Draws;

    /// <summary>The most draws over these periods.</summary>
    internal long MostDraws => Math.Min(Most.Draws, Most.Numbers / NumbersPerDraw);

    /// <summary>How many numbers a run of one draw is made of; where the ends are wrong, as many as could be.</summary>
    internal long NumbersPerDraw
    {
        get
        {
            var from = Math.Max(Request.From?.Year ?? BaseYear, BaseYear);
            var years = (Request.To?.Year ?? ProjectionRequest.DefaultLastYear) - from + 1;
            var periods = Request.Step == Step.Year ? years : 4 * years;
            return (long)Math.Clamp(periods, 1, 4 * (ProjectionRequest.LastYear - BaseYear + 1)) * Variables.All.Count;
        }
    }

    /// <summary>What a run costs; without draws, or with a number of draws that can't be, nothing.</summary>
    internal long Numbers => (Request.Draws.PossibleDraws(Draws) ?? 0) * NumbersPerDraw;

    /// <summary>Where periods lie, in words.</summary>
    internal string Limits => FirstYear < BaseYear
        ? $"from {FirstYear} to {ProjectionRequest.LastYear}"
        : $"from {BaseYear}, the base year of the baseline, to {ProjectionRequest.LastYear}";

    /// <summary>Which baseline would serve a period before the first year that can be asked for.</summary>
    internal static string RemedyFor(Period? period, int firstYear)
        => period is { Year: >= ProjectionRequest.DefaultFirstYear and var year } && year < firstYear
            ? $" baseline={ArticleBaseline.Version} begins in {ProjectionRequest.DefaultFirstYear}." : "";
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
            .Must(r => r.Numbers <= r.Most.Numbers && (r.Request.Draws.PossibleDraws(r.Draws) ?? 0) <= r.Most.Draws)
            .Of(DrawMembers.Draws, FaultCode.TooMuch,
                r => (r.Numbers > r.Most.Numbers
                        ? $"draws × periods × variables is {r.Numbers}, and at most {r.Most.Numbers}: over these periods, at most {r.MostDraws} draws."
                        : $"There are at most {r.MostDraws} draws.")
                    + (r.MayBeOperation ? r.Most.Remedy(ProjectionSpecification.Kind, most => r.Numbers <= most.Numbers) : ""),
                r => new Allowance(DrawSettings.MinDraws, r.MostDraws));
    }

    /// <summary>Everything that is wrong with a request on a baseline, but for its scenario.</summary>
    /// <param name="request">The request.</param>
    /// <param name="baseYear">The base year of the baseline.</param>
    /// <param name="firstYear">The first year that can be asked for; the base year unless another is given.</param>
    /// <param name="most">How large a projection may be, which may be an operation; absent of what may not.</param>
    public static IEnumerable<Fault> FaultsOf(ProjectionRequest request, int baseYear, int? firstYear = null, RunLimits? most = null)
    {
        var run = new ProjectionOnBaseline(request, baseYear, firstYear ?? baseYear)
        {
            Most = most ?? RunLimits.OfRequest,
            MayBeOperation = most is not null,
        };
        return [.. new ProjectionRequestValidator().Validate(run).ToFaults(), .. DrawRequestValidator.FaultsOf(request.Draws, run.Draws)];
    }

    private void CheckPeriod(Expression<Func<ProjectionOnBaseline, Period?>> period, Member member)
    {
        var read = period.Compile();
        RuleFor(period)
            .Must((r, stated) => r.Request.Step != Step.Year || stated is not { Step: Step.Quarter })
            .OverridePropertyName(member.Name).WithErrorCode(FaultCode.Conflict)
            .WithMessage((_, stated) => $"{member} is a year unless step=quarter; {stated} is a quarter.");
        RuleFor(period)
            .Must((r, stated) => stated is not { } given || (given.Year >= r.FirstYear && given.Year <= ProjectionRequest.LastYear))
            .Of(member, FaultCode.OutOfRange,
                r => $"{member} lies {r.Limits}.{ProjectionOnBaseline.RemedyFor(read(r), r.FirstYear)}",
                r => new Allowance(r.FirstYear, ProjectionRequest.LastYear));
    }
}
