using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml.Linq;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace ForecastFunctions.TestKit;

/// <summary>Reads a workbook as a spreadsheet does, by what its parts say and not by what wrote them.</summary>
public static class SheetReader
{
    /// <summary>
    /// The rows of a sheet: texts as <see cref="string"/>, numbers as <see cref="double"/>, nothing as <see langword="null"/>.
    /// </summary>
    public static IReadOnlyList<IReadOnlyList<object?>> Rows(WorkbookPart workbook, string sheet)
    {
        var texts = workbook.SharedStringTablePart!.SharedStringTable!.Elements<SharedStringItem>().Select(i => i.InnerText).ToList();
        var rows = PartOf(workbook, sheet).Worksheet!.GetFirstChild<SheetData>()!.Elements<Row>()
            .Select(row => row.Elements<Cell>().ToDictionary(
            cell => ColumnOf(cell.CellReference!.Value!),
            cell => (object)(cell.DataType?.Value == CellValues.SharedString
                ? texts[int.Parse(cell.InnerText, CultureInfo.InvariantCulture)]
                : double.Parse(cell.InnerText, CultureInfo.InvariantCulture)))).ToList();
        var width = rows.Max(row => row.Keys.Max()) + 1;
        return [.. rows.Select(
            row => (IReadOnlyList<object?>)[.. Enumerable.Range(0, width).Select(column => row.GetValueOrDefault(column))])];
    }

    /// <summary>The part of a sheet.</summary>
    public static WorksheetPart PartOf(WorkbookPart workbook, string sheet)
        => (WorksheetPart)workbook.GetPartById(workbook.Workbook!.Sheets!.Elements<Sheet>().Single(s => s.Name == sheet).Id!);

    /// <summary>The M of the queries.</summary>
    public static string Queries(WorkbookPart workbook)
    {
        using var part = workbook.CustomXmlParts.Single().GetStream();
        using var stream = new BinaryReader(new MemoryStream(Convert.FromBase64String(XDocument.Load(part).Root!.Value)));
        Assert.Equal(0, stream.ReadInt32());
        using var package = new ZipArchive(new MemoryStream(stream.ReadBytes(stream.ReadInt32())));
        Assert.Contains("<PermissionList", Encoding.UTF8.GetString(stream.ReadBytes(stream.ReadInt32())), StringComparison.Ordinal);
        using var metadata = new BinaryReader(new MemoryStream(stream.ReadBytes(stream.ReadInt32())));
        Assert.Equal(0, metadata.ReadInt32());
        Assert.Equal(
            "LocalPackageMetadataFile", XDocument.Load(new MemoryStream(metadata.ReadBytes(metadata.ReadInt32()))).Root!.Name.LocalName);
        Assert.Equal(0, metadata.ReadInt32());
        Assert.NotEmpty(stream.ReadBytes(stream.ReadInt32()));
        Assert.Equal(stream.BaseStream.Length, stream.BaseStream.Position);
        using var section = new StreamReader(package.GetEntry("Formulas/Section1.m")!.Open());
        return section.ReadToEnd().ReplaceLineEndings("\n");
    }

    private static int ColumnOf(string reference)
        => reference.TakeWhile(char.IsAsciiLetter).Aggregate(0, (column, letter) => (column * 26) + letter - 'A' + 1) - 1;
}
