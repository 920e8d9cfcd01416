using System.Globalization;
using System.Runtime.Intrinsics;
using CsCheck;
using ForecastFunctions.Core.Statistics;

namespace ForecastFunctions.UnitTests.Statistics;

public sealed class UniformColumnTests
{
    private static double[] Column(Sampling sampling, ulong seed, string id, int dimension, int n, int replicate = 0)
    {
        var u = new double[n];
        UniformColumn.Create(sampling, seed, id, dimension, n, replicate).Fill(u, 0);
        return u;
    }

    private static double KolmogorovSmirnov(double[] u)
    {
        var sorted = u.Order().ToArray();
        var distances = sorted.Select((x, i) => Math.Max((i + 1.0) / u.Length - x, x - (double)i / u.Length));
        return distances.Max() * Math.Sqrt(u.Length);
    }

    private static double Correlation(double[] a, double[] b) =>
        MathNet.Numerics.Statistics.Correlation.Pearson(a, b);

    [Theory]
    [CombinatorialSampling]
    public void Column_FilledInBlocks_IsTheColumnFilledAtOnce(Sampling sampling)
    {
        const int N = 1500;
        var whole = Column(sampling, 5, "price.asic.base", 9, N);
        Gen.Int[1, 400].Array[1, 40].Sample(sizes =>
        {
            var column = UniformColumn.Create(sampling, 5, "price.asic.base", 9, N);
            var u = new double[N];
            var starts = new List<(int From, int To)>();
            var from = 0;
            foreach (var size in sizes.Append(N))
            {
                var to = Math.Min(N, from + size);
                starts.Add((from, to));
                from = to;
            }

            starts.Reverse();
            foreach (var (a, b) in starts) column.Fill(u.AsSpan(a..b), a);
            Assert.Equal(whole, u);
        });
    }

    [Theory]
    [CombinatorialSampling]
    public void Column_OfAnyDraws_LiesStrictlyBetweenZeroAndOneWithoutTies(Sampling sampling)
    {
        var u = Column(sampling, 1, "a", 3, 1 << 18);
        Assert.All(u, x => Assert.True(x > 0 && x < 1));
        Assert.Equal(u.Length, u.Distinct().Count());
    }

    [Theory]
    [InlineData(0UL)]
    [InlineData(ulong.MaxValue)]
    public void Uniform_OfTheOutermostBits_IsStrictlyInside(ulong bits)
    {
        var u = CounterGenerator.ToUniform(bits);
        Assert.True(u > 0 && u < 1);
        Assert.Equal(1, u + CounterGenerator.ToUniform(~bits));
    }

    [Theory]
    [CombinatorialSampling]
    public void FirstDraw_OverManyIds_IsUniform(Sampling sampling)
    {
        foreach (var index in new[] { 0, 1, 77 })
        {
            var u = Enumerable.Range(0, 4000).Select(
                i => Column(sampling, 1, $"parameter.{i}", 1 + i % 128, 128)[index]).ToArray();
            Assert.InRange(KolmogorovSmirnov(u), 0, 1.95);
        }
    }

    [Theory]
    [CombinatorialSampling]
    public void FirstDraw_OverSeedsAndReplicates_IsUniform(Sampling sampling)
    {
        var bySeed = Enumerable.Range(0, 4000).Select(i => Column(sampling, (ulong)i, "a", 2, 16)[3]).ToArray();
        var byReplicate = Enumerable.Range(0, 4000).Select(i => Column(sampling, 1, "a", 2, 16, i)[3]).ToArray();
        Assert.InRange(KolmogorovSmirnov(bySeed), 0, 1.95);
        Assert.InRange(KolmogorovSmirnov(byReplicate), 0, 1.95);
        Assert.InRange(Correlation(bySeed, byReplicate), -0.06, 0.06);
    }

    [Theory]
    [CombinatorialSampling]
    public void Columns_OfDifferentIds_AreUncorrelated(Sampling sampling)
    {
        var columns = Enumerable.Range(0, 40).Select(i => Column(sampling, 2, $"p{i}", 1 + i, 4096)).ToArray();
        for (var a = 0; a < columns.Length; a++)
        {
            for (var b = 0; b < a; b++) Assert.InRange(Correlation(columns[a], columns[b]), -0.07, 0.07);
        }
    }

