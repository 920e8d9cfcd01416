using CsCheck;
using ForecastFunctions.Core.Statistics;
using MathNet.Numerics;
using MathNet.Numerics.Integration;
using Reference = MathNet.Numerics.Distributions;

namespace ForecastFunctions.UnitTests.Statistics;

public sealed class DistributionTests
{
    public static TheoryData<string> Laws =>
    [
        "normal(0.47,0.08)", "lognormal(137,0.042)", "lognormal(1,2)", "logit-normal(0.5,0.6)", "logit-normal(0.02,2)",
        "triangular(1.5,4.5,6)", "triangular(0,0,1)", "triangular(0,1,1)",
        "pert(1.5,4.5,6)", "pert(0,0,1)", "pert(-2,5,5)",
        "uniform(-3,7)", "beta(2,5)", "beta(0.3,0.4)", "beta(1,1)", "beta(60,900)", "beta(30000,40000)",
    ];

    private static Func<double, double> ReferenceCdf(Distribution law)
    {
        var n = law.Numbers.Select(number => number.Value).ToArray();
        return law switch
        {
            Normal => x => Reference.Normal.CDF(n[0], n[1], x),
            Lognormal => x => Reference.LogNormal.CDF(Math.Log(n[0]), n[1], x),
            LogitNormal => x => Reference.Normal.CDF(Math.Log(n[0] / (1 - n[0])), n[1], Math.Log(x / (1 - x))),
            Triangular => x => Reference.Triangular.CDF(n[0], n[2], n[1], x),
            Pert => x => SpecialFunctions.BetaRegularized(
                1 + 4 * (n[1] - n[0]) / (n[2] - n[0]),
                1 + 4 * (n[2] - n[1]) / (n[2] - n[0]),
                (x - n[0]) / (n[2] - n[0])),
            Uniform => x => Reference.ContinuousUniform.CDF(n[0], n[1], x),
            Beta => x => SpecialFunctions.BetaRegularized(n[0], n[1], x),
            _ => throw new NotSupportedException(law.ToString()),
        };
    }

    [Theory]
    [MemberData(nameof(Laws))]
    public void Draws_OfEveryLaw_PassKolmogorovSmirnovAgainstReferenceCdf(string text)
    {
        const int N = 20_000;
        var law = Distribution.Parse(text);
        var cdf = ReferenceCdf(law);
        var x = new double[N];
        UniformColumn.Create(Sampling.Plain, 11, text, 1, N).Fill(x, 0);
        law.Quantile(x, x);
        Array.Sort(x);
        var distance = 0.0;
        for (var i = 0; i < N; i++)
        {
            var p = cdf(x[i]);
            distance = Math.Max(distance, Math.Max((i + 1.0) / N - p, p - (double)i / N));
        }

        Assert.True(distance < 1.95 / Math.Sqrt(N), $"D = {distance}");
    }

    [Theory]
    [MemberData(nameof(Laws))]
    public void Quantile_AtEveryProbability_InvertsReferenceCdf(string text)
    {
        var law = Distribution.Parse(text);
        var cdf = ReferenceCdf(law);
        foreach (var p in new[] { 1e-9, 1e-4, 0.01, 0.05, 0.2, 0.4999, 0.5, 0.5001, 0.8, 0.95, 0.99, 0.9999, 1 - 1e-9 })
        {
            var x = law.Quantile(p);
            Assert.InRange(cdf(x), p * (1 - 1e-9) - 1e-15, p * (1 + 1e-9) + 1e-15);
            Assert.InRange(law.Cdf(x), p * (1 - 1e-9) - 1e-15, p * (1 + 1e-9) + 1e-15);
        }
    }

    [Theory]
    [MemberData(nameof(Laws))]
    public void Quantile_AtTheOutermostUniforms_StaysFiniteAndWithinSupport(string text)
    {
        var law = Distribution.Parse(text);
        double[] u = [1.0 / (1L << 53), 1e-12, 0.5, 1 - 1e-12, 1 - 1.0 / (1L << 53)];
        var x = new double[u.Length];
        law.Quantile(u, x);
        Assert.All(x, value => Assert.True(
            double.IsFinite(value) && value >= law.Minimum && value <= law.Maximum, $"{value}"));
        Assert.Equal(x.Order(), x);
        Assert.True(x[0] < x[2] && x[2] < x[4]);
        Assert.Equal(law.Minimum, law.Quantile(0));
        Assert.Equal(law.Maximum, law.Quantile(1));
    }

    [Theory]
    [MemberData(nameof(Laws))]
    public void Moments_OfEveryLaw_EqualThoseOfItsQuantiles(string text)
    {
        const int N = 1 << 18;
        var law = Distribution.Parse(text);
        var x = new double[N];
        for (var i = 0; i < N; i++) x[i] = (i + 0.5) / N;
        law.Quantile(x, x);
        var (mean, sd) = DrawStatistics.MeanAndStandardDeviation(x);
        // Midpoints of equal strata: only the outermost strata of the heavy lognormal tail are felt.
        var tolerance = law is Lognormal { Sigma: > 1 } ? 0.02 : 2e-4;
        Assert.InRange(law.Mean, mean - tolerance * sd, mean + tolerance * sd);
        Assert.InRange(
            law.StandardDeviation / sd, 1 - tolerance, law is Lognormal { Sigma: > 1 } ? 1.2 : 1 + tolerance);
        Assert.Equal(law.Quantile(0.5), law.Median);
    }

