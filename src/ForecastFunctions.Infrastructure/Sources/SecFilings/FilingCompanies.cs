using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ForecastFunctions.Infrastructure.Sources.SecFilings;

/// <summary>
/// A series whose figures stand in reports as facts of one dimension: a concept of us-gaap, and on the axis exactly one
/// of the members. A figure is never a sum of members.
/// </summary>
/// <param name="Id">The series' id before its frequency, such as <c>nvda.datacenter_revenue</c>.</param>
/// <param name="Concepts">Concepts of us-gaap, the preferred one first.</param>
/// <param name="Axis">The axis.</param>
/// <param name="Members">The spellings of the member that the company has used, without a prefix; case does not matter.</param>
internal sealed record DimensionalSeries(string Id, IReadOnlyList<string> Concepts, XbrlAxis Axis, IReadOnlyList<string> Members);

/// <summary>An axis: the taxonomy that it is of, without its year, and its name.</summary>
internal sealed record XbrlAxis(string Taxonomy, string Name)
{
    public override string ToString() => $"{(Taxonomy is XbrlNames.Srt ? "srt" : "us-gaap")}:{Name}";
}

/// <summary>A company whose reports, and where it says so its results releases, are read.</summary>
/// <param name="Id">The company as series are called, such as <c>nvda</c>.</param>
/// <param name="Name">The company's name.</param>
/// <param name="Cik">Its number with the SEC.</param>
/// <param name="Series">What is read of its 10-Qs and 10-Ks.</param>
/// <param name="ReadsReleases">Whether the figures that stand only in the sentences of its results releases are read too.</param>
internal sealed record FilingCompany(
    string Id, string Name, int Cik, IReadOnlyList<DimensionalSeries> Series, bool ReadsReleases = false)
{
    /// <summary>
    /// Every report since this day is read; the default comes before NVIDIA's first one of fiscal 2023. Without gaps and from
    /// a fixed day, since a shorter list would look like a source that has shrunk.
    /// </summary>
    public DateOnly ReportsSince { get; init; } = new(2022, 4, 1);

    /// <summary>Counts the changes of the readers; what was read by an older one is read again.</summary>
    private const int ReaderVersion = 1;

    /// <summary>What a filing was read by: the readers, and what this table says of the company.</summary>
    public string Version { get; } = string.Create(CultureInfo.InvariantCulture, $"{ReaderVersion}-{Digest(Series, ReadsReleases)}");

    private static string Digest(IEnumerable<DimensionalSeries> series, bool readsReleases)
    {
        var text = string.Join('\n', series
            .Select(one => $"{one.Id} {string.Join(',', one.Concepts)} {one.Axis} {string.Join(',', one.Members)}")
            .Append($"{readsReleases}"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..8];
    }
}

/// <summary>The companies whose filings are read, and what is read of each.</summary>
internal static class FilingCompanies
{
    private const string Revenues = "Revenues";
    private const string ContractRevenue = "RevenueFromContractWithCustomerExcludingAssessedTax";

    private static readonly XbrlAxis Products = new(XbrlNames.Srt, "ProductOrServiceAxis");
    private static readonly XbrlAxis Segments = new(XbrlNames.UsGaap, "StatementBusinessSegmentsAxis");
    private static readonly string[] ContractRevenueFirst = [ContractRevenue, Revenues];

    /// <summary>Every results release since this day is read: none before it says a word of Broadcom's AI revenue.</summary>
    public static readonly DateOnly ReleasesSince = new(2024, 1, 1);

    public static IReadOnlyList<FilingCompany> All { get; } =
    [
        new("nvda", "NVIDIA", 1045810, [new("nvda.datacenter_revenue", [Revenues], Products, ["DataCenterMember"])]),
        new("avgo", "Broadcom", 1730168,
            [new("avgo.semiconductor_revenue", ContractRevenueFirst, Segments, ["SemiconductorSolutionsMember"])],
            ReadsReleases: true),
        new("amd", "AMD", 2488,
            [new("amd.datacenter_revenue", ContractRevenueFirst, Segments, ["DataCenterMember", "DatacenterMember"])])
        {
            // The segments of today begin with its second quarter of 2022.
            ReportsSince = new(2022, 7, 1),
        },
        new("mrvl", "Marvell", 1835632, [new("mrvl.datacenter_revenue", [ContractRevenue], Products, ["DataCenterMember"])]),
        new("googl", "Alphabet", 1652044, [new("googl.cloud_revenue", ContractRevenueFirst, Segments, ["GoogleCloudMember"])]),
        new("amzn", "Amazon", 1018724,
            [new("amzn.cloud_revenue", [ContractRevenue], Segments, ["AmazonWebServicesSegmentMember"])]),
        new("msft", "Microsoft", 789019, [new("msft.cloud_revenue", [ContractRevenue], Segments, ["IntelligentCloudMember"])]),
    ];
}
