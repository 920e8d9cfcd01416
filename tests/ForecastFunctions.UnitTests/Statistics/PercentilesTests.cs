using CsCheck;
using ForecastFunctions.Core.Statistics;

namespace ForecastFunctions.UnitTests.Statistics;

public sealed class PercentilesTests
{
    private static readonly double[] Percents = [0, 0.1, 2.5, 5, 25, 50, 75, 95, 97.5, 99.9, 100];

    /// <summary>
    /// Columns of many shapes: spread evenly, tied, constant, skewed over hundreds of decades, sorted.
    /// </summary>
    private static readonly Gen<double[]> Columns = Gen.OneOf(
        Gen.Double[-1, 1].Array[1, 2000],
        Gen.Int[-3, 3].Select(i => (double)i).Array[1, 2000],
        Gen.Double[-300, 300].Select(e => Math.Pow(10, e)).Array[1, 2000],
        Gen.Double[-8, 8].Select(e => Math.Sinh(e * e * e)).Array[1, 2000],
        Gen.Select(Gen.Double, Gen.Int[1, 300], (value, n) => Enumerable.Repeat(value, n).ToArray())
            .Where(column => double.IsFinite(column[0])),
        Gen.Double[0, 1].Array[200, 2000].Select(column => column.Order().ToArray()));

    private static double[] BySorting(double[] draws)
    {
        var sorted = draws.Order().ToArray();
        return [.. Percents.Select(percent => Type7(sorted, percent))];
    }

    private static double Type7(double[] sorted, double percent)
    {
        var h = (sorted.Length - 1) * percent / 100;
        var below = (int)Math.Floor(h);
        if (h == below) return sorted[below];
        return Math.Min(sorted[below] + (h - below) * (sorted[below + 1] - sorted[below]), sorted[below + 1]);
    }

    [Fact]
    public void Percentiles_OfAnyColumn_EqualSortingBitForBit() => Columns.Sample(draws =>
    {
        var result = new double[Percents.Length];
        Percentiles.Of(draws, Percents, result);
        Assert.Equal(BySorting(draws), result);
    });

    [Theory]
    [InlineData(4096)]
    [InlineData(65_536)]
    public void Percentiles_OfManyDraws_EqualSortingBitForBit(int n)
    {
        Distribution[] laws = [new Normal(0, 1), new Lognormal(1, 3), new Uniform(-1, 1), new Beta(0.1, 0.1)];
        foreach (var law in laws)
        {
            var draws = new double[n];
            UniformColumn.Create(Sampling.Plain, 3, "column", 1, n).Fill(draws, 0);
            law.Quantile(draws, draws);
            var before = draws.ToArray();
            var result = new double[Percents.Length];
            Percentiles.Of(draws, Percents, result);
            Assert.Equal(BySorting(draws), result);
            Assert.Equal(before, draws);
        }
    }

    [Fact]
    public void Percentiles_OfOneOutlier_EqualSorting()
    {
        var draws = Enumerable.Range(0, 5000).Select(i => Math.Sin(i)).Append(1e308).Append(-1e308).ToArray();
        var result = new double[Percents.Length];
        Percentiles.Of(draws, Percents, result);
        Assert.Equal(BySorting(draws), result);
    }

    [Fact]
    public void Percentiles_InAnyOrder_NeverDecreaseWithThePercentage() =>
        Columns.Select(Gen.Double[0, 100].Array[1, 9]).Sample((draws, percents) =>
        {
            var result = new double[percents.Length];
            Percentiles.Of(draws, percents, result);
            var ascending = percents.Zip(result).OrderBy(pair => pair.First).Select(pair => pair.Second).ToArray();
            Assert.Equal(ascending.Order(), ascending);
        });

    [Fact]
    public void Percentile_OfAWorkedExample_IsHyndmanAndFanType7()
    {
        double[] draws = [40, 10, 20, 30];
        Assert.Equal(10, Percentiles.Of(draws, 0));
        Assert.Equal(17.5, Percentiles.Of(draws, 25));
        Assert.Equal(25, Percentiles.Of(draws, 50));
        Assert.Equal(38.5, Percentiles.Of(draws, 95));
        Assert.Equal(40, Percentiles.Of(draws, 100));
        Assert.Equal(7, Percentiles.Of([7], 33));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void Percentile_WithADrawThatIsNotFinite_IsRefused(double defect)
    {
        foreach (var place in new[] { 0, 3, 500, 1001 })
        {
            var draws = Enumerable.Range(0, 1002).Select(i => (double)i).ToArray();
            draws[place] = defect;
            Assert.Throws<ArgumentException>(() => Percentiles.Of(draws, 50));
        }
    }

    [Fact]
    public void Percentile_OfNothingOrOutOfRange_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => Percentiles.Of([], 50));
        Assert.Throws<ArgumentOutOfRangeException>(() => Percentiles.Of([1, 2], 101));
        Assert.Throws<ArgumentOutOfRangeException>(() => Percentiles.Of([1, 2], double.NaN));
        Assert.Throws<ArgumentException>(() => Percentiles.Of([1, 2], [5, 50], new double[3]));
    }
}
