using ForecastFunctions.Core.Projections;

namespace ForecastFunctions.Core.Analyses.GoalSeeks;

/// <summary>A point of a function.</summary>
/// <param name="Input">The input.</param>
/// <param name="Output">The function's value there.</param>
public readonly record struct SearchPoint(double Input, double Output);

/// <summary>Inputs between which there is a solution.</summary>
/// <param name="Low">The lower end.</param>
/// <param name="High">The higher end; the same where it is a solution itself.</param>
public readonly record struct SolutionRange(double Low, double High);

/// <summary>How a search ended.</summary>
public enum SearchStatus
{
    /// <summary>There is an input with the wanted output.</summary>
    Found,

    /// <summary>No input that was looked at comes to the wanted output, and none between two of them can be seen to.</summary>
    Unreachable,

    /// <summary>The output passes the target, but the evaluations did not suffice to come close to it.</summary>
    Inexact,
}

/// <summary>What a search found. It holds no columns: the specification names the one parameter and the one output it is of.</summary>
/// <param name="Status">How it ended.</param>
/// <param name="Solution">The solution; where there is none, the point that comes nearest to the target.</param>
/// <param name="Others">Ranges of the input that hold further solutions; the scan sees those that lie further apart than its steps.</param>
/// <param name="Lowest">Where the lowest output was met.</param>
/// <param name="Highest">Where the highest output was met.</param>
/// <param name="Evaluations">How often the function was evaluated.</param>
public sealed record SearchResult(
    SearchStatus Status, SearchPoint Solution, IReadOnlyList<SolutionRange> Others,
    SearchPoint Lowest, SearchPoint Highest, int Evaluations)
    : IRunResult<SearchResult>
{
    private const int FormatVersion = 1;

    /// <inheritdoc/>
    public long ByteCount => 64 + 16L * Others.Count;

    /// <inheritdoc/>
    public byte[] ToBytes()
    {
        using var buffer = new MemoryStream();
        using var writer = new BinaryWriter(buffer);
        writer.Write(FormatVersion);
        writer.Write((int)Status);
        writer.Write(Evaluations);
        foreach (var point in (SearchPoint[])[Solution, Lowest, Highest])
        {
            writer.Write(point.Input);
            writer.Write(point.Output);
        }

        writer.Write(Others.Count);
        foreach (var (low, high) in Others)
        {
            writer.Write(low);
            writer.Write(high);
        }

        writer.Flush();
        return buffer.ToArray();
    }

    /// <inheritdoc cref="IRunResult{TSelf}.FromBytes"/>
    public static SearchResult FromBytes(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using var reader = new BinaryReader(new MemoryStream(bytes.ToArray(), writable: false));
            if (reader.ReadInt32() != FormatVersion)
                throw new FormatException("The answer of a goal seek was stored in a format that is not known here.");
            var status = (SearchStatus)reader.ReadInt32();
            var evaluations = reader.ReadInt32();
            var (solution, lowest, highest) = (ReadPoint(reader), ReadPoint(reader), ReadPoint(reader));
            var others = new SolutionRange[Math.Clamp(reader.ReadInt32(), 0, InverseSearch.MaxEvaluations)];
            for (var i = 0; i < others.Length; i++)
                others[i] = new SolutionRange(reader.ReadDouble(), reader.ReadDouble());
            return Enum.IsDefined(status) && reader.BaseStream.Position == reader.BaseStream.Length
                ? new SearchResult(status, solution, others, lowest, highest, evaluations)
                : throw new FormatException("The bytes are not the answer of a goal seek.");
        }
        catch (IOException e)
        {
            throw new FormatException("The bytes are not the answer of a goal seek.", e);
        }
    }

    private static SearchPoint ReadPoint(BinaryReader reader) => new(reader.ReadDouble(), reader.ReadDouble());
}
