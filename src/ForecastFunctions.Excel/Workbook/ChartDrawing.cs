using System.Globalization;
using DocumentFormat.OpenXml.Drawing.Charts;
using DocumentFormat.OpenXml.Drawing.Spreadsheet;
using DocumentFormat.OpenXml.Packaging;
using A = DocumentFormat.OpenXml.Drawing;
using S = DocumentFormat.OpenXml.Spreadsheet;

namespace ForecastFunctions.Excel.Workbook;

/// <summary>A line chart of a table, beside it: a line for each column after the first, over the first.</summary>
internal static class ChartDrawing
{
    private const string ChartNamespace = "http://schemas.openxmlformats.org/drawingml/2006/chart";
    private const uint CategoryAxis = 1;
    private const uint ValueAxis = 2;

    // Told apart by those who see few colours too (Okabe and Ito, 2008).
    private static readonly IReadOnlyList<string> Colours =
        ["0072B2", "999999", "009E73", "D55E00", "CC79A7", "E69F00", "56B4E9", "000000"];

    /// <summary>Writes the chart, and the drawing that places it on the sheet.</summary>
    public static void Write(WorksheetPart sheet, SheetTable table, string title)
    {
        var drawing = sheet.AddNewPart<DrawingsPart>("drawing");
        drawing.AddNewPart<ChartPart>("chart").ChartSpace = new ChartSpace(
            new RoundedCorners { Val = false },
            new Chart(
                TitleOf(title),
                new AutoTitleDeleted { Val = false },
                new PlotArea(new Layout(), Lines(table), Categories(), Values()),
                new Legend(new LegendPosition { Val = LegendPositionValues.Bottom }, new Overlay { Val = false }),
                new PlotVisibleOnly { Val = true },
                new DisplayBlanksAs { Val = DisplayBlanksAsValues.Gap }),
            new DocumentFormat.OpenXml.Drawing.Charts.ShapeProperties(Fill("FFFFFF"), Stroke("D9D9D9", width: 9_525)));
        drawing.WorksheetDrawing = new WorksheetDrawing(Anchor(table.Columns.Count + 1));
        sheet.Worksheet!.InsertBefore(new S.Drawing { Id = "drawing" }, sheet.Worksheet.GetFirstChild<S.TableParts>());
    }

    private static LineChart Lines(SheetTable table)
    {
        var chart = new LineChart(new Grouping { Val = GroupingValues.Standard }, new VaryColors { Val = false });
        for (var column = 1; column < table.Columns.Count; column++)
        {
            chart.Append(new LineChartSeries(
                new DocumentFormat.OpenXml.Drawing.Charts.Index { Val = (uint)column - 1 },
                new Order { Val = (uint)column - 1 },
                new SeriesText(new StringReference(
                    new Formula(Range(table, column, 1, 1)),
                    new StringCache(
                        new PointCount { Val = 1 }, new StringPoint(new NumericValue(table.Columns[column].Name)) { Index = 0 }))),
                new ChartShapeProperties(Stroke(Colours[(column - 1) % Colours.Count], width: 28_575)),
                new Marker(new Symbol { Val = MarkerStyleValues.None }),
                new CategoryAxisData(new NumberReference(new Formula(Range(table, 0, 2, table.Rows.Count + 1)), Cache(table, 0))),
                new Values(new NumberReference(new Formula(Range(table, column, 2, table.Rows.Count + 1)), Cache(table, column))),
                new Smooth { Val = false }));
        }

        chart.Append(new ShowMarker { Val = true }, new AxisId { Val = CategoryAxis }, new AxisId { Val = ValueAxis });
        return chart;
    }

    private static NumberingCache Cache(SheetTable table, int column) => new(
    [
        new FormatCode("General"),
        new PointCount { Val = (uint)table.Rows.Count },
        .. table.Rows.Select((row, i) => new NumericPoint(
            new NumericValue(Convert.ToString(row[column], CultureInfo.InvariantCulture) ?? "")) { Index = (uint)i }),
    ]);

    private static string Range(SheetTable table, int column, int first, int last)
    {
        var name = SheetCells.NameOf(column);
        return string.Create(CultureInfo.InvariantCulture, $"{table.Name}!${name}${first}:${name}${last}");
    }

    private static Title TitleOf(string text) => new(
        new ChartText(new RichText(new A.BodyProperties(), new A.Paragraph(
            new A.ParagraphProperties(new A.DefaultRunProperties { FontSize = 1400 }),
            new A.Run(new A.RunProperties { FontSize = 1400 }, new A.Text(text))))),
        new Overlay { Val = false });

    private static CategoryAxis Categories() => new(
        new AxisId { Val = CategoryAxis },
        new Scaling(new Orientation { Val = OrientationValues.MinMax }),
        new Delete { Val = false },
        new AxisPosition { Val = AxisPositionValues.Bottom },
        new NumberingFormat { FormatCode = "General", SourceLinked = true },
        new TickLabelPosition { Val = TickLabelPositionValues.NextTo },
        new CrossingAxis { Val = ValueAxis });

    private static ValueAxis Values() => new(
        new AxisId { Val = ValueAxis },
        new Scaling(new Orientation { Val = OrientationValues.MinMax }),
        new Delete { Val = false },
        new AxisPosition { Val = AxisPositionValues.Left },
        new MajorGridlines(new ChartShapeProperties(Stroke("D9D9D9", width: 9_525))),
        new NumberingFormat { FormatCode = "#,##0", SourceLinked = false },
        new TickLabelPosition { Val = TickLabelPositionValues.NextTo },
        new CrossingAxis { Val = CategoryAxis });

    private static A.SolidFill Fill(string colour) => new(new A.RgbColorModelHex { Val = colour });

    private static A.Outline Stroke(string colour, int width) => new(Fill(colour)) { Width = width };

    private static TwoCellAnchor Anchor(int firstColumn) => new(
        new DocumentFormat.OpenXml.Drawing.Spreadsheet.FromMarker(
            new ColumnId($"{firstColumn}"), new ColumnOffset("0"), new RowId("1"), new RowOffset("0")),
        new DocumentFormat.OpenXml.Drawing.Spreadsheet.ToMarker(
            new ColumnId($"{firstColumn + 9}"), new ColumnOffset("0"), new RowId("22"), new RowOffset("0")),
        new DocumentFormat.OpenXml.Drawing.Spreadsheet.GraphicFrame(
            new NonVisualGraphicFrameProperties(
                new NonVisualDrawingProperties { Id = 2, Name = "Chart" }, new NonVisualGraphicFrameDrawingProperties()),
            new Transform(new A.Offset { X = 0, Y = 0 }, new A.Extents { Cx = 0, Cy = 0 }),
            new A.Graphic(new A.GraphicData(new ChartReference { Id = "chart" }) { Uri = ChartNamespace }))
        {
            Macro = "",
        },
        new ClientData());
}
