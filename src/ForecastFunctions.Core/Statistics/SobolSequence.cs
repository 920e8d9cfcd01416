using System.Numerics;
using System.Runtime.Intrinsics;

namespace ForecastFunctions.Core.Statistics;

/// <summary>
/// One dimension of a Sobol' sequence (Sobol' 1967) to 24 binary digits, so that its first 2^24 points are distinct and
/// its first 2^m points lie one in each of 2^m equal intervals. Points are numbered in their natural order.
/// </summary>
public sealed class SobolSequence
{
    /// <summary>The number of dimensions there are.</summary>
    public const int Dimensions = 128;

    /// <summary>The number of binary digits of a point.</summary>
    public const int Digits = 24;

    private readonly uint[] _directions;
    private readonly uint[] _steps;

    /// <summary>Prepares a dimension.</summary>
    /// <param name="dimension">
    /// The dimension, 1 to <see cref="Dimensions"/>; the first is van der Corput's sequence.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
    public SobolSequence(int dimension)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(dimension, Dimensions);
        _directions = DirectionNumbers(dimension);
        // From 4q to 4(q + 1), the trailing ones of q and the zero above them flip.
        _steps = new uint[Digits - 2];
        for (var k = 0; k < _steps.Length; k++) _steps[k] = _directions[k + 2] ^ (k == 0 ? 0 : _steps[k - 1]);
        FirstFour = Vector256.Create(0UL, _directions[0], _directions[1], _directions[0] ^ _directions[1]);
    }

    /// <summary>
    /// The point of an index below 2^24, as an integer whose 24 bits are its binary digits, first digit highest.
    /// </summary>
    public uint this[uint index]
    {
        get
        {
            var point = 0u;
            for (var rest = index; rest != 0; rest &= rest - 1)
                point ^= _directions[BitOperations.TrailingZeroCount(rest)];
            return point;
        }
    }

    /// <summary>Points 0 to 3. Points 4q to 4q + 3 are these, each added digit by digit to the point 4q.</summary>
    internal Vector256<ulong> FirstFour { get; }

    /// <summary>The point 4q, from the point 4(q − 1). Beyond the last index: zero.</summary>
    internal uint NextOfFour(uint previous, uint q)
    {
        var k = BitOperations.TrailingZeroCount(q);
        return k < _steps.Length ? previous ^ _steps[k] : 0;
    }

    /// <summary>
    /// Direction numbers v_k = m_k/2^k by Sobol's recurrence over the dimension's primitive polynomial, see
    /// <see cref="SobolDirections"/>.
    /// </summary>
    private static uint[] DirectionNumbers(int dimension)
    {
        var m = new uint[Digits];
        var (polynomial, initial) = SobolDirections.Of(dimension);
        var degree = initial.Length;
        for (var k = 0; k < Digits; k++)
        {
            if (degree == 0)
            {
                m[k] = 1;
            }
            else if (k < degree)
            {
                m[k] = initial[k];
            }
            else
            {
                m[k] = m[k - degree] ^ (m[k - degree] << degree);
                for (var i = 1; i < degree; i++)
                    m[k] ^= ((polynomial >> (degree - i)) & 1) * (m[k - i] << i);
            }
        }

        for (var k = 0; k < Digits; k++) m[k] <<= Digits - 1 - k;
        return m;
    }
}
