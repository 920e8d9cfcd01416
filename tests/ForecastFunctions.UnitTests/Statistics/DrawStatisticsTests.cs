using CsCheck;
using ForecastFunctions.Core.Statistics;

namespace ForecastFunctions.UnitTests.Statistics;

public sealed class DrawStatisticsTests
{
    [Fact]
    public void MeanAndDeviation_OfAnyColumn_EqualExactArithmetic() =>
        Gen.Int[-1_000_000, 1_000_000].Array[2, 3000].Sample(whole =>
    {
        // Thousandths of integers: the sums are exact in decimal arithmetic.
        var draws = whole.Select(i => i / 1000.0).ToArray();
        var mean = whole.Sum(i => (decimal)i) / whole.Length;
        var squares = whole.Sum(i => (i - mean) * (i - mean)) / (whole.Length - 1);
        var (m, sd) = DrawStatistics.MeanAndStandardDeviation(draws);
        Assert.Equal((double)mean / 1000, m, 1e-12);
        Assert.Equal(Math.Sqrt((double)squares) / 1000, sd, 1e-11);
        Assert.Equal(m, DrawStatistics.Mean(draws));
        Assert.Equal(sd, DrawStatistics.StandardDeviation(draws));
    });

    [Fact]
    public void Deviation_FarFromZero_DoesNotCancel()
    {
        var draws = Enumerable.Range(0, 10_001).Select(i => 1e9 + i % 2).ToArray();
        Assert.Equal(0.5, DrawStatistics.StandardDeviation(draws), 1e-4);
        Assert.Equal(1e9 + 5000.0 / 10_001, DrawStatistics.Mean(draws), 2e-7);
    }

    [Fact]
    public void ConstantColumn_OfAnyLength_HasItsValueAsMeanAndNoSpread() =>
        Gen.Select(Gen.Double[-1e9, 1e9], Gen.Int[2, 5000]).Sample((value, n) =>
        {
            var (mean, sd) = DrawStatistics.MeanAndStandardDeviation(Enumerable.Repeat(value, n).ToArray());
            Assert.Equal(value, mean);
            Assert.Equal(0, sd);
        });

    [Fact]
    public void ProbabilityAbove_OfAThreshold_CountsStrictlyGreaterDraws() =>
        Gen.Select(Gen.Int[0, 9].Array[1, 300], Gen.Int[-1, 10]).Sample((whole, threshold) =>
            Assert.Equal(
                (double)whole.Count(i => i > threshold) / whole.Length,
                DrawStatistics.ProbabilityAbove(whole.Select(i => (double)i).ToArray(), threshold)));

    [Fact]
    public void StandardError_OfReplicates_IsTheirDeviationOverRootCount() =>
        Assert.Equal(
            1, DrawStatistics.StandardError([1, 3, 1, 3, 2, 2, 0, 4]) / (Math.Sqrt(12.0 / 7) / Math.Sqrt(8)), 1e-15);

    [Fact]
    public void Statistics_OfTooFewDraws_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => DrawStatistics.Mean([]));
        Assert.Throws<ArgumentException>(() => DrawStatistics.StandardDeviation([1]));
        Assert.Throws<ArgumentException>(() => DrawStatistics.ProbabilityAbove([], 1));
        Assert.Throws<ArgumentException>(() => DrawStatistics.StandardError([1]));
    }
}
