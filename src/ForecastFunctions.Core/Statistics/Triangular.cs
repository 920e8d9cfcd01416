using System.Runtime.Intrinsics;

namespace ForecastFunctions.Core.Statistics;

/// <summary>The triangular law.</summary>
public sealed record Triangular : Distribution
{
    /// <summary>
    /// The distance of p5 from the mode, as a share of the half-width, of the symmetric law: 1 − √0.1.
    /// </summary>
    private static readonly double Reach95 = 1 - Math.Sqrt(0.1);

    private readonly double _width;
    private readonly double _modeProbability;

    /// <summary>Creates the law from its parameters.</summary>
    /// <param name="min">The lowest value.</param>
    /// <param name="mode">The most likely value, from <paramref name="min"/> to <paramref name="max"/>.</param>
    /// <param name="max">The highest value, greater than <paramref name="min"/>.</param>
    /// <exception cref="InvalidDistributionException">A number is not finite or out of order.</exception>
    public Triangular(double min, double mode, double max)
        : base(Law.Triangular.Parameters, [min, mode, max])
    {
        new Domain().Increasing("min", min, "max", max).Mode(min, mode, max).Check();
        Minimum = Numbers[0].Value;
        Mode = Numbers[1].Value;
        Maximum = Numbers[2].Value;
        _width = max - min;
        _modeProbability = (mode - min) / _width;
    }

    private Triangular(double[] range)
        : base(Law.Triangular.Range!, range)
    {
        new Domain().Increasing("p5", range[0], "p95", range[1]).Check();
        _width = (range[1] - range[0]) / Reach95;
        Mode = range[0] + (range[1] - range[0]) / 2;
        Minimum = Mode - _width / 2;
        Maximum = Mode + _width / 2;
        _modeProbability = 0.5;
    }

    /// <summary>The most likely value.</summary>
    public double Mode { get; }

    /// <inheritdoc/>
    public override double Minimum { get; }

    /// <inheritdoc/>
    public override double Maximum { get; }

    /// <inheritdoc/>
    public override double Mean => Minimum + _width * ((1 + _modeProbability) / 3);

    /// <inheritdoc/>
    public override double Variance => _width / 18 * (1 - _modeProbability * (1 - _modeProbability)) * _width;

    /// <summary>The symmetric triangular law with these 5th and 95th percentiles.</summary>
    /// <param name="p5">The 5th percentile.</param>
    /// <param name="p95">The 95th percentile, greater than <paramref name="p5"/>.</param>
    /// <exception cref="InvalidDistributionException">
    /// A number is not finite, or the range is reversed or empty.
    /// </exception>
    public static Triangular FromRange(double p5, double p95) => new([p5, p95]);

    /// <inheritdoc/>
    public override double Cdf(double x)
    {
        if (x <= Minimum) return 0;
        if (x >= Maximum) return 1;
        var below = (x - Minimum) / _width;
        var above = (Maximum - x) / _width;
        return below < _modeProbability ? below * below / _modeProbability : 1 - above * above / (1 - _modeProbability);
    }

    private protected override void QuantileCore(ReadOnlySpan<double> u, Span<double> x) =>
        Columns.Map(new Inverse(Minimum, Maximum, _width, _modeProbability), u, x);

    private readonly struct Inverse(double min, double max, double width, double modeProbability) : IElementwise
    {
        public Vector256<double> At(Vector256<double> u)
        {
            var c = Vector256.Create(modeProbability);
            var w = Vector256.Create(width);
            var rising = Vector256.Create(min) + w * Vector256.Sqrt(u * c);
            var one = Vector256<double>.One;
            var falling = Vector256.Create(max) - w * Vector256.Sqrt((one - u) * (one - c));
            return Vector256.ConditionalSelect(Vector256.LessThan(u, c), rising, falling);
        }
    }
}