    [Fact]
    public void LogitNormal_Moments_EqualIndependentQuadrature()
    {
        foreach (var (median, sigma) in new[] { (0.5, 0.4), (0.3, 1.2), (0.9, 4.0), (1e-6, 2.0), (0.5, 40.0) })
        {
            var law = new LogitNormal(median, sigma);
            var mu = Math.Log(median / (1 - median));
            double Density(double z) => Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI);
            double Expect(Func<double, double> f) => Enumerable.Range(-40, 80).Sum(piece => GaussLegendreRule.Integrate(
                z => f(1 / (1 + Math.Exp(-mu - sigma * z))) * Density(z), piece * 0.4, (piece + 1) * 0.4, 128));
            var mean = Expect(x => x);
            Assert.Equal(1, law.Mean / mean, 1e-11);
            Assert.Equal(1, law.Variance / Expect(x => (x - mean) * (x - mean)), 1e-11);
        }
    }

    [Fact]
    public void Quantile_OfGeneratedLaws_IsInvertedByCdf() =>
        GenDistribution.Any.Where(law => !law.IsFixed).Select(Gen.Double[0.001, 0.999]).Sample((law, p) =>
        {
            var x = law.Quantile(p);
            // A level far from zero carries a rounding that is large beside a narrow spread.
            var rounding = Math.Abs(x) / law.StandardDeviation * 4e-15;
            Assert.Equal(p, law.Cdf(x), 1e-10 + rounding);
        });

    [Fact]
    public void Quantile_OfGeneratedLaws_NeverDecreases() =>
        GenDistribution.Any.Select(Gen.Double[1e-6, 1 - 1e-6], Gen.Double[1e-6, 1 - 1e-6]).Sample((law, p, q) =>
            Assert.True(law.Quantile(Math.Min(p, q)) <= law.Quantile(Math.Max(p, q))));

    [Fact]
    public void QuantileOfColumn_AtAnyOffset_IsBitIdenticalToScalar() =>
        GenDistribution.Any.Select(Gen.Double[1e-9, 1 - 1e-9].Array[1, 23]).Sample((law, u) =>
        {
            var x = new double[u.Length];
            law.Quantile(u, x);
            var inPlace = u.ToArray();
            law.Quantile(inPlace, inPlace);
            Assert.Equal(u.Select(law.Quantile), x);
            Assert.Equal(x, inPlace);
        });

    [Fact]
    public void FromNormalScore_OfGeneratedLaws_EqualsQuantileOfItsProbability() =>
        // Above 4.5, 1 − Φ(z) is too small to be told from Φ(z) exactly enough.
        GenDistribution.Any.Select(Gen.Double[-6, 4.5]).Sample((law, z) =>
        {
            var x = new double[1];
            law.FromNormalScore([z], x);
            var expected = law.Quantile(StandardNormal.Cdf(z));
            Assert.Equal(expected, x[0], 1e-6 * law.StandardDeviation + 1e-12 * Math.Abs(expected));
        });

    [Fact]
    public void RangeForm_OfGeneratedLaws_HitsBothPercentiles() =>
        GenDistribution.Any.Where(law => law.Form.IsRange).Sample(law =>
        {
            double p5 = law.Numbers[0].Value, p95 = law.Numbers[1].Value;
            var scale = Math.Max(Math.Abs(p5), Math.Abs(p95));
            Assert.Equal(["p5", "p95"], law.Numbers.Select(number => number.Name));
            Assert.Equal(p5, law.Quantile(0.05), 1e-12 * scale);
            Assert.Equal(p95, law.Quantile(0.95), 1e-12 * scale);
        });

    [Fact]
    public void RangeForm_Median_IsMidpointOnTheLawsOwnScale()
    {
        Assert.Equal(0.47, Normal.FromRange(0.33, 0.61).Median, 1e-14);
        Assert.Equal(Math.Sqrt(128 * 147), Lognormal.FromRange(128, 147).Median, 1e-11);
        Assert.Equal(0.5, LogitNormal.FromRange(0.3, 0.7).Median, 1e-14);
        Assert.Equal(3, Triangular.FromRange(2, 4).Median, 1e-12);
        Assert.Equal(3, Pert.FromRange(2, 4).Median, 1e-12);
        Assert.Equal(3, Uniform.FromRange(2, 4).Median, 1e-12);
    }

    [Fact]
    public void Fixed_OfAnyProbability_IsItsNumber()
    {
        var law = new Fixed(4.5);
        Assert.True(law.IsFixed);
        Assert.Equal([4.5, 4.5, 0, 4.5], [law.Quantile(0.01), law.Mean, law.Variance, law.Median]);
        Assert.Equal([0, 1], [law.Cdf(4.4999), law.Cdf(4.5)]);
        Assert.False(new Normal(0, 1).IsFixed);
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void Quantile_OfNoProbability_IsRefused(double p) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Normal(0, 1).Quantile(p));

    [Fact]
    public void Quantile_WithTargetOfOtherLength_IsRefused() =>
        Assert.Throws<ArgumentException>(() => new Normal(0, 1).Quantile([0.5, 0.6], new double[1]));

    [Theory]
    [InlineData("normal", "mean", double.NaN, 1.0)]
    [InlineData("normal", "sd", 0.0, double.PositiveInfinity)]
    [InlineData("normal", "sd", 0.0, 0.0)]
    [InlineData("normal", "sd", 0.0, -1.0)]
    [InlineData("normal", "sd", 0.0, 1e200)]
    [InlineData("lognormal", "median", 0.0, 1.0)]
    [InlineData("lognormal", "sigma", 1.0, 0.0)]
    [InlineData("lognormal", "sigma", 1.0, 40.0)]
    [InlineData("logit-normal", "median", 1.0, 1.0)]
    [InlineData("logit-normal", "sigma", 0.5, 301.0)]
    [InlineData("triangular", "mode", 0.0, 2.0, 1.0)]
    [InlineData("triangular", "max", 1.0, 1.0, 1.0)]
    [InlineData("triangular", "max", 3.0, 2.0, 1.0)]
    [InlineData("pert", "mode", 0.0, -1.0, 1.0)]
    [InlineData("pert", "min", double.NegativeInfinity, 0.0, 1.0)]
    [InlineData("uniform", "max", 2.0, 1.0)]
    [InlineData("uniform", "max", 2.0, 2.0)]
    [InlineData("uniform", "max", -1e308, 1e308)]
    [InlineData("beta", "alpha", 0.0, 1.0)]
    [InlineData("beta", "beta", 1.0, 1e6)]
    [InlineData("fixed", "value", double.NaN)]
    public void Law_WithNumberOutOfItsDomain_IsRefusedByName(string law, string argument, params double[] values)
    {
        var names = Law.All.Single(l => l.Name == law).Parameters.Arguments.Select(a => a.Name);
        var numbers = names.Zip(values).ToDictionary(pair => pair.First, pair => pair.Second);
        var exception = Assert.Throws<InvalidDistributionException>(() => Distribution.Create(law, numbers));
        var fault = Assert.Single(exception.Faults);
        Assert.Equal(argument, fault.Argument);
        Assert.Contains(argument, fault.Message, StringComparison.Ordinal);
        Assert.Equal(argument, exception.ParamName);
    }

    [Theory]
    [InlineData("normal", 2, 1, "p95")]
    [InlineData("normal", 1, 1, "p95")]
    [InlineData("normal", double.NaN, 1, "p5")]
    [InlineData("lognormal", -1, 1, "p5")]
    [InlineData("lognormal", 0, 1, "p5")]
    [InlineData("lognormal", 1e-300, 1e300, "p95")]
    [InlineData("logit-normal", 0.5, 1, "p95")]
    [InlineData("logit-normal", 0, 0.5, "p5")]
    [InlineData("triangular", 5, 4, "p95")]
    [InlineData("pert", 5, double.PositiveInfinity, "p95")]
    [InlineData("uniform", 5, 5, "p95")]
    [InlineData("beta", 0.7, 0.3, "p95")]
    [InlineData("beta", 0.5, 0.500001, "p95")]
    public void Range_ThatNoLawHas_IsRefusedByName(string law, double p5, double p95, string argument)
    {
        var numbers = new Dictionary<string, double> { ["p5"] = p5, ["p95"] = p95 };
        var exception = Assert.Throws<InvalidDistributionException>(() => Distribution.Create(law, numbers));
        Assert.Equal(argument, Assert.Single(exception.Faults).Argument);
    }

    [Fact]
    public void Constructor_WithSeveralFaults_ReportsAll()
    {
        var exception = Assert.Throws<InvalidDistributionException>(
            () => new Beta(double.NaN, double.PositiveInfinity));
        Assert.Equal(["alpha", "beta"], exception.Faults.Select(fault => fault.Argument));
        exception = Assert.Throws<InvalidDistributionException>(() => new Lognormal(-1, -1));
        Assert.Equal(["median", "sigma"], exception.Faults.Select(fault => fault.Argument));
    }

    [Fact]
    public void Equality_OfLaws_IsThatOfTheirStatement()
    {
        Assert.Equal(Normal.FromRange(1, 2), Normal.FromRange(1, 2));
        Assert.Equal(new Pert(1, 2, 3).GetHashCode(), new Pert(1, 2, 3).GetHashCode());
        Assert.Equal(new Beta(2, 3), new Beta(2, 3));
        Assert.Equal(new Fixed(0.0), new Fixed(-0.0));
        Assert.NotEqual<Distribution>(Normal.FromRange(0, 1), Uniform.FromRange(0, 1));
        Assert.NotEqual<Distribution>(new Uniform(0, 1), Uniform.FromRange(0, 1));
        Assert.NotEqual(new Beta(2, 3), new Beta(3, 2));
    }
}
