namespace ForecastFunctions.Infrastructure.Sources.SecEdgar;

/// <summary>The spans over which companies state a figure.</summary>
internal enum Span
{
    /// <summary>Three months.</summary>
    Quarter,

    /// <summary>The first six months of a fiscal year.</summary>
    HalfYear,

    /// <summary>The first nine months of a fiscal year.</summary>
    NineMonths,

    /// <summary>A fiscal year.</summary>
    Year,
}

/// <summary>A figure over a period, as one filing states it.</summary>
/// <param name="Tag">The concept of us-gaap.</param>
/// <param name="Start">The first day.</param>
/// <param name="End">The last day.</param>
/// <param name="Value">The figure.</param>
/// <param name="Form">The form of the filing.</param>
/// <param name="Accession">The number of the filing.</param>
/// <param name="Filed">The day of the filing.</param>
/// <param name="Member">The member of a dimension that the figure is of, or null for the company as a whole.</param>
/// <param name="Document">The document of the filing that it was read in, or null where it was read in EDGAR's extract.</param>
internal readonly record struct FiledFact(
    string Tag, DateOnly Start, DateOnly End, double Value, string Form, string Accession, DateOnly Filed,
    string? Member = null, string? Document = null)
{
    /// <summary>What is stated, as a reference says it.</summary>
    public string Concept => Member is null ? $"us-gaap:{Tag}" : $"us-gaap:{Tag} of {Member}";

    /// <summary>Where it is stated, as a reference says it.</summary>
    public string Place => Document is null ? Accession : $"{Accession} ({Document})";

    /// <summary>
    /// What the figure covers, or null for what is of no use: another length, or the twelve months that a quarterly
    /// report states, which trail and are not a fiscal year. The fiscal year and period that EDGAR gives describe the
    /// filing, not the figure.
    /// </summary>
    public Span? Span => Days(Start, End) switch
    {
        >= 80 and <= 100 => SecEdgar.Span.Quarter,
        >= 170 and <= 190 => SecEdgar.Span.HalfYear,
        >= 260 and <= 280 => SecEdgar.Span.NineMonths,
        >= 350 and <= 380 when Form.StartsWith("10-K", StringComparison.Ordinal) => SecEdgar.Span.Year,
        _ => null,
    };

    /// <summary>The length of a period in days, both ends counted.</summary>
    public static int Days(DateOnly start, DateOnly end) => end.DayNumber - start.DayNumber + 1;
}
