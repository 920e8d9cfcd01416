using ForecastFunctions.Application.Contract;
using ForecastFunctions.Core.Series;

namespace ForecastFunctions.Application.Forecasts;

/// <summary>Checks that periods follow each other without a gap, none twice, the earliest first.</summary>
public static class PeriodSequence
{
    /// <summary>So many periods of one series are named each; the others are counted.</summary>
    private const int MostNamed = 20;

    /// <summary>Reads periods, and names each that does not follow the one before.</summary>
    /// <param name="arguments">Are told what is wrong.</param>
    /// <param name="items">The periods.</param>
    /// <param name="read">Reads one, or records that it cannot be read.</param>
    /// <returns>The first that could be read.</returns>
    public static Period? Check(Arguments arguments, IReadOnlyList<Argument> items, Func<Argument, Period?> read)
    {
        var seen = new HashSet<Period>();
        Period? first = null, last = null;
        var wrong = 0;
        foreach (var item in items)
        {
            if (wrong >= MostNamed)
            {
                arguments.AddFault(Fault.At(items[0].Place, FaultCode.Malformed, "More periods may be wrong; these are the first."));
                break;
            }

            if (read(item) is not { } period)
            {
                wrong++;
                last = null;
                continue;
            }

            first ??= period;
            if (FaultOf(period, first.Value, last, seen.Contains) is { } fault)
            {
                wrong++;
                arguments.AddFault(Fault.At(item.Place, fault.Code, fault.Message));
            }

            seen.Add(period);
            last = last is { } latest && latest.Ordinal > period.Ordinal ? latest : period;
        }

        return first;
    }

    /// <summary>What keeps a period from following the last one.</summary>
    /// <param name="period">The period.</param>
    /// <param name="first">The first of all.</param>
    /// <param name="last">The last one; <see langword="null"/> where it could not be read, or there is none.</param>
    /// <param name="isGiven">Whether a period was given before.</param>
    public static (string Code, string Message)? FaultOf(Period period, Period first, Period? last, Predicate<Period> isGiven)
    {
        if (period.Step != first.Step)
            return (FaultCode.Conflict, $"{period} and {first} are periods of different length.");
        if (isGiven(period))
            return (FaultCode.Duplicate, $"{period} is given twice.");
        if (last is not { } before || before.Step != period.Step || period.Ordinal == before.Ordinal + 1)
            return null;
        if (period.Ordinal < before.Ordinal)
            return (FaultCode.Conflict, $"{period} stands after {before}; the earliest period comes first.");
        var missing = period.Ordinal - before.Ordinal - 1;
        return (FaultCode.Missing, missing == 1
            ? $"{before.Plus(1)} is missing before {period}; gaps are not filled here."
            : $"{before.Plus(1)} to {period.Plus(-1)} are missing before {period}; gaps are not filled here.");
    }
}
