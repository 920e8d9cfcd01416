using System.Globalization;
using System.Text;
using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Series;

namespace ForecastFunctions.Core.Scorecards;

/// <summary>What vintages of the past said, and what came of it.</summary>
/// <param name="Vintages">The vintages, in order of their days; of one day, the backfilled one last.</param>
/// <param name="Scores">By vintage: those of each scenario by quarter, then those of the rivals.</param>
/// <param name="Claims">By vintage, scenario and year.</param>
/// <param name="Evidence">By vintage and quarter: how wide the paths of the first scenario were.</param>
public sealed record Scorecard(
    IReadOnlyList<PastVintage> Vintages, IReadOnlyList<Score> Scores, IReadOnlyList<Claim> Claims, IReadOnlyList<SpreadEvidence> Evidence)
    : IRunResult<Scorecard>
{
    private const int FormatVersion = 1;
    private const int BytesPerRow = 400;

    /// <inheritdoc/>
    public long ByteCount => BytesPerRow * ((long)Scores.Count + Claims.Count + Evidence.Count);

    /// <inheritdoc/>
    public byte[] ToBytes()
    {
        using var buffer = new MemoryStream();
        using var writer = new ScorecardWriter(buffer, Vintages);
        writer.Write(FormatVersion);
        writer.WriteAll(Vintages, writer.Write);
        writer.WriteAll(Scores, writer.Write);
        writer.WriteAll(Claims, writer.Write);
        writer.WriteAll(Evidence, writer.Write);
        writer.Flush();
        return buffer.ToArray();
    }

    /// <inheritdoc cref="IRunResult{TSelf}.FromBytes"/>
    public static Scorecard FromBytes(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using var reader = new ScorecardReader(new MemoryStream(bytes.ToArray(), writable: false));
            if (reader.ReadInt32() != FormatVersion)
                throw new FormatException("The scorecard was stored in a format that is not known here.");
            var card = new Scorecard(
                reader.ReadVintages(), reader.ReadAll(reader.ReadScore), reader.ReadAll(reader.ReadClaim), reader.ReadAll(reader.ReadEvidence));
            return reader.BaseStream.Position == reader.BaseStream.Length
                ? card
                : throw new FormatException("The bytes are not a scorecard.");
        }
        catch (Exception e) when (e is IOException or ArgumentException or InvalidOperationException or OverflowException)
        {
            throw new FormatException("The bytes are not a scorecard.", e);
        }
    }
}

/// <summary>Writes the parts of a scorecard.</summary>
internal sealed class ScorecardWriter(Stream stream, IReadOnlyList<PastVintage> vintages) : BinaryWriter(stream, Encoding.UTF8)
{
    private readonly Dictionary<PastVintage, int> _places = vintages.Index().ToDictionary(v => v.Item, v => v.Index);

    public void WriteAll<T>(IReadOnlyList<T> items, Action<T> write)
    {
        Write(items.Count);
        foreach (var item in items)
            write(item);
    }

    public void Write(PastVintage vintage)
    {
        Write(vintage.Name);
        Write(vintage.Day.DayNumber);
        Write((byte)vintage.Basis);
        Write(vintage.Version);
        Write(vintage.BaseYear);
        Write(vintage.LastKnown.ToString());
        Write(vintage.Calibrated);
        Write(vintage.Assumed);
    }

    public void Write(Score score)
    {
        WriteKey(score.Vintage, score.Forecaster, score.Variable);
        Write(score.IsRival);
        Write(score.Period.ToString());
        Write(score.Outcome.First);
        Write(score.Outcome.Latest);
        Write((byte)score.Outcome.Status);
        Write(score.Outcome.KnownSince.DayNumber);
        Write(score.IsFirstRelease);
        foreach (var percentile in score.Sample.Percentiles)
            Write(percentile);
        Write(score.Sample.Crps);
        Write(score.Sample.Pinball);
        Write(score.Sample.Pit);
        foreach (var crps in score.RivalCrps)
            Write(crps ?? double.NaN);
    }

    public void Write(Claim claim)
    {
        WriteKey(claim.Vintage, claim.Scenario, claim.Variable);
        Write(claim.Year);
        Write(claim.Level);
        Write(claim.Probability);
        Write(claim.Outcome ?? double.NaN);
    }

    public void Write(SpreadEvidence evidence)
    {
        Write((byte)evidence.Group);
        Write(_places[evidence.Vintage]);
        Write(evidence.Period.ToString());
        Write(evidence.Score);
    }

    private void WriteKey(PastVintage vintage, string forecaster, Variable variable)
    {
        Write(_places[vintage]);
        Write(forecaster);
        Write(variable.Name);
    }
}

/// <summary>Reads what <see cref="ScorecardWriter"/> wrote.</summary>
internal sealed class ScorecardReader(Stream stream) : BinaryReader(stream, Encoding.UTF8)
{
    private IReadOnlyList<PastVintage> _vintages = [];

    public IReadOnlyList<T> ReadAll<T>(Func<T> read)
    {
        var count = ReadInt32();
        if (count < 0 || count > BaseStream.Length)
            throw new FormatException("The bytes are not a scorecard.");
        var items = new T[count];
        for (var i = 0; i < count; i++)
            items[i] = read();
        return items;
    }

    public IReadOnlyList<PastVintage> ReadVintages() => _vintages = ReadAll(() => new PastVintage(
        ReadString(), DateOnly.FromDayNumber(ReadInt32()), ReadWord<VintageBasis>(), ReadString(), ReadInt32(), ReadPeriod(),
        ReadInt32(), ReadInt32()));

    public Score ReadScore()
    {
        var (vintage, forecaster, variable) = ReadKey();
        return new Score
        {
            Vintage = vintage,
            Forecaster = forecaster,
            Variable = variable,
            IsRival = ReadBoolean(),
            Period = ReadPeriod(),
            Outcome = new(ReadDouble(), ReadDouble(), ReadWord<ObservationStatus>(), DateOnly.FromDayNumber(ReadInt32())),
            IsFirstRelease = ReadBoolean(),
            Sample = new([.. SampleScore.Percents.Select(_ => ReadDouble())], ReadDouble(), ReadDouble(), ReadDouble()),
            RivalCrps = [.. Rivals.Names.Select(_ => ReadOptional())],
        };
    }

    public Claim ReadClaim()
    {
        var (vintage, scenario, variable) = ReadKey();
        return new(vintage, scenario, variable, ReadInt32(), ReadDouble(), ReadDouble(), ReadOptional());
    }

    public SpreadEvidence ReadEvidence() => new(ReadWord<SpreadSource>(), ReadVintage(), ReadPeriod(), ReadDouble());

    private (PastVintage Vintage, string Forecaster, Variable Variable) ReadKey()
        => (ReadVintage(), ReadString(), ReadString() is var name && Variables.Find(name) is { } variable
            ? variable
            : throw new FormatException($"The scorecard is of {name}, which is no variable today."));

    private PastVintage ReadVintage()
    {
        var place = ReadInt32();
        return place >= 0 && place < _vintages.Count ? _vintages[place] : throw new FormatException("The scorecard has no such vintage.");
    }

    private double? ReadOptional() => ReadDouble() is var number && double.IsNaN(number) ? null : number;

    private Period ReadPeriod()
        => ReadString() is var text && Period.TryParse(text, out var period)
            ? period
            : throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"'{text}' is no period."));

    private T ReadWord<T>()
        where T : struct, Enum
        => (T)Enum.ToObject(typeof(T), ReadByte()) is var word && Enum.IsDefined(word)
            ? word
            : throw new FormatException($"The scorecard has a word that is none of {typeof(T).Name}.");
}
