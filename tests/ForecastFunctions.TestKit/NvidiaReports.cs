using System.Globalization;
using static ForecastFunctions.TestKit.InstanceBuilder;

namespace ForecastFunctions.TestKit;

/// <summary>A quarter of NVIDIA's: what its data centre sold, of which total revenue, and which report has it (millions of dollars).</summary>
public sealed record NvidiaQuarter(
    int Year, int Number, string Start, string End, decimal DataCentre, decimal Revenue, string Accession, string Filed)
{
    public string Form => Number == 4 ? "10-K" : "10-Q";

    public string Document => $"nvda-{End.Replace("-", "", StringComparison.Ordinal)}.htm";
}

/// <summary>
/// NVIDIA's reports from fiscal 2023 to the second quarter of fiscal 2027 with the figures, accession numbers and days that
/// they were filed with. The instances are made here, in the shape of the filed ones.
/// </summary>
public static class NvidiaReports
{
    public const int Cik = 1045810;
    public const string Series = "nvda.datacenter_revenue";

    private static readonly Dim DataCentre = new(Products, "nvda:DataCenterMember");
    private static readonly Dim Operating = new(Consolidation, OperatingSegments);

    public static IReadOnlyList<NvidiaQuarter> Quarters { get; } =
    [
        new(2023, 1, "2022-01-31", "2022-05-01", 3_750, 8_288, "0001045810-22-000079", "2022-05-27"),
        new(2023, 2, "2022-05-02", "2022-07-31", 3_806, 6_704, "0001045810-22-000147", "2022-08-31"),
        new(2023, 3, "2022-08-01", "2022-10-30", 3_833, 5_931, "0001045810-22-000166", "2022-11-18"),
        new(2023, 4, "2022-10-31", "2023-01-29", 3_616, 6_051, "0001045810-23-000017", "2023-02-24"),
        new(2024, 1, "2023-01-30", "2023-04-30", 4_284, 7_192, "0001045810-23-000093", "2023-05-26"),
        new(2024, 2, "2023-05-01", "2023-07-30", 10_323, 13_507, "0001045810-23-000175", "2023-08-28"),
        new(2024, 3, "2023-07-31", "2023-10-29", 14_514, 18_120, "0001045810-23-000227", "2023-11-21"),
        new(2024, 4, "2023-10-30", "2024-01-28", 18_404, 22_103, "0001045810-24-000029", "2024-02-21"),
        new(2025, 1, "2024-01-29", "2024-04-28", 22_563, 26_044, "0001045810-24-000124", "2024-05-29"),
        new(2025, 2, "2024-04-29", "2024-07-28", 26_272, 30_040, "0001045810-24-000264", "2024-08-28"),
        new(2025, 3, "2024-07-29", "2024-10-27", 30_771, 35_082, "0001045810-24-000316", "2024-11-20"),
        new(2025, 4, "2024-10-28", "2025-01-26", 35_580, 39_331, "0001045810-25-000023", "2025-02-26"),
        new(2026, 1, "2025-01-27", "2025-04-27", 39_112, 44_062, "0001045810-25-000116", "2025-05-28"),
        new(2026, 2, "2025-04-28", "2025-07-27", 41_096, 46_743, "0001045810-25-000209", "2025-08-27"),
        new(2026, 3, "2025-07-28", "2025-10-26", 51_215, 57_006, "0001045810-25-000230", "2025-11-19"),
        new(2026, 4, "2025-10-27", "2026-01-25", 62_314, 68_127, "0001045810-26-000021", "2026-02-25"),
        new(2027, 1, "2026-01-26", "2026-04-26", 75_246, 81_615, "0001045810-26-000052", "2026-05-20"),
        new(2027, 2, "2026-04-27", "2026-07-26", 89_023, 96_221, "0001045810-26-000075", "2026-08-26"),
    ];

    /// <summary>Fiscal years before the quarters, which the first annual report repeats.</summary>
    public static IReadOnlyList<(int Year, string Start, string End, decimal DataCentre, decimal Revenue)> EarlierYears { get; } =
    [
        (2021, "2020-01-27", "2021-01-31", 6_696, 16_675),
        (2022, "2021-02-01", "2022-01-30", 10_613, 26_914),
    ];

