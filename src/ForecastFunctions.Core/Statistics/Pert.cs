namespace ForecastFunctions.Core.Statistics;

/// <summary>
/// The PERT law: a beta law stretched over minimum to maximum whose mean is (min + 4·mode + max)/6 (Malcolm et al.
/// 1959).
/// </summary>
public sealed record Pert : Distribution
{
    private static readonly Lazy<BetaInverse> Symmetric = new(() => new BetaInverse(3, 3));

    private readonly Lazy<BetaInverse> _inverse;
    private readonly double _width;
    private readonly double _alpha;
    private readonly double _beta;

    /// <summary>Creates the law from its parameters.</summary>
    /// <param name="min">The lowest value.</param>
    /// <param name="mode">The most likely value, from <paramref name="min"/> to <paramref name="max"/>.</param>
    /// <param name="max">The highest value, greater than <paramref name="min"/>.</param>
    /// <exception cref="InvalidDistributionException">A number is not finite or out of order.</exception>
    public Pert(double min, double mode, double max)
        : base(Law.Pert.Parameters, [min, mode, max])
    {
        new Domain().Increasing("min", min, "max", max).Mode(min, mode, max).Check();
        Minimum = Numbers[0].Value;
        Mode = Numbers[1].Value;
        Maximum = Numbers[2].Value;
        _width = max - min;
        _alpha = 1 + 4 * ((mode - min) / _width);
        _beta = 1 + 4 * ((max - mode) / _width);
        _inverse = new Lazy<BetaInverse>(() => new BetaInverse(_alpha, _beta));
    }

    private Pert(double[] range)
        : base(Law.Pert.Range!, range)
    {
        new Domain().Increasing("p5", range[0], "p95", range[1]).Check();
        _width = (range[1] - range[0]) / (1 - 2 * Symmetric.Value.Quantile(0.05));
        Mode = range[0] + (range[1] - range[0]) / 2;
        Minimum = Mode - _width / 2;
        Maximum = Mode + _width / 2;
        _alpha = _beta = 3;
        _inverse = Symmetric;
    }

    /// <summary>The most likely value.</summary>
    public double Mode { get; }

    /// <inheritdoc/>
    public override double Minimum { get; }

    /// <inheritdoc/>
    public override double Maximum { get; }

    /// <inheritdoc/>
    public override double Mean => Minimum + _width * (_alpha / 6);

    /// <inheritdoc/>
    public override double Variance => _width * (_alpha * _beta / 252) * _width;

    /// <summary>The symmetric PERT law with these 5th and 95th percentiles.</summary>
    /// <param name="p5">The 5th percentile.</param>
    /// <param name="p95">The 95th percentile, greater than <paramref name="p5"/>.</param>
    /// <exception cref="InvalidDistributionException">
    /// A number is not finite, or the range is reversed or empty.
    /// </exception>
    public static Pert FromRange(double p5, double p95) => new([p5, p95]);

    /// <inheritdoc/>
    public override double Cdf(double x)
    {
        if (x <= Minimum) return 0;
        if (x >= Maximum) return 1;
        var logOdds = Math.Log((x - Minimum) / (Maximum - x));
        return Math.Exp(new BetaLogit(_alpha, _beta).At(logOdds).LogLower);
    }

    /// <inheritdoc/>
    public bool Equals(Pert? other) => base.Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => base.GetHashCode();

    private protected override void QuantileCore(ReadOnlySpan<double> u, Span<double> x)
    {
        var inverse = _inverse.Value;
        for (var i = 0; i < u.Length; i++) x[i] = Minimum + _width * inverse.Quantile(u[i]);
    }
}
