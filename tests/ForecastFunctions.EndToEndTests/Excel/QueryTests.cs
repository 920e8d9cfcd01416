using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using DocumentFormat.OpenXml.Packaging;
using ForecastFunctions.EndToEndTests.Fixtures;

namespace ForecastFunctions.EndToEndTests.Excel;

/// <summary>The M as it is served, looked at by Power Query's own tools and held against the answers that it is written for.</summary>
[Collection(ProductTests.Name)]
public sealed partial class QueryTests(ProductFixture fixture)
{
    private static readonly string[] Names = ["scenarios", "projection", "comparison", "observations", "parameters", "variables", "operations", "chart",
        "functions"];

    private readonly Api _api = fixture.Api;

    [Fact]
    public async Task Queries_AndThoseOfTheWorkbook_HaveNoFaultThatTheLanguageServicesFind()
    {
        var documents = new List<(string Name, string Text)>();
        foreach (var name in Names)
            documents.Add((name, await QueryAsync(name)));
        var queries = await WorkbookQueriesAsync();
        documents.Add(("workbook", queries));

        Assert.Empty(await PowerQueryChecker.CheckAsync(documents));
        Assert.All(documents, d => Assert.Contains($"\"{_api.Host.AbsoluteUri}api/v1\"", d.Text, StringComparison.Ordinal));
    }

    /// <summary>A checker that finds nothing proves nothing, so it is shown one fault of each kind.</summary>
    [Theory]
    [InlineData("List.IsEmpty(Faults)", "List.IsEmtpy(Faults)", "Error.UnknownIdentifier", "'List.IsEmtpy', did you mean 'List.IsEmpty'")]
    [InlineData("TableOf(Rows(\"parameters\", [])", "TableOff(Rows(\"parameters\", [])", "Error.UnknownIdentifier", "'TableOff'")]
    [InlineData("List.IsEmpty(Faults)", "List.IsEmpty(Faults, 1)", "Error.InvokeArgumentCountMismatch", "1-1 arguments, but 2")]
    [InlineData("Rows(\"parameters\", [])", "Rows(\"parameters\")", "Error.InvokeArgumentCountMismatch", "2-2 arguments, but 1")]
    [InlineData("Rows(\"parameters\", [])", "Rows(\"parameters\", 5)", "Error.InvokeArgumentTypeMismatch",
        "'query' to be 'record', but got 'number'")]
    [InlineData("Table.Pivot(Chosen, Presets,", "Table.Pivot(Chosen, \"all\",", "Error.InvokeArgumentTypeMismatch",
        "'pivotValues' to be 'list', but got 'text'")]
    [InlineData("shared Scenarios =", "shared Scenarios = =", "Error.Parse", "")]
    [InlineData("shared Scenarios =", "shared Projection =", "Error.DuplicateIdentifier", "Projection")]
    [InlineData("    let\n", "   let\n", "Format", "")]
    public async Task Queries_WithAPlantedFault_AreFound(string right, string wrong, string code, string says)
    {
        var queries = await WorkbookQueriesAsync();
        var at = queries.IndexOf(right, StringComparison.Ordinal);
        Assert.True(at >= 0, right);

        var findings = await PowerQueryChecker.CheckAsync([("planted", queries[..at] + wrong + queries[(at + right.Length)..])]);

        Assert.Contains(findings, found => found.Split('\t')[2] == code && found.Contains(says, StringComparison.Ordinal));
    }

