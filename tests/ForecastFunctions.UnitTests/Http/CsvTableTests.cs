using System.Globalization;
using System.Text;
using CsCheck;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Http;

namespace ForecastFunctions.UnitTests.Http;

public class CsvTableTests
{
    private const string FormulaOpeners = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";
    private const string CellEnders = ",;|\t\"'\r\n";

    private static readonly Gen<string> Texts = Gen.OneOf(
        Gen.String[Gen.Char["=+-@\t\r\n,;\"' a0|–×\uFF1D\uFF20"], 0, 12],
        Gen.String.Where(text => IsUnicode(text)));

    [Fact]
    public void Text_ReadBack_IsWhatItWasButForApostrophesBeforeFormulas()
        => Texts.List[1, 4].List[0, 4].Where(rows => rows.TrueForAll(row => row.Count == rows[0].Count)).Sample(rows =>
        {
            var read = ReadBack(rows, rows.Count == 0 ? 1 : rows[0].Count);

            Assert.Equal(rows.Count, read.Count);
            foreach (var (row, record) in rows.Zip(read))
                Assert.Equal(row, record.Select((cell, i) => WithoutApostrophes(cell, row[i])), StringComparer.Ordinal);
        });

    [Fact]
    public void Text_CutAtAnySeparator_BeginsNoFormula()
        => Gen.Select(Gen.OneOf(Gen.Const(""), Texts), Gen.Char[CellEnders], Gen.Char[FormulaOpeners], Texts).Sample((before, ender, opener, after) =>
        {
            foreach (var text in new[] { before + ender + opener + after, opener + after })
            {
                var cell = Assert.Single(Assert.Single(ReadBack([[text]], 1)));

                for (var i = 0; i < cell.Length; i++)
                {
                    var isOneBreak = cell[i] is '\n' && i > 0 && cell[i - 1] is '\r'; // and what follows it is looked at after the feed
                    if (FormulaOpeners.Contains(cell[i], StringComparison.Ordinal) && i > 0 && cell[i - 1] != '\'' && !isOneBreak)
                        Assert.DoesNotContain(cell[i - 1], CellEnders);
                }

                Assert.DoesNotContain(cell[0], FormulaOpeners);
            }
        });

    [Fact]
    public void Text_WithoutFormulas_IsLeftAlone()
    {
        foreach (var text in new[] { "", "share.inference.nvidia.anchor", "a-b, c", "1.5 × 2 = 3", "x@y.example", "2024;2025" })
            Assert.Equal(text, Assert.Single(Assert.Single(ReadBack([[text]], 1))));
    }

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

    /// <summary>What was written, without the apostrophes that the text did not have.</summary>
    private static string WithoutApostrophes(string cell, string text)
    {
        var (kept, place) = (new StringBuilder(), 0);
        foreach (var letter in cell)
        {
            if (place < text.Length && text[place] == letter)
                place++;
            else if (letter == '\'')
                continue;
            kept.Append(letter);
        }

        return kept.ToString();
    }

    private static bool IsUnicode(string text)
        => string.Equals(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)), text, StringComparison.Ordinal);
}
