using System.Runtime.Intrinsics;

namespace ForecastFunctions.Core.Statistics;

/// <summary>The logit-normal law on 0 to 1: the log-odds ln(x / (1 − x)) are normal.</summary>
public sealed record LogitNormal : TransformedNormal
{
    private const double MaxSigma = 300;
    private readonly double _mu;

    /// <summary>Creates the law from its parameters.</summary>
    /// <param name="median">The median, between 0 and 1 exclusively.</param>
    /// <param name="sigma">The standard deviation of the log-odds, greater than 0 and at most 300.</param>
    /// <exception cref="InvalidDistributionException">A number is not finite or out of its domain.</exception>
    public LogitNormal(double median, double sigma)
        : base(Law.LogitNormal.Parameters, [median, sigma])
    {
        new Domain().Unit("median", median).Positive("sigma", sigma)
            .Require(
                sigma <= MaxSigma, "sigma", $"sigma must be at most {Numeral.Of(MaxSigma)}; got {Numeral.Of(sigma)}")
            .Check();
        _mu = Logarithm.Odds(median);
        Sigma = sigma;
        (Mean, Variance) = Moments();
    }

    private LogitNormal(double[] range)
        : base(Law.LogitNormal.Range!, range)
    {
        new Domain().Unit("p5", range[0]).Unit("p95", range[1]).Increasing("p5", range[0], "p95", range[1]).Check();
        var low = Logarithm.Odds(range[0]);
        var high = Logarithm.Odds(range[1]);
        _mu = (low + high) / 2;
        Sigma = (high - low) / (2 * StandardNormal.Z95);
        new Domain().Require(
            Sigma > 0,
            "p95",
            "p5 and p95 are too close together to compute with; for a single value write the number alone").Check();
        (Mean, Variance) = Moments();
    }

    /// <summary>The standard deviation of the log-odds.</summary>
    public double Sigma { get; }

    /// <inheritdoc/>
    public override double Minimum => 0;

    /// <inheritdoc/>
    public override double Maximum => 1;

    /// <inheritdoc/>
    /// <remarks>No closed form exists; integrated numerically to about 1e-14 relative.</remarks>
    public override double Mean { get; }

    /// <inheritdoc/>
    /// <remarks>No closed form exists; integrated numerically to about 1e-13 relative.</remarks>
    public override double Variance { get; }

    /// <summary>The logit-normal law with these 5th and 95th percentiles.</summary>
    /// <param name="p5">The 5th percentile, between 0 and 1 exclusively.</param>
    /// <param name="p95">The 95th percentile, greater than <paramref name="p5"/> and less than 1.</param>
    /// <exception cref="InvalidDistributionException">
    /// A number is not finite or not between 0 and 1, or the range is reversed or empty.
    /// </exception>
    public static LogitNormal FromRange(double p5, double p95) => new([p5, p95]);

    /// <inheritdoc/>
    public override double Cdf(double x) => x switch
    {
        <= 0 => 0,
        >= 1 => 1,
        _ => StandardNormal.Cdf((Logarithm.Odds(x) - _mu) / Sigma),
    };

    private protected override void FromNormalScoreCore(ReadOnlySpan<double> z, Span<double> x) =>
        Columns.Map(new Logistic(_mu, Sigma), z, x);

    /// <summary>
    /// The trapezoidal rule over the score, which converges geometrically for a function analytic in a strip (Trefethen
    /// and Weideman 2014). The strip's half-width is π/σ, where the logistic has its poles; the error of step h is
    /// about e^(−2π·π/(σh)), and 1e-17 for the step taken. Scores to ±38 carry all of the density that a double can.
    /// </summary>
    private (double Mean, double Variance) Moments()
    {
        const double Reach = 38;
        var step = Math.Min(0.125, 0.5 / Sigma);
        var count = (int)Math.Ceiling(Reach / step);
        double weights = 0, first = 0;
        for (var k = -count; k <= count; k++)
        {
            var z = k * step;
            var weight = Math.Exp(-0.5 * z * z);
            weights += weight;
            first += weight * Logarithm.Logistic(_mu + Sigma * z);
        }

        var mean = first / weights;
        double second = 0;
        for (var k = -count; k <= count; k++)
        {
            var z = k * step;
            var deviation = Logarithm.Logistic(_mu + Sigma * z) - mean;
            second += Math.Exp(-0.5 * z * z) * deviation * deviation;
        }

        return (mean, second / weights);
    }

    private readonly struct Logistic(double mu, double sigma) : IElementwise
    {
        public Vector256<double> At(Vector256<double> z) =>
            Vector256<double>.One
            / (Vector256<double>.One + Vector256.Exp(-(Vector256.Create(mu) + Vector256.Create(sigma) * z)));
    }
}
