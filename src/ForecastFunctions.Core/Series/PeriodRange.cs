using System.Collections;

namespace ForecastFunctions.Core.Series;

/// <summary>Consecutive periods of one length, both ends included.</summary>
public sealed record PeriodRange : IReadOnlyCollection<Period>
{
    /// <summary>From the first to the last period.</summary>
    /// <exception cref="ArgumentException">The two are of different length, or the last lies before the first.</exception>
    public PeriodRange(Period from, Period to)
    {
        if (from.Step != to.Step)
            throw new ArgumentException($"{from} and {to} are periods of different length.", nameof(to));
        if (to < from)
            throw new ArgumentException($"{to} lies before {from}.", nameof(to));
        From = from;
        To = to;
    }

    /// <summary>The first period.</summary>
    public Period From { get; }

    /// <summary>The last period.</summary>
    public Period To { get; }

    /// <summary>The length of each period.</summary>
    public Step Step => From.Step;

    /// <summary>How many periods there are.</summary>
    public int Count => To.Ordinal - From.Ordinal + 1;

    /// <inheritdoc/>
    public IEnumerator<Period> GetEnumerator()
    {
        for (var period = From; period < To; period = period.Next)
            yield return period;
        yield return To;
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
