using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Forecasts;
using ForecastFunctions.Core.SeriesCatalogues;

namespace ForecastFunctions.Application.SeriesCatalogues;

/// <summary>What is said of a catalogue beside its parts.</summary>
/// <param name="Catalogue">Its name.</param>
/// <param name="Description">What it is, in its owner's words.</param>
/// <param name="Series">How many series it has.</param>
/// <param name="Observations">How many observations these have together.</param>
/// <param name="Content">Names what is in it: it changes if and only if the content of its parts or their order does.</param>
/// <param name="UpdatedAt">When it was last changed.</param>
public sealed record CatalogueFacts(
    string Catalogue, string Description, int Series, long Observations, string Content, DateTimeOffset UpdatedAt)
{
    /// <summary>The facts of a catalogue.</summary>
    public static CatalogueFacts Of(SeriesCatalogue catalogue) => new(
        catalogue.Name, catalogue.Description, catalogue.Series, catalogue.Observations, catalogue.Content, catalogue.UpdatedAt);
}

/// <summary>A line of a part: an observation.</summary>
/// <param name="Series">The series.</param>
/// <param name="Place">Which of its observations, from 0.</param>
public sealed record CatalogueLine(CatalogueSeries Series, int Place);

/// <summary>Catalogues: how they are kept and shown.</summary>
public static class SeriesCatalogueTables
{
    private const string One = "/v1/catalogues/{catalogue}";
    private const string PartOfOne = One + "/parts/{part}";

    /// <summary>The catalogues of a caller; rows are <see cref="SeriesCatalogue"/>.</summary>
    public static readonly Table Catalogues = new("catalogues", "Your catalogues of series",
    [
        Column.Text<SeriesCatalogue>("catalogue", "Its name", c => c.Name),
        Column.Text<SeriesCatalogue>("description", "What it is, in your words", c => c.Description),
        Column.Whole<SeriesCatalogue>("parts", "How many parts it has", c => c.Parts.Count),
        Column.Whole<SeriesCatalogue>("series", "How many series it has", c => c.Series),
        Column.Whole<SeriesCatalogue>("observations", "How many observations these have together", c => c.Observations),
        Column.Text<SeriesCatalogue>(
            "content", "Names what is in it: it changes if and only if the content of its parts or their order does", c => c.Content),
        Column.Moment<SeriesCatalogue>("updated_at", "When it was last changed", c => c.UpdatedAt),
    ]);

    /// <summary>The parts of a catalogue; rows are <see cref="CataloguePart"/>.</summary>
    public static readonly Table Parts = new("catalogue-parts", "The parts of a catalogue",
    [
        Column.Whole<CataloguePart>("part", "Its number", p => p.Number),
        Column.Whole<CataloguePart>("series", "How many series it has", p => p.Series),
        Column.Whole<CataloguePart>("observations", "How many observations these have together", p => p.Observations),
        Column.Whole<CataloguePart>("longest", "How many observations the longest of them has", p => p.Longest),
        Column.Text<CataloguePart>("hash", "Names its content, however the lines were written", p => p.Hash),
        Column.Moment<CataloguePart>("updated_at", "When it was written", p => p.UpdatedAt),
    ]);

    /// <summary>The lines of a part; rows are <see cref="CatalogueLine"/>.</summary>
    public static readonly Table Lines = new("catalogue-lines", "The observations of the series of a part",
    [
        Column.Text<CatalogueLine>(PartReader.Series, "The series' id, of at most 100 characters", l => l.Series.Id),
        Column.Text<CatalogueLine>(
            PartReader.Period, "The period: 2028, 2028-Q3, 2028-07, 2028-W07 or 2028-07-01; without dates, 1 for the first observation, 2 for the next",
            l => l.Series.First?.Plus(l.Place).ToString() ?? (l.Place + 1).ToString(System.Globalization.CultureInfo.InvariantCulture)),
        Column.Number<CatalogueLine>(PartReader.Value, "The observation", l => l.Series.Values[l.Place]),
        Column.OptionalText<CatalogueLine>(PartReader.Unit, "The unit; the column may be left out", l => l.Series.Unit),
        Column.Whole<CatalogueLine>(
            PartReader.SeasonLength, "The periods after which a season recurs, 1 where none does; the column may be left out, and the dates then tell",
            l => l.Series.SeasonLength),
    ]);

