using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Runs;
using ForecastFunctions.Application.Scenarios;
using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.History;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Series;

namespace ForecastFunctions.Application.Projections;

/// <summary>One number of a run.</summary>
/// <param name="Run">The run.</param>
/// <param name="Variable">What; <see langword="null"/> after a fault.</param>
/// <param name="Period">When; <see langword="null"/> after a fault.</param>
/// <param name="Statistic">Which statistic, or <see langword="null"/> for a run's only one.</param>
public sealed record ValueRequest(ProjectionRequest Run, Variable? Variable, Period? Period, string? Statistic)
{
    private static readonly Member<string> VariableMember = new(
        "variable", MemberType.Text, "What", "the name of a variable", a => a.AsText())
    {
        Missing = "variable is the name of a variable; GET /api/v1/variables lists them.",
        Example = "Electricity",
    };

    private static readonly Member<Period?> PeriodMember = new(
        "period", MemberType.Period, "When", "a year such as 2028 or a quarter such as 2028-Q3", RangeMembers.PeriodOf)
    {
        Missing = "period is the year or quarter of the number, such as 2028 or 2028-Q3.",
        Example = "2030",
    };

    private static readonly Member<string> StatisticMember = new(
        "statistic", MemberType.Text, "Which statistic", "a statistic such as mean or p50", a => a.AsText())
    {
        Absent = "the run's only one",
        Needs = DrawMembers.Draws.Name,
        WantedWith = DrawMembers.Draws.Name,
        Example = "p50",
    };

    /// <summary>What a request for a number takes.</summary>
    public static IReadOnlyList<Member> Members { get; } =
    [
        VariableMember, PeriodMember, StatisticMember, .. ScenarioMembers.All, .. ProjectionRequest.RunMembers, FormMembers.DecimalMark,
    ];

    /// <summary>
    /// Reads the members. Where the request does not state them, the step and the end of the run follow from the period, so that the
    /// cells of one row read from one run.
    /// </summary>
    public static ValueRequest Read(Arguments arguments)
    {
        var run = ProjectionRequest.Read(arguments);
        var period = arguments.Read(PeriodMember);
        if (period is { Step: Step.Quarter } && !arguments.Has(RangeMembers.Step))
            run = run with { Step = Step.Quarter };
        if (period is { Year: > ProjectionRequest.DefaultLastYear and <= ProjectionSpecification.LastYear and var year }
            && !arguments.Has(RangeMembers.To))
            run = run with { To = Core.Series.Period.OfYear(year) };
        if (period is { Year: < ProjectionRequest.DefaultFirstYear and >= ProjectionRequest.FirstYear and var early }
            && !arguments.Has(RangeMembers.From))
            run = run with { From = Core.Series.Period.OfYear(early) };
        return new ValueRequest(run, ReadVariable(arguments), period, arguments.Read(StatisticMember));
    }

    /// <summary>Tells where the run does not have just one such number.</summary>
    public IEnumerable<Fault> FaultsOn(Prepared<ProjectionSpecification> asked)
    {
        var run = asked.Specification;
        if (StatisticIn(run) < 0)
        {
            yield return new Fault(StatisticMember.Name, Statistic is null ? FaultCode.Missing : FaultCode.NotFound,
                $"statistic is one of {string.Join(", ", run.Statistics)}.")
            {
                Allowed = run.Statistics,
            };
        }

        if (Variable is not null && !run.Variables.Contains(Variable))
            yield return new Fault(VariableMember.Name, FaultCode.NotFound, VariableList.NotOf(Variable, "The run"));
        if (Period is not { } period)
            yield break;
        if (!run.Range.Contains(period))
        {
            yield return new Fault(PeriodMember.Name, FaultCode.OutOfRange,
                $"The run has the periods {run.Range.From} to {run.Range.To}; {period} is not one of them.");
        }
        else if (period.Year < run.Scenario.BaseYear && Variable is not null && ObservedIn(asked.Baseline) is null)
        {
            yield return new Fault(PeriodMember.Name, FaultCode.NotFound,
                $"{period} lies before {run.Scenario.BaseYear}, the base year of baseline {asked.Baseline.Version}, "
                + $"which knows no figure of {Variable} in it.");
        }
        else if (Variable is not null && period.Year >= run.Scenario.BaseYear && !RunVariables.HasValue(Variable, run.Scenario.BaseYear, period))
        {
            yield return new Fault(PeriodMember.Name, FaultCode.NotFound,
                $"{period} lies in the base year, {run.Scenario.BaseYear}, which is observed: no limit is looked at in it, so {Variable} has no value.");
        }
    }

    /// <summary>The number; before the base year what was observed.</summary>
    public double ValueIn(Run<ProjectionSpecification, Projection> run)
        => Period!.Value.Year < run.Specification.Scenario.BaseYear
            ? ObservedIn(run.Baseline)!.Value
            : run.Result.Value(
                run.Specification.Projected.ToList().IndexOf(Period.Value), Variable!, StatisticIn(run.Specification));

    private ObservedFigure? ObservedIn(Baseline baseline) => new ObservedHistory(baseline).Find(Variable!, Period!.Value);

    private int StatisticIn(ProjectionSpecification run)
        => Statistic is null && run.Statistics.Count == 1 ? 0 : run.Statistics.ToList().IndexOf(Statistic ?? "");

    private static Variable? ReadVariable(Arguments arguments)
    {
        if (arguments.Read(VariableMember) is not { } name)
            return null;
        if (Variables.Find(name) is { } variable)
            return variable;
        arguments.AddFault(new Fault(VariableMember.Name, FaultCode.NotFound, VariableList.NoneNamed(name)));
        return null;
    }
}
