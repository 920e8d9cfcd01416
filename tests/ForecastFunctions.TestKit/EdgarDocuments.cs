using System.Text.Json;
using System.Text.Json.Nodes;

namespace ForecastFunctions.TestKit;

/// <summary>A figure in billions as one filing states it.</summary>
public sealed record EdgarFact(string Start, string End, double Billions, string Form, string Filed, string Accession)
{
    public JsonObject Json() => new()
    {
        ["start"] = Start,
        ["end"] = End,
        ["val"] = (long)Math.Round(Billions * 1e9),
        ["accn"] = Accession,
        ["fy"] = null,
        ["fp"] = null,
        ["form"] = Form,
        ["filed"] = Filed,
    };
}

/// <summary>Documents of the shape of EDGAR's, with the figures that the companies filed.</summary>
public static class EdgarDocuments
{
    public const string Revenues = "Revenues";
    public const string ContractRevenue = "RevenueFromContractWithCustomerExcludingAssessedTax";
    public const string PropertyCapex = "PaymentsToAcquirePropertyPlantAndEquipment";

    public const int Nvidia = 1045810;
    public const int Microsoft = 789019;
    public const int Alphabet = 1652044;
    public const int Meta = 1326801;

    /// <summary>
    /// Fiscal 2025: each quarter, the half-year and the nine months in 10-Qs, the year in the 10-K and again a year later.
    /// </summary>
    public static IReadOnlyList<EdgarFact> NvidiaRevenue { get; } =
    [
        new("2024-01-29", "2024-04-28", 26.044, "10-Q", "2024-05-29", "0001045810-24-000124"),
        new("2024-04-29", "2024-07-28", 30.040, "10-Q", "2024-08-28", "0001045810-24-000264"),
        new("2024-01-29", "2024-07-28", 56.084, "10-Q", "2024-08-28", "0001045810-24-000264"),
        new("2024-07-29", "2024-10-27", 35.082, "10-Q", "2024-11-20", "0001045810-24-000316"),
        new("2024-01-29", "2024-10-27", 91.166, "10-Q", "2024-11-20", "0001045810-24-000316"),
        new("2024-01-29", "2025-01-26", 130.497, "10-K", "2025-02-26", "0001045810-25-000023"),
        new("2024-01-29", "2024-04-28", 26.044, "10-Q", "2025-05-28", "0001045810-25-000116"),
        new("2024-04-29", "2024-07-28", 30.040, "10-Q", "2025-08-27", "0001045810-25-000209"),
        new("2024-01-29", "2024-07-28", 56.084, "10-Q", "2025-08-27", "0001045810-25-000209"),
        new("2024-01-29", "2025-01-26", 130.497, "10-K", "2026-02-25", "0001045810-26-000021"),
    ];

    /// <summary>Fiscal 2026 as year-to-date figures alone.</summary>
    public static IReadOnlyList<EdgarFact> MicrosoftCapex { get; } =
    [
        new("2025-07-01", "2025-09-30", 19.394, "10-Q", "2025-10-29", "0001193125-25-256321"),
        new("2025-07-01", "2025-12-31", 49.270, "10-Q", "2026-01-28", "0001193125-26-027207"),
        new("2025-07-01", "2026-03-31", 80.146, "10-Q", "2026-04-29", "0001193125-26-191507"),
        new("2025-07-01", "2026-06-30", 115.948, "10-K", "2026-07-29", "0001193125-26-323660"),
    ];

    /// <summary>Calendar 2025 and the first half of 2026, with the comparatives of the year before.</summary>
    public static IReadOnlyList<EdgarFact> AlphabetCapex { get; } =
    [
        new("2025-01-01", "2025-03-31", 17.197, "10-Q", "2025-04-25", "0001652044-25-000043"),
        new("2025-01-01", "2025-06-30", 39.643, "10-Q", "2025-07-24", "0001652044-25-000062"),
        new("2025-01-01", "2025-09-30", 63.596, "10-Q", "2025-10-30", "0001652044-25-000091"),
        new("2025-01-01", "2025-12-31", 91.447, "10-K", "2026-02-05", "0001652044-26-000018"),
        new("2025-01-01", "2025-03-31", 17.197, "10-Q", "2026-04-30", "0001652044-26-000048"),
        new("2026-01-01", "2026-03-31", 35.674, "10-Q", "2026-04-30", "0001652044-26-000048"),
        new("2026-01-01", "2026-06-30", 80.598, "10-Q", "2026-07-23", "0001652044-26-000071"),
    ];

    /// <summary>
    /// Fiscal 2023, restated in the filings of the year after. The figures of the restated year to date are those
    /// filed in 2024; the year was 27.266 at first, and the nine months, so that the fourth quarter stays, 19.674.
    /// </summary>
    public static IReadOnlyList<EdgarFact> MetaCapex { get; } =
    [
        new("2023-01-01", "2023-09-30", 19.674, "10-Q", "2023-10-26", "0001326801-23-000093"),
        new("2023-01-01", "2023-12-31", 27.266, "10-K", "2024-02-02", "0001326801-24-000012"),
        new("2023-01-01", "2023-03-31", 6.823, "10-Q", "2024-04-25", "0001326801-24-000049"),
        new("2023-01-01", "2023-06-30", 12.957, "10-Q", "2024-08-01", "0001326801-24-000069"),
        new("2023-01-01", "2023-09-30", 19.453, "10-Q", "2024-10-31", "0001326801-24-000081"),
        new("2023-01-01", "2023-12-31", 27.045, "10-K", "2025-01-30", "0001326801-25-000017"),
        new("2023-01-01", "2023-12-31", 27.045, "10-K", "2026-01-29", "0001628280-26-003942"),
    ];

    public static JsonObject Document(int cik, string tag, IEnumerable<EdgarFact> facts) =>
        Document(cik, tag, facts.Select(fact => (JsonNode)fact.Json()));

    public static JsonObject Document(int cik, string tag, IEnumerable<JsonNode> facts) => new()
    {
        ["cik"] = cik,
        ["taxonomy"] = "us-gaap",
        ["tag"] = tag,
        ["label"] = tag,
        ["description"] = null,
        ["entityName"] = $"Company {cik}",
        ["units"] = new JsonObject { ["USD"] = new JsonArray([.. facts]) },
    };

    public static byte[] Bytes(JsonNode document) => JsonSerializer.SerializeToUtf8Bytes(document);
}
