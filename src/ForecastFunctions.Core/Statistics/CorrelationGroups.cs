namespace ForecastFunctions.Core.Statistics;

/// <summary>Which parameters hang together by their correlations, and which of them cannot.</summary>
internal static class CorrelationGroups
{
    /// <summary>The connected components of two or more, each ascending.</summary>
    internal static IEnumerable<IReadOnlyList<int>> Of(double[][] matrix)
    {
        var isKnown = new bool[matrix.Length];
        for (var start = 0; start < matrix.Length; start++)
        {
            if (isKnown[start]) continue;
            var members = new List<int>();
            var open = new Stack<int>([start]);
            isKnown[start] = true;
            while (open.TryPop(out var i))
            {
                members.Add(i);
                for (var j = 0; j < matrix.Length; j++)
                {
                    if (matrix[i][j] == 0 || isKnown[j]) continue;
                    isKnown[j] = true;
                    open.Push(j);
                }
            }

            members.Sort();
            if (members.Count > 1) yield return members;
        }
    }

    /// <summary>
    /// Names the parameters of an indefinite group that contradict each other — the worst three if three suffice, else
    /// a set from which none can be left out — and what the pair easiest to mend would have to be.
    /// </summary>
    internal static CorrelationFault Contradiction(double[][] gaussian, IReadOnlyList<string> ids)
    {
        var members = WorstTriple(gaussian) ?? IrreducibleSet(gaussian);
        // A pair can mend the whole group if the group is sound without either of the two; else only the set is judged.
        var everyone = Enumerable.Range(0, ids.Count).ToArray();
        var menders = members.Where(i => IsSound(gaussian, everyone.Where(k => k != i))).ToArray();
        var mendsAll = menders.Length > 1;
        if (!mendsAll) menders = members;
        var context = mendsAll ? everyone : members;

        var (first, second, low, high, excess) = (0, 0, 0.0, 0.0, double.PositiveInfinity);
        foreach (var i in menders)
        {
            foreach (var j in menders.Where(j => j > i))
            {
                var (least, most) = Admissible(gaussian, context, i, j);
                var distance = Math.Max(least - gaussian[i][j], gaussian[i][j] - most);
                if (distance < excess) (first, second, low, high, excess) = (i, j, least, most, distance);
            }
        }

        var names = string.Join(", ", members.Select(i => ids[i]));
        var others = mendsAll ? "all others" : "the others of these";
        return new CorrelationFault(
            [ids[first], ids[second], .. members.Where(i => i != first && i != second).Select(i => ids[i])],
            $"the rank correlations of {names} contradict each other (their matrix is not positive semi-definite): "
            + $"with {others} as given, that of {ids[first]} and {ids[second]} must be from "
            + $"{Rounded(low, Math.Ceiling)} to {Rounded(high, Math.Floor)}; "
            + $"got {Rounded(gaussian[first][second], Math.Round)}");
    }

    private static bool IsSound(double[][] gaussian, IEnumerable<int> kept) =>
        SymmetricMatrix.IsPositiveSemidefinite(SymmetricMatrix.Principal(gaussian, [.. kept]));

    private static int[]? WorstTriple(double[][] r)
    {
        int[]? worst = null;
        var least = -SymmetricMatrix.Tolerance;
        for (var i = 0; i < r.Length; i++)
        {
            for (var j = i + 1; j < r.Length; j++)
            {
                for (var k = j + 1; k < r.Length; k++)
                {
                    double a = r[i][j], b = r[i][k], c = r[j][k];
                    var determinant = 1 + 2 * a * b * c - a * a - b * b - c * c;
                    if (determinant < least) (worst, least) = ([i, j, k], determinant);
                }
            }
        }

        return worst;
    }

    private static int[] IrreducibleSet(double[][] r)
    {
        var kept = Enumerable.Range(0, r.Length).ToList();
        for (var i = 0; i < r.Length; i++)
        {
            // A principal submatrix of a semi-definite one is semi-definite, so one round of leaving out suffices.
            var without = kept.Where(member => member != i).ToList();
            if (!IsSound(r, without)) kept = without;
        }

        return [.. kept];
    }

    /// <summary>
    /// The values of one entry for which the matrix of the context is semi-definite, given that it is without either of
    /// the two: with w the coordinates of both in the factor of the others, w_i·w_j ± √((1 − |w_i|²)(1 − |w_j|²)).
    /// </summary>
    private static (double Low, double High) Admissible(double[][] r, IReadOnlyList<int> context, int first, int second)
    {
        var others = context.Where(k => k != first && k != second).ToArray();
        var factor = SymmetricMatrix.Cholesky(SymmetricMatrix.Principal(r, others));
        var a = Coordinates(factor, [.. others.Select(k => r[first][k])]);
        var b = Coordinates(factor, [.. others.Select(k => r[second][k])]);
        double centre = 0, restA = 1, restB = 1;
        for (var k = 0; k < a.Length; k++)
        {
            centre += a[k] * b[k];
            restA -= a[k] * a[k];
            restB -= b[k] * b[k];
        }

        var reach = Math.Sqrt(Math.Max(restA, 0) * Math.Max(restB, 0));
        return (Math.Max(centre - reach, -1), Math.Min(centre + reach, 1));
    }

    private static double[] Coordinates(double[][] factor, double[] row)
    {
        for (var i = 0; i < row.Length; i++)
        {
            for (var k = 0; k < i; k++) row[i] -= factor[i][k] * row[k];
            row[i] = factor[i][i] == 0 ? 0 : row[i] / factor[i][i];
        }

        return row;
    }

    private static string Rounded(double gaussian, Func<double, double> towards) =>
        Numeral.Of(towards(CorrelationMatrix.ToRank(gaussian) * 1e4) / 1e4 + 0.0);
}
