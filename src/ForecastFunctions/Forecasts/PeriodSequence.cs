using ForecastFunctions.Http;

namespace ForecastFunctions.Forecasts;

/// <summary>Checks that periods follow each other without a gap, none twice, the earliest first.</summary>
public static class PeriodSequence
{
    /// <summary>So many periods of one series are named each; the others are counted.</summary>
    private const int MostNamed = 20;

    /// <summary>Reads periods, and names each that does not follow the one before.</summary>
    /// <param name="reader">Records what is wrong.</param>
    /// <param name="items">The periods.</param>
    /// <param name="read">Reads one, or records that it cannot be read.</param>
    /// <returns>The first that could be read.</returns>
    public static SeriesPeriod? Check(RequestReader reader, IReadOnlyList<RequestMember> items, Func<RequestMember, SeriesPeriod?> read)
    {
        var seen = new HashSet<SeriesPeriod>();
        SeriesPeriod? first = null, last = null;
        var wrong = 0;
        foreach (var item in items)
        {
            if (wrong >= MostNamed)
            {
                reader.AddFault(new Fault(items[0].In, items[0].Target, FaultCode.Malformed,
                    "More periods may be wrong; these are the first."));
                break;
            }

            if (read(item) is not { } period)
            {
                wrong++;
                last = null;
                continue;
            }

            first ??= period;
            if (FaultOf(period, first.Value, last, seen) is { } fault)
            {
                wrong++;
                reader.AddFault(new Fault(item.In, item.Target, fault.Code, fault.Message));
            }

            seen.Add(period);
            last = last is { } latest && latest.Ordinal > period.Ordinal ? latest : period;
        }

        return first;
    }

    /// <summary>What keeps a period from following the last one.</summary>
    public static (string Code, string Message)? FaultOf(
        SeriesPeriod period, SeriesPeriod first, SeriesPeriod? last, IReadOnlySet<SeriesPeriod> seen)
    {
        if (period.Kind != first.Kind)
            return (FaultCode.Conflict, $"{period} and {first} are periods of different length.");
        if (seen.Contains(period))
            return (FaultCode.Duplicate, $"{period} is given twice.");
        if (last is not { } before || before.Kind != period.Kind || period.Ordinal == before.Ordinal + 1)
            return null;
        if (period.Ordinal < before.Ordinal)
            return (FaultCode.Conflict, $"{period} stands after {before}; the earliest period comes first.");
        var missing = period.Ordinal - before.Ordinal - 1;
        return (FaultCode.Missing, missing == 1
            ? $"{before.Plus(1)} is missing before {period}; gaps are not filled here."
            : $"{before.Plus(1)} to {period.Plus(-1)} are missing before {period}; gaps are not filled here.");
    }
}
