using System.Text;
using System.Text.RegularExpressions;
using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Infrastructure.Sources;
using static ForecastFunctions.IntegrationTests.Sources.InstancePitfallTests;

namespace ForecastFunctions.IntegrationTests.Sources;

/// <summary>How an instance may be written, which makes no difference, and how it may not.</summary>
public sealed class InstanceFormTests
{
    [Theory]
    [InlineData("one line")]
    [InlineData("CRLF")]
    [InlineData("BOM")]
    [InlineData("prefix")]
    [InlineData("order of attributes")]
    [InlineData("facts first")]
    [InlineData("other prefixes")]
    [InlineData("scenario")]
    [InlineData("declared on the element")]
    [InlineData("comments")]
    [InlineData("UTF-16")]
    public void Form_OfTheSameContent_MakesNoDifference(string form)
    {
        var text = NvidiaReports.Instance(NvidiaReports.Quarters[13]).ToString();
        var expected = Read("nvda", Encoding.UTF8.GetBytes(text));
        Assert.Equal(4, expected.Figures.Count);

        var other = Read("nvda", form is "UTF-16"
            ? [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(text.Replace("encoding=\"utf-8\"", "", StringComparison.Ordinal))]
            : Encoding.UTF8.GetBytes(Written(text, form)));

        Assert.Equal(
            expected.Figures.Select(figure => (figure.Start, figure.End, figure.Value)), other.Figures.Select(figure => (figure.Start, figure.End, figure.Value)));
        Assert.Equal(expected.Problems, other.Problems);
    }

