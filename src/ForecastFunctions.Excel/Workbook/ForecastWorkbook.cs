using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.CustomXmlDataProperties;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using ForecastFunctions.Excel.PowerQuery;

namespace ForecastFunctions.Excel.Workbook;

/// <summary>What a workbook holds.</summary>
/// <param name="Guide">The sheet for readers: a term and what it means; a term alone is a heading.</param>
/// <param name="Module">The queries.</param>
/// <param name="Chart">The table that the chart shows: a period, and a column for each line.</param>
/// <param name="ChartTitle">What the chart shows, with its unit.</param>
/// <param name="Tables">The other tables.</param>
public sealed record ForecastWorkbook(
    IReadOnlyList<(string Term, string? Meaning)> Guide, QueryModule Module,
    SheetTable Chart, string ChartTitle, IReadOnlyList<SheetTable> Tables)
{
    /// <summary>The media type of what is written.</summary>
    public const string ContentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    // Every part gets an id here: one that the library makes up would be another in every file.
    private const string MainContentType = ContentType + ".main+xml";

    // One id for the part that holds the queries; it only has to differ from those of other parts of the same workbook.
    private const string QueriesId = "{6B5E3C2D-8F0A-4E57-9C1B-2A7D4F60E913}";

    private IReadOnlyList<SheetTable> Filled => [Chart, .. Tables];

    /// <summary>Writes the workbook; the same content gives the same bytes.</summary>
    public byte[] ToBytes()
    {
        using var package = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(package, SpreadsheetDocumentType.Workbook))
            Write(document.AddNewPart<WorkbookPart>(MainContentType, "workbook"));
        package.Position = 0;
        return FixedZip.Of(package);
    }

    private void Write(WorkbookPart workbook)
    {
        var texts = new SharedTexts();
        var cells = new SheetCells(texts);
        List<Sheet> sheets = [new() { Name = "README", SheetId = 1, Id = "sheet1" }];
        GuideSheet.Write(workbook.AddNewPart<WorksheetPart>("sheet1"), cells, Guide);
        foreach (var (index, table) in Filled.Index())
        {
            var number = (uint)index + 1;
            var id = string.Create(CultureInfo.InvariantCulture, $"sheet{number + 1}");
            var sheet = workbook.AddNewPart<WorksheetPart>(id);
            sheets.Add(new Sheet { Name = table.Name, SheetId = number + 1, Id = id });
            var isChart = ReferenceEquals(table, Chart);
            TableSheet.Write(sheet, cells, table, number, isChart ? CellStyle.Figure : CellStyle.General);
            if (isChart)
                ChartDrawing.Write(sheet, table, ChartTitle);
        }

        workbook.AddNewPart<WorkbookStylesPart>("styles").Stylesheet = CellStyles.ToPart();
        workbook.AddNewPart<SharedStringTablePart>("texts").SharedStringTable = texts.ToPart();
        workbook.AddNewPart<ConnectionsPart>("connections").Connections = new Connections(
            Filled.Select((table, index) => TableSheet.Connection(table, (uint)index + 1)));
        WriteQueries(workbook.AddCustomXmlPart(CustomXmlPartType.CustomXml, "queries"));
        workbook.Workbook = new DocumentFormat.OpenXml.Spreadsheet.Workbook(
            new BookViews(new WorkbookView { ActiveTab = 1 }),
            new Sheets(sheets),
            new DefinedNames(Filled.Select((table, index) => TableSheet.DefinedName(table, (uint)index + 1))));
    }

    private void WriteQueries(CustomXmlPart part)
    {
        using (var content = new MemoryStream(DataMashup.Write(Module, Filled)))
            part.FeedData(content);
        part.AddNewPart<CustomXmlPropertiesPart>("properties").DataStoreItem = new DataStoreItem(
            new SchemaReferences(new SchemaReference { Uri = DataMashup.Namespace }))
        {
            ItemId = QueriesId,
        };
    }
}
