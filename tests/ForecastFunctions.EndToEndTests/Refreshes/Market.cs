using System.Reflection;

namespace ForecastFunctions.EndToEndTests.Refreshes;

/// <summary>
/// The market as its sources tell it: what four companies filed, what chips were counted, and the curated figures.
/// </summary>
internal static class Market
{
    public const string CuratedPath = "/curated.csv";

    private static readonly string[] Required = ["nvda.datacenter_revenue.q", "avgo.ai_revenue.q"];

    /// <summary>The curated figures that the product carries, with the two required series as if they were taken from filings.</summary>
    public static string Curated { get; } = string.Join('\n', Embedded().Select(Told)) + "\n";

    public static string NvidiaRevenuePath { get; } = Path(EdgarDocuments.Nvidia, EdgarDocuments.Revenues);

    public static string MetaCapexPath { get; } = Path(EdgarDocuments.Meta, EdgarDocuments.PropertyCapex);

    /// <summary>Everything is well from now on.</summary>
    public static Upstream Tell(Upstream upstream)
    {
        upstream.Everywhere = null;
        Concept(upstream, EdgarDocuments.Nvidia, EdgarDocuments.Revenues, EdgarDocuments.NvidiaRevenue);
        Concept(upstream, EdgarDocuments.Microsoft, EdgarDocuments.PropertyCapex, EdgarDocuments.MicrosoftCapex);
        Concept(upstream, EdgarDocuments.Alphabet, EdgarDocuments.PropertyCapex, EdgarDocuments.AlphabetCapex);
        Concept(upstream, EdgarDocuments.Meta, EdgarDocuments.PropertyCapex, EdgarDocuments.MetaCapex);
        return upstream
            .On("/csv_export/nvidia_cumulative_totals.csv", Answers.Text("text/plain", ChipCountDocuments.Nvidia))
            .On("/csv_export/amd_cumulative_totals.csv", Answers.Text("text/plain", ChipCountDocuments.Amd))
            .On("/csv_export/tpu_cumulative_totals.csv", Answers.Text("text/plain", ChipCountDocuments.Tpu))
            .On("/csv_export/trainium_cumulative_totals.csv", Answers.Text("text/plain", ChipCountDocuments.Trainium))
            .On(CuratedPath, Answers.Text("text/csv", Curated));
    }

    /// <summary>From now on a company has stated these facts under the tag.</summary>
    public static void Concept(Upstream upstream, int cik, string tag, IEnumerable<EdgarFact> facts)
        => upstream.On(Path(cik, tag), Answers.Body("application/json", EdgarDocuments.Bytes(EdgarDocuments.Document(cik, tag, facts))));

    /// <summary>From now on Meta has stated its revenue of these years, from 2000 on.</summary>
    public static void TellMetaRevenue(Upstream upstream, int years)
        => Concept(upstream, EdgarDocuments.Meta, EdgarDocuments.ContractRevenue, Enumerable.Range(0, years).Select(i => new EdgarFact(
            $"{2000 + i}-01-01", $"{2000 + i}-12-31", 60 + i, "10-K", $"{2001 + i}-01-30", $"0001326801-{1 + i:00}-000017")));

    /// <summary>One more line of the curated figures.</summary>
    public static string CuratedRow(string series, string periodEnd, string knownSince)
        => $"{series},{periodEnd},quarterly,2500000000,USD,estimated,A test,none,{knownSince}\n";

    /// <summary>Settings of a product that asks this upstream, without the pauses that strangers are owed.</summary>
    public static IEnumerable<(string Name, string? Value)> Settings(Upstream upstream) =>
    [
        ("AZURE_FUNCTIONS_ENVIRONMENT", "Development"),
        ("RefreshSchedule", "0 0 0 1 1 *"), // no test runs at the turn of the year
        ("Sources__SecEdgar__BaseAddress", upstream.Address),
        ("Sources__SecEdgar__RequestsPerSecond", "1000"),
        ("Sources__EpochAi__BaseAddress", upstream.Address),
        ("Sources__Curated__Address", upstream.Address + CuratedPath),
        ("Sources__Http__Retries", "1"),
        ("Sources__Http__RetryDelay", "00:00:00.010"),
        ("Sources__Http__BreakDuration", "00:00:00.001"),
    ];

    private static string Path(int cik, string tag) => $"/api/xbrl/companyconcept/CIK{cik:0000000000}/us-gaap/{tag}.json";

    private static string[] Embedded()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("observations.csv")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static string Told(string line)
    {
        // No field before the source is quoted.
        var fields = line.Split(',', 7);
        if (!Required.Contains(fields[0], StringComparer.Ordinal))
            return line;
        fields[5] = "reported";
        return string.Join(',', fields);
    }
}