    /// <summary>
    /// The columns that the M reads are the members of the rows, in the order and with the names of the CSV, and of their
    /// types.
    /// </summary>
    [Theory]
    [InlineData("scenarios", "ScenarioColumns", "/scenarios")]
    [InlineData("projection", "ProjectionColumns", "/projections")]
    [InlineData("projection", "ProjectionColumns", "/projections?draws=128")]
    [InlineData("projection", "ProjectionColumns", "/projections?scenario=agents&set.limits.ration=inferenceFirst&draws=128")]
    [InlineData("scorecard", "ScorecardColumns", "/scorecard-summaries?scenarios=article-base&horizons=1")]
    [InlineData("comparison", "ComparisonColumns", "/comparisons?scenarios=status-quo,data-wall&reference=data-wall&draws=128")]
    [InlineData("comparison", "ComparisonColumns", "/comparisons?scenarios=article-base,agents&levels=true&draws=128")]
    [InlineData("observations", "ObservationColumns", "/baselines/latest/observations")]
    [InlineData("parameters", "ParameterColumns", "/parameters")]
    [InlineData("variables", "VariableColumns", "/variables")]
    [InlineData("operations", "OperationColumns", "/operations")]
    public async Task Columns_OfAQuery_AreThoseOfTheAnswer(string query, string list, string path)
    {
        var text = await QueryAsync(query);
        var declared = text[text.IndexOf($"{list} = {{", StringComparison.Ordinal)..];
        var columns = Column().Matches(declared[..(declared.IndexOf("}\n    }", StringComparison.Ordinal) is var end and >= 0
            ? end + 1 : declared.IndexOf("}}", StringComparison.Ordinal) + 1)]);
        var rows = (await _api.GetAsync(path)).Ok().Rows;
        var header = (await _api.GetAsync(path + (path.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "format=csv&limit=1"))
            .Ok().Records[0];

        Assert.Equal(header, columns.Select(c => c.Groups["name"].Value));
        Assert.All(rows, row =>
        {
            Assert.Equal(row.EnumerateObject().Select(m => m.Name), columns.Select(c => c.Groups["member"].Value));
            Assert.All(columns, c => Assert.True(
                Holds(c.Groups["type"].Value, row.GetProperty(c.Groups["member"].Value)),
                $"{c.Value}: {row.GetProperty(c.Groups["member"].Value)}"));
        });
    }

    /// <summary>What the M's paging relies on: the link of a page names its list for good, and carries the cursor in its query.</summary>
    [Fact]
    public async Task Pages_AsTheModuleFollowsThem_AreTheWholeList()
    {
        var whole = (await _api.GetAsync("/baselines/latest/observations")).Ok().Rows.Select(r => r.ToString()).ToList();
        var rows = new List<string>();
        var current = await _api.CurrentBaselineAsync();
        var path = "/baselines/latest/observations?limit=97";
        while (true)
        {
            var page = (await _api.GetAsync(path)).Ok();
            rows.AddRange(page.Rows.Select(r => r.ToString()));
            if (!page.Json.TryGetProperty("nextLink", out var link))
                break;
            Assert.StartsWith($"/api/v1/baselines/{current}/observations?", link.GetString(), StringComparison.Ordinal);
            Assert.Contains("cursor=", link.GetString(), StringComparison.Ordinal);
            path = link.GetString()!["/api/v1".Length..];
        }

        Assert.Equal(whole, rows);
    }

    private async Task<string> QueryAsync(string name)
    {
        var answer = (await _api.GetAsync($"/excel/{name}.pq")).Ok();
        Assert.Equal("text/plain; charset=utf-8", answer.ContentType);
        return answer.Text;
    }

    private async Task<string> WorkbookQueriesAsync()
    {
        var answer = (await _api.GetAsync("/excel/workbook.xlsx")).Ok();
        using var workbook = SpreadsheetDocument.Open(new MemoryStream(answer.Body), isEditable: false);
        return SheetReader.Queries(workbook.WorkbookPart!);
    }

    private static bool Holds(string type, JsonElement value) => type switch
    {
        _ when value.ValueKind == JsonValueKind.Null => true,
        "type text" => value.ValueKind is JsonValueKind.String or JsonValueKind.Array,
        "type number" => value.ValueKind == JsonValueKind.Number,
        "Int64.Type" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        "type datetimezone" => value.TryGetDateTimeOffset(out _),
        "type logical" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "type date" => DateOnly.TryParseExact(value.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        _ => false,
    };

    [GeneratedRegex("\\{\"(?<member>\\w+)\", \"(?<name>\\w+)\", (?<type>[\\w. ]+)\\}", RegexOptions.None, 1000)]
    private static partial Regex Column();
}
