namespace ForecastFunctions.Core.Statistics;

/// <summary>A single number, without uncertainty.</summary>
public sealed record Fixed : Distribution
{
    /// <summary>Creates the law of one number.</summary>
    /// <param name="value">The number, finite.</param>
    /// <exception cref="InvalidDistributionException">The number is not finite.</exception>
    public Fixed(double value)
        : base(Law.Fixed.Parameters, [value]) => Value = Numbers[0].Value;

    /// <summary>The number.</summary>
    public double Value { get; }

    /// <inheritdoc/>
    public override double Minimum => Value;

    /// <inheritdoc/>
    public override double Maximum => Value;

    /// <inheritdoc/>
    public override double Mean => Value;

    /// <inheritdoc/>
    public override double Variance => 0;

    /// <inheritdoc/>
    public override double Cdf(double x) => double.IsNaN(x) ? double.NaN : x >= Value ? 1 : 0;

    private protected override void QuantileCore(ReadOnlySpan<double> u, Span<double> x) => x.Fill(Value);

    private protected override void FromNormalScoreCore(ReadOnlySpan<double> z, Span<double> x) => x.Fill(Value);
}
