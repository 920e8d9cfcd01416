using System.Text;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Series;

namespace ForecastFunctions.Core.Analyses.Sensitivities;

/// <summary>What a sensitivity analysis gives: tornadoes or shares of variance, whichever was asked for.</summary>
public sealed class SensitivityResult : IRunResult<SensitivityResult>
{
    private const int FormatVersion = 1;
    private const int MaxCount = 1 << 16;

    /// <summary>Tornadoes, one for each output.</summary>
    public SensitivityResult(IReadOnlyList<OutputTornado> tornadoes) => Tornadoes = tornadoes;

    /// <summary>Shares of variance.</summary>
    public SensitivityResult(VarianceDecomposition decomposition) => Decomposition = decomposition;

    /// <summary>The tornadoes, one for each output; empty where shares of variance were asked for.</summary>
    public IReadOnlyList<OutputTornado> Tornadoes { get; } = [];

    /// <summary>The shares of variance, by the inputs and outputs that were asked for.</summary>
    public VarianceDecomposition? Decomposition { get; }

    /// <inheritdoc/>
    public long ByteCount => Decomposition is { } d
        ? 16L * d.Means.Count + d.Indices.Sum(i => 32L * i.Count)
        : Tornadoes.Sum(t => 64L + 64L * t.Bars.Count);

    /// <inheritdoc/>
    public byte[] ToBytes()
    {
        using var buffer = new MemoryStream();
        using var writer = new BinaryWriter(buffer, Encoding.UTF8);
        writer.Write(FormatVersion);
        writer.Write(Decomposition is not null);
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
            if (reader.ReadInt32() != FormatVersion)
                throw new FormatException("The sensitivity analysis was stored in a format that is not known here.");
            var result = reader.ReadBoolean()
                ? new SensitivityResult(ReadDecomposition(reader))
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

    private static VarianceDecomposition ReadDecomposition(BinaryReader reader)
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

        return new VarianceDecomposition(means, variances, indices, evaluations);

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
            var variable = Variables.Find(reader.ReadString())
                ?? throw new FormatException("The sensitivity analysis has an unknown variable.");
            if (!Period.TryParse(reader.ReadString(), out var period))
                throw new FormatException("The period of a stored sensitivity analysis is not one.");
            var @base = reader.ReadDouble();
            var bars = new TornadoBar[ReadCount(reader)];
            for (var b = 0; b < bars.Length; b++)
            {
                var parameter = Parameters.Find(reader.ReadString())
                    ?? throw new FormatException("The sensitivity analysis has an unknown parameter.");
                bars[b] = new TornadoBar(
                    new InputRange(parameter, reader.ReadDouble(), reader.ReadDouble()), reader.ReadDouble(), reader.ReadDouble());
            }

            tornadoes[t] = new OutputTornado(new ModelOutput(variable, period), @base, bars);
        }

        return tornadoes;
    }

    private static int ReadCount(BinaryReader reader)
        => reader.ReadInt32() is >= 0 and <= MaxCount and var count
            ? count
            : throw new FormatException("A count of a stored sensitivity analysis is not one.");
}
