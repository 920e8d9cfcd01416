using System.Runtime.Intrinsics;

namespace ForecastFunctions.Core.Statistics;

/// <summary>The uniform law.</summary>
public sealed record Uniform : Distribution
{
    private readonly double _width;

    /// <summary>Creates the law from its parameters.</summary>
    /// <param name="min">The lowest value.</param>
    /// <param name="max">The highest value, greater than <paramref name="min"/>.</param>
    /// <exception cref="InvalidDistributionException">
    /// A number is not finite, or the range is reversed or empty.
    /// </exception>
    public Uniform(double min, double max)
        : base(Law.Uniform.Parameters, [min, max])
    {
        new Domain().Increasing("min", min, "max", max).Check();
        Minimum = Numbers[0].Value;
        Maximum = Numbers[1].Value;
        _width = max - min;
    }

    private Uniform(double[] range)
        : base(Law.Uniform.Range!, range)
    {
        new Domain().Increasing("p5", range[0], "p95", range[1]).Check();
        _width = (range[1] - range[0]) / 0.9;
        Minimum = range[0] - 0.05 * _width;
        Maximum = Minimum + _width;
    }

    /// <inheritdoc/>
    public override double Minimum { get; }

    /// <inheritdoc/>
    public override double Maximum { get; }

    /// <inheritdoc/>
    public override double Mean => Minimum + _width / 2;

    /// <inheritdoc/>
    public override double Variance => _width / 12 * _width;

    /// <summary>The uniform law with these 5th and 95th percentiles.</summary>
    /// <param name="p5">The 5th percentile.</param>
    /// <param name="p95">The 95th percentile, greater than <paramref name="p5"/>.</param>
    /// <exception cref="InvalidDistributionException">
    /// A number is not finite, or the range is reversed or empty.
    /// </exception>
    public static Uniform FromRange(double p5, double p95) => new([p5, p95]);

    /// <inheritdoc/>
    public override double Cdf(double x) => Math.Clamp((x - Minimum) / _width, 0, 1);

    private protected override void QuantileCore(ReadOnlySpan<double> u, Span<double> x) =>
        Columns.Map(new Interpolation(Minimum, Maximum, _width), u, x);

    private readonly struct Interpolation(double min, double max, double width) : IElementwise
    {
        public Vector256<double> At(Vector256<double> u) =>
            Vector256.Min(Vector256.Create(min) + Vector256.Create(width) * u, Vector256.Create(max));
    }
}
