using System.Text;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Series;

namespace ForecastFunctions.Core.Analyses.Sensitivities;

/// <summary>What the columns and rows of shares of variance are of.</summary>
/// <param name="Outputs">The outputs, in the order of their means and variances.</param>
/// <param name="Inputs">The names of the inputs, in the order of their indices.</param>
public sealed record DecomposedColumns(IReadOnlyList<ModelOutput> Outputs, IReadOnlyList<string> Inputs);

/// <summary>What a sensitivity analysis gives: tornadoes or shares of variance, whichever was asked for.</summary>
public sealed class SensitivityResult : IRunResult<SensitivityResult>
{
    private const int MaxCount = 1 << 16;

    /// <summary>Tornadoes, one for each output.</summary>
    public SensitivityResult(IReadOnlyList<OutputTornado> tornadoes) => Tornadoes = tornadoes;

    /// <summary>Shares of variance.</summary>
    /// <param name="decomposition">The shares.</param>
    /// <param name="columns">What they are of; <see langword="null"/> where they were stored without it.</param>
    public SensitivityResult(VarianceDecomposition decomposition, DecomposedColumns? columns)
    {
        Decomposition = decomposition;
        Columns = columns;
    }

    /// <summary>The tornadoes, one for each output; empty where shares of variance were asked for.</summary>
    public IReadOnlyList<OutputTornado> Tornadoes { get; } = [];

    /// <summary>The shares of variance, by the inputs and outputs that were asked for.</summary>
    public VarianceDecomposition? Decomposition { get; }

    /// <summary>What the shares of variance are of; absent of tornadoes, which say so themselves, and where it was not stored.</summary>
    public DecomposedColumns? Columns { get; }

    /// <inheritdoc/>
    public long ByteCount => Decomposition is { } d
        ? 16L * d.Means.Count + d.Indices.Sum(i => 32L * i.Count)
        : Tornadoes.Sum(t => 64L + 64L * t.Bars.Count);

    /// <inheritdoc/>
    public byte[] ToBytes()
    {
        using var buffer = new MemoryStream();
        using var writer = new BinaryWriter(buffer, Encoding.UTF8);
        writer.Write(Decomposition is not null && Columns is null ? StoredColumns.Unnamed : StoredColumns.Named);
        writer.Write(Decomposition is not null);
        if (Columns is not null)
            Write(writer, Columns);
        if (Decomposition is { } decomposition)
            Write(writer, decomposition);
        else
            Write(writer, Tornadoes);
        writer.Flush();
        return buffer.ToArray();
    }

