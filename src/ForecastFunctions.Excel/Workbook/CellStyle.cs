using DocumentFormat.OpenXml.Spreadsheet;

namespace ForecastFunctions.Excel.Workbook;

/// <summary>How a cell looks; the number is its place in the stylesheet.</summary>
internal enum CellStyle : uint
{
    /// <summary>As it is.</summary>
    General,

    /// <summary>A day, in the reader's own order.</summary>
    Date,

    /// <summary>A text that stays one, even when somebody edits it: it would begin a formula otherwise (CWE-1236).</summary>
    Literal,

    /// <summary>A title.</summary>
    Title,

    /// <summary>A name that is explained.</summary>
    Term,

    /// <summary>A paragraph.</summary>
    Paragraph,

    /// <summary>A number to look at; the cell holds all its digits.</summary>
    Figure,

    /// <summary>A moment, in UTC.</summary>
    Instant,
}

/// <summary>The stylesheet of those styles.</summary>
internal static class CellStyles
{
    // The first number that is not taken by a format of the standard.
    private const uint FigureFormat = 164;
    private const string Typeface = "Calibri";

    /// <summary>The part that holds it.</summary>
    public static Stylesheet ToPart() => new(
        new NumberingFormats(new NumberingFormat { NumberFormatId = FigureFormat, FormatCode = "#,##0.0" }) { Count = 1 },
        new Fonts(Font(11, isBold: false), Font(11, isBold: true), Font(16, isBold: true)) { Count = 3 },
        new Fills(
            new Fill(new PatternFill { PatternType = PatternValues.None }),
            new Fill(new PatternFill { PatternType = PatternValues.Gray125 }))
        { Count = 2 },
        new Borders(new Border(
            new LeftBorder(), new RightBorder(), new TopBorder(), new BottomBorder(), new DiagonalBorder()))
        { Count = 1 },
        new CellStyleFormats(new CellFormat { NumberFormatId = 0, FontId = 0, FillId = 0, BorderId = 0 }) { Count = 1 },
        new CellFormats(
            Format(numberFormat: 0, font: 0),
            Format(numberFormat: 14, font: 0),
            Format(numberFormat: 49, font: 0, isQuoted: true),
            Format(numberFormat: 0, font: 2),
            Format(numberFormat: 0, font: 1, isWrapped: true),
            Format(numberFormat: 0, font: 0, isWrapped: true),
            Format(FigureFormat, font: 0),
            Format(numberFormat: 22, font: 0))
        { Count = 8 },
        new DocumentFormat.OpenXml.Spreadsheet.CellStyles(
            new DocumentFormat.OpenXml.Spreadsheet.CellStyle { Name = "Normal", FormatId = 0, BuiltinId = 0 })
        { Count = 1 },
        new DifferentialFormats { Count = 0 },
        new TableStyles { Count = 0, DefaultTableStyle = "TableStyleMedium2", DefaultPivotStyle = "PivotStyleLight16" });

    private static Font Font(double size, bool isBold)
    {
        var font = new Font();
        if (isBold)
            font.Append(new Bold());
        font.Append(new FontSize { Val = size }, new FontName { Val = Typeface });
        return font;
    }

    private static CellFormat Format(uint numberFormat, uint font, bool isQuoted = false, bool isWrapped = false)
    {
        var format = new CellFormat
        {
            NumberFormatId = numberFormat,
            FontId = font,
            FillId = 0,
            BorderId = 0,
            FormatId = 0,
            ApplyNumberFormat = numberFormat > 0 ? true : null,
            ApplyFont = font > 0 ? true : null,
            QuotePrefix = isQuoted ? true : null,
        };
        if (isWrapped)
        {
            format.ApplyAlignment = true;
            format.Alignment = new Alignment { WrapText = true, Vertical = VerticalAlignmentValues.Top };
        }

        return format;
    }
}
