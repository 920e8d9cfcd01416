using System.Numerics;
using System.Text;
using ForecastFunctions.Core.Projections;

namespace ForecastFunctions.Core.Analyses.Comparisons;

/// <summary>The numbers of a comparison: statistics of the difference of each scenario to the reference, path by path.</summary>
/// <remarks>
/// Scenarios are run on common random numbers: a parameter's draw is the same on the same path of each. So most of the
/// uncertainty that they share cancels, and a percentile of the difference is not the difference of two percentiles.
/// </remarks>
public sealed class Comparison : IRunResult<Comparison>
{
    /// <summary>
    /// The share of paths on which the scenario lies strictly above the reference. A path on which both are equal counts
    /// as not above, so that a scenario exceeds itself with probability 0.
    /// </summary>
    public const string ExceedsStatistic = "p_exceeds";

    /// <summary>
    /// A difference of so small a part of the numbers that differ is rounding, and counts as zero: else one scenario would
    /// seem to exceed another in what both have alike.
    /// </summary>
    public const double Rounding = 1e-13;

    private const int FormatVersion = 1;

    /// <summary>A comparison.</summary>
    /// <param name="differences">For each scenario but the reference, the statistics of its difference to the reference.</param>
    /// <param name="levels">The projection of every scenario, or none.</param>
    public Comparison(IReadOnlyList<Projection> differences, IReadOnlyList<Projection> levels)
    {
        Differences = differences;
        Levels = levels;
    }

    /// <summary>For each scenario but the reference, the statistics of its difference to the reference.</summary>
    public IReadOnlyList<Projection> Differences { get; }

    /// <summary>The projection of every scenario; empty where they were not asked for.</summary>
    public IReadOnlyList<Projection> Levels { get; }

    /// <inheritdoc/>
    public long ByteCount => Differences.Concat(Levels).Sum(p => p.ByteCount);

    /// <inheritdoc/>
    public byte[] ToBytes()
    {
        using var buffer = new MemoryStream();
        using var writer = new BinaryWriter(buffer, Encoding.UTF8);
        writer.Write(FormatVersion);
        foreach (var projections in new[] { Differences, Levels })
        {
            writer.Write(projections.Count);
            foreach (var projection in projections)
            {
                var bytes = projection.ToBytes();
                writer.Write(bytes.Length);
                writer.Write(bytes);
            }
        }

        writer.Flush();
        return buffer.ToArray();
    }

    /// <inheritdoc cref="IRunResult{TSelf}.FromBytes"/>
    public static Comparison FromBytes(ReadOnlyMemory<byte> bytes)
    {
        var rest = bytes;
        if (ReadInt32(ref rest) != FormatVersion)
            throw new FormatException("The comparison was stored in a format that is not known here.");
        var comparison = new Comparison(ReadProjections(ref rest), ReadProjections(ref rest));
        return rest.IsEmpty ? comparison : throw new FormatException("The comparison goes on beyond its end.");
    }

    /// <summary>The differences of a scenario's numbers to those of the reference.</summary>
    internal static void Subtract(ReadOnlySpan<double> scenario, ReadOnlySpan<double> reference, Span<double> differences)
    {
        var i = 0;
        for (; i + Vector<double>.Count <= differences.Length; i += Vector<double>.Count)
        {
            var (one, other) = (new Vector<double>(scenario[i..]), new Vector<double>(reference[i..]));
            var difference = one - other;
            var isReal = Vector.GreaterThan(Vector.Abs(difference), new Vector<double>(Rounding) * Vector.Abs(one + other));
            Vector.ConditionalSelect(isReal, difference, Vector<double>.Zero).CopyTo(differences[i..]);
        }

        for (; i < differences.Length; i++)
        {
            var difference = scenario[i] - reference[i];
            differences[i] = Math.Abs(difference) > Rounding * Math.Abs(scenario[i] + reference[i]) ? difference : 0;
        }
    }

    private static Projection[] ReadProjections(ref ReadOnlyMemory<byte> rest)
    {
        var count = ReadInt32(ref rest);
        if (count is < 0 or > ComparisonSpecification.MaxScenarios)
            throw new FormatException("The comparison is of more scenarios than there can be.");
        var projections = new Projection[count];
        for (var i = 0; i < count; i++)
        {
            var length = ReadInt32(ref rest);
            if (length < 0 || length > rest.Length)
                throw new FormatException("The comparison ends before its numbers do.");
            projections[i] = Projection.FromBytes(rest[..length]);
            rest = rest[length..];
        }

        return projections;
    }

    private static int ReadInt32(ref ReadOnlyMemory<byte> rest)
    {
        if (rest.Length < sizeof(int))
            throw new FormatException("The comparison ends before its numbers do.");
        var number = System.Buffers.Binary.BinaryPrimitives.ReadInt32LittleEndian(rest.Span);
        rest = rest[sizeof(int)..];
        return number;
    }
}