    /// <inheritdoc cref="IRunResult{TSelf}.FromBytes"/>
    public static SensitivityResult FromBytes(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using var reader = new BinaryReader(new MemoryStream(bytes.ToArray(), writable: false), Encoding.UTF8);
            var format = reader.ReadInt32();
            if (format is not (StoredColumns.Unnamed or StoredColumns.Named))
                throw new FormatException("The sensitivity analysis was stored in a format that is not known here.");
            var result = reader.ReadBoolean()
                ? ReadDecomposition(reader, format == StoredColumns.Named ? ReadColumns(reader) : null)
                : new SensitivityResult(ReadTornadoes(reader));
            return reader.BaseStream.Position == reader.BaseStream.Length
                ? result
                : throw new FormatException("The sensitivity analysis goes on beyond its end.");
        }
        catch (Exception e) when (e is IOException or ArgumentException)
        {
            throw new FormatException("The bytes are not a sensitivity analysis.", e);
        }
    }

    private static void Write(BinaryWriter writer, DecomposedColumns columns)
    {
        writer.Write(columns.Outputs.Count);
        foreach (var (variable, period) in columns.Outputs)
        {
            writer.Write(variable.Name);
            writer.Write(period.ToString());
        }

        writer.Write(columns.Inputs.Count);
        foreach (var input in columns.Inputs)
            writer.Write(input);
    }

    private static DecomposedColumns ReadColumns(BinaryReader reader)
    {
        var outputs = new ModelOutput[ReadCount(reader)];
        for (var i = 0; i < outputs.Length; i++)
            outputs[i] = ReadOutput(reader);
        var inputs = new string[ReadCount(reader)];
        for (var i = 0; i < inputs.Length; i++)
            inputs[i] = reader.ReadString();
        return new DecomposedColumns(outputs, inputs);
    }

    private static ModelOutput ReadOutput(BinaryReader reader)
    {
        var variable = Variables.Find(reader.ReadString())
            ?? throw new FormatException("The sensitivity analysis has an unknown variable.");
        return Period.TryParse(reader.ReadString(), out var period)
            ? new ModelOutput(variable, period)
            : throw new FormatException("The period of a stored sensitivity analysis is not one.");
    }

    private static void Write(BinaryWriter writer, VarianceDecomposition decomposition)
    {
        writer.Write(decomposition.Evaluations);
        writer.Write(decomposition.Means.Count);
        writer.Write(decomposition.Indices.Count);
        foreach (var number in decomposition.Means.Concat(decomposition.Variances))
            writer.Write(number);
        foreach (var (first, firstError, total, totalError) in decomposition.Indices.SelectMany(i => i))
        {
            writer.Write(first);
            writer.Write(firstError);
            writer.Write(total);
            writer.Write(totalError);
        }
    }

    private static SensitivityResult ReadDecomposition(BinaryReader reader, DecomposedColumns? columns)
    {
        var evaluations = reader.ReadInt64();
        var (outputs, inputs) = (ReadCount(reader), ReadCount(reader));
        var means = Doubles(outputs);
        var variances = Doubles(outputs);
        var indices = new IReadOnlyList<VarianceIndex>[inputs];
        for (var input = 0; input < inputs; input++)
        {
            var numbers = Doubles(4 * outputs);
            indices[input] = [.. numbers.Chunk(4).Select(n => new VarianceIndex(n[0], n[1], n[2], n[3]))];
        }

        return new SensitivityResult(new VarianceDecomposition(means, variances, indices, evaluations), columns);

        double[] Doubles(int count)
        {
            var numbers = new double[count];
            for (var i = 0; i < count; i++)
                numbers[i] = reader.ReadDouble();
            return numbers;
        }
    }

    private static void Write(BinaryWriter writer, IReadOnlyList<OutputTornado> tornadoes)
    {
        writer.Write(tornadoes.Count);
        foreach (var (output, @base, bars) in tornadoes)
        {
            writer.Write(output.Variable.Name);
            writer.Write(output.Period.ToString());
            writer.Write(@base);
            writer.Write(bars.Count);
            foreach (var (range, low, high) in bars)
            {
                writer.Write(range.Parameter.Id);
                writer.Write(range.Low);
                writer.Write(range.High);
                writer.Write(low);
                writer.Write(high);
            }
        }
    }

    private static OutputTornado[] ReadTornadoes(BinaryReader reader)
    {
        var tornadoes = new OutputTornado[ReadCount(reader)];
        for (var t = 0; t < tornadoes.Length; t++)
        {
            var output = ReadOutput(reader);
            var @base = reader.ReadDouble();
            var bars = new TornadoBar[ReadCount(reader)];
            for (var b = 0; b < bars.Length; b++)
            {
                var parameter = Parameters.Find(reader.ReadString())
                    ?? throw new FormatException("The sensitivity analysis has an unknown parameter.");
                bars[b] = new TornadoBar(
                    new InputRange(parameter, reader.ReadDouble(), reader.ReadDouble()), reader.ReadDouble(), reader.ReadDouble());
            }

            tornadoes[t] = new OutputTornado(output, @base, bars);
        }

        return tornadoes;
    }

    private static int ReadCount(BinaryReader reader)
        => reader.ReadInt32() is >= 0 and <= MaxCount and var count
            ? count
            : throw new FormatException("A count of a stored sensitivity analysis is not one.");
}
