using System.Text.RegularExpressions;
using CsCheck;
using ForecastFunctions.Excel;
using ForecastFunctions.Excel.PowerQuery;

namespace ForecastFunctions.UnitTests.Excel;

public partial class QueryModuleTests
{
    private static readonly QueryModule Module = ExcelQueries.ModuleAt(new Uri("https://forecast.example.com/api/v1"));

    [Fact]
    public void Module_ForAnAddress_AsksThatAddressAndNoOther()
    {
        foreach (var text in ExcelQueries.Files.Values.Select(write => write(Module)).Append(Module.ToSection("Section1")))
        {
            Assert.Single(Regex.Matches(
                text, "Web\\.Contents\\(\\s*\"https://forecast\\.example\\.com/api/v1\"", RegexOptions.None, TimeSpan.FromSeconds(1)));
            Assert.DoesNotContain("127.0.0.1", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Query_OfATable_HasWhatItNeedsAndNothingElse()
    {
        var query = Module.ToQuery("Variables");

        Assert.Contains("VariableColumns = {", query, StringComparison.Ordinal);
        Assert.Contains("Answer = (", query, StringComparison.Ordinal);
        Assert.DoesNotContain("RunScenario", query, StringComparison.Ordinal);
        Assert.DoesNotContain("Presets", query, StringComparison.Ordinal);
        Assert.EndsWith("\nin\n    Variables\n", query, StringComparison.Ordinal);
    }

    [Fact]
    public void Functions_AreAllThoseThatAreDocumented()
    {
        var functions = Module.ToFunctions();

        var documented = DocumentedName().Matches(functions).Select(m => m.Groups["name"].Value).ToList();
        Assert.True(documented.Count >= 5, string.Join(' ', documented));
        Assert.All(documented, name => Assert.Contains($"\n        {name} = {name}", functions, StringComparison.Ordinal));
    }

    [Fact]
    public void Module_IsReadWhole()
    {
        var lines = Module.ToSection("Section1").Split('\n').Where(line => line.StartsWith("shared ", StringComparison.Ordinal)).ToList();

        Assert.Equal(Module.Members.Count, lines.Count);
        Assert.Equal(Module.Members.Count, Module.Members.Select(m => m.Name).Distinct(StringComparer.Ordinal).Count());
        Assert.All(Module.Members, member => Assert.DoesNotContain("shared ", member.Expression, StringComparison.Ordinal));
    }

    /// <summary>
    /// Whatever a text holds, its literal is one text of M and nothing more: it cannot end early, nor begin an escape of its
    /// own.
    /// </summary>
    [Fact]
    public void Text_AsALiteral_ReadsBackAsItself()
        => Gen.OneOf(Gen.String, Gen.String[Gen.Char["\"#()lfcrtab0a,\n\r\t"]]).Sample(text =>
        {
            var literal = MText.Quote(text);
            Assert.Matches("^\"([^\"#\\p{Cc}]|\"\"|#\\((#|[0-9a-f]{4})\\))*\"$", literal);
            var read = Escape().Replace(literal[1..^1], m => m.Groups["code"] is { Success: true, Value: var code }
                ? ((char)Convert.ToInt32(code, 16)).ToString()
                : m.Value is "\"\"" ? "\"" : "#");
            Assert.Equal(text, read);
        });

    [GeneratedRegex("\"\"|#\\(#\\)|#\\((?<code>[0-9a-f]{4})\\)", RegexOptions.None, 1000)]
    private static partial Regex Escape();

    [GeneratedRegex("Documentation\\.Name = \"(?<name>\\w+)\"", RegexOptions.None, 1000)]
    private static partial Regex DocumentedName();
}
