using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using MathNet.Numerics;

namespace ForecastFunctions.Core.Statistics;

/// <summary>The standard normal law: Φ and its inverse.</summary>
public static class StandardNormal
{
    /// <summary>Φ⁻¹(0.95), the distance of p5 and p95 from the median in standard deviations.</summary>
    internal static readonly double Z95 = Quantile(0.95);

    /// <summary>Φ(z), to about 1e-15 relative in both tails.</summary>
    /// <param name="z">A standard normal score.</param>
    public static double Cdf(double z) => 0.5 * SpecialFunctions.Erfc(z * -0.70710678118654752440);

    /// <summary>Φ⁻¹(p), to about 1e-15 relative (algorithm AS 241, PPND16; Wichura 1988).</summary>
    /// <param name="p">A probability; 0 and 1 give the infinities.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="p"/> is not within 0 to 1.</exception>
    public static double Quantile(double p)
    {
        if (!(p >= 0 && p <= 1))
            throw new ArgumentOutOfRangeException(nameof(p), p, "A probability must be between 0 and 1.");
        return p switch
        {
            0 => double.NegativeInfinity,
            1 => double.PositiveInfinity,
            _ => Columns.Map(default(Inverse), p),
        };
    }

    /// <summary>Φ⁻¹ of a column, each element bit-identical to <see cref="Quantile(double)"/>.</summary>
    /// <param name="u">Probabilities strictly between 0 and 1 (not checked).</param>
    /// <param name="z">Receives the scores; as long as <paramref name="u"/>, and may be the same memory.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Quantile(ReadOnlySpan<double> u, Span<double> z)
    {
        Columns.RequireSameLength(u, z);
        Columns.Map(default(Inverse), u, z);
    }

    /// <summary>
    /// Wichura's three rational approximations. Most vectors lie wholly in the centre (|p − ½| ≤ 0.425), and
    /// practically none reach the far tail (p below 1.4e-11), so the branches are worth their price.
    /// </summary>
    private readonly struct Inverse : IElementwise
    {
        public Vector256<double> At(Vector256<double> p)
        {
            var q = p - Vector256.Create(0.5);
            var isCentre = Vector256.LessThanOrEqual(Vector256.Abs(q), Vector256.Create(0.425));
            var centre = Centre(q);
            if (Vector256.EqualsAll(isCentre.AsInt64(), Vector256<long>.AllBitsSet)) return centre;

            var r = Vector256.Sqrt(-Vector256.Log(Vector256.Min(p, Vector256<double>.One - p)));
            var tail = Tail(r - Vector256.Create(1.6));
            var isFar = Vector256.GreaterThan(r, Vector256.Create(5.0));
            if (!Vector256.EqualsAll(isFar.AsInt64(), Vector256<long>.Zero))
                tail = Vector256.ConditionalSelect(isFar, FarTail(r - Vector256.Create(5.0)), tail);
            tail = Vector256.CopySign(tail, q);
            return Vector256.ConditionalSelect(isCentre, centre, tail);
        }

        private static Vector256<double> Centre(Vector256<double> q)
        {
            var r = Vector256.Create(0.180625) - q * q;
            return q * Ratio(
                r,
                [
                    3.3871328727963666080, 133.14166789178437745, 1971.5909503065514427, 13731.693765509461125,
                    45921.953931549871457, 67265.770927008700853, 33430.575583588128105, 2509.0809287301226727,
                ],
                [
                    1.0, 42.313330701600911252, 687.18700749205790830, 5394.1960214247511077,
                    21213.794301586595867, 39307.895800092710610, 28729.085735721942674, 5226.4952788528545610,
                ]);
        }

        private static Vector256<double> Tail(Vector256<double> r) => Ratio(
            r,
            [
                1.42343711074968357734, 4.63033784615654529590, 5.76949722146069140550, 3.64784832476320460504,
                1.27045825245236838258, 0.241780725177450611770, 0.0227238449892691845833, 7.74545014278341407640e-4,
            ],
            [
                1.0, 2.05319162663775882187, 1.67638483018380384940, 0.689767334985100004550,
                0.148103976427480074590, 0.0151986665636164571966, 5.47593808499534494600e-4, 1.05075007164441684324e-9,
            ]);

        private static Vector256<double> FarTail(Vector256<double> r) => Ratio(
            r,
            [
                6.65790464350110377720, 5.46378491116411436990, 1.78482653991729133580,
                0.296560571828504891230, 0.0265321895265761230930, 1.24266094738807843860e-3,
                2.71155556874348757815e-5, 2.01033439929228813265e-7,
            ],
            [
                1.0, 0.599832206555887937690, 0.136929880922735805310,
                0.0148753612908506148525, 7.86869131145613259100e-4, 1.84631831751005468180e-5,
                1.42151175831644588870e-7, 2.04426310338993978564e-15,
            ]);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static Vector256<double> Ratio(
            Vector256<double> r, ReadOnlySpan<double> numerator, ReadOnlySpan<double> denominator)
        {
            var above = Vector256.Create(numerator[7]);
            var below = Vector256.Create(denominator[7]);
            for (var i = 6; i >= 0; i--)
            {
                above = above * r + Vector256.Create(numerator[i]);
                below = below * r + Vector256.Create(denominator[i]);
            }

            return above / below;
        }
    }
}
