using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using ForecastFunctions.EndToEndTests.Fixtures;

namespace ForecastFunctions.EndToEndTests.Baselines;

/// <summary>What the program or the sheet of a caller relies on in an answer.</summary>
/// <param name="Columns">Its columns, or what else is named in it, in their order.</param>
/// <param name="Rows">How many rows it has.</param>
internal sealed partial record AnswerShape(string Columns, int Rows)
{
    /// <summary>What else a JSON answer tells beside its rows; more may join.</summary>
    public IReadOnlyList<string> Facts { get; private init; } = [];

    private static readonly string[] Tables = ["Projection", "Comparison", "Scenarios", "Parameters", "Variables", "Observations"];

    /// <summary>Reads an answer that must be 200; rows without a value must say that there is none.</summary>
    public static AnswerShape Of(Answer answer, string asked) => answer.ContentType?.Split(';')[0] switch
    {
        _ when (int)answer.Status != 200 => throw Fault(asked, answer),
        "text/csv" => OfCsv(answer, asked),
        "application/json" => OfJson(answer.Json, asked),
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" => OfWorkbook(answer),
        "text/plain" when double.TryParse(answer.Text, CultureInfo.InvariantCulture, out _) => new("a number", 1),
        "text/html" => new("a page", 1),
        "text/plain" => new(Port().Replace(answer.Text, ""), 1),
        _ => throw Fault(asked, answer),
    };

    private static AnswerShape OfCsv(Answer answer, string asked)
    {
        var records = answer.Records;
        var (value, status) = (records[0].IndexOf("value"), records[0].IndexOf("status"));
        if (value >= 0 && status >= 0)
            Assert.All(records.Skip(1), record => Assert.True(record[value].Length > 0 || record[status] == "not-observed", asked));
        return new(string.Join(',', records[0]), records.Count - 1);
    }

    private static AnswerShape OfJson(JsonElement answer, string asked)
    {
        if (!answer.TryGetProperty("value", out var value) || value.ValueKind != JsonValueKind.Array)
            return new(Names(answer), 1);
        var rows = value.EnumerateArray().ToList();
        foreach (var row in rows)
        {
            if (Member(row, "period") is not null && Member(row, "value") is { ValueKind: JsonValueKind.Null }
                && Member(row, "status") is { } status)
                Assert.True(status.ValueEquals("not-observed"), $"{asked}: {row}");
        }

        return new(rows.Count == 0 ? "" : Names(rows[0]), rows.Count) { Facts = Names(answer).Split(',') };
    }

    private static AnswerShape OfWorkbook(Answer answer)
    {
        using var document = SpreadsheetDocument.Open(new MemoryStream(answer.Body), isEditable: false);
        var workbook = document.WorkbookPart!;
        var tables = Tables.Select(name => SheetReader.Rows(workbook, name)).ToList();
        Assert.All(tables, rows => Assert.True(rows.Count > 1));
        var sheets = workbook.Workbook!.Sheets!.Elements<Sheet>().Select(sheet => sheet.Name!.Value!);
        return new(
            string.Join('|', sheets) + ": " + string.Join('|', tables.Select(rows => string.Join(',', rows[0]))),
            tables.Sum(rows => rows.Count - 1));
    }

    private static JsonElement? Member(JsonElement row, string name)
        => row.TryGetProperty(name, out var member) || row.TryGetProperty(char.ToUpperInvariant(name[0]) + name[1..], out member)
            ? member : null;

    private static string Names(JsonElement element) => string.Join(',', element.EnumerateObject().Select(member => member.Name));

    private static Xunit.Sdk.XunitException Fault(string asked, Answer answer)
        => new($"{asked}: {(int)answer.Status} {answer.ContentType} {answer.Text[..Math.Min(600, answer.Text.Length)]}");

    /// <summary>Differs from start to start.</summary>
    [GeneratedRegex(@"(?<=127\.0\.0\.1):\d+", RegexOptions.None, 1000)]
    private static partial Regex Port();
}

/// <summary>What lists lack that cannot be changed.</summary>
file static class Lists
{
    public static int IndexOf(this IReadOnlyList<string> list, string item) => list.ToList().IndexOf(item);
}