    /// <summary>Runs are replayed years later: the streams must never change without a new model version.</summary>
    [Theory]
    [InlineData(Sampling.Sobol, GoldenSobol)]
    [InlineData(Sampling.LatinHypercube, GoldenLatinHypercube)]
    [InlineData(Sampling.Plain, GoldenPlain)]
    public void Column_OfAKnownKey_NeverChanges(Sampling sampling, string expected)
    {
        var u = Column(sampling, 9_007_199_254_740_991, "share.inference.nvidia.anchor", 7, 1000, 3);
        string[] actual = [.. new[] { u[0], u[1], u[999] }.Select(x => x.ToString("R", CultureInfo.InvariantCulture))];
        Assert.Equal(expected, string.Join(' ', actual));
    }

    private const string GoldenSobol = "0.8748177430607466 0.45206955757224254 0.14065812723866256";
    private const string GoldenLatinHypercube = "0.394881452519916 0.06413133869799079 0.5779285992581902";
    private const string GoldenPlain = "0.79110289884793 0.24735163937090665 0.8441393950914705";

    [Fact]
    public void Generator_OfPublishedKey_GivesSplitMix64()
    {
        // The reference outputs of splitmix64.c (Vigna 2015) for the seed 1234567.
        var generator = new CounterGenerator(1_234_567);
        ulong[] expected =
        [
            6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821,
        ];
        Assert.Equal(expected, Enumerable.Range(0, 5).Select(i => generator[(ulong)i]));
        Assert.Equal(Vector256.Create(expected), generator.At(Vector256.Create(0UL, 1, 2, 3)));
    }

    [Fact]
    public void SobolColumn_AfterScrambling_StillHasOneDrawInEachInterval()
    {
        for (var dimension = 1; dimension <= SobolSequence.Dimensions; dimension++)
        {
            var strata = Column(Sampling.Sobol, 4, "p", dimension, 2048).Select(x => (int)(x * 2048)).Order();
            Assert.Equal(Enumerable.Range(0, 2048), strata);
        }
    }

    [Fact]
    public void Scramble_OfTwoPoints_KeepsTheFirstDigitInWhichTheyDiffer()
    {
        var uint24 = Gen.UInt[0, (1u << 24) - 1];
        Gen.Select(Gen.ULong, uint24, uint24).Where(t => t.Item2 != t.Item3).Sample((key, a, b) =>
        {
            var scramble = new NestedScramble(new CounterGenerator(key));
            var differ = System.Numerics.BitOperations.LeadingZeroCount((ulong)(a ^ b) << 40);
            Assert.Equal(differ, System.Numerics.BitOperations.LeadingZeroCount(
                Scrambled(scramble, a) ^ Scrambled(scramble, b)));
        });
    }

    [Fact]
    public void Scramble_OfDigitsBelowADifference_FlipsThemIndependently()
    {
        // Owen's scramble is nested: after the first digit in which two points differ, their flips agree half of the
        // time.
        const int Keys = 3000;
        for (var depth = 0; depth < SobolSequence.Digits; depth++)
        {
            var agreements = new int[SobolSequence.Digits];
            for (var key = 0; key < Keys; key++)
            {
                var scramble = new NestedScramble(CounterGenerator.For((ulong)key, "x", 0, 0));
                const uint A = 0x5A5A5A;
                var b = A ^ (1u << (23 - depth));
                var agree = ~((Scrambled(scramble, A) >> 40) ^ A ^ (Scrambled(scramble, b) >> 40) ^ b);
                for (var digit = 0; digit < SobolSequence.Digits; digit++)
                    agreements[digit] += (int)(agree >> (23 - digit)) & 1;
            }

            for (var digit = 0; digit < SobolSequence.Digits; digit++)
            {
                if (digit <= depth) Assert.Equal(Keys, agreements[digit]);
                else Assert.InRange(agreements[digit], Keys / 2 - 120, Keys / 2 + 120);
            }
        }
    }

    private static ulong Scrambled(NestedScramble scramble, uint point) =>
        scramble.Apply(Vector256.Create((ulong)point)).ToScalar();

