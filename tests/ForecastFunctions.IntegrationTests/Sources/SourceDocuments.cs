namespace ForecastFunctions.IntegrationTests.Sources;

/// <summary>The documents of an upstream without faults.</summary>
internal static class SourceDocuments
{
    public const string NvidiaRevenue = "/api/xbrl/companyconcept/CIK0001045810/us-gaap/Revenues.json";
    public const string NvidiaRevenueSubject = "CIK0001045810/us-gaap/Revenues";
    public const string NvidiaCounts = "/csv_export/nvidia_cumulative_totals.csv";
    public const string Curated = "/curated.csv";

    public const string CuratedCsv =
        """
        series_id,period_end,frequency,value,unit,status,source,reference,known_since
        nvda.datacenter_revenue.q,2024-10-27,quarterly,30771000000,USD,secondary,NVIDIA's results,press release,2024-11-20
        avgo.ai_revenue.q,2025-08-03,quarterly,5200000000,USD,secondary,Broadcom's results,press release,2025-09-04

        """;

    public static byte[] NvidiaRevenueBytes { get; } =
        EdgarDocuments.Bytes(EdgarDocuments.Document(EdgarDocuments.Nvidia, EdgarDocuments.Revenues, EdgarDocuments.NvidiaRevenue));

    public static async Task<Upstream> StartAsync()
    {
        var upstream = await Upstream.StartAsync();
        OnConcept(upstream, EdgarDocuments.Nvidia, EdgarDocuments.Revenues, EdgarDocuments.NvidiaRevenue);
        OnConcept(upstream, EdgarDocuments.Microsoft, EdgarDocuments.PropertyCapex, EdgarDocuments.MicrosoftCapex);
        OnConcept(upstream, EdgarDocuments.Alphabet, EdgarDocuments.PropertyCapex, EdgarDocuments.AlphabetCapex);
        OnConcept(upstream, EdgarDocuments.Meta, EdgarDocuments.PropertyCapex, EdgarDocuments.MetaCapex);
        return upstream
            .On(NvidiaCounts, Answers.Text("text/plain", ChipCountDocuments.Nvidia))
            .On("/csv_export/amd_cumulative_totals.csv", Answers.Text("text/plain", ChipCountDocuments.Amd))
            .On("/csv_export/tpu_cumulative_totals.csv", Answers.Text("text/plain", ChipCountDocuments.Tpu))
            .On("/csv_export/trainium_cumulative_totals.csv", Answers.Text("text/plain", ChipCountDocuments.Trainium))
            .On(Curated, Answers.Text("text/csv; charset=utf-8", CuratedCsv));
    }

    public static string ConceptPath(int cik, string tag) => $"/api/xbrl/companyconcept/CIK{cik:0000000000}/us-gaap/{tag}.json";

    private static void OnConcept(Upstream upstream, int cik, string tag, IEnumerable<EdgarFact> facts) =>
        upstream.On(ConceptPath(cik, tag), "application/json", EdgarDocuments.Bytes(EdgarDocuments.Document(cik, tag, facts)));
}