    public static TheoryData<string, string, string> Broken { get; } = new()
    {
        { "truncated", SourceFaultCodes.Malformed, "not whole and plain XML" },
        { "DTD", SourceFaultCodes.Malformed, "DTD is prohibited" },
        { "external entity", SourceFaultCodes.Malformed, "DTD is prohibited" },
        { "HTML", SourceFaultCodes.Malformed, "not" },
        { "XHTML", SourceFaultCodes.Malformed, "The document is a 'html', not an XBRL instance" },
        { "undefined entity", SourceFaultCodes.Malformed, "not whole and plain XML" },
        { "another company", SourceFaultCodes.Malformed, "The document is of company 1652044, not 1045810" },
        { "undeclared prefix", SourceFaultCodes.Malformed, "is not a name whose prefix is declared" },
        { "missing context", SourceFaultCodes.Malformed, "which is not in the document" },
        { "deep", SourceFaultCodes.TooLarge, "elements more than 32 deep" },
        { "huge value", SourceFaultCodes.TooLarge, "a value of more than 4096 characters" },
        { "empty", SourceFaultCodes.Malformed, "not whole and plain XML" },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void Document_ThatIsBroken_IsAFaultThatSaysWhy(string how, string code, string message)
    {
        var text = NvidiaReports.Instance(NvidiaReports.Quarters[13]).ToString();

        var fault = Assert.Throws<SourceException>(() => Read("nvda", Encoding.UTF8.GetBytes(Break(text, how))));

        Assert.Equal(code, fault.Code);
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }

    private static string Written(string text, string form) => form switch
    {
        "one line" => text.Replace("\n", " ", StringComparison.Ordinal),
        "CRLF" => text.Replace("\n", "\r\n", StringComparison.Ordinal),
        "BOM" => "\ufeff" + text,
        "prefix" => Prefixed(text),
        "order of attributes" => text.Replace("decimals=\"-6\"", "", StringComparison.Ordinal)
            .Replace(" unitRef=\"usd\"", " unitRef=\"usd\" decimals=\"-6\"", StringComparison.Ordinal),
        "facts first" => FactsFirst(text),
        "other prefixes" => text.Replace("us-gaap:", "gaap2:", StringComparison.Ordinal).Replace("xmlns:us-gaap=", "xmlns:gaap2=", StringComparison.Ordinal)
            .Replace("nvda:", "x:", StringComparison.Ordinal).Replace("xmlns:nvda=", "xmlns:x=", StringComparison.Ordinal)
            .Replace("iso4217:", "money:", StringComparison.Ordinal).Replace("xmlns:iso4217=", "xmlns:money=", StringComparison.Ordinal),
        "scenario" => Scenario(text),
        "declared on the element" => text.Replace("<xbrldi:explicitMember ", "<xbrldi:explicitMember xmlns:own=\"http://www.nvidia.com/20250727\" ", StringComparison.Ordinal)
            .Replace(">nvda:", ">own:", StringComparison.Ordinal),
        _ => text.Replace("<context ", "<!-- a context --><?x y?><context ", StringComparison.Ordinal),
    };

    private static string Prefixed(string text)
    {
        foreach (var name in new[] { "xbrl", "context", "entity", "identifier", "segment", "period", "startDate", "endDate", "instant", "unit", "measure",
            "divide", "unitNumerator", "unitDenominator" })
        {
            text = text.Replace($"<{name}>", $"<xbrli:{name}>", StringComparison.Ordinal).Replace($"<{name} ", $"<xbrli:{name} ", StringComparison.Ordinal)
                .Replace($"</{name}>", $"</xbrli:{name}>", StringComparison.Ordinal);
        }

        return text.Replace("xmlns=\"", "xmlns:xbrli=\"", StringComparison.Ordinal).Replace("<measure>shares", "<measure>xbrli:shares", StringComparison.Ordinal)
            .Replace(">shares<", ">xbrli:shares<", StringComparison.Ordinal);
    }

    private static string FactsFirst(string text)
    {
        var contexts = text.IndexOf("<context ", StringComparison.Ordinal);
        var facts = text.IndexOf("<dei:DocumentType", StringComparison.Ordinal);
        var end = text.IndexOf("</xbrl>", StringComparison.Ordinal);
        return text[..contexts] + text[facts..end] + text[contexts..facts] + text[end..];
    }

    /// <summary>Dimensions in the scenario, which stands after the period, in place of the segment.</summary>
    private static string Scenario(string text) => Regex.Replace(
        text, "<segment>(?<dimensions>.*?)</segment></entity>(?<period><period>.*?</period>)", "</entity>${period}<scenario>${dimensions}</scenario>",
        RegexOptions.None, TimeSpan.FromSeconds(5));

    private static string Break(string text, string how) => how switch
    {
        "truncated" => text[..(text.Length / 2)],
        "DTD" => text.Replace("?>\n", "?>\n<!DOCTYPE xbrl [<!ENTITY a \"b\">]>\n", StringComparison.Ordinal),
        "external entity" => text.Replace("?>\n", "?>\n<!DOCTYPE xbrl SYSTEM \"http://169.254.169.254/\">\n", StringComparison.Ordinal),
        "HTML" => "<!DOCTYPE html><html><head><title>SEC.gov</title><body>Not here<br></html>",
        "XHTML" => "<html xmlns=\"http://www.w3.org/1999/xhtml\"><body/></html>",
        "undefined entity" => text.Replace("</xbrl>", "<us-gaap:Revenues contextRef=\"c-1\">&nbsp;</us-gaap:Revenues></xbrl>", StringComparison.Ordinal),
        "another company" => text.Replace("0001045810", "0001652044", StringComparison.Ordinal),
        "undeclared prefix" => text.Replace("xmlns:nvda=", "xmlns:other=", StringComparison.Ordinal),
        "missing context" => text.Replace("</xbrl>", "<us-gaap:Revenues contextRef=\"c-none\">1</us-gaap:Revenues></xbrl>", StringComparison.Ordinal),
        "deep" => text.Replace("</xbrl>", string.Concat(Enumerable.Repeat("<x>", 40)) + string.Concat(Enumerable.Repeat("</x>", 40)) + "</xbrl>",
            StringComparison.Ordinal),
        "huge value" => text.Replace("</xbrl>", $"<us-gaap:Revenues contextRef=\"c-1\">{new string('1', 5_000)}</us-gaap:Revenues></xbrl>", StringComparison.Ordinal),
        _ => "",
    };
}
