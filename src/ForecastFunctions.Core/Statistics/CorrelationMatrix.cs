using System.Runtime.Intrinsics;

namespace ForecastFunctions.Core.Statistics;

/// <summary>
/// Rank correlations between parameters, and the Gaussian copula that gives them to their draws.
/// </summary>
/// <remarks>
/// <para>
/// The stated numbers are Spearman's rank correlations ρ, which a parameter's law does not change. The normal scores of
/// the copula are given the product-moment correlation r = 2 sin(πρ/6) (Pearson 1907), which yields exactly that ρ.
/// The matrix that must be positive semi-definite is the one of r.
/// </para>
/// <para>
/// Parameters that are correlated, directly or through others, form a group. Every group is handled for itself, in the
/// ordinal order of its ids: parameters outside the groups keep their draws bit by bit, and a group's draws depend on
/// its own members only. The first member of a group keeps its draws too.
/// </para>
/// </remarks>
public sealed class CorrelationMatrix
{
    private readonly Dictionary<string, int> _index;
    private readonly double[][] _rank;
    private readonly List<Group> _groups = [];

    private CorrelationMatrix(string[] ids, double[][] rank, bool repair)
    {
        Ids = ids;
        _rank = rank;
        _index = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < ids.Length; i++) _index.Add(ids[i], i);
        var faults = new List<CorrelationFault>();
        foreach (var members in CorrelationGroups.Of(rank))
        {
            double[][] gaussian =
                [.. SymmetricMatrix.Principal(rank, members).Select(row => row.Select(ToGaussian).ToArray())];
            for (var i = 0; i < gaussian.Length; i++) gaussian[i][i] = 1;
            if (!SymmetricMatrix.IsPositiveSemidefinite(gaussian))
            {
                if (repair)
                {
                    gaussian = Repair(members, gaussian);
                }
                else
                {
                    faults.Add(CorrelationGroups.Contradiction(gaussian, [.. members.Select(i => ids[i])]));
                    continue;
                }
            }

            _groups.Add(new Group([.. members.Select(i => ids[i])], SymmetricMatrix.Cholesky(gaussian)));
        }

