namespace ForecastFunctions.Infrastructure.Sources.EpochAi;

/// <summary>
/// The columns that are read of a chip-count CSV, by each name they have had. Other columns are passed over; a column
/// that is wanted and has none of its names, or two, makes the document unusable.
/// </summary>
internal sealed class ChipCountColumns
{
    private static readonly string[] DesignerNames = ["Chip manufacturer", "Designer"];
    private static readonly string[] EndNames = ["End date"];
    private static readonly string[] P5Names = ["Compute estimate in H100e (5th percentile)", "H100e (5th percentile)"];
    private static readonly string[] P50Names = ["Compute estimate in H100e (median)", "H100e (median)"];
    private static readonly string[] P95Names = ["Compute estimate in H100e (95th percentile)", "H100e (95th percentile)"];
    private static readonly string[] PowerNames = ["Power in MW (median)"];
    private static readonly string[] IncompleteNames = ["Incomplete"];
    private static readonly string[] NotesNames = ["Notes"];

    private readonly string _document;
    private readonly string[] _header;

    public ChipCountColumns(string document, string[] header)
    {
        _document = document;
        _header = header;
        Designer = Required(DesignerNames);
        End = Required(EndNames);
        P5 = Required(P5Names);
        P50 = Required(P50Names);
        P95 = Required(P95Names);
        Power = Required(PowerNames);
        Incomplete = Find(IncompleteNames);
        Notes = Find(NotesNames);
    }

    public int Designer { get; }

    public int End { get; }

    public int P5 { get; }

    public int P50 { get; }

    public int P95 { get; }

    public int Power { get; }

    /// <summary>Where the last quarter is marked as not wholly counted; older files say so in their notes, or not at all.</summary>
    public int? Incomplete { get; }

    public int? Notes { get; }

    public string Name(int column) => _header[column];

    private int Required(string[] names) =>
        Find(names) ?? throw new SourceFormatException(_document, 1, names[0], $"there is no column called {string.Join(" or ", names)}");

    private int? Find(string[] names)
    {
        var found = Enumerable.Range(0, _header.Length)
            .Where(i => names.Contains(_header[i].Trim(), StringComparer.Ordinal))
            .ToArray();
        return found.Length <= 1
            ? found.Cast<int?>().FirstOrDefault()
            : throw new SourceFormatException(_document, 1, names[0], "the column is there twice");
    }
}
