using System.Globalization;
using System.Text.RegularExpressions;
using CsCheck;
using ForecastFunctions.Core.Statistics;

namespace ForecastFunctions.UnitTests.Statistics;

public sealed class CorrelationMatrixTests
{
    private static readonly RankCorrelation[] Defaults =
    [
        new("spend.growth.initial", "spend.growth.fade", 0.4),
        new("spend.growth.initial", "ratio.limit", 0.3),
        new("share.inference.nvidia.anchor", "price.asic.decline", -0.4),
        new("price.nvidia.decline", "price.asic.decline", 0.5),
    ];

    private static double[] Scores(string id, int dimension, int n = 16_384)
    {
        var z = new double[n];
        UniformColumn.Create(Sampling.Sobol, 8, id, dimension, n).Fill(z, 0);
        StandardNormal.Quantile(z, z);
        return z;
    }

    private static Dictionary<string, double[]> Correlated(CorrelationMatrix matrix, params IReadOnlyList<string> ids)
    {
        var columns = ids.Select((id, i) => (id, z: Scores(id, i + 1))).ToDictionary(
            entry => entry.id, entry => entry.z);
        matrix.Correlate(columns.ToDictionary(entry => entry.Key, entry => entry.Value.AsMemory()));
        return columns;
    }

    private static double Spearman(double[] a, double[] b) => MathNet.Numerics.Statistics.Correlation.Spearman(a, b);

    [Fact]
    public void CorrelatedColumns_OfAnyLaws_ReachTheStatedRankCorrelations()
    {
        var matrix = CorrelationMatrix.FromPairs(Defaults);
        var columns = Correlated(matrix, matrix.Ids);
        // Marginal laws do not change ranks; one is applied to show it.
        Lognormal.FromRange(0.2, 0.6).FromNormalScore(columns["spend.growth.fade"], columns["spend.growth.fade"]);
        foreach (var a in matrix.Ids)
        {
            foreach (var b in matrix.Ids.Where(b => string.CompareOrdinal(a, b) < 0))
            {
                // Pairs that are not stated stay uncorrelated, also within a group.
                Assert.Equal(matrix[a, b], Spearman(columns[a], columns[b]), 0.01);
            }
        }

        Assert.Equal(0.4, matrix["spend.growth.fade", "spend.growth.initial"]);
    }

    [Fact]
    public void CorrelatedColumns_OfEveryGroup_StayStandardNormal()
    {
        var matrix = CorrelationMatrix.FromPairs(Defaults);
        foreach (var z in Correlated(matrix, matrix.Ids).Values)
        {
            var (mean, sd) = DrawStatistics.MeanAndStandardDeviation(z);
            Assert.Equal(0, mean, 1e-3);
            Assert.Equal(1, sd, 2e-3);
            Assert.Equal(1.6448536269514722, Percentiles.Of(z, 95), 0.01);
        }
    }

    [Fact]
    public void UncorrelatedColumns_BesideAGroup_StayBitIdentical()
    {
        var columns = Correlated(
            CorrelationMatrix.FromPairs(Defaults), [.. CorrelationMatrix.FromPairs(Defaults).Ids, "stock.life"]);
        Assert.Equal(Scores("stock.life", 7), columns["stock.life"]);
        Assert.NotEqual(Scores("price.nvidia.decline", 2), columns["price.nvidia.decline"]);
    }

    [Fact]
    public void Group_BesideOtherGroups_DoesNotDependOnThem()
    {
        RankCorrelation[] one = [new("m", "k", 0.5), new("k", "z", -0.3)];
        var alone = Correlated(CorrelationMatrix.FromPairs(one), "k", "m", "z");
        RankCorrelation[] more = [new("a", "b", 0.9), .. one.Reverse(), new("l", "y", 0.2)];
        var beside = Correlated(CorrelationMatrix.FromPairs(more), "k", "m", "z", "a", "b", "l", "y");
        foreach (var id in new[] { "k", "m", "z" }) Assert.Equal(alone[id], beside[id]);
    }

