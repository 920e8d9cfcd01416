using System.Runtime.Intrinsics;

namespace ForecastFunctions.Core.Statistics;

/// <summary>The normal law.</summary>
public sealed record Normal : TransformedNormal
{
    private readonly double _sd;

    /// <summary>Creates the law from its parameters.</summary>
    /// <param name="mean">The mean.</param>
    /// <param name="sd">The standard deviation, greater than 0.</param>
    /// <exception cref="InvalidDistributionException">A number is not finite or out of its domain.</exception>
    public Normal(double mean, double sd)
        : base(Law.Normal.Parameters, [mean, sd])
    {
        new Domain().Positive("sd", sd)
            .Require(double.IsFinite(sd * sd), "sd", $"sd is too large to compute with; got {Numeral.Of(sd)}")
            .Check();
        Mean = Numbers[0].Value;
        _sd = sd;
    }

    private Normal(double[] range)
        : base(Law.Normal.Range!, range)
    {
        new Domain().Increasing("p5", range[0], "p95", range[1]).Check();
        Mean = range[0] + (range[1] - range[0]) / 2;
        _sd = (range[1] - range[0]) / (2 * StandardNormal.Z95);
        new Domain().Require(double.IsFinite(_sd * _sd), "p95", "p5 and p95 are too far apart to compute with").Check();
    }

    /// <inheritdoc/>
    public override double Minimum => double.NegativeInfinity;

    /// <inheritdoc/>
    public override double Maximum => double.PositiveInfinity;

    /// <inheritdoc/>
    public override double Mean { get; }

    /// <inheritdoc/>
    public override double Variance => _sd * _sd;

    /// <summary>The normal law with these 5th and 95th percentiles.</summary>
    /// <param name="p5">The 5th percentile.</param>
    /// <param name="p95">The 95th percentile, greater than <paramref name="p5"/>.</param>
    /// <exception cref="InvalidDistributionException">
    /// A number is not finite, or the range is reversed or empty.
    /// </exception>
    public static Normal FromRange(double p5, double p95) => new([p5, p95]);

    /// <inheritdoc/>
    public override double Cdf(double x) => StandardNormal.Cdf((x - Mean) / _sd);

    private protected override void FromNormalScoreCore(ReadOnlySpan<double> z, Span<double> x) =>
        Columns.Map(new Scale(Mean, _sd), z, x);

    private readonly struct Scale(double mean, double sd) : IElementwise
    {
        public Vector256<double> At(Vector256<double> z) => Vector256.Create(mean) + Vector256.Create(sd) * z;
    }
}
