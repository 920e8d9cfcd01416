using CsCheck;
using ForecastFunctions.Core.Scorecards;
using ForecastFunctions.Core.Statistics;

namespace ForecastFunctions.UnitTests.Statistics;

public class SampleScoresTests
{
    /// <summary>The examples of the documentation of properscoring 0.1: scores of the standard normal law, to eight digits.</summary>
    private static readonly (double Observed, double Crps)[] OfStandardNormal =
        [(-2, 1.45279182), (-1, 0.60244136), (0, 0.23369498), (1, 0.60244136), (2, 1.45279182)];

    private static readonly Gen<(double[] Sorted, double Observed)> GenCase = Gen.Select(
        Gen.Double[-100, 100].Array[1, 40].Select(sample => sample.Order().ToArray()), Gen.Double[-120, 120]);

    [Fact]
    public void Crps_OfThePublishedEnsemble_IsThePublishedScore()
        => Assert.Equal(0.2297109370729622, SampleScores.Crps([.. NumPyNormals.Of(seed: 0, count: 1_000).Order()], 0), 1e-13);

    [Fact]
    public void Crps_OfEvenlySpacedQuantiles_IsTheClosedFormOfTheNormalLaw()
    {
        var sample = Normals(20_000);
        foreach (var (observed, crps) in OfStandardNormal)
            Assert.Equal(crps, SampleScores.Crps(sample, observed), 1e-4);
    }

    [Fact]
    public void Skill_OfThePublishedExample_IsThePublishedOne()
    {
        var baseline = OfStandardNormal.Average(o => SampleScores.Crps([0, 0, 0, 0, 0], o.Observed));
        var sample = Normals(20_000);
        var forecast = OfStandardNormal.Average(o => SampleScores.Crps(sample, o.Observed));
        Assert.Equal(1.2, baseline, 1e-15);
        Assert.Equal(0.27597311068630859, Rivals.SkillAgainst(baseline, forecast)!.Value, 1e-4);
    }

    [Fact]
    public void Crps_OfAnySample_IsTheIntegralOfTheSquaredDistanceOfItsDistributionFromTheStep() => GenCase.Sample(c =>
    {
        // Between neighbouring numbers both functions are constant, so the integral is a sum.
        double[] points = [.. c.Sorted.Append(c.Observed).Order()];
        var integral = points.Zip(points.Skip(1), (from, to) =>
        {
            var below = c.Sorted.Count(x => x <= from) / (double)c.Sorted.Length;
            return (to - from) * Math.Pow(below - (c.Observed <= from ? 1 : 0), 2);
        }).Sum();
        Assert.Equal(integral, SampleScores.Crps(c.Sorted, c.Observed), 1e-9);
    });

    [Fact]
    public void Crps_OfLargeNumbersCloseTogether_LosesNoDigits() => GenCase.Sample(c =>
        Assert.Equal(
            SampleScores.Crps(c.Sorted, c.Observed),
            SampleScores.Crps([.. c.Sorted.Select(x => x + 1e9)], c.Observed + 1e9), 1e-5));

    [Theory]
    [InlineData(new double[] { -1, 0, 1 }, 0, 2.0 / 9, 0.5)]
    [InlineData(new double[] { 1, 2, 3, 4 }, 2.5, 0.375, 0.5)]
    [InlineData(new double[] { 1, 2, 3, 4 }, 9, 5.875, 1)]
    [InlineData(new double[] { 1, 2, 2, 4 }, 2, 0.1875, 0.5)]
    [InlineData(new double[] { 5 }, 3, 2, 0)]
    [InlineData(new double[] { 5 }, 5, 0, 0.5)]
    public void Scores_OfAFewNumbers_AreThoseByHand(double[] sample, double observed, double crps, double pit)
    {
        Assert.Equal(crps, SampleScores.Crps(sample, observed), 1e-15);
        Assert.Equal(pit, SampleScores.Pit(sample, observed));
    }

    [Fact]
    public void Pit_OfQuantilesOfALaw_IsItsDistributionFunction()
    {
        // Phi(-1), Phi(0), Phi(1.645), by the tables.
        var sample = Normals(20_000);
        Assert.Equal(0.158655, SampleScores.Pit(sample, -1), 1e-4);
        Assert.Equal(0.5, SampleScores.Pit(sample, 0), 1e-4);
        Assert.Equal(0.95, SampleScores.Pit(sample, 1.6448536269514722), 1e-4);
    }

    [Fact]
    public void Pit_OfMembersOfTheSample_IsUniform() => Gen.Double[-100, 100].HashSet[1, 40].Sample(distinct =>
    {
        double[] sorted = [.. distinct.Order()];
        Assert.Equal(
            Enumerable.Range(0, sorted.Length).Select(i => (i + 0.5) / sorted.Length), sorted.Select(x => SampleScores.Pit(sorted, x)));
    });

    [Theory]
    [InlineData(new double[0], 1)]
    [InlineData(new double[] { 2, 1 }, 1)]
    [InlineData(new double[] { 1, double.NaN }, 1)]
    [InlineData(new double[] { double.PositiveInfinity }, 1)]
    [InlineData(new double[] { 1, 2 }, double.NaN)]
    public void Sample_ThatIsNone_IsRefused(double[] sample, double observed)
    {
        Assert.Throws<ArgumentException>(() => SampleScores.Crps(sample, observed));
        Assert.Throws<ArgumentException>(() => SampleScores.Pit(sample, observed));
    }

    private static double[] Normals(int count)
    {
        double[] quantiles = [.. Enumerable.Range(0, count).Select(i => (i + 0.5) / count)];
        StandardNormal.Quantile(quantiles, quantiles);
        return quantiles;
    }
}

/// <summary>
/// The numbers of NumPy's <c>RandomState(seed).randn(count)</c>, by which the published example is made: the Mersenne Twister
/// of Matsumoto and Nishimura (1998), 53 bits a number, and the polar method of Marsaglia (1964).
/// </summary>
internal static class NumPyNormals
{
    private const int Words = 624;
    private const int Apart = 397;

    public static IEnumerable<double> Of(uint seed, int count)
    {
        var state = new uint[Words];
        state[0] = seed;
        for (uint i = 1; i < Words; i++)
            state[i] = 1_812_433_253 * (state[i - 1] ^ (state[i - 1] >> 30)) + i;
        var place = Words;
        for (var i = 0; i < count; i += 2)
        {
            double one, two, square;
            do
            {
                one = 2 * NextDouble() - 1;
                two = 2 * NextDouble() - 1;
                square = one * one + two * two;
            }
            while (square is >= 1 or 0);
            var factor = Math.Sqrt(-2 * Math.Log(square) / square);
            yield return factor * two;
            if (i + 1 < count)
                yield return factor * one;
        }

        double NextDouble() => ((Next() >> 5) * 67_108_864.0 + (Next() >> 6)) / 9_007_199_254_740_992.0;

        uint Next()
        {
            if (place == Words)
            {
                for (var i = 0; i < Words; i++)
                {
                    var mixed = (state[i] & 0x8000_0000) | (state[(i + 1) % Words] & 0x7fff_ffff);
                    state[i] = state[(i + Apart) % Words] ^ (mixed >> 1) ^ ((mixed & 1) == 0 ? 0 : 0x9908_b0df);
                }

                place = 0;
            }

            var word = state[place++];
            word ^= word >> 11;
            word ^= (word << 7) & 0x9d2c_5680;
            word ^= (word << 15) & 0xefc6_0000;
            return word ^ (word >> 18);
        }
    }
}
