using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Series;
using ForecastFunctions.Http;
using ForecastFunctions.Projections;

namespace ForecastFunctions.Sensitivities;

/// <summary>The variables and periods that an analysis is about, as a request states them.</summary>
/// <param name="Variables">The variables; empty where they could not be read.</param>
/// <param name="Periods">The periods, ascending; empty where they could not be read, and absent where none are stated.</param>
/// <param name="PeriodMember">The name of the member that states the periods.</param>
public sealed record OutputRequest(IReadOnlyList<Variable> Variables, IReadOnlyList<Period>? Periods, string PeriodMember)
{
    private const string PeriodsWanted = "a year such as 2028 or a quarter such as 2028-Q3";

    /// <summary>
    /// Reads <c>variables</c> and <c>periods</c>, or <c>variable</c> and <c>period</c>; what is wrong is recorded in the reader.
    /// </summary>
    /// <param name="reader">The reader of the request.</param>
    /// <param name="isSingle">Whether one variable and one period are wanted.</param>
    public static OutputRequest Read(RequestReader reader, bool isSingle)
    {
        var variable = Choose(reader, "variable", isSingle ? null : "variables");
        var period = Choose(reader, "period", isSingle ? null : "periods");
        return new OutputRequest(ReadVariables(reader, variable, isSingle), ReadPeriods(reader, period, isSingle), period);
    }

    /// <summary>The periods; without any, the year that projections run to.</summary>
    public IReadOnlyList<Period> PeriodsOn(int baseYear)
        => Periods ?? [Period.OfYear(Math.Max(ProjectionRequestValidator.DefaultLastYear, baseYear))];

    /// <summary>Records periods that cannot be projected from a baseline.</summary>
    public void Check(RequestReader reader, Baseline baseline)
    {
        var last = ProjectionSpecification.LastYear;
        foreach (var period in (Periods ?? []).Where(p => p.Year < baseline.BaseYear || p.Year > last))
        {
            reader.AddFault(PeriodMember, FaultCode.OutOfRange,
                $"A period lies from {baseline.BaseYear}, the base year of the baseline, to {last}; {period} does not.",
                baseline.BaseYear, last);
        }
    }

    /// <summary>The name of the member in use: in the singular or in the plural, whichever is given.</summary>
    private static string Choose(RequestReader reader, string singular, string? plural)
    {
        if (plural is null)
            return singular;
        var (hasSingular, hasPlural) = (reader.Find(singular) is not null, reader.Find(plural) is not null);
        if (hasSingular && hasPlural)
            reader.AddFault(singular, FaultCode.Conflict, $"{singular} and {plural} state the same; one of them is wanted.");
        return hasSingular ? singular : plural;
    }

    private static IReadOnlyList<Variable> ReadVariables(RequestReader reader, string member, bool isSingle)
    {
        if (reader.Find(member) is null)
        {
            reader.AddFault(member, FaultCode.Missing,
                $"{member} names what is looked at, such as {Core.Projections.Variables.NvidiaRevenue}. GET /api/v1/variables lists them.");
            return [];
        }

        var variables = VariableList.Read(reader, member);
        if (isSingle && variables.Count > 1)
            reader.AddFault(member, FaultCode.TooMuch, $"One variable is wanted; these are {variables.Count}.", min: 1, max: 1);
        return variables;
    }

    private static IReadOnlyList<string>? ReadTexts(RequestMember member)
        => member.AsTextOrInteger() is { } text ? text.Split(',', StringSplitOptions.TrimEntries) : member.AsList();

    private static List<Period>? ReadPeriods(RequestReader reader, string member, bool isSingle)
    {
        if (reader.Read(member, ReadTexts, PeriodsWanted) is not { } texts)
            return reader.Find(member) is null ? null : [];
        var periods = new List<Period>();
        foreach (var text in texts)
        {
            if (Period.TryParse(text, out var period))
                periods.Add(period);
            else
                reader.AddFault(member, FaultCode.Malformed, $"{member}: '{text}' is not {PeriodsWanted}.");
        }

        if (periods.Distinct().Count() != periods.Count)
            reader.AddFault(member, FaultCode.Duplicate, "A period is given twice; once is wanted.");
        if (periods.Select(p => p.Step).Distinct().Count() > 1)
            reader.AddFault(member, FaultCode.Conflict, "Periods are all years or all quarters.");
        if (isSingle && texts.Count > 1)
            reader.AddFault(member, FaultCode.TooMuch, $"One period is wanted; these are {texts.Count}.", min: 1, max: 1);
        periods.Sort();
        return periods;
    }
}