        if (faults.Count > 0) throw new InvalidCorrelationException(faults);
    }

    /// <summary>No correlations: every parameter is independent.</summary>
    public static CorrelationMatrix None { get; } = new([], [], repair: false);

    /// <summary>The parameters of the matrix, in ordinal order.</summary>
    public IReadOnlyList<string> Ids { get; }

    /// <summary>
    /// Whether the stated numbers contradicted each other and were replaced by the nearest ones that do not.
    /// </summary>
    public bool IsRepaired { get; private set; }

    /// <summary>
    /// The groups of parameters that are correlated, directly or through others, each in ordinal order.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<string>> Groups => [.. _groups.Select(group => group.Ids)];

    /// <summary>
    /// The rank correlations in use that are not zero, each pair once, in ordinal order: after a repair, the repaired
    /// ones.
    /// </summary>
    public IReadOnlyList<RankCorrelation> Pairs
    {
        get
        {
            var pairs = new List<RankCorrelation>();
            for (var i = 0; i < Ids.Count; i++)
            {
                for (var j = i + 1; j < Ids.Count; j++)
                {
                    if (_rank[i][j] != 0) pairs.Add(new RankCorrelation(Ids[i], Ids[j], _rank[i][j]));
                }
            }

            return pairs;
        }
    }

    /// <summary>
    /// The rank correlation in use of two parameters: 0 if either is not in the matrix, 1 of one with itself.
    /// </summary>
    public double this[string first, string second] =>
        string.Equals(first, second, StringComparison.Ordinal) ? 1
        : _index.TryGetValue(first, out var i) && _index.TryGetValue(second, out var j) ? _rank[i][j]
        : 0;

    /// <summary>Makes a matrix from pairs; pairs that are not named are uncorrelated.</summary>
    /// <param name="pairs">Rank correlations, each pair at most once, in either order.</param>
    /// <param name="repair">
    /// Whether numbers that contradict each other are replaced by the nearest correlation matrix (Higham 2002, in the
    /// normal scores) rather than refused.
    /// </param>
    /// <exception cref="InvalidCorrelationException">
    /// A pair is out of its range, names one parameter twice or comes twice, or the numbers contradict each other.
    /// </exception>
    public static CorrelationMatrix FromPairs(IEnumerable<RankCorrelation> pairs, bool repair = false)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        var stated = pairs.ToArray();
        var faults = new List<CorrelationFault>();
        var ids = stated.SelectMany(pair => new[] { pair.First, pair.Second })
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        var rank = Identity(ids.Length);
        var seen = new HashSet<(int, int)>();
        foreach (var (first, second, value) in stated)
        {
            var (i, j) = (Array.IndexOf(ids, first), Array.IndexOf(ids, second));
            if (i == j)
                faults.Add(new([first], $"{first} cannot be correlated with itself; name two parameters"));
            else if (!seen.Add((Math.Min(i, j), Math.Max(i, j))))
                faults.Add(
                    new([first, second], $"the correlation of {first} and {second} is given twice; give it once"));
            else if (!InRange(value))
                faults.Add(OutOfRange(first, second, value));
            else
                rank[i][j] = rank[j][i] = value;
        }

        if (faults.Count > 0) throw new InvalidCorrelationException(faults);
        return new CorrelationMatrix(ids, rank, repair);
    }

    /// <summary>Makes a matrix from its rows.</summary>
    /// <param name="ids">The parameters, in the order of rows and columns.</param>
    /// <param name="rows">Rank correlations: symmetric, with ones on the diagonal.</param>
    /// <param name="repair">As in <see cref="FromPairs"/>.</param>
    /// <exception cref="InvalidCorrelationException">
    /// The matrix is not square, not symmetric, has another diagonal, a number is out of its range, a parameter comes
    /// twice, or the numbers contradict each other.
    /// </exception>
    public static CorrelationMatrix FromRows(
        IReadOnlyList<string> ids, IReadOnlyList<IReadOnlyList<double>> rows, bool repair = false)
    {
        ArgumentNullException.ThrowIfNull(ids);
        ArgumentNullException.ThrowIfNull(rows);
        var faults = new List<CorrelationFault>();
        foreach (var twice in ids.GroupBy(id => id, StringComparer.Ordinal).Where(group => group.Count() > 1))
            faults.Add(new([twice.Key], $"{twice.Key} stands in the matrix more than once; name it once"));
        if (rows.Count != ids.Count || rows.Any(row => row.Count != ids.Count))
            faults.Add(new([], $"the matrix must have {ids.Count} rows and columns, one for each parameter"));
        if (faults.Count > 0) throw new InvalidCorrelationException(faults);

        var order = Enumerable.Range(0, ids.Count).OrderBy(i => ids[i], StringComparer.Ordinal).ToArray();
        for (var i = 0; i < ids.Count; i++)
        {
            if (rows[i][i] != 1)
                faults.Add(new([ids[i]], $"the diagonal must be 1 at {ids[i]}; got {Numeral.Of(rows[i][i])}"));
            for (var j = i + 1; j < ids.Count; j++)
            {
                if (!InRange(rows[i][j]) || !InRange(rows[j][i]))
                    faults.Add(OutOfRange(ids[i], ids[j], InRange(rows[i][j]) ? rows[j][i] : rows[i][j]));
                else if (rows[i][j] != rows[j][i])
                    faults.Add(Asymmetric(ids[i], ids[j], rows[i][j], rows[j][i]));
            }
        }

        if (faults.Count > 0) throw new InvalidCorrelationException(faults);
        return new CorrelationMatrix(
            [.. order.Select(i => ids[i])],
            [.. order.Select(i => order.Select(j => rows[i][j]).ToArray())],
            repair);
    }

    /// <summary>
    /// Correlates columns of independent standard normal scores in place. Rows are independent of each other, so that
    /// any block of a column gives the same numbers as the whole.
    /// </summary>
    /// <param name="scores">
    /// Columns by parameter id, all of one length. Of every group, all members or none; a parameter that a scenario
    /// fixes still lends its scores to the others of its group, so that fixing it does not move theirs. Other columns
    /// are not touched.
    /// </param>
    /// <exception cref="ArgumentException">A member of a group is missing, or lengths differ.</exception>
    public void Correlate(IReadOnlyDictionary<string, Memory<double>> scores)
    {
        ArgumentNullException.ThrowIfNull(scores);
        foreach (var group in _groups)
        {
            if (!HasColumns(group, scores)) continue;
            // From the last row up, since a row needs the scores of the rows above it as they were.
            for (var i = group.Ids.Length - 1; i > 0; i--) Combine(group, scores, i);
        }
    }

    /// <summary>Whether the columns of the group are there, all of one length; they are none or all of them.</summary>
    private static bool HasColumns(Group group, IReadOnlyDictionary<string, Memory<double>> scores)
    {
        string? present = null, missing = null;
        foreach (var id in group.Ids)
        {
            if (!scores.ContainsKey(id))
                missing ??= id;
            else if (present is null)
                present = id;
            else if (scores[id].Length != scores[present].Length)
                throw new ArgumentException($"The columns correlated with {present} differ in length.", nameof(scores));
        }

        if (present is not null && missing is not null)
        {
            throw new ArgumentException(
                $"A column is missing that is correlated with {present}: {missing}.", nameof(scores));
        }

        return present is not null;
    }

    private static void Combine(Group group, IReadOnlyDictionary<string, Memory<double>> scores, int row)
    {
        var target = scores[group.Ids[row]].Span;
        var weights = group.Factor[row];
        Scale(target, weights[row]);
        for (var j = 0; j < row; j++)
        {
            if (weights[j] != 0) AddScaled(scores[group.Ids[j]].Span, weights[j], target);
        }
    }

    private static void Scale(Span<double> target, double weight)
    {
        var i = 0;
        for (; i + 4 <= target.Length; i += 4)
            (Vector256.Create<double>(target.Slice(i, 4)) * weight).CopyTo(target[i..]);
        for (; i < target.Length; i++) target[i] *= weight;
    }

    private static void AddScaled(ReadOnlySpan<double> source, double weight, Span<double> target)
    {
        var i = 0;
        for (; i + 4 <= target.Length; i += 4)
        {
            var sum = Vector256.Create<double>(target.Slice(i, 4)) + Vector256.Create(source.Slice(i, 4)) * weight;
            sum.CopyTo(target[i..]);
        }

        for (; i < target.Length; i++) target[i] += source[i] * weight;
    }

    private double[][] Repair(IReadOnlyList<int> members, double[][] gaussian)
    {
        IsRepaired = true;
        var nearest = SymmetricMatrix.NearestCorrelation(gaussian);
        for (var i = 0; i < members.Count; i++)
        {
            for (var j = 0; j < members.Count; j++)
                _rank[members[i]][members[j]] = i == j ? 1 : ToRank(nearest[i][j]);
        }

        return nearest;
    }

    /// <summary>The product-moment correlation of normal scores whose rank correlation is ρ (Pearson 1907).</summary>
    internal static double ToGaussian(double rank) => Math.Clamp(2 * Math.Sin(Math.PI * rank / 6), -1, 1);

    /// <summary>The rank correlation of normal scores whose product-moment correlation is r.</summary>
    internal static double ToRank(double gaussian) => Math.Clamp(6 / Math.PI * Math.Asin(gaussian / 2), -1, 1);

    private static bool InRange(double value) => value is >= -1 and <= 1;

    private static CorrelationFault OutOfRange(string first, string second, double value) => new(
        [first, second], $"the correlation of {first} and {second} must be from -1 to 1; got {Numeral.Of(value)}");

    private static CorrelationFault Asymmetric(string first, string second, double above, double below) => new(
        [first, second],
        $"the correlation of {first} and {second} must be the same in both directions; "
        + $"got {Numeral.Of(above)} and {Numeral.Of(below)}");

    private static double[][] Identity(int n) =>
        [.. Enumerable.Range(0, n).Select(i => Enumerable.Range(0, n).Select(j => i == j ? 1.0 : 0.0).ToArray())];

    private sealed record Group(string[] Ids, double[][] Factor);
}