    [Fact]
    public void Correlate_InBlocks_EqualsTheWhole()
    {
        var matrix = CorrelationMatrix.FromPairs(Defaults);
        var whole = Correlated(matrix, matrix.Ids);
        var blocks = matrix.Ids.Select((id, i) => (id, z: Scores(id, i + 1))).ToDictionary(
            entry => entry.id, entry => entry.z);
        for (var from = 0; from < 16_384; from += 1111)
        {
            var length = Math.Min(1111, 16_384 - from);
            matrix.Correlate(blocks.ToDictionary(entry => entry.Key, entry => entry.Value.AsMemory(from, length)));
        }

        Assert.All(matrix.Ids, id => Assert.Equal(whole[id], blocks[id]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void PerfectCorrelation_OfTwoParameters_MakesTheirScoresEqual(double rank)
    {
        var columns = Correlated(CorrelationMatrix.FromPairs([new("a", "b", rank)]), "a", "b");
        Assert.All(columns["a"].Zip(columns["b"]), pair => Assert.Equal(rank * pair.First, pair.Second, 1e-12));
    }

    [Fact]
    public void SingularMatrix_OfThreeParameters_IsTaken()
    {
        var matrix = CorrelationMatrix.FromPairs([new("a", "b", 1), new("a", "c", 0.5), new("b", "c", 0.5)]);
        var columns = Correlated(matrix, "a", "b", "c");
        Assert.Equal(0.5, Spearman(columns["b"], columns["c"]), 0.01);
        Assert.Equal(columns["a"], columns["b"]);
    }

    [Fact]
    public void Contradiction_OfThreeParameters_NamesThemAndWhatWouldBeRight()
    {
        RankCorrelation[] pairs = [new("a", "b", 0.9), new("a", "c", 0.9), new("b", "c", -0.9), new("c", "d", 0.1)];
        var fault = Assert.Single(
            Assert.Throws<InvalidCorrelationException>(() => CorrelationMatrix.FromPairs(pairs)).Faults);
        Assert.Equal(["a", "b", "c"], fault.Parameters.Order());
        var range = Regex.Match(
            fault.Message,
            "that of (?<first>.) and (?<second>.) must be from (?<low>.*) to (?<high>.*); got",
            RegexOptions.ExplicitCapture,
            TimeSpan.FromSeconds(1));
        var (first, second) = (range.Groups["first"].Value, range.Groups["second"].Value);
        Assert.Equal([first, second], fault.Parameters.Take(2));
        foreach (var bound in new[] { "low", "high" })
        {
            var value = double.Parse(range.Groups[bound].Value, CultureInfo.InvariantCulture);
            Assert.False(CorrelationMatrix.FromPairs(With(value)).IsRepaired);
            if (Math.Abs(value) > 0.999) continue;
            var beyond = value + (bound == "low" ? -2e-4 : 2e-4);
            Assert.Throws<InvalidCorrelationException>(() => CorrelationMatrix.FromPairs(With(beyond)));
        }

        RankCorrelation[] With(double value) =>
            [.. pairs.Select(p => (p.First, p.Second) == (first, second) ? p with { Value = value } : p)];
    }

    [Fact]
    public void Contradiction_OfFourParametersThatHoldInThrees_NamesAllFour()
    {
        string[] ids = ["a", "b", "c", "d", "e"];
        var pairs = new List<RankCorrelation> { new("d", "e", 0.2) };
        for (var i = 0; i < 4; i++)
        {
            for (var j = i + 1; j < 4; j++) pairs.Add(new(ids[i], ids[j], -0.4));
        }

        var fault = Assert.Single(
            Assert.Throws<InvalidCorrelationException>(() => CorrelationMatrix.FromPairs(pairs)).Faults);
        Assert.Equal(["a", "b", "c", "d"], fault.Parameters.Order());
    }

    [Fact]
    public void Pairs_OutOfTheirDomain_AreRefusedByNameAllTogether()
    {
        var exception = Assert.Throws<InvalidCorrelationException>(() => CorrelationMatrix.FromPairs(
        [
            new("a", "a", 0.5), new("a", "b", 1.1), new("b", "c", double.NaN), new("c", "d", 0.1), new("d", "c", 0.1),
        ]));
        Assert.Equal(["a", "a b", "b c", "d c"], exception.Faults.Select(fault => string.Join(' ', fault.Parameters)));
    }

    [Fact]
    public void Rows_ThatAreNoCorrelationMatrix_AreRefusedByName()
    {
        static string[] Faults(string[] ids, double[][] rows) =>
        [
            .. Assert.Throws<InvalidCorrelationException>(() => CorrelationMatrix.FromRows(ids, rows))
                .Faults.Select(fault => string.Join(' ', fault.Parameters)),
        ];

        Assert.Equal(["a", "a b"], Faults(["a", "b"], [[0.9, 0.1], [0.2, 1]]));
        Assert.Equal(["a b"], Faults(["a", "b"], [[1, 2], [2, 1]]));
        Assert.Equal(["a"], Faults(["a", "a"], [[1, 0], [0, 1]]));
        Assert.Equal([string.Empty], Faults(["a", "b"], [[1, 0]]));
    }

    [Fact]
    public void Rows_InAnyOrder_EqualTheSamePairs()
    {
        var rows = CorrelationMatrix.FromRows(["z", "a", "m"], [[1, 0.2, 0], [0.2, 1, -0.5], [0, -0.5, 1]]);
        Assert.Equal([new("a", "m", -0.5), new("a", "z", 0.2)], rows.Pairs);
        Assert.Equal(rows.Pairs, CorrelationMatrix.FromPairs([new("z", "a", 0.2), new("m", "a", -0.5)]).Pairs);
        Assert.Equal(["a", "m", "z"], Assert.Single(rows.Groups));
        Assert.Empty(CorrelationMatrix.None.Groups);
    }

    [Fact]
    public void NearestCorrelation_OfHighamsExample_IsThePublishedOne()
    {
        // Higham (2002), section 4: the distance is 0.5278.
        double[][] a = [[1, 1, 0], [1, 1, 1], [0, 1, 1]];
        var nearest = SymmetricMatrix.NearestCorrelation(a);
        Assert.Equal(0.7607, nearest[0][1], 5e-5);
        Assert.Equal(0.7607, nearest[1][2], 5e-5);
        Assert.Equal(0.1573, nearest[0][2], 5e-5);
        Assert.Equal(0.5278, Distance(a, nearest), 5e-5);
    }

    [Fact]
    public void NearestCorrelation_OfHighamsTridiagonalExample_IsThePublishedOne()
    {
        double[][] a = [[2, -1, 0, 0], [-1, 2, -1, 0], [0, -1, 2, -1], [0, 0, -1, 2]];
        var nearest = SymmetricMatrix.NearestCorrelation(a);
        double[] expected = [-0.8084, 0.1916, 0.1068, -0.6562, 0.1916, -0.8084];
        double[] actual = [nearest[0][1], nearest[0][2], nearest[0][3], nearest[1][2], nearest[1][3], nearest[2][3]];
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 5e-5));
    }

    [Fact]
    public void Repair_OfAnyNumbers_GivesACorrelationMatrixNoFartherThanOthers() =>
        Gen.Double[-1, 1].Array[15].Select(Gen.Double[-1, 1].Array[15]).Sample((stated, other) =>
        {
            var a = Matrix(6, stated);
            var nearest = SymmetricMatrix.NearestCorrelation(a);
            Assert.True(SymmetricMatrix.SmallestEigenvalue(nearest).Value >= -1e-12);
            for (var i = 0; i < 6; i++)
            {
                Assert.Equal(1, nearest[i][i]);
                for (var j = 0; j < 6; j++) Assert.Equal(nearest[i][j], nearest[j][i]);
            }

            // Optimality on a convex set: no direction to another of its members leads nearer.
            var member = SymmetricMatrix.NearestCorrelation(Matrix(6, other));
            var inner = 0.0;
            for (var i = 0; i < 6; i++)
            {
                for (var j = 0; j < 6; j++) inner += (a[i][j] - nearest[i][j]) * (member[i][j] - nearest[i][j]);
            }

            Assert.True(inner <= 1e-6, $"{inner}");
        }, iter: 60);

    [Fact]
    public void Repair_WhenAskedFor_ReturnsTheMatrixThatIsUsed()
    {
        RankCorrelation[] pairs = [new("a", "b", 0.9), new("a", "c", 0.9), new("b", "c", -0.9), new("x", "y", 0.5)];
        var matrix = CorrelationMatrix.FromPairs(pairs, repair: true);
        Assert.True(matrix.IsRepaired);
        Assert.Equal(0.5, matrix["x", "y"]);
        Assert.InRange(matrix["b", "c"], -0.9, 0);
        var columns = Correlated(matrix, "a", "b", "c", "x", "y");
        foreach (var (first, second, value) in matrix.Pairs)
            Assert.Equal(value, Spearman(columns[first], columns[second]), 0.01);
        Assert.False(CorrelationMatrix.FromPairs(matrix.Pairs).IsRepaired);
    }

    [Fact]
    public void Repair_OfConsistentNumbers_ChangesNothing()
    {
        var matrix = CorrelationMatrix.FromPairs(Defaults, repair: true);
        Assert.False(matrix.IsRepaired);
        Assert.Equal(CorrelationMatrix.FromPairs(Defaults).Pairs, matrix.Pairs);
    }

    [Fact]
    public void Correlate_WithAMemberMissing_IsRefusedByName()
    {
        var matrix = CorrelationMatrix.FromPairs([new("a", "b", 0.5)]);
        var exception = Assert.Throws<ArgumentException>(
            () => matrix.Correlate(new Dictionary<string, Memory<double>> { ["a"] = new double[4] }));
        Assert.Contains("b", exception.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => matrix.Correlate(
            new Dictionary<string, Memory<double>> { ["a"] = new double[4], ["b"] = new double[5] }));
    }

    private static double[][] Matrix(int n, double[] entries)
    {
        var a = Enumerable.Range(0, n).Select(_ => new double[n]).ToArray();
        var next = 0;
        for (var i = 0; i < n; i++)
        {
            a[i][i] = 1;
            for (var j = i + 1; j < n; j++) a[i][j] = a[j][i] = entries[next++];
        }

        return a;
    }

    private static double Distance(double[][] a, double[][] b) =>
        Math.Sqrt(a.Zip(b).Sum(rows => rows.First.Zip(rows.Second).Sum(pair => Math.Pow(pair.First - pair.Second, 2))));
}
