using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using ForecastFunctions.Core.Series;

namespace ForecastFunctions.Core.SeriesCatalogues;

/// <summary>
/// The whole series that a part of a catalogue holds. Its hash is of what the series are, and not of how they were written: lines in
/// another order within the period, quotes or ends of lines give the same one.
/// </summary>
public sealed class SeriesContent
{
    private const byte Form = 1;

    /// <summary>Some series.</summary>
    /// <exception cref="ArgumentException">There are none, or two have one id.</exception>
    public SeriesContent(IReadOnlyList<CatalogueSeries> series)
        : this(Checked(series), Write(series))
    {
    }

    private SeriesContent(IReadOnlyList<CatalogueSeries> series, byte[] bytes)
    {
        Series = series;
        Bytes = bytes;
        Observations = series.Sum(s => s.Values.Count);
        Longest = series.Max(s => s.Values.Count);
        Hash = Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 16));
    }

    /// <summary>The series, in the order in which they were stated.</summary>
    public IReadOnlyList<CatalogueSeries> Series { get; }

    /// <summary>How many observations all of them have.</summary>
    public int Observations { get; }

    /// <summary>How many observations the longest has.</summary>
    public int Longest { get; }

    /// <summary>Names the content: 32 lower-case hex digits of the SHA-256 of <see cref="Bytes"/>.</summary>
    public string Hash { get; }

    /// <summary>The series as bytes: little-endian, the same on every machine.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>Reads <see cref="Bytes"/>.</summary>
    /// <exception cref="FormatException">The bytes are something else.</exception>
    public static SeriesContent Of(ReadOnlyMemory<byte> bytes)
    {
        var all = bytes.ToArray();
        using var reader = new BinaryReader(new MemoryStream(all, writable: false), Encoding.UTF8);
        try
        {
            if (reader.ReadByte() != Form || reader.ReadInt32() is not (> 0 and var count) || count > all.Length)
                throw new FormatException("The bytes are not those of series of a catalogue.");
            var series = new CatalogueSeries[count];
            for (var i = 0; i < count; i++)
                series[i] = Read(reader);
            return reader.BaseStream.Position == all.Length
                ? new SeriesContent(series, all)
                : throw new FormatException("The bytes of series of a catalogue go on behind their end.");
        }
        catch (EndOfStreamException e)
        {
            throw new FormatException("The bytes of series of a catalogue are cut.", e);
        }
    }

    /// <summary>A number for each id, in order of the numbers, by which parts with an id in common are found fast; two ids may share one.</summary>
    public byte[] Fingerprints()
    {
        var prints = Series.Select(s => FingerprintOf(s.Id)).Order().ToArray();
        var bytes = new byte[prints.Length * sizeof(ulong)];
        for (var i = 0; i < prints.Length; i++)
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(i * sizeof(ulong)), prints[i]);
        return bytes;
    }

    /// <summary>Whether some id may be among those of which <see cref="Fingerprints"/> were made.</summary>
    public bool MaySharePrints(ReadOnlySpan<byte> fingerprints)
    {
        var others = new HashSet<ulong>(fingerprints.Length / sizeof(ulong));
        for (var i = 0; i + sizeof(ulong) <= fingerprints.Length; i += sizeof(ulong))
            others.Add(BinaryPrimitives.ReadUInt64LittleEndian(fingerprints[i..]));
        return Series.Any(s => others.Contains(FingerprintOf(s.Id)));
    }

    private static IReadOnlyList<CatalogueSeries> Checked(IReadOnlyList<CatalogueSeries> series)
        => series.Count > 0 && series.Select(s => s.Id).Distinct(StringComparer.Ordinal).Count() == series.Count
            ? series
            : throw new ArgumentException("A content has at least one series, each with an id of its own.", nameof(series));

    private static ulong FingerprintOf(string id) => BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(id)));

    private static byte[] Write(IReadOnlyList<CatalogueSeries> series)
    {
        using var buffer = new MemoryStream();
        using var writer = new BinaryWriter(buffer, Encoding.UTF8);
        writer.Write(Form);
        writer.Write(series.Count);
        foreach (var one in series)
        {
            writer.Write(one.Id);
            writer.Write(one.Unit ?? "");
            writer.Write(one.First?.ToString() ?? "");
            writer.Write(one.SeasonLength);
            writer.Write(one.Values.Count);
            foreach (var value in one.Values)
                writer.Write(value);
        }

        writer.Flush();
        return buffer.ToArray();
    }

    private static CatalogueSeries Read(BinaryReader reader)
    {
        var (id, unit, first) = (reader.ReadString(), reader.ReadString(), reader.ReadString());
        var (seasonLength, count) = (reader.ReadInt32(), reader.ReadInt32());
        if (count < 1 || count > reader.BaseStream.Length / sizeof(double) || (first.Length > 0 && !Period.TryParseAny(first, out _)))
            throw new FormatException("The bytes of a series of a catalogue are damaged.");
        var values = new double[count];
        for (var i = 0; i < count; i++)
            values[i] = reader.ReadDouble();
        return new CatalogueSeries(
            id, unit.Length == 0 ? null : unit, Period.TryParseAny(first, out var period) ? period : null, seasonLength, values);
    }
}
