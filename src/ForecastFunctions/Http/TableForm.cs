namespace ForecastFunctions.Http;

/// <summary>The mark between the whole part and the fraction of a number in CSV.</summary>
public enum DecimalMark
{
    /// <summary><c>3.125</c>, with commas between cells.</summary>
    Point,

    /// <summary><c>3,125</c>, with semicolons between cells: what spreadsheets of many countries read as a number.</summary>
    Comma,
}

/// <summary>The form in which a table is answered.</summary>
/// <param name="Representation">The representation.</param>
/// <param name="Mark">How numbers are written in CSV.</param>
public readonly record struct TableForm(Representation Representation, DecimalMark Mark = DecimalMark.Point)
{
    /// <summary>Whether the rows are lines of CSV.</summary>
    public bool IsCsv => Representation is Representation.Csv or Representation.Iamc;

    /// <summary>The suffix of a path that gives this form.</summary>
    public string Suffix => Representation switch
    {
        Representation.Csv => ContentNegotiation.CsvSuffix,
        Representation.Metadata => ContentNegotiation.MetadataSuffix,
        Representation.Lines => ContentNegotiation.LinesSuffix,
        _ => "",
    };

    /// <summary>What a query must state beside the suffix to give this form.</summary>
    public IReadOnlyList<KeyValuePair<string, string?>> Query =>
    [
        .. Representation == Representation.Iamc ? new KeyValuePair<string, string?>[] { new("format", "iamc") } : [],
        .. Mark == DecimalMark.Comma ? new KeyValuePair<string, string?>[] { new("decimal", "comma") } : [],
    ];
}
