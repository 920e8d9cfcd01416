using System.Globalization;
using System.Text;
using static ForecastFunctions.TestKit.InstanceBuilder;

namespace ForecastFunctions.TestKit;

/// <summary>
/// A results release of Broadcom's: what it says, and what is to be read of it (billions of dollars; null for nothing).
/// </summary>
public sealed record BroadcomQuarter(
    int Year, int Number, string End, string Accession, string Filed, decimal RevenueMillions, string[] Sentences,
    decimal? Ai, decimal? NextAi, decimal? SemiconductorMillions)
{
    public string Exhibit => $"avgo-{End[5..7]}{End[8..]}{End[..4]}x8kxex99.htm";
}

/// <summary>
/// Broadcom's eleven releases since fiscal 2024 and its reports. The words that state or do not state AI revenue, accession
/// numbers and days of the releases are those that were filed; what stands around them is made here, in their shape, and so
/// are the numbers and days of the reports.
/// </summary>
public static class BroadcomFilings
{
    public const int Cik = 1730168;
    public const string Series = "avgo.ai_revenue.q";

    private static readonly string[] Ordinals = ["First", "Second", "Third", "Fourth"];
    private static readonly Dim Semiconductors = new(Segments, "avgo:SemiconductorSolutionsMember");

    public static IReadOnlyList<BroadcomQuarter> Quarters { get; } =
    [
        new(2024, 1, "2024-02-04", "0001730168-24-000012", "2024-03-07", 11_961,
        [
            "Strong demand for our networking products in AI data centers, as well as custom AI accelerators from hyperscalers, are driving growth in our semiconductor segment.",
        ], null, null, 7_390),
        new(2024, 2, "2024-05-05", "0001730168-24-000077", "2024-06-12", 12_487,
        [
            "Broadcom's second quarter results were once again driven by AI demand and VMware.",
            "Revenue from our AI products was a record $3.1 billion during the quarter.",
        ], 3.1m, null, 7_202),
        new(2024, 3, "2024-08-04", "0001730168-24-000095", "2024-09-05", 13_072,
        [
            "Broadcom's third quarter results reflect continued strength in our AI semiconductor solutions and VMware.",
            "We expect revenue from AI to be $12 billion for fiscal year 2024 driven by Ethernet networking and custom accelerators.",
        ], null, null, 7_274),
        new(2024, 4, "2024-11-03", "0001730168-24-000125", "2024-12-12", 14_054,
        [
            "Broadcom's fiscal year 2024 revenue grew 44% year-over-year to a record $51.6 billion, as infrastructure software revenue grew to $21.5 billion.",
            "Semiconductor revenue was a record $30.1 billion driven by AI revenue of $12.2 billion.",
            "AI revenue, which grew 220 percent year-on-year, was driven by our leading AI XPUs and Ethernet networking portfolio.",
        ], null, null, 8_230),
        new(2025, 1, "2025-02-02", "0001730168-25-000009", "2025-03-06", 14_916,
        [
            "Q1 AI revenue grew 77% year-over-year to $4.1 billion, and infrastructure software revenue grew 47% year-over-year to $6.7 billion.",
            "We expect continued strength in AI semiconductor revenue of $4.4 billion in Q2, as hyperscale partners continue to invest.",
        ], 4.1m, 4.4m, 8_212),
        new(2025, 2, "2025-05-04", "0001730168-25-000061", "2025-06-05", 15_004,
        [
            "Q2 AI revenue grew 46% year-over-year to over $4.4 billion driven by robust demand for AI networking.",
            "We expect growth in AI semiconductor revenue to accelerate to $5.1 billion in Q3, delivering ten consecutive quarters of growth.",
        ], 4.4m, 5.1m, 8_408),
        new(2025, 3, "2025-08-03", "0001730168-25-000094", "2025-09-04", 15_952,
        [
            "Q3 AI revenue growth accelerated to 63% year-over-year to $5.2 billion.",
            "We expect growth in AI semiconductor revenue to accelerate to $6.2 billion in Q4, delivering eleven consecutive quarters of growth.",
        ], 5.2m, 6.2m, 9_166),
        new(2025, 4, "2025-11-02", "0001730168-25-000116", "2025-12-11", 18_015,
        [
            "In Q4, record revenue of $18.0 billion grew 28% year-over-year, driven primarily by AI semiconductor revenue increasing 74% year-over-year.",
            "We see the momentum continuing in Q1 and expect AI semiconductor revenue to double year-over-year to $8.2 billion.",
        ], null, 8.2m, 11_072),
        new(2026, 1, "2026-02-01", "0001730168-26-000011", "2026-03-04", 19_311,
        [
            "Q1 AI revenue of $8.4 billion grew 106% year-over-year, above our forecast, driven by robust demand for custom AI accelerators.",
            "We expect AI semiconductor revenue of $10.7 billion in Q2.",
        ], 8.4m, 10.7m, 12_515),
        new(2026, 2, "2026-05-03", "0001730168-26-000051", "2026-06-03", 22_187,
        [
            "Q2 semiconductor revenue from AI of $10.8 billion grew 143% year-over-year, above our forecast.",
            "In Q3, we expect AI semiconductor revenue to accelerate to $16.0 billion.",
        ], 10.8m, 16.0m, 15_009),
        new(2026, 3, "2026-08-02", "0001730168-26-000076", "2026-09-02", 29_591,
        [
            "Q3 AI semiconductor revenue of $16.7 billion grew 221% year-over-year, with non-AI semiconductor revenue of $4.1 billion.",
            "In Q4, we expect AI semiconductor revenue to accelerate to $21.7 billion, up 236% year-over-year.",
        ], 16.7m, 21.7m, 20_839),
    ];