    /// <summary>Lists them.</summary>
    public static readonly Operation List = new(
        "listCatalogues", "Catalogues", ["GET"], "/v1/catalogues", AccessScope.Read, Catalogues.Title, FormMembers.OfTables)
    {
        Table = Catalogues,
    };

    /// <summary>Reads one.</summary>
    public static readonly Operation Read = new(
        "readCatalogue", "Catalogue", ["GET"], One, AccessScope.Read, "A catalogue, with a row for each of its parts", FormMembers.OfTables)
    {
        PathMembers = [CatalogueMembers.Name],
        Table = Parts,
        Answer = new OperationAnswer.Rows(CatalogueJson.Default.CatalogueFacts),
    };

    /// <summary>Keeps one.</summary>
    public static readonly Operation Put = new(
        "keepCatalogue", "Catalogue", ["PUT"], One, AccessScope.Write, "Begin a catalogue, or change its description", [CatalogueMembers.Description])
    {
        PathMembers = [CatalogueMembers.Name],
        Answer = new OperationAnswer.Row("Catalogue", Catalogues.Columns),
        Problems = [ProblemKind.TooManyCatalogues],
        BodyExample = """{"description": "Orders by product"}""",
        Creates = true,
    };

    /// <summary>Removes one.</summary>
    public static readonly Operation Delete = new(
        "removeCatalogue", "Catalogue", ["DELETE"], One, AccessScope.Write,
        "Remove a catalogue with its parts; operations that were begun on it go on", [])
    {
        PathMembers = [CatalogueMembers.Name],
        Answer = new OperationAnswer.Nothing(),
    };

    /// <summary>Reads a part.</summary>
    public static readonly Operation ReadPart = new(
        "readCataloguePart", "CataloguePart", ["GET"], PartOfOne, AccessScope.Read, "The lines of a part of a catalogue", [FormMembers.DecimalMark])
    {
        PathMembers = [CatalogueMembers.Name, CatalogueMembers.Part],
        Answer = new OperationAnswer.File("text/csv", Lines.Title) { Lines = Lines },
        Problems = ProblemKind.OfComputing,
    };

    /// <summary>Writes a part.</summary>
    public static readonly Operation PutPart = new(
        "writeCataloguePart", "CataloguePart", ["PUT"], PartOfOne, AccessScope.Write,
        "Write a part of a catalogue: whole series, of which no other part has any", [FormMembers.DecimalMark])
    {
        PathMembers = [CatalogueMembers.Name, CatalogueMembers.Part],
        Answer = new OperationAnswer.Row("CataloguePart", Parts.Columns),
        Problems = [ProblemKind.SeriesInTwoParts, ProblemKind.CatalogueFull, .. ProblemKind.OfComputing],
        BodyLines = Lines,
        BodyExample = "series,period,value\nnorth,2025-01,31\nnorth,2025-02,35\nnorth,2025-03,30\nnorth,2025-04,42\nnorth,2025-05,47\n"
            + "north,2025-06,44\nnorth,2025-07,52\nnorth,2025-08,58\nsouth,2025-01,12\nsouth,2025-02,15\n",
        MaxBodyBytes = ForecastLimits.MaxBytes,
        Creates = true,
    };

    /// <summary>Removes a part.</summary>
    public static readonly Operation DeletePart = new(
        "removeCataloguePart", "CataloguePart", ["DELETE"], PartOfOne, AccessScope.Write, "Remove a part of a catalogue", [])
    {
        PathMembers = [CatalogueMembers.Name, CatalogueMembers.Part],
        Answer = new OperationAnswer.Nothing(),
    };

    /// <summary>All of them, and the questions about catalogues.</summary>
    public static IReadOnlyList<Operation> All { get; } =
    [
        List, Read, Put, Delete, ReadPart, PutPart, DeletePart, .. CatalogueKind.All.SelectMany(k => new[] { k.Ask, k.Read }),
    ];

    /// <summary>The lines of a content.</summary>
    public static IEnumerable<CatalogueLine> LinesOf(SeriesContent content)
        => content.Series.SelectMany(s => s.Values.Select((_, place) => new CatalogueLine(s, place)));
}
