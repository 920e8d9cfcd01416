using System.Globalization;
using System.Text;
using CsCheck;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Http;

namespace ForecastFunctions.UnitTests.Http;

public class CsvTableTests
{
    private const string FormulaOpeners = "=+-@\t\r";

    private static readonly Gen<string> Texts = Gen.OneOf(
        Gen.String[Gen.Char["=+-@\t\r\n,;\"' a0|–×"], 0, 12],
        Gen.String.Where(text => IsUnicode(text)));

    [Fact]
    public void Text_ReadBackByTheLetter_IsWhatItWas()
        => Texts.List[1, 4].List[0, 4].Where(rows => rows.TrueForAll(row => row.Count == rows[0].Count)).Sample(rows =>
        {
            var read = ReadBack(rows, rows.Count == 0 ? 1 : rows[0].Count);

            Assert.Equal(rows.Count, read.Count);
            foreach (var (row, record) in rows.Zip(read))
                Assert.Equal(row, record.Select((cell, i) => StartsAFormula(row[i]) ? cell[1..] : cell), StringComparer.Ordinal);
        });

    [Fact]
    public void Text_ThatASpreadsheetWouldRun_GetsAnApostrophe()
        => Gen.Select(Gen.Char[FormulaOpeners], Texts).Sample((opener, rest) =>
        {
            var cell = Assert.Single(Assert.Single(ReadBack([[opener + rest]], 1)));

            Assert.Equal('\'', cell[0]);
        });

    [Fact]
    public void Number_OfAnyMagnitudeAndSign_ReadsBackToTheSameBits()
        => Gen.Double.Where(double.IsFinite).Sample(number =>
        {
            var text = CellOf(number);

            Assert.Equal(BitConverter.DoubleToInt64Bits(number),
                BitConverter.DoubleToInt64Bits(double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture)));
            Assert.DoesNotContain(',', text);
        });

    [Fact]
    public void Number_WithACommaForAPoint_ReadsBackToTheSameBits()
        => Gen.Double.Where(double.IsFinite).Sample(number =>
        {
            var records = CsvText.Read(
                Encoding.UTF8.GetString(
                    CsvTable.Write(Of(("a", _ => number), ("b", _ => "x;y,z")), [0], DecimalMark.Comma).AsSpan(3)), ';');

            Assert.Equal("x;y,z", records[1][1]);
            Assert.DoesNotContain('.', records[1][0]);
            Assert.Equal(records[1][0], CsvTable.Number(number, DecimalMark.Comma));
            Assert.Equal(
                BitConverter.DoubleToInt64Bits(number),
                BitConverter.DoubleToInt64Bits(
                    double.Parse(records[1][0].Replace(',', '.'), NumberStyles.Float, CultureInfo.InvariantCulture)));
        });

    [Fact]
    public void Cells_OfEveryKind_HaveTheirForm()
    {
        Assert.Equal("", CellOf(null));
        Assert.Equal("-0.5", CellOf(-0.5)); // a number is no formula
        Assert.Equal("-7", CellOf(-7));
        Assert.Equal("2024-02-29", CellOf(new DateOnly(2024, 2, 29)));
        Assert.Equal("\u00d7 –", CellOf("\u00d7 –"));
        Assert.Equal("true", CellOf(true));
        Assert.Equal("9999999999", CellOf(9_999_999_999));
        Assert.Equal("2024-02-29T11:30:00Z", CellOf(new DateTimeOffset(2024, 2, 29, 12, 30, 0, TimeSpan.FromHours(1))));
        Assert.Throws<ArgumentException>(() => CellOf(new object()));
    }

    [Fact]
    public void Table_WithoutRows_IsItsHeader()
        => Assert.Equal("\uFEFFa,\"b,c\"\r\n",
            Encoding.UTF8.GetString(CsvTable.Write(Of(("a", _ => 1), ("b,c", _ => 2)), [], DecimalMark.Point)));

    private static Table Of(params IReadOnlyList<(string Name, Func<object, object?> Value)> columns)
        => new("t", "T", [.. columns.Select(c => new Column(c.Name, CellType.Text, true, "", c.Value))]);

    private static string CellOf(object? cell)
        => CsvText.Read(
            Encoding.UTF8.GetString(CsvTable.Write(Of(("a", _ => cell), ("b", _ => "")), [0], DecimalMark.Point).AsSpan(3)))[1][0];

    private static IReadOnlyList<IReadOnlyList<string>> ReadBack(IReadOnlyList<IReadOnlyList<string>> rows, int columns)
    {
        var table = Of([.. Enumerable.Range(0, columns).Select(
            i => ($"c{i}", (Func<object, object?>)(row => ((IReadOnlyList<string>)row)[i])))]);
        return [.. CsvText.Read(Encoding.UTF8.GetString(CsvTable.Write(table, rows, DecimalMark.Point).AsSpan(3))).Skip(1)];
    }

    private static bool StartsAFormula(string text) => text.Length > 0 && FormulaOpeners.Contains(text[0], StringComparison.Ordinal);

    private static bool IsUnicode(string text)
        => string.Equals(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)), text, StringComparison.Ordinal);
}
