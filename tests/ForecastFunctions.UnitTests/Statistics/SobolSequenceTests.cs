using ForecastFunctions.Core.Statistics;

namespace ForecastFunctions.UnitTests.Statistics;

public sealed class SobolSequenceTests
{
    /// <summary>
    /// For so many dimensions: the largest t for m from 8 to 13, and the sum of t over all pairs and these m.
    /// </summary>
    public static TheoryData<int, int, int> QualityBounds =>
        new() { { 10, 4, 476 }, { 20, 5, 2369 }, { 50, 6, 18_010 }, { 128, 8, 133_797 } };

    [Fact]
    public void EveryDimension_InEveryAlignedBlock_HasOnePointInEachInterval()
    {
        // A (0,1)-sequence in base 2: any 2^m points from a multiple of 2^m on are one in each of 2^m intervals.
        for (var dimension = 1; dimension <= SobolSequence.Dimensions; dimension++)
        {
            var sequence = new SobolSequence(dimension);
            for (var m = 1; m <= 10; m++)
            {
                foreach (var block in new uint[] { 0, 1, 5, 1000 })
                {
                    var isHit = new bool[1 << m];
                    for (var i = 0u; i < 1u << m; i++)
                        isHit[sequence[(block << m) + i] >> (SobolSequence.Digits - m)] = true;
                    Assert.DoesNotContain(false, isHit);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(QualityBounds))]
    public void PairsOfDimensions_OverTheFirstPoints_AreNetsOfBoundedT(int dimensions, int bound, int sum)
    {
        // Computed anew from the points, by ranks over GF(2). The sum tells any other table from the one searched for.
        var matrices = Enumerable.Range(1, dimensions).Select(Generator).ToArray();
        int worst = 0, total = 0;
        for (var a = 0; a < dimensions; a++)
        {
            for (var b = 0; b < a; b++)
            {
                for (var m = 8; m <= 13; m++)
                {
                    var t = QualityParameter(matrices[a], matrices[b], m);
                    worst = Math.Max(worst, t);
                    total += t;
                }
            }
        }

        Assert.Equal((bound, sum), (worst, total));
    }

    [Fact]
    public void FirstTwoDimensions_AtEverySize_AreAPerfectNet()
    {
        var (first, second) = (Generator(1), Generator(2));
        for (var m = 1; m <= 16; m++) Assert.Equal(0, QualityParameter(first, second, m));
    }

    [Fact]
    public void Polynomials_OfAllDimensions_ArePrimitiveAndDistinct()
    {
        var polynomials = Enumerable.Range(2, SobolSequence.Dimensions - 1).Select(
            d => SobolDirections.Of(d)).ToArray();
        Assert.Equal(polynomials.Length, polynomials.Select(p => p.Polynomial).Distinct().Count());
        foreach (var (polynomial, initial) in polynomials)
        {
            var degree = initial.Length;
            var order = 1;
            for (var power = 2u; power != 1; order++)
            {
                if (power >> degree != 0) power ^= polynomial;
                if (power == 1) break;
                power <<= 1;
                Assert.True(order < 1 << degree);
            }

            Assert.Equal((1 << degree) - 1, order);
            Assert.All(
                initial.Select((m, k) => (m, k)), entry => Assert.True(entry.m % 2 == 1 && entry.m < 2 << entry.k));
        }
    }

    [Fact]
    public void Indexer_OfConsecutivePoints_AgreesWithStepping()
    {
        var sequence = new SobolSequence(77);
        var point = sequence[0];
        for (var q = 1u; q < 5000; q++)
        {
            point = sequence.NextOfFour(point, q);
            Assert.Equal(sequence[4 * q], point);
            for (var r = 0; r < 4; r++) Assert.Equal(sequence[4 * q + (uint)r], point ^ sequence.FirstFour[r]);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(129)]
    public void Dimension_OutOfRange_IsRefused(int dimension) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new SobolSequence(dimension));

    /// <summary>Row i holds, as bit j, whether binary digit i of a point depends on bit j of its index.</summary>
    private static uint[] Generator(int dimension)
    {
        var sequence = new SobolSequence(dimension);
        var rows = new uint[16];
        for (var j = 0; j < 16; j++)
        {
            for (var i = 0; i < 16; i++) rows[i] |= ((sequence[1u << j] >> (SobolSequence.Digits - 1 - i)) & 1) << j;
        }

        return rows;
    }

    /// <summary>
    /// t = m − ρ, where ρ is the largest number such that, for every split ρ = d₁ + d₂, the first d₁ rows of one matrix
    /// and the first d₂ rows of the other are linearly independent over the first m columns (Niederreiter 1992, theorem
    /// 4.28).
    /// </summary>
    private static int QualityParameter(uint[] first, uint[] second, int m)
    {
        var rho = m;
        for (var d1 = 0; d1 <= rho; d1++)
        {
            var basis = new uint[m];
            var rank = 0;
            while (rank < d1 && Extends(basis, first[rank] & ((1u << m) - 1))) rank++;
            if (rank < d1) return m - Math.Min(rho, rank);
            var d2 = 0;
            while (d1 + d2 < rho && Extends(basis, second[d2] & ((1u << m) - 1))) d2++;
            rho = Math.Min(rho, d1 + d2);
        }

        return m - rho;
    }

    private static bool Extends(uint[] basis, uint row)
    {
        while (row != 0)
        {
            var lead = System.Numerics.BitOperations.Log2(row);
            if (basis[lead] == 0)
            {
                basis[lead] = row;
                return true;
            }

            row ^= basis[lead];
        }

        return false;
    }
}
