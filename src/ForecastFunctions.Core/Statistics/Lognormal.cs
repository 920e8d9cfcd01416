using System.Runtime.Intrinsics;

namespace ForecastFunctions.Core.Statistics;

/// <summary>The lognormal law: ln x is normal.</summary>
public sealed record Lognormal : TransformedNormal
{
    private readonly double _median;

    /// <summary>Creates the law from its parameters.</summary>
    /// <param name="median">The median, greater than 0 (the exponential of the mean of ln x).</param>
    /// <param name="sigma">The standard deviation of ln x, greater than 0.</param>
    /// <exception cref="InvalidDistributionException">A number is not finite or out of its domain.</exception>
    public Lognormal(double median, double sigma)
        : base(Law.Lognormal.Parameters, [median, sigma])
    {
        new Domain().Positive("median", median).Positive("sigma", sigma).Check();
        _median = median;
        Sigma = sigma;
        new Domain().Require(
            double.IsFinite(Variance),
            "sigma",
            $"sigma is too large: the variance overflows; got {Numeral.Of(sigma)}").Check();
    }

    private Lognormal(double[] range)
        : base(Law.Lognormal.Range!, range)
    {
        new Domain().Positive("p5", range[0]).Increasing("p5", range[0], "p95", range[1]).Check();
        var width = LogRatio(range[1], range[0]);
        _median = range[0] * Math.Exp(width / 2);
        Sigma = width / (2 * StandardNormal.Z95);
        new Domain().Require(
            double.IsFinite(Variance),
            "p95",
            "p5 and p95 are too far apart: the variance overflows").Check();
    }

    /// <summary>The standard deviation of ln x.</summary>
    public double Sigma { get; }

    /// <inheritdoc/>
    public override double Minimum => 0;

    /// <inheritdoc/>
    public override double Maximum => double.PositiveInfinity;

    /// <inheritdoc/>
    public override double Mean => _median * Math.Exp(Sigma * Sigma / 2);

    /// <inheritdoc/>
    public override double Variance
    {
        get
        {
            var sigma2 = Sigma * Sigma;
            return _median * _median * Math.Exp(sigma2) * MathNet.Numerics.SpecialFunctions.Expm1(sigma2);
        }
    }

    /// <summary>The lognormal law with these 5th and 95th percentiles.</summary>
    /// <param name="p5">The 5th percentile, greater than 0.</param>
    /// <param name="p95">The 95th percentile, greater than <paramref name="p5"/>.</param>
    /// <exception cref="InvalidDistributionException">
    /// A number is not finite or not positive, or the range is reversed, empty or too wide to compute with.
    /// </exception>
    public static Lognormal FromRange(double p5, double p95) => new([p5, p95]);

    /// <inheritdoc/>
    public override double Cdf(double x) =>
        x <= 0 ? 0 : StandardNormal.Cdf(LogRatio(x, _median) / Sigma);

    private protected override void FromNormalScoreCore(ReadOnlySpan<double> z, Span<double> x) =>
        Columns.Map(new Exponential(_median, Sigma), z, x);

    /// <summary>ln(a/b), without the cancellation that a difference of logarithms has for a narrow range.</summary>
    private static double LogRatio(double a, double b)
    {
        var ratio = a / b;
        return ratio is > 0.5 and < 2 ? Logarithm.OfOnePlus((a - b) / b) : Math.Log(a) - Math.Log(b);
    }

    private readonly struct Exponential(double median, double sigma) : IElementwise
    {
        public Vector256<double> At(Vector256<double> z) =>
            Vector256.Create(median) * Vector256.Exp(Vector256.Create(sigma) * z);
    }
}
