using ForecastFunctions.Core.Statistics;
using Reference = MathNet.Numerics.Distributions;

namespace ForecastFunctions.UnitTests.Statistics;

public sealed class StandardNormalTests
{
    [Fact]
    public void Quantile_OverAllBranches_EqualsMathNet()
    {
        for (var e = -16.0; e < -0.31; e += 0.01)
        {
            var p = Math.Pow(10, e);
            Assert.Equal(1, StandardNormal.Quantile(p) / Reference.Normal.InvCDF(0, 1, p), 2e-14);
            if (e > -12) Assert.Equal(1, StandardNormal.Quantile(1 - p) / Reference.Normal.InvCDF(0, 1, 1 - p), 2e-14);
        }
    }

    [Fact]
    public void Quantile_OfKnownProbabilities_EqualsTables()
    {
        Assert.Equal(0, StandardNormal.Quantile(0.5));
        Assert.Equal(1.6448536269514722, StandardNormal.Quantile(0.95), 1e-15);
        Assert.Equal(-2.3263478740408408, StandardNormal.Quantile(0.01), 1e-15);
        Assert.Equal(-4.2648907939228247, StandardNormal.Quantile(1e-5), 4e-15);
        Assert.Equal(-9.2623400897984082, StandardNormal.Quantile(1e-20), 1e-14);
        Assert.Equal(double.NegativeInfinity, StandardNormal.Quantile(0));
        Assert.Equal(double.PositiveInfinity, StandardNormal.Quantile(1));
    }

    [Fact]
    public void Cdf_OfQuantile_ReturnsTheProbability()
    {
        for (var e = -290.0; e < -0.31; e += 1.7)
        {
            var p = Math.Pow(10, e);
            // Φ is steep in the tail: a relative error of z counts z² times.
            Assert.Equal(1, StandardNormal.Cdf(StandardNormal.Quantile(p)) / p, 2e-12);
        }
    }
}
