using System.Globalization;
using System.Text;

namespace ForecastFunctions.TestKit;

/// <summary>A dimension of a context as a document writes it, such as <c>srt:ProductOrServiceAxis</c> and <c>nvda:DataCenterMember</c>.</summary>
public readonly record struct Dim(string Axis, string Member);

/// <summary>
/// Makes instances of the shape of those that EDGAR extracts from inline documents: contexts and units first, the facts after
/// them, and among them much that is not meant.
/// </summary>
public sealed class InstanceBuilder
{
    public const string Products = "srt:ProductOrServiceAxis";
    public const string Segments = "us-gaap:StatementBusinessSegmentsAxis";
    public const string Consolidation = "srt:ConsolidationItemsAxis";
    public const string OperatingSegments = "us-gaap:OperatingSegmentsMember";

    private readonly StringBuilder _contexts = new();
    private readonly StringBuilder _facts = new();
    private readonly string _company;
    private readonly string _companyNamespace;
    private readonly string _year;
    private int _next = 1;

    public InstanceBuilder(int cik, string company, string companyNamespace, string periodEnd, string form = "10-Q", int? year = null)
    {
        Cik = $"{cik:0000000000}";
        _company = company;
        _companyNamespace = companyNamespace;
        _year = year?.ToString(CultureInfo.InvariantCulture) ?? periodEnd[..4];
        var whole = Context($"<startDate>2020-01-01</startDate><endDate>{periodEnd}</endDate>");
        _facts.Append(CultureInfo.InvariantCulture, $"""<dei:DocumentType contextRef="{whole}" id="f-1">{form}</dei:DocumentType>""")
            .Append(CultureInfo.InvariantCulture,
                $"""<dei:DocumentPeriodEndDate contextRef="{whole}" id="f-2">{periodEnd}</dei:DocumentPeriodEndDate>""");
    }

    public string Cik { get; set; }

    /// <summary>What stands before the root element.</summary>
    public string Prolog { get; set; } = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n";

    public string Units { get; set; } =
        """
        <unit id="usd"><measure>iso4217:USD</measure></unit>
        <unit id="eur"><measure>iso4217:EUR</measure></unit>
        <unit id="shares"><measure>shares</measure></unit>
        <unit id="usdPerShare"><divide><unitNumerator><measure>iso4217:USD</measure></unitNumerator><unitDenominator><measure>shares</measure></unitDenominator></divide></unit>
        """;

    /// <summary>A figure in millions over a period.</summary>
    public InstanceBuilder Millions(string concept, decimal millions, string start, string end, params Dim[] dimensions) =>
        Fact(concept, (millions * 1_000_000m).ToString("0", CultureInfo.InvariantCulture), start, end, dimensions);

    public InstanceBuilder Fact(string concept, string text, string start, string end, params Dim[] dimensions) =>
        Fact(concept, text, start, end, "usd", "-6", dimensions);

    public InstanceBuilder Fact(
        string concept, string text, string start, string end, string unit, string decimals, params Dim[] dimensions)
    {
        var context = Context($"<startDate>{start}</startDate><endDate>{end}</endDate>", Segment(dimensions));
        _facts.Append(CultureInfo.InvariantCulture,
            $"""<us-gaap:{concept} contextRef="{context}" decimals="{decimals}" id="f-{_next++}" unitRef="{unit}">{text}</us-gaap:{concept}>""");
        return this;
    }

    /// <summary>A fact without a figure.</summary>
    public InstanceBuilder Nil(string concept, string start, string end, params Dim[] dimensions)
    {
        var context = Context($"<startDate>{start}</startDate><endDate>{end}</endDate>", Segment(dimensions));
        _facts.Append(CultureInfo.InvariantCulture,
            $"""<us-gaap:{concept} contextRef="{context}" id="f-{_next++}" unitRef="usd" xsi:nil="true"/>""");
        return this;
    }

    /// <summary>A fact with a typed dimension beside the explicit ones.</summary>
    public InstanceBuilder Typed(string concept, decimal millions, string start, string end, params Dim[] dimensions)
    {
        var typed = """<xbrldi:typedMember dimension="srt:CounterpartyNameAxis"><co:Name>A customer</co:Name></xbrldi:typedMember>""";
        var context = Context(
            $"<startDate>{start}</startDate><endDate>{end}</endDate>",
            $"<segment>{string.Concat(dimensions.Select(Member))}{typed}</segment>");
        _facts.Append(CultureInfo.InvariantCulture,
            $"""<us-gaap:{concept} contextRef="{context}" decimals="-6" id="f-{_next++}" unitRef="usd">{millions}000000</us-gaap:{concept}>""");
        return this;
    }

    /// <summary>What every report has and nobody here wants.</summary>
    public InstanceBuilder Noise(string end, int textBlocks = 2)
    {
        var moment = Context($"<instant>{end}</instant>");
        _facts.Append(CultureInfo.InvariantCulture,
            $"""<us-gaap:Assets contextRef="{moment}" decimals="-6" id="f-{_next++}" unitRef="usd">1</us-gaap:Assets>""")
            .Append(CultureInfo.InvariantCulture,
                $"""<us-gaap:EarningsPerShareBasic contextRef="{moment}" decimals="2" id="f-{_next++}" unitRef="usdPerShare">1.31</us-gaap:EarningsPerShareBasic>""");
        for (var i = 0; i < textBlocks; i++)
        {
            _facts.Append(CultureInfo.InvariantCulture,
                $"""<us-gaap:RevenueFromExternalCustomersTextBlock contextRef="{moment}" id="f-{_next++}">{Block}</us-gaap:RevenueFromExternalCustomersTextBlock>""");
        }

        return this;
    }

    public byte[] Bytes() => Encoding.UTF8.GetBytes(ToString());

    public override string ToString() => $"""
        {Prolog}<xbrl xml:lang="en-US" xmlns="http://www.xbrl.org/2003/instance" xmlns:{_company}="{_companyNamespace}" xmlns:co="{_companyNamespace}"
          xmlns:dei="http://xbrl.sec.gov/dei/{_year}" xmlns:us-gaap="http://fasb.org/us-gaap/{_year}" xmlns:srt="http://fasb.org/srt/{_year}"
          xmlns:xbrldi="http://xbrl.org/2006/xbrldi" xmlns:iso4217="http://www.xbrl.org/2003/iso4217" xmlns:link="http://www.xbrl.org/2003/linkbase"
          xmlns:country="http://xbrl.sec.gov/country/{_year}" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
        <link:schemaRef xlink:href="a.xsd" xlink:type="simple"/>
        {_contexts}{Units}{_facts}
        </xbrl>
        """;

    private static readonly string Block = string.Concat(Enumerable.Repeat(
        "&lt;div style=&quot;text-align:justify&quot;&gt;&lt;span&gt;Data Center 41,096&lt;/span&gt;&lt;/div&gt;\n", 100));

    private string Context(string period, string segment = "")
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"c-{_next++}");
        _contexts.Append(CultureInfo.InvariantCulture,
            $"""<context id="{id}"><entity><identifier scheme="http://www.sec.gov/CIK">{Cik}</identifier>{segment}</entity><period>{period}</period></context>""")
            .Append('\n');
        return id;
    }

    private static string Segment(Dim[] dimensions) =>
        dimensions.Length == 0 ? "" : $"<segment>{string.Concat(dimensions.Select(Member))}</segment>";

    private static string Member(Dim dimension) =>
        $"""<xbrldi:explicitMember dimension="{dimension.Axis}">{dimension.Member}</xbrldi:explicitMember>""";
}
