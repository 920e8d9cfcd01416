using System.Text;
using ForecastFunctions.Core.Series;

namespace ForecastFunctions.Core.SeriesCatalogues;

/// <summary>What a question about a catalogue has come to for one of its series.</summary>
/// <param name="Id">The series.</param>
/// <param name="Unit">Its unit, where it is known.</param>
/// <param name="Origin">A period from which those of the answer are counted; <see langword="null"/> without dates.</param>
/// <param name="Offset">How many periods after <paramref name="Origin"/>, or after the first observation, the answer begins.</param>
/// <param name="Model">What was fitted; empty where there is nothing to say of it.</param>
/// <param name="Warnings">The codes of what a reader should know.</param>
/// <param name="Numbers">The numbers, in the order that the question gives them; not a number where there is none.</param>
/// <param name="Problem">Why there are no numbers; <see langword="null"/> where there are.</param>
public sealed record SeriesResult(
    string Id, string? Unit, Period? Origin, int Offset, string Model, IReadOnlyList<string> Warnings, IReadOnlyList<double> Numbers,
    string? Problem)
{
    private const byte Form = 1;

    /// <summary>The result of a series that could not be dealt with.</summary>
    public static SeriesResult Failed(CatalogueSeries series, string problem) => new(series.Id, series.Unit, null, 0, "", [], [], problem);

    /// <summary>Results as bytes: little-endian, the same on every machine.</summary>
    public static byte[] ToBytes(IReadOnlyList<SeriesResult> results)
    {
        using var buffer = new MemoryStream();
        using var writer = new BinaryWriter(buffer, Encoding.UTF8);
        writer.Write(Form);
        writer.Write(results.Count);
        foreach (var result in results)
        {
            writer.Write(result.Id);
            writer.Write(result.Unit ?? "");
            writer.Write(result.Origin?.ToString() ?? "");
            writer.Write(result.Offset);
            writer.Write(result.Model);
            writer.Write(string.Join(';', result.Warnings));
            writer.Write(result.Problem ?? "");
            writer.Write(result.Numbers.Count);
            foreach (var number in result.Numbers)
                writer.Write(number);
        }

        writer.Flush();
        return buffer.ToArray();
    }

    /// <summary>Reads what <see cref="ToBytes"/> wrote.</summary>
    /// <exception cref="FormatException">The bytes are something else.</exception>
    public static IReadOnlyList<SeriesResult> FromBytes(ReadOnlyMemory<byte> bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes.ToArray(), writable: false), Encoding.UTF8);
        try
        {
            if (reader.ReadByte() != Form || reader.ReadInt32() is not (>= 0 and var count) || count > bytes.Length)
                throw new FormatException("The bytes are not those of results of series.");
            var results = new SeriesResult[count];
            for (var i = 0; i < count; i++)
                results[i] = Read(reader);
            return results;
        }
        catch (EndOfStreamException e)
        {
            throw new FormatException("The bytes of results of series are cut.", e);
        }
    }

    private static SeriesResult Read(BinaryReader reader)
    {
        var (id, unit, origin, offset) = (reader.ReadString(), reader.ReadString(), reader.ReadString(), reader.ReadInt32());
        var (model, warnings, problem) = (reader.ReadString(), reader.ReadString(), reader.ReadString());
        var numbers = new double[reader.ReadInt32() is >= 0 and var count && count <= reader.BaseStream.Length / sizeof(double)
            ? count : throw new FormatException("The bytes of a result of a series are damaged.")];
        for (var i = 0; i < numbers.Length; i++)
            numbers[i] = reader.ReadDouble();
        return new SeriesResult(
            id, Known(unit), Period.TryParseAny(origin, out var period) ? period : null, offset, model,
            warnings.Length == 0 ? [] : warnings.Split(';'), numbers, Known(problem));

        static string? Known(string text) => text.Length == 0 ? null : text;
    }
}
