using System.Globalization;

namespace ForecastFunctions.Core.Forecasting;

/// <summary>Equally spaced observations, the earliest first, without gaps; immutable.</summary>
public sealed class TimeSeries
{
    /// <summary>The fewest observations that are forecast.</summary>
    public const int MinimumLength = 3;

    /// <summary>
    /// The largest absolute value: far beyond any quantity of interest, and its square can still be summed.
    /// </summary>
    public const double LargestValue = 1e120;

    private readonly double[] _values;

    /// <summary>Creates a series.</summary>
    /// <param name="values">
    /// The observations, at least <see cref="MinimumLength"/>, finite, at most <see cref="LargestValue"/> in size.
    /// </param>
    /// <param name="seasonLength">
    /// The number of periods after which the season recurs: 4 for quarters, 12 for months, 1 where there is no season.
    /// </param>
    /// <exception cref="InvalidSeriesException">
    /// There are too few observations, one of them is out of its range, or the season length is less than 1.
    /// </exception>
    public TimeSeries(IEnumerable<double> values, int seasonLength = 1)
    {
        ArgumentNullException.ThrowIfNull(values);
        _values = [.. values];
        SeasonLength = seasonLength;
        if (seasonLength < 1)
            throw new InvalidSeriesException(Invariant($"The season length must be at least 1; got {seasonLength}."));
        if (_values.Length < MinimumLength)
        {
            throw new InvalidSeriesException(
                Invariant($"A series needs at least {MinimumLength} observations; got {_values.Length}."));
        }

        for (var t = 0; t < _values.Length; t++)
        {
            if (!(Math.Abs(_values[t]) <= LargestValue))
            {
                throw new InvalidSeriesException(
                    Invariant($"Observation {t + 1} must be a finite number of at most {LargestValue:E0} in size; ")
                    + Invariant($"got {_values[t]}."));
            }
        }
    }

    /// <summary>The observations.</summary>
    public IReadOnlyList<double> Values => _values;

    /// <summary>The number of observations.</summary>
    public int Length => _values.Length;

    /// <summary>The number of periods after which the season recurs; 1 where there is none.</summary>
    public int SeasonLength { get; }

    /// <summary>Whether every observation is greater than 0, as multiplicative models need.</summary>
    public bool IsPositive => _values.AsSpan().IndexOfAnyExceptInRange(double.Epsilon, double.MaxValue) < 0;

    internal ReadOnlySpan<double> Span => _values;

    /// <summary>The first observations.</summary>
    /// <param name="length">How many, from <see cref="MinimumLength"/> to <see cref="Length"/>.</param>
    /// <exception cref="InvalidSeriesException">Fewer are asked for than a series needs.</exception>
    /// <exception cref="ArgumentOutOfRangeException">More are asked for than there are.</exception>
    public TimeSeries First(int length)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, Length);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        return new TimeSeries(_values.Take(length), SeasonLength);
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