    [Fact]
    public void LatinHypercubeColumn_OfAnySize_HasOneDrawInEachStratumInRandomOrder() => Gen.Int[2, 3000].Sample(n =>
    {
        var a = Column(Sampling.LatinHypercube, 1, "a", 1, n).Select(x => (int)(x * n)).ToArray();
        Assert.Equal(Enumerable.Range(0, n), a.Order());
        if (n > 20) Assert.NotEqual(a.Order(), a);
    });

    [Fact]
    public void LatinHypercubeColumn_OfThreeDraws_TakesEveryOrderEquallyOften()
    {
        var counts = Enumerable.Range(0, 6000)
            .Select(seed => string.Concat(
                Column(Sampling.LatinHypercube, (ulong)seed, "a", 1, 3).Select(x => (int)(x * 3))))
            .GroupBy(order => order).ToDictionary(group => group.Key, group => group.Count());
        Assert.Equal(6, counts.Count);
        Assert.All(counts.Values, count => Assert.InRange(count, 900, 1100));
    }

    [Fact]
    public void SmoothIntegrand_BySobolReplicates_HasFarLessVarianceThanPlain()
    {
        const int Replicates = 40, N = 1024, Dimensions = 6;
        double[] Estimates(Sampling sampling) => [.. Enumerable.Range(0, Replicates).Select(r =>
        {
            var columns = Enumerable.Range(0, Dimensions).Select(
                d => Column(sampling, 1, $"p{d}", d + 1, N, r)).ToArray();
            return Enumerable.Range(0, N).Average(
                i => Math.Exp(columns.Select((column, d) => column[i] / (d + 1)).Sum()));
        })];

        var exact = Enumerable.Range(1, Dimensions).Aggregate(
            1.0, (product, d) => product * d * (Math.Exp(1.0 / d) - 1));
        var plain = Estimates(Sampling.Plain);
        var latin = Estimates(Sampling.LatinHypercube);
        var sobol = Estimates(Sampling.Sobol);
        Assert.InRange(
            DrawStatistics.StandardDeviation(plain) / DrawStatistics.StandardDeviation(latin), 2, double.MaxValue);
        Assert.InRange(
            DrawStatistics.StandardDeviation(plain) / DrawStatistics.StandardDeviation(sobol), 50, double.MaxValue);
        // The standard error from replicates is honest: every mean lies within four of them.
        foreach (var estimates in new[] { plain, latin, sobol })
            Assert.InRange((DrawStatistics.Mean(estimates) - exact) / DrawStatistics.StandardError(estimates), -4, 4);
    }

    [Fact]
    public void Column_WithArgumentsOutOfRange_IsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => UniformColumn.Create(Sampling.Sobol, 1, "a", 0, 16));
        Assert.Throws<ArgumentOutOfRangeException>(() => UniformColumn.Create(Sampling.Plain, 1, "a", 129, 16));
        Assert.Throws<ArgumentOutOfRangeException>(() => UniformColumn.Create(Sampling.Plain, 1, "a", 1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => UniformColumn.Create(Sampling.Plain, 1, "a", 1, UniformColumn.MostDraws + 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => UniformColumn.Create(Sampling.Plain, 1, "a", 1, 16, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => UniformColumn.Create((Sampling)9, 1, "a", 1, 16));
        Assert.Throws<ArgumentException>(() => UniformColumn.Create(Sampling.Plain, 1, " ", 1, 16));
        var column = UniformColumn.Create(Sampling.Sobol, 1, "a", 1, 16);
        Assert.Throws<ArgumentOutOfRangeException>(() => column.Fill(new double[8], 9));
        Assert.Throws<ArgumentOutOfRangeException>(() => column.Fill(new double[8], -1));
    }

    [Fact]
    public void SobolColumn_OfTheMostDraws_CanBeFilledToItsEnd()
    {
        var column = UniformColumn.Create(Sampling.Sobol, 1, "a", 128, UniformColumn.MostDraws);
        var end = new double[8];
        column.Fill(end, UniformColumn.MostDraws - 8);
        Assert.Equal(8, end.Distinct().Count());
    }

    private sealed class CombinatorialSamplingAttribute : Xunit.Sdk.DataAttribute
    {
        public override IEnumerable<object[]> GetData(System.Reflection.MethodInfo testMethod) =>
            Enum.GetValues<Sampling>().Select(sampling => new object[] { sampling });
    }
}
