using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Projections;
using ForecastFunctions.Application.Runs;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Series;

namespace ForecastFunctions.Application.Analyses;

/// <summary>The variables and periods that an analysis is about.</summary>
/// <param name="Variables">The variables; empty where they could not be read.</param>
/// <param name="Periods">
/// The periods, ascending; <see langword="null"/> for the year that projections run to, and empty where they could not be read.
/// </param>
public sealed record OutputRequest(IReadOnlyList<Variable> Variables, IReadOnlyList<Period>? Periods = null)
{
    /// <summary>Those of the variables that the request names one by one, rather than by how names begin.</summary>
    public IReadOnlyList<Variable> Named { get; init; } = [];

    /// <summary>Whether there is something to look at; otherwise the caller was told what could not be read.</summary>
    public bool IsRead => Variables.Count > 0 && Periods is not { Count: 0 };

    /// <summary>Reads <c>variables</c> and <c>periods</c>, or <c>variable</c> and <c>period</c>.</summary>
    public static OutputRequest Read(Arguments arguments) => Read(
        arguments,
        Choose(arguments, OutputMembers.Variable, OutputMembers.Variables),
        Choose(arguments, OutputMembers.Period, OutputMembers.Periods));

    /// <summary>Reads <c>variable</c> and <c>period</c>, of which one each is wanted.</summary>
    public static OutputRequest ReadOne(Arguments arguments)
        => Read(arguments, OutputMembers.OnlyVariable, OutputMembers.Period);

    /// <summary>The periods on a baseline.</summary>
    public IReadOnlyList<Period> PeriodsOn(int baseYear)
        => Periods ?? [Period.OfYear(Math.Max(ProjectionRequest.DefaultLastYear, baseYear))];

    /// <summary>How many quarters a path has from the base year to the end of the last period.</summary>
    public long QuartersOn(int baseYear)
    {
        var last = PeriodsOn(baseYear)[^1];
        return 4L * (last.Year - baseYear) + (last.Quarter ?? 4);
    }

    /// <summary>The variables that a run of a scenario has.</summary>
    public IReadOnlyList<Variable> VariablesOf(ResolvedScenario scenario) => [.. Variables.Where(v => RunVariables.Has(scenario, v))];

    /// <summary>
    /// Tells of variables that a run of a scenario does not have, or not in a period. Of those that are meant by how names begin, some
    /// do.
    /// </summary>
    public IEnumerable<Fault> FaultsOn(ResolvedScenario scenario)
    {
        var absent = VariablesOf(scenario).Count == 0 ? Variables : [.. Named.Where(v => !RunVariables.Has(scenario, v))];
        foreach (var variable in absent)
            yield return new Fault(OutputMembers.Variables.Name, FaultCode.NotFound, VariableList.NotOf(variable, "The run"));
        foreach (var period in PeriodsOn(scenario.BaseYear))
        {
            foreach (var variable in VariablesOf(scenario).Where(v => !RunVariables.HasValue(v, scenario.BaseYear, period)))
            {
                yield return new Fault(OutputMembers.Periods.Name, FaultCode.OutOfRange,
                    $"{variable} has no value in {period}: the base year, {scenario.BaseYear}, is observed, and no limit is looked at in it.");
            }
        }
    }

    private static OutputRequest Read(
        Arguments arguments, Member<IReadOnlyList<string>> variables, Member<IReadOnlyList<string>> periods)
    {
        // Faults are found under the plural.
        if (arguments.Find(variables) is { } named)
            arguments.Remember(OutputMembers.Variables.Name, named.Place);
        if (arguments.Find(periods) is { } stated)
            arguments.Remember(OutputMembers.Periods.Name, stated.Place);
        var (all, byName) = ReadVariables(arguments, variables);
        return new OutputRequest(all, ReadPeriods(arguments, periods)) { Named = byName };
    }

    /// <summary>The member in use: in the singular or in the plural, whichever is given.</summary>
    private static Member<IReadOnlyList<string>> Choose(
        Arguments arguments, Member<IReadOnlyList<string>> singular, Member<IReadOnlyList<string>> plural)
    {
        if (arguments.Has(singular) && arguments.Has(plural))
        {
            arguments.AddFault(new Fault(
                singular.Name, FaultCode.Conflict, $"{singular} and {plural} state the same; one of them is wanted."));
        }

        return arguments.Has(singular) ? singular : plural;
    }

    private static VariableList ReadVariables(Arguments arguments, Member<IReadOnlyList<string>> member)
    {
        if (arguments.Has(member))
            return arguments.Read(member) is null ? new([], []) : VariableList.Read(arguments, member);
        arguments.AddFault(new Fault(member.Name, FaultCode.Missing, OutputMembers.MissingVariable(member.Name)));
        return new([], []);
    }

    private static List<Period>? ReadPeriods(Arguments arguments, Member<IReadOnlyList<string>> member)
    {
        if (arguments.Read(member) is not { } texts)
            return arguments.Has(member) ? [] : null;
        var periods = new List<Period>();
        foreach (var text in texts)
        {
            if (Period.TryParse(text, out var period))
                periods.Add(period);
            else
                arguments.AddFault(new Fault(member.Name, FaultCode.Malformed, $"{member}: '{text}' is not {member.Wanted}."));
        }

        periods.Sort();
        return periods;
    }
}

/// <summary>The members by which requests state what an analysis is about.</summary>
public static class OutputMembers
{
    private const string PeriodWanted = "a year such as 2028 or a quarter such as 2028-Q3";
    private const string VariablesWanted = "a list of variables; a name may end in * for all that begin so";

    /// <summary>The variables.</summary>
    public static readonly Member<IReadOnlyList<string>> Variables = new(
        "variables", MemberType.List, "What to look at; a name may end in *. This or variable is wanted", VariablesWanted, ReadNames)
    {
        Example = "Vendor Revenue*,Electricity",
    };

    /// <summary>The variables, in the singular.</summary>
    public static readonly Member<IReadOnlyList<string>> Variable = new(
        "variable", MemberType.List, "The same as variables", VariablesWanted, ReadNames)
    {
        Example = Core.Projections.Variables.NvidiaRevenue.Name,
    };

    /// <summary>The variable of an analysis that has just one.</summary>
    public static readonly Member<IReadOnlyList<string>> OnlyVariable = Variable with
    {
        Meaning = "What to look at",
        Missing = MissingVariable(Variable.Name),
    };

    /// <summary>The periods.</summary>
    public static readonly Member<IReadOnlyList<string>> Periods = new(
        "periods", MemberType.List, "When; all years or all quarters", PeriodWanted, ReadTexts)
    {
        Default = "2030",
        Example = "2026,2028",
    };

    /// <summary>The periods, in the singular.</summary>
    public static readonly Member<IReadOnlyList<string>> Period = new("period", MemberType.Period, "When", PeriodWanted, ReadTexts)
    {
        Default = "2030",
        Example = "2028",
    };

    /// <summary>What is said where no variable is named.</summary>
    internal static string MissingVariable(string member)
        => $"{member} names what is looked at, such as {Core.Projections.Variables.NvidiaRevenue}. GET /api/v1/variables lists them.";

    private static IReadOnlyList<string>? ReadNames(Argument argument) => argument.AsList() is { Count: > 0 } names ? names : null;

    private static IReadOnlyList<string>? ReadTexts(Argument argument)
        => argument.AsTextOrInteger() is { } text ? text.Split(',', StringSplitOptions.TrimEntries) : ReadNames(argument);
}