    public static IEnumerable<SecFiling> All => Quarters.SelectMany(quarter => new[] { Release(quarter), Report(quarter) });

    /// <summary>The 8-K of a quarter.</summary>
    public static SecFiling Release(BroadcomQuarter quarter)
    {
        var main = $"avgo-{quarter.Filed.Replace("-", "", StringComparison.Ordinal)}.htm";
        return new(quarter.Accession, "8-K", quarter.Filed, quarter.Filed, "2.02,9.01", main)
        {
            Files =
            {
                [$"{quarter.Accession}-index.html"] =
                    ("text/html", SecSite.IndexPage(Cik, quarter.Accession, (main, "8-K"), (quarter.Exhibit, "EX-99.1"), ("avgo.xsd", "EX-101.SCH"))),
                [quarter.Exhibit] = ("text/html", Exhibit(quarter)),
            },
        };
    }

    /// <summary>The exhibit of a quarter as it is served: with the head of its document, and a span in the midst of numbers.</summary>
    public static byte[] Exhibit(BroadcomQuarter quarter, string? title = null, string? ended = null, params string[] sentences)
    {
        var ordinal = Ordinals[quarter.Number - 1];
        var end = DateOnly.ParseExact(quarter.End, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        var day = ended ?? end.ToString("MMMM d, yyyy", CultureInfo.InvariantCulture);
        var isYear = quarter.Number == 4;
        title ??= $"Broadcom Inc. Announces {ordinal} Quarter {(isYear ? "and " : "")}Fiscal Year {quarter.Year} Financial Results and Quarterly Dividend";
        var said = sentences.Length > 0 ? sentences : quarter.Sentences;
        var words = ordinal.ToLowerInvariant();
        return Encoding.UTF8.GetBytes($"""
            <DOCUMENT>
            <TYPE>EX-99.1
            <SEQUENCE>2
            <FILENAME>{quarter.Exhibit}
            <DESCRIPTION>EX-99.1
            <TEXT>
            <html><head><title>Document</title><style>p {"{"} color: black {"}"}</style></head><body><div style="min-height:42.75pt">
            <div style="text-align:center"><span style="font-weight:700">{title}</span></div>
            <div><span>&#8226;</span><span style="padding-left:3pt">Revenue of ${quarter.RevenueMillions:N0} million for the {words} quarter, up 16 percent from the prior year period</span></div>
            <div><span>&#8226;</span><span>GAAP net income of $4,140 million for the {words} quarter</span></div>
            <div><span>PALO ALTO, Calif.&#160;&#8211; {quarter.Filed} &#8211; Broadcom Inc. (Nasdaq&#58; AVGO), a global technology leader, today reported financial results for its {words} quarter {(isYear ? "and" : "of")} fiscal year {quarter.Year}, ended {day}, and provided guidance for the quarter after it.</span></div>
            <div><span>&#8220;{Marked(said[0], ",&#8221; said Hock Tan, President and CEO of Broadcom&#160;Inc.")} &#8220;{string.Join(' ', said.Skip(1).Select(sentence => Marked(sentence, ".")))}&#8221;</span></div>
            <div><span>&#8220;Free cash flow grew to a record of $7.0 billion,&#8221; said Kirsten Spears, CFO of Broadcom Inc.</span></div>
            <table><tr><td>Net revenue</td><td>$</td><td>{quarter.RevenueMillions:N0}</td></tr><tr><td>Fiscal Quarter Ended</td><td>{day}</td></tr></table>
            <p>This announcement contains forward-looking statements. Demand for AI may not grow as we expect&#59; revenue was $99.9 billion in nobody&#8217;s quarter.</p>
            </div></body></html>
            </TEXT>
            </DOCUMENT>
            """);
    }

    /// <summary>A 10-Q or 10-K with the revenue of the segments.</summary>
    public static SecFiling Report(BroadcomQuarter quarter)
    {
        var form = quarter.Number == 4 ? "10-K" : "10-Q";
        var filed = DateOnly.ParseExact(quarter.Filed, "yyyy-MM-dd", CultureInfo.InvariantCulture).AddDays(8);
        var name = $"avgo-{quarter.End.Replace("-", "", StringComparison.Ordinal)}";
        var ofYear = Quarters.Where(one => one.Year == quarter.Year && one.Number <= quarter.Number).ToList();
        var instance = new InstanceBuilder(Cik, "avgo", "http://www.broadcom.com/20240204", quarter.End, form);
        if (quarter.Number < 4)
            State(instance, quarter.SemiconductorMillions!.Value, Start(quarter), quarter.End);
        if (quarter.Number > 1)
            State(instance, ofYear.Sum(one => one.SemiconductorMillions!.Value), Start(ofYear[0]), quarter.End);
        return new($"0001730168-{filed:yy}-90{Quarters.ToList().IndexOf(quarter):0000}", form, $"{filed:yyyy-MM-dd}", quarter.End, "", $"{name}.htm")
        {
            Files = { [$"{name}_htm.xml"] = ("application/xml", instance.Noise(quarter.End).Bytes()) },
        };
    }

    private static void State(InstanceBuilder instance, decimal millions, string start, string end)
    {
        const string Revenue = "RevenueFromContractWithCustomerExcludingAssessedTax";
        instance.Millions(Revenue, millions * 1.4m, start, end)
            .Millions(Revenue, millions, start, end, Semiconductors)
            .Millions(Revenue, millions * 0.4m, start, end, new Dim(Segments, "avgo:InfrastructureSoftwareMember"))
            .Millions(Revenue, millions * 1.4m, start, end, new Dim(Segments, "avgo:SemiconductorSolutionsAndInfrastructureSoftwareMember"))
            .Millions(Revenue, millions * 0.9m, start, end, new Dim(Products, "us-gaap:ProductMember"))
            .Typed(Revenue, 17, start, end, Semiconductors);
    }

    private static string Start(BroadcomQuarter quarter)
    {
        var index = Quarters.ToList().IndexOf(quarter);
        return index == 0 ? "2023-10-30"
            : $"{DateOnly.ParseExact(Quarters[index - 1].End, "yyyy-MM-dd", CultureInfo.InvariantCulture).AddDays(1):yyyy-MM-dd}";
    }

    /// <summary>A sentence as it is marked up: parted in spans, also within its amounts, with hyphens of another kind.</summary>
    private static string Marked(string sentence, string end) => sentence.TrimEnd('.')
        .Replace("'", "&#8217;", StringComparison.Ordinal)
        .Replace("year-over-year", "year&#8209;over&#8209;year", StringComparison.Ordinal)
        .Replace(" billion", "</span><span>&#160;billion", StringComparison.Ordinal)
        .Replace(".2", "</span><span>.2", StringComparison.Ordinal) + end;
}
