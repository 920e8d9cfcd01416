using System.Text.Json;
using System.Text.Json.Serialization;
using ForecastFunctions.Core.Baselines;

namespace ForecastFunctions.Infrastructure.Sources.SecFilings;

/// <summary>What was read of a filing: the figures, not the documents, which never change.</summary>
/// <param name="Accession">The filing.</param>
/// <param name="Document">The document that was read, or null where the filing has none to read.</param>
/// <param name="Figures">The figures of a report.</param>
/// <param name="Statements">The figures of a release.</param>
/// <param name="Problems">Figures that were not taken, and why.</param>
/// <param name="PeriodEnd">The end of the quarter that a release is of, where it tells it.</param>
/// <param name="Unstated">That a release states no amount for its quarter, in a sentence, or null.</param>
internal sealed record ReadFiling(
    string Accession, string? Document, IReadOnlyList<ReportFigure> Figures, IReadOnlyList<ReleaseFigure> Statements,
    IReadOnlyList<ReadProblem> Problems, DateOnly? PeriodEnd, string? Unstated)
{
    /// <summary>A filing in which there is nothing to read.</summary>
    public static ReadFiling Nothing(Filing filing, params IReadOnlyList<ReadProblem> problems) =>
        new(filing.Accession, null, [], [], problems, null, null);

    /// <summary>Reads the instance of a report.</summary>
    /// <exception cref="SourceException">It cannot be read as one of the company.</exception>
    public static ReadFiling OfReport(FilingCompany company, Filing filing, string name, ReadOnlyMemory<byte> document)
    {
        var concepts = company.Series.SelectMany(series => series.Concepts).ToHashSet(StringComparer.Ordinal);
        var facts = new DimensionalFacts(XbrlInstanceReader.Read(document, concepts), company.Cik, filing);
        var readings = company.Series.Select(facts.Read).ToList();
        return new(
            filing.Accession, name, [.. readings.SelectMany(reading => reading.Figures)], [],
            [.. readings.SelectMany(reading => reading.Problems)], null, null);
    }

    /// <summary>Reads the exhibit of a release.</summary>
    /// <exception cref="SourceException">It cannot be read.</exception>
    public static ReadFiling OfRelease(Filing filing, string name, ReadOnlyMemory<byte> document)
    {
        var reading = BroadcomRelease.Read(ReleaseText.Paragraphs(document));
        if (reading.Quarter?.End > filing.Filed)
        {
            return Nothing(filing, new ReadProblem(BroadcomRelease.Series, SourceFaultCodes.ImpossibleDate,
                $"The release is of {reading.Quarter}, which ends after the filing, on {reading.Quarter?.End:yyyy-MM-dd}."));
        }

        return new(
            filing.Accession, name, [], reading.Figures, reading.Problem is { } problem ? [problem] : [],
            reading.Quarter?.End, reading.Unstated);
    }
}

/// <summary>What was read of a filing as it is kept: UTF-8 JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ReadFiling))]
internal sealed partial class ReadFilingJson : JsonSerializerContext
{
    public static byte[] Write(ReadFiling filing) => JsonSerializer.SerializeToUtf8Bytes(filing, Default.ReadFiling);

    /// <summary>What was kept, or null where it is not of this form.</summary>
    public static ReadFiling? Read(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, Default.ReadFiling);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
