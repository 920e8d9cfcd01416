using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ForecastFunctions.TestKit;

/// <summary>A filing with its files.</summary>
public sealed record SecFiling(string Accession, string Form, string Filed, string ReportDate, string Items, string PrimaryDocument)
{
    public IDictionary<string, (string MediaType, byte[] Body)> Files { get; } =
        new Dictionary<string, (string, byte[])>(StringComparer.Ordinal);
}

/// <summary>Puts companies' filings on an upstream as data.sec.gov and www.sec.gov have them.</summary>
public static class SecSite
{
    /// <summary>Every company of the table: what has no filings here has an empty list.</summary>
    public static readonly int[] Companies = [NvidiaReports.Cik, BroadcomFilings.Cik, 2488, 1835632, 1652044, 1018724, 789019];

    /// <summary>From now on the site knows NVIDIA's and Broadcom's filings up to a day.</summary>
    public static Upstream TellFilings(this Upstream upstream, string until = "9999-12-31")
    {
        foreach (var cik in Companies)
        {
            IEnumerable<SecFiling> filings = cik switch
            {
                NvidiaReports.Cik => NvidiaReports.Quarters.Select(quarter => NvidiaReports.Filing(quarter)),
                BroadcomFilings.Cik => BroadcomFilings.All,
                _ => [],
            };
            upstream.Company(cik, [.. filings.Where(filing => string.CompareOrdinal(filing.Filed, until) <= 0)]);
        }

        return upstream;
    }

    /// <summary>From now on a company has filed this, and much that nobody here reads.</summary>
    public static Upstream Company(this Upstream upstream, int cik, params IReadOnlyList<SecFiling> filings)
    {
        foreach (var filing in filings)
        {
            foreach (var (name, (mediaType, body)) in filing.Files)
                upstream.On(Path(cik, filing.Accession, name), mediaType, body);
        }

        return upstream.On(ListPath(cik), "application/json", List(cik, filings));
    }

    public static string ListPath(int cik) => $"/submissions/CIK{cik:0000000000}.json";

    public static string Path(int cik, string accession, string name) =>
        $"/Archives/edgar/data/{cik}/{accession.Replace("-", "", StringComparison.Ordinal)}/{name}";

    /// <summary>The list of a company's filings, newest first.</summary>
    public static byte[] List(int cik, IEnumerable<SecFiling> filings, params IReadOnlyList<(string Name, string From, string To)> pages)
    {
        var list = new JsonObject
        {
            ["cik"] = $"{cik:0000000000}",
            ["name"] = $"Company {cik}",
            ["tickers"] = new JsonArray("ABC"),
            ["fiscalYearEnd"] = "0131",
            ["filings"] = new JsonObject
            {
                ["recent"] = Columns(filings.Concat(Unread).OrderByDescending(filing => filing.Filed, StringComparer.Ordinal)),
                ["files"] = new JsonArray([.. pages.Select(page => new JsonObject
                {
                    ["name"] = page.Name, ["filingCount"] = 1_416, ["filingFrom"] = page.From, ["filingTo"] = page.To,
                })]),
            },
        };
        return JsonSerializer.SerializeToUtf8Bytes(list);
    }

    public static JsonObject Columns(IEnumerable<SecFiling> filings)
    {
        var rows = filings.ToList();
        return new JsonObject
        {
            ["accessionNumber"] = Column(filing => filing.Accession),
            ["filingDate"] = Column(filing => filing.Filed),
            ["reportDate"] = Column(filing => filing.ReportDate),
            ["acceptanceDateTime"] = Column(filing => $"{filing.Filed}T23:36:17.000Z"),
            ["form"] = Column(filing => filing.Form),
            ["items"] = Column(filing => filing.Items),
            ["size"] = Column(_ => 8_026_373),
            ["isXBRL"] = Column(_ => 1),
            ["isXBRLNumeric"] = Column(_ => null),
            ["primaryDocument"] = Column(filing => filing.PrimaryDocument),
        };

        JsonArray Column(Func<SecFiling, JsonNode?> value) => [.. rows.Select(value)];
    }

    /// <summary>The listing of a filing's folder.</summary>
    public static byte[] Listing(params IEnumerable<string> names) => JsonSerializer.SerializeToUtf8Bytes(new JsonObject
    {
        ["directory"] = new JsonObject
        {
            ["item"] = new JsonArray([.. names.Select(name => new JsonObject
            {
                ["last-modified"] = "2025-11-19 16:36:17", ["name"] = name, ["type"] = "text.gif", ["size"] = "",
            })]),
            ["name"] = "/Archives/edgar/data/1/2",
            ["parent-dir"] = "/Archives/edgar/data/1",
        },
    });

    /// <summary>The page of a filing's documents.</summary>
    public static byte[] IndexPage(int cik, string accession, params IEnumerable<(string Name, string Type)> documents) =>
        Encoding.UTF8.GetBytes($"""
            <!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">
            <html><head><title>EDGAR Filing Documents for {accession}</title></head><body>
            <div><p>Document Format Files</p><table class="tableFile" summary="Document Format Files">
            <tr><th scope="col">Seq</th><th scope="col">Description</th><th scope="col">Document</th><th scope="col">Type</th><th>Size</th></tr>
            {string.Join('\n', documents.Select((document, i) => $"""
                <tr><td scope="row">{i + 1}</td><td scope="row">{document.Type}</td><td scope="row"><a href="{(i == 0 ? "/ix?doc=" : "")}{Path(cik, accession, document.Name)}">{document.Name}</a>{(i == 0 ? " <span>iXBRL</span>" : "")}</td><td scope="row">{document.Type}</td><td scope="row">301234</td></tr>
                """))}
            <tr><td scope="row">&nbsp;</td><td>Complete submission text file</td><td><a href="/x.txt">{accession}.txt</a></td><td>&nbsp;</td><td>1</td></tr>
            </table></div></body></html>
            """);

    private static readonly SecFiling[] Unread =
    [
        new("0001127602-25-012345", "4", "2025-06-03", "2025-06-01", "", "xslF345X06/form4.xml"),
        new("0001959173-25-004321", "144", "2025-06-03", "", "", "xsl144X01/primary_doc.xml"),
        new("0001193125-24-000999", "8-K", "2024-06-10", "2024-06-07", "5.03,9.01", "d84378d8k.htm"),
        new("0001193125-23-000777", "NT 10-Q", "2023-05-10", "2023-04-30", "", "dnt10q.htm"),
        new("0001193125-23-000555", "S-8", "2023-03-03", "", "", "ds8.htm"),
    ];
}
