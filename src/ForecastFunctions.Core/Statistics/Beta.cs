namespace ForecastFunctions.Core.Statistics;

/// <summary>The beta law on 0 to 1.</summary>
public sealed record Beta : Distribution
{
    /// <summary>The smallest shape that is taken.</summary>
    public const double LeastShape = 0.01;

    /// <summary>The largest shape that is taken.</summary>
    public const double LargestShape = 1e5;

    private readonly Lazy<BetaInverse> _inverse;
    private readonly BetaLogit _curve;

    /// <summary>Creates the law from its parameters.</summary>
    /// <param name="alpha">The shape at 0, from 0.01 to 100 000.</param>
    /// <param name="beta">The shape at 1, from 0.01 to 100 000.</param>
    /// <exception cref="InvalidDistributionException">A shape is not finite or out of its domain.</exception>
    public Beta(double alpha, double beta)
        : base(Law.Beta.Parameters, [alpha, beta])
    {
        new Domain()
            .Within("alpha", alpha, LeastShape, LargestShape)
            .Within("beta", beta, LeastShape, LargestShape)
            .Check();
        Alpha = alpha;
        BetaShape = beta;
        _curve = new BetaLogit(alpha, beta);
        _inverse = new Lazy<BetaInverse>(() => new BetaInverse(alpha, beta));
    }

    private Beta(double[] range)
        : base(Law.Beta.Range!, range)
    {
        new Domain().Unit("p5", range[0]).Unit("p95", range[1]).Increasing("p5", range[0], "p95", range[1]).Check();
        var (alpha, beta) = BetaFit.Solve(range[0], range[1]);
        new Domain().Require(
            alpha is >= LeastShape and <= LargestShape && beta is >= LeastShape and <= LargestShape,
            "p95",
            "p5 and p95 lead to a beta law with a shape outside 0.01 to 100000; "
            + "use logit-normal for so wide or so narrow a range")
            .Check();
        Alpha = alpha;
        BetaShape = beta;
        _curve = new BetaLogit(alpha, beta);
        _inverse = new Lazy<BetaInverse>(() => new BetaInverse(alpha, beta));
    }

    /// <summary>The shape at 0, α.</summary>
    public double Alpha { get; }

    /// <summary>The shape at 1, β.</summary>
    public double BetaShape { get; }

    /// <inheritdoc/>
    public override double Minimum => 0;

    /// <inheritdoc/>
    public override double Maximum => 1;

    /// <inheritdoc/>
    public override double Mean => Alpha / (Alpha + BetaShape);

    /// <inheritdoc/>
    public override double Variance
    {
        get
        {
            var sum = Alpha + BetaShape;
            return Alpha / sum * (BetaShape / sum) / (sum + 1);
        }
    }

    /// <summary>The beta law with these 5th and 95th percentiles, which determine both shapes (Shih 2015).</summary>
    /// <param name="p5">The 5th percentile, between 0 and 1 exclusively.</param>
    /// <param name="p95">The 95th percentile, greater than <paramref name="p5"/> and less than 1.</param>
    /// <exception cref="InvalidDistributionException">
    /// A number is not finite or not between 0 and 1, the range is reversed or empty, or a shape would leave its
    /// domain.
    /// </exception>
    public static Beta FromRange(double p5, double p95) => new([p5, p95]);

    /// <inheritdoc/>
    public override double Cdf(double x) => x switch
    {
        <= 0 => 0,
        >= 1 => 1,
        _ => Math.Exp(_curve.At(Logarithm.Odds(x)).LogLower),
    };

    /// <inheritdoc/>
    public bool Equals(Beta? other) => base.Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => base.GetHashCode();

    private protected override void QuantileCore(ReadOnlySpan<double> u, Span<double> x)
    {
        var inverse = _inverse.Value;
        for (var i = 0; i < u.Length; i++) x[i] = inverse.Quantile(u[i]);
    }
}
