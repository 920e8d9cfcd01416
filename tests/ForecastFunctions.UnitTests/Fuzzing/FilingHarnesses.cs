using ForecastFunctions.Infrastructure.Sources.SecEdgar;
using ForecastFunctions.Infrastructure.Sources.SecFilings;
using SubmissionList = ForecastFunctions.Infrastructure.Sources.SecFilings.Submissions;

namespace ForecastFunctions.UnitTests.Fuzzing;

/// <summary>The lists and documents of filings.</summary>
internal static class FilingHarnesses
{
    private const int Nvidia = 1045810;
    private static readonly Filing Report = new("0001045810-25-000209", "10-Q", new DateOnly(2025, 8, 27), null, "", "nvda-20250727.htm");

    /// <summary>The list of a company's filings.</summary>
    public static readonly Harness Submissions = new(
        "sec-submissions",
        [
            "\"cik\":", "\"filings\":", "\"recent\":", "\"files\":", "\"accessionNumber\":", "\"filingDate\":", "\"reportDate\":", "\"form\":",
            "\"items\":", "\"primaryDocument\":", "\"name\":", "\"filingTo\":", "\"0001045810-25-000230\"", "\"2025-11-19\"", "\"10-Q\"", "\"8-K\"",
            "\"2.02,9.01\"", "\"nvda-20251026.htm\"", "\"\"", "[]", "{}", "1045810",
        ],
        input => Outcome.OfSource(() =>
        {
            var list = SubmissionList.Read(input, Nvidia);
            return $"{Math.Min(list.Filings.Count(one => one.IsReport), 4)} reports, {Math.Min(list.Filings.Count(one => one.IsRelease), 4)} releases, "
                + $"{Math.Min(list.Pages.Count, 3)} pages";
        }));

    /// <summary>The listing of a filing's folder.</summary>
    public static readonly Harness Listing = new(
        "sec-listing",
        ["\"directory\":", "\"item\":", "\"name\":", "\"a_htm.xml\"", "\"a.xml\"", "\"a_cal.xml\"", "\"R1.htm\"", "\"ex991.htm\"", "\"../x\"", "[]", "{}"],
        input => Outcome.OfSource(() =>
        {
            var files = FilingFolder.Files(input);
            return $"{Math.Min(files.Count, 5)} files, {(FilingFolder.Instance(files) is null ? "no" : "one")} instance, "
                + $"{Math.Min(FilingFolder.Exhibits(files, "a.htm").Count, 3)} exhibits";
        }));

    /// <summary>The page of a filing's documents.</summary>
    public static readonly Harness IndexPage = new(
        "sec-index",
        ["<table>", "</table>", "<tr>", "</tr>", "<td>", "</td>", "<a href=\"/x/ex99.htm\">", "</a>", "EX-99.1", "EX-99.2", "ex99.htm", "&nbsp;", "<th>"],
        input => Outcome.OfSource(() => $"{Math.Min(FilingFolder.OfType(input, "EX-99.1").Count, 3)} exhibits"))
    {
        AllocatedAtMost = 8_000_000,
        AllocatedPerByte = 2_000,
    };

    /// <summary>An instance, and what is made of it.</summary>
    public static readonly Harness Instance = new(
        "sec-instance",
        [
            "<context id=\"c-1\">", "</context>", "<entity>", "</entity>", "<identifier scheme=\"http://www.sec.gov/CIK\">", "0001045810", "<segment>", "</segment>",
            "<xbrldi:explicitMember dimension=\"srt:ProductOrServiceAxis\">", "nvda:DataCenterMember", "</xbrldi:explicitMember>", "<startDate>", "2025-04-28",
            "2025-07-27", "<unit id=\"usd\">", "<measure>iso4217:USD</measure>", "</unit>",
            "<us-gaap:Revenues contextRef=\"c-1\" decimals=\"-6\" unitRef=\"usd\">1</us-gaap:Revenues>",
            "<us-gaap:Revenues contextRef=\"c-1\" decimals=\"-6\" unitRef=\"usd\">41096000000</us-gaap:Revenues>", "decimals=\"-8\"", "decimals=\"INF\"",
            "xsi:nil=\"true\"", "contextRef=\"c-2\"", "c-1", "c-2", "<!DOCTYPE a>", "&amp;", "&nbsp;", "<![CDATA[1]]>", "<!-- -->", "xmlns:x=\"y\"",
            "srt:ConsolidationItemsAxis", "us-gaap:OperatingSegmentsMember", "</xbrl>",
        ],
        input => Outcome.OfSource(() =>
        {
            var series = FilingCompanies.All[0].Series[0];
            var instance = XbrlInstanceReader.Read(input, series.Concepts.ToHashSet(StringComparer.Ordinal));
            var reading = new DimensionalFacts(instance, Nvidia, Report).Read(series);
            var facts = reading.Figures.Select(figure => new FiledFact(
                figure.Concept, figure.Start, figure.End, figure.Value, Report.Form, Report.Accession, Report.Filed, figure.Member, "a.xml")).ToArray();
            var observations = new FiledSeries(series.Id, "NVIDIA", [facts]).Observations().Count();
            return $"{Math.Min(reading.Figures.Count, 6)} figures, {Math.Min(observations, 6)} observations, "
                + $"{string.Join(' ', reading.Problems.Select(problem => problem.Code).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))}, "
                + $"{string.Join(' ', reading.Judged.Select(one => Outcome.Skeleton(one.Verdict)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))}";
        }))
    {
        AllocatedPerByte = 1_000,
    };

    /// <summary>An exhibit, and what its sentences say.</summary>
    public static readonly Harness Release = new(
        "sec-release",
        [
            "<div>", "</div>", "<span>", "</span>", "<p>", "<table><tr><td>", "&#160;", "&#8220;", "&#8221; ", "Q3 ", "Q4 ", "AI revenue", "AI semiconductor revenue",
            "semiconductor revenue from AI", "revenue from our AI products", " of ", " was ", " to ", "$16.7 billion", "$5,200 million", "$99 billion", " grew ",
            "221% ", "year-over-year", "We expect ", "during the quarter", "third quarter", "fiscal year 2026", "ended August 2, 2026", ". ", "Inc. ",
            "Q3 AI revenue was $5.2 billion. ", "In Q4, we expect AI revenue of $21.7 billion. ", "non-",
        ],
        input => Outcome.OfSource(() =>
        {
            var reading = BroadcomRelease.Read(ReleaseText.Paragraphs(input));
            return $"{string.Join(' ', reading.Figures.Select(figure => figure.Series))}, {reading.Problem?.Code} {Outcome.Skeleton(reading.Problem?.Message ?? "")}, "
                + $"{reading.Unstated is null}, {string.Join(' ', reading.Judged.Select(one => Outcome.Skeleton(one.Verdict)).Distinct(StringComparer.Ordinal).Take(4))}";
        }))
    {
        AllocatedAtMost = 16_000_000,
        AllocatedPerByte = 2_000,
    };
}
