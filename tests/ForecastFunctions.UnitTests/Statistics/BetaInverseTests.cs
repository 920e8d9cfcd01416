using ForecastFunctions.Core.Statistics;

namespace ForecastFunctions.UnitTests.Statistics;

public sealed class BetaInverseTests
{
    [Theory]
    [InlineData(0.01, 0.01)]
    [InlineData(0.01, 1e5)]
    [InlineData(0.5, 0.5)]
    [InlineData(1, 5)]
    [InlineData(3, 3)]
    [InlineData(14.9, 15.1)]
    [InlineData(700, 2)]
    [InlineData(1e5, 1e5)]
    public void Table_OverTheDomainOfShapes_IsVerifiedToTenDigits(double alpha, double beta) =>
        Assert.InRange(new BetaInverse(alpha, beta).Error, 0, 1e-11);

    [Fact]
    public void Quantile_OfPowerLaws_EqualsClosedForm()
    {
        // Beta(a, 1) has F = x^a, and Beta(1, b) has 1 − F = (1 − x)^b.
        var power = new BetaInverse(7, 1);
        var complement = new BetaInverse(1, 7);
        for (var p = 1e-12; p < 1; p = p * 1.5 + 1e-3)
        {
            Assert.Equal(1, power.Quantile(p) / Math.Pow(p, 1.0 / 7), 1e-12);
            var x = -Math.Exp(MathNet.Numerics.SpecialFunctions.Log1p(-p) / 7) + 1;
            Assert.Equal(x, complement.Quantile(p), 1e-13);
        }
    }

    [Fact]
    public void Quantile_OfArcsineLaw_EqualsClosedForm()
    {
        var arcsine = new BetaInverse(0.5, 0.5);
        for (var p = 1e-10; p < 1; p = p * 1.4 + 1e-3)
        {
            var sine = Math.Sin(Math.PI * p / 2);
            Assert.Equal(1, arcsine.Quantile(p) / (sine * sine), 1e-11);
        }
    }

    [Fact]
    public void Fit_FromPercentilesOfKnownLaw_FindsItsShapes()
    {
        foreach (var (alpha, beta) in new[] { (2.0, 5.0), (0.2, 0.3), (0.05, 4.0), (80.0, 3.0), (2000.0, 9000.0) })
        {
            var known = new Beta(alpha, beta);
            var fitted = Beta.FromRange(known.Quantile(0.05), known.Quantile(0.95));
            Assert.Equal(1, fitted.Alpha / alpha, 1e-7);
            Assert.Equal(1, fitted.BetaShape / beta, 1e-7);
        }
    }
}
