using System.Runtime.InteropServices;

namespace ForecastFunctions.Core.Analyses.Ensembles;

/// <summary>What some consecutive members of an ensemble believe, and what follows.</summary>
public sealed class EnsembleMembers
{
    private const int RunIdBytes = 16;

    private readonly double[] _inputs;
    private readonly double[] _outputs;
    private readonly byte[] _runIds;
    private readonly int _inputCount;
    private readonly int _outputCount;

    /// <summary>Members.</summary>
    /// <param name="count">How many.</param>
    /// <param name="inputs">The values of their beliefs, member by member.</param>
    /// <param name="outputs">The numbers that are looked at, member by member.</param>
    /// <param name="runIds">The ids of their runs, each of 16 bytes.</param>
    /// <exception cref="ArgumentException">The counts do not fit.</exception>
    public EnsembleMembers(int count, double[] inputs, double[] outputs, byte[] runIds)
    {
        if (count < 1 || inputs.Length % count != 0 || outputs.Length % count != 0 || runIds.Length != count * RunIdBytes)
            throw new ArgumentException($"The numbers are not those of {count} members.", nameof(count));
        Count = count;
        (_inputs, _outputs, _runIds) = (inputs, outputs, runIds);
        (_inputCount, _outputCount) = (inputs.Length / count, outputs.Length / count);
    }

    /// <summary>How many members there are.</summary>
    public int Count { get; }

    /// <summary>How many bytes a member takes.</summary>
    /// <param name="inputs">How many beliefs differ.</param>
    /// <param name="outputs">How many numbers are looked at.</param>
    public static int BytesOf(int inputs, int outputs) => (sizeof(double) * (inputs + outputs)) + RunIdBytes;

    /// <summary>The value of a belief.</summary>
    /// <param name="member">The member's place among these.</param>
    /// <param name="belief">The belief's place.</param>
    public double Input(int member, int belief) => _inputs[(member * _inputCount) + belief];

    /// <summary>A number that is looked at; not a number where the member has none.</summary>
    /// <param name="member">The member's place among these.</param>
    /// <param name="output">The output's place.</param>
    public double Output(int member, int output) => _outputs[(member * _outputCount) + output];

    /// <summary>The id of the run that is the member, asked for by itself.</summary>
    /// <param name="member">The member's place among these.</param>
    public string RunId(int member) => Convert.ToHexStringLower(_runIds.AsSpan(member * RunIdBytes, RunIdBytes));

    /// <summary>The members as bytes: little-endian, the same on every machine.</summary>
    public byte[] ToBytes()
    {
        using var buffer = new MemoryStream();
        using var writer = new BinaryWriter(buffer);
        writer.Write(Count);
        writer.Write(_inputCount);
        writer.Write(_outputCount);
        foreach (var number in _inputs.Concat(_outputs))
            writer.Write(number);
        writer.Write(_runIds);
        writer.Flush();
        return buffer.ToArray();
    }

    /// <summary>Reads what <see cref="ToBytes"/> wrote.</summary>
    /// <exception cref="FormatException">The bytes are something else.</exception>
    public static EnsembleMembers FromBytes(ReadOnlyMemory<byte> bytes)
    {
        if (!MemoryMarshal.TryGetArray(bytes, out var segment))
            segment = bytes.ToArray();
        using var reader = new BinaryReader(new MemoryStream(segment.Array!, segment.Offset, segment.Count, writable: false));
        try
        {
            var (count, inputs, outputs) = (reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32());
            if (count < 1 || inputs < 0 || outputs < 0 || (3L * sizeof(int)) + ((long)count * BytesOf(inputs, outputs)) != bytes.Length)
                throw new FormatException("The bytes are not those of members of an ensemble.");
            return new EnsembleMembers(count, Read(count * inputs), Read(count * outputs), reader.ReadBytes(count * RunIdBytes));
        }
        catch (EndOfStreamException e)
        {
            throw new FormatException("The bytes of members of an ensemble are cut.", e);
        }

        double[] Read(int numbers)
        {
            var values = new double[numbers];
            for (var i = 0; i < numbers; i++)
                values[i] = reader.ReadDouble();
            return values;
        }
    }
}
