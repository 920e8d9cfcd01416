namespace ForecastFunctions.Core.Forecasting;

/// <summary>How the rate of growth moves.</summary>
internal enum GrowthKind
{
    Constant,
    Fading,
    Logistic,
}

/// <summary>
/// How the logarithm of a level grows along a series and beyond it: what is given, and what is multiplied by a rate that
/// is to be found.
/// </summary>
internal sealed class GrowthShape
{
    /// <summary>How probable the kinds are before any observation.</summary>
    private const double Constantly = 0.86;

    private const double Fadingly = 0.04;
    private const double Logistically = 0.1;

    /// <summary>The share of the rate that is left at the end of the series.</summary>
    private static readonly double[] Left = [0.002, 0.01, 0.05, 0.18, 0.43];

    /// <summary>The growth over the length of the series at the steepest rate, in logarithms.</summary>
    private static readonly double[] Steepness = [2.8, 4.2, 5.6, 7.6, 9.8, 12.6];

    /// <summary>The inflection, as a share of the series.</summary>
    private static readonly double[] Inflections = [0.2, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.1, 1.25, 1.5];

    private readonly Func<int, double> _given;
    private readonly Func<int, double>? _perRate;

    /// <summary>What is given along the series: it is asked for by every curve and from every origin.</summary>
    private readonly double[] _givenAlong;
    private readonly double[] _perRateAlong;

    private GrowthShape(GrowthKind kind, double prior, int length, Func<int, double> given, Func<int, double>? perRate)
    {
        Kind = kind;
        Prior = prior;
        _given = given;
        _perRate = perRate;
        _givenAlong = [.. Enumerable.Range(0, length).Select(given)];
        _perRateAlong = [.. Enumerable.Range(0, length).Select(place => perRate?.Invoke(place) ?? 0)];
    }

    internal GrowthKind Kind { get; }

    /// <summary>How probable it is before any observation.</summary>
    internal double Prior { get; }

    /// <summary>Whether there is a rate to be found.</summary>
    internal bool HasRate => _perRate is not null;

    /// <summary>What is given of the logarithm at a place, from 0 on.</summary>
    internal double Given(int place) => place < _givenAlong.Length ? _givenAlong[place] : _given(place);

    /// <summary>What a rate of 1 adds to it.</summary>
    internal double PerRate(int place) =>
        place < _perRateAlong.Length ? _perRateAlong[place] : _perRate?.Invoke(place) ?? 0;

    /// <summary>The shapes that a series may follow.</summary>
    internal static IEnumerable<GrowthShape> For(int length)
    {
        yield return new GrowthShape(GrowthKind.Constant, Constantly, length, _ => 0, place => place + 1);
        foreach (var left in Left)
        {
            var kept = Math.Pow(left, 1.0 / length);
            yield return new GrowthShape(
                GrowthKind.Fading, Fadingly / Left.Length, length, _ => 0,
                place => (1 - Math.Pow(kept, place + 1)) / (1 - kept));
        }

        foreach (var steepness in Steepness)
        {
            foreach (var inflection in Inflections)
            {
                var (rate, middle) = (steepness / length, inflection * length);
                yield return new GrowthShape(
                    GrowthKind.Logistic, Logistically / (Steepness.Length * Inflections.Length), length,
                    place => -Math.Log(1 + Math.Exp(-rate * (place - middle))), null);
            }
        }
    }
}