    /// <summary>The filing of a quarter.</summary>
    public static SecFiling Filing(NvidiaQuarter quarter, int textBlocks = 2) => new(
        quarter.Accession, quarter.Form, quarter.Filed, quarter.End, "", quarter.Document)
    {
        Files =
        {
            [quarter.Document.Replace(".htm", "_htm.xml", StringComparison.Ordinal)] =
                ("text/xml", Instance(quarter, textBlocks).Bytes()),
        },
    };

    /// <summary>The instance of a quarter's report: its figures, those of the year before, and traps.</summary>
    public static InstanceBuilder Instance(NvidiaQuarter quarter, int textBlocks = 2)
    {
        var instance = new InstanceBuilder(
            Cik, "nvda", $"http://www.nvidia.com/{quarter.End.Replace("-", "", StringComparison.Ordinal)}", quarter.End, quarter.Form,
            int.Parse(quarter.Filed[..4], CultureInfo.InvariantCulture));
        foreach (var span in quarter.Number == 4 ? Years(quarter) : Spans(quarter))
        {
            // Income statement, disaggregation and segment note state it over again; the segment is within a percent of it.
            instance.Millions("Revenues", span.Revenue, span.Start, span.End)
                .Millions("Revenues", span.DataCentre, span.Start, span.End, DataCentre)
                .Millions("Revenues", span.DataCentre, span.Start, span.End, DataCentre)
                .Millions("Revenues", Math.Round(span.DataCentre * 0.995m), span.Start, span.End,
                    new Dim(Segments, quarter.Year > 2024 ? "nvda:ComputeAndNetworkingSegmentMember" : "nvda:ComputeAndNetworkingMember"), Operating)
                .Millions("Revenues", Math.Round(span.DataCentre * 0.3m), span.Start, span.End,
                    DataCentre, new("srt:StatementGeographicalAxis", "country:TW"))
                .Typed("Revenues", Math.Round(span.DataCentre * 0.2m), span.Start, span.End, DataCentre)
                .Millions("CostOfRevenue", Math.Round(span.DataCentre * 0.4m), span.Start, span.End, DataCentre);
            foreach (var (member, share) in Parts(quarter))
                instance.Millions("Revenues", Math.Round(span.DataCentre * share), span.Start, span.End, new Dim(Products, member));
        }

        return instance.Noise(quarter.End, textBlocks);
    }

    private static (string Member, decimal Share)[] Parts(NvidiaQuarter quarter) => quarter.Year switch
    {
        < 2025 => [("nvda:GamingMember", 0.3m), ("nvda:AutomotiveMember", 0.02m)],
        < 2027 => [("nvda:ComputeMember", 0.84m), ("nvda:NetworkingMember", 0.16m), ("nvda:GamingMember", 0.1m)],
        _ => [("nvda:HyperscaleMember", 0.54m), ("nvda:AICloudsIndustrialEnterpriseMember", 0.46m), ("nvda:EdgeComputingMember", 0.08m)],
    };

    private static IEnumerable<(string Start, string End, decimal DataCentre, decimal Revenue)> Spans(NvidiaQuarter quarter)
    {
        foreach (var year in new[] { quarter.Year, quarter.Year - 1 })
        {
            var quarters = Quarters.Where(one => one.Year == year && one.Number <= quarter.Number).ToList();
            if (quarters.Count == 0)
                continue;
            var last = quarters[^1];
            yield return (last.Start, last.End, last.DataCentre, last.Revenue);
            if (quarters.Count > 1)
                yield return (quarters[0].Start, last.End, quarters.Sum(one => one.DataCentre), quarters.Sum(one => one.Revenue));
        }
    }

    private static IEnumerable<(string Start, string End, decimal DataCentre, decimal Revenue)> Years(NvidiaQuarter quarter) => Quarters
        .GroupBy(one => one.Year)
        .Where(year => year.Count() == 4)
        .Select(year => (Year: year.Key, year.First().Start, year.Last().End, DataCentre: year.Sum(one => one.DataCentre),
            Revenue: year.Sum(one => one.Revenue)))
        .Concat(EarlierYears)
        .Where(year => year.Year <= quarter.Year && year.Year > quarter.Year - 3)
        .Select(year => (year.Start, year.End, year.DataCentre, year.Revenue));
}
