namespace ForecastFunctions.Infrastructure.Sources.SecEdgar;

/// <summary>What is read of a company: a measure, and the tags under which the company has stated it, the preferred one first.</summary>
/// <param name="Name">The measure as series are called, such as <c>revenue</c>.</param>
/// <param name="Tags">Tags of the taxonomy us-gaap.</param>
internal sealed record EdgarMeasure(string Name, IReadOnlyList<string> Tags);

/// <summary>A company that files with the SEC.</summary>
/// <param name="Id">The company as series are called, such as <c>nvda</c>.</param>
/// <param name="Name">The company's name.</param>
/// <param name="Cik">Its number with the SEC.</param>
/// <param name="Measures">What is read of it.</param>
internal sealed record EdgarCompany(string Id, string Name, int Cik, IReadOnlyList<EdgarMeasure> Measures);

/// <summary>The companies whose filings are read.</summary>
internal static class EdgarCompanies
{
    private const string Revenues = "Revenues";
    private const string RevenueFromContracts = "RevenueFromContractWithCustomerExcludingAssessedTax";
    private const string PropertyPlantAndEquipment = "PaymentsToAcquirePropertyPlantAndEquipment";
    private const string ProductiveAssets = "PaymentsToAcquireProductiveAssets";

    private static readonly EdgarMeasure TotalRevenue = new("revenue", [Revenues, RevenueFromContracts]);
    private static readonly EdgarMeasure ContractRevenue = new("revenue", [RevenueFromContracts, Revenues]);
    private static readonly EdgarMeasure PropertyCapex = new("capex", [PropertyPlantAndEquipment, ProductiveAssets]);
    private static readonly EdgarMeasure ProductiveCapex = new("capex", [ProductiveAssets, PropertyPlantAndEquipment]);

    public static IReadOnlyList<EdgarCompany> All { get; } =
    [
        new("nvda", "NVIDIA", 1045810, [TotalRevenue, ProductiveCapex]),
        new("avgo", "Broadcom", 1730168, [TotalRevenue, PropertyCapex]),
        new("amd", "AMD", 2488, [ContractRevenue, PropertyCapex]),
        new("mrvl", "Marvell", 1835632, [ContractRevenue, PropertyCapex]),
        new("msft", "Microsoft", 789019, [ContractRevenue, PropertyCapex]),
        new("googl", "Alphabet", 1652044, [TotalRevenue, PropertyCapex]),
        new("amzn", "Amazon", 1018724, [ContractRevenue, ProductiveCapex]),
        new("meta", "Meta", 1326801, [ContractRevenue, PropertyCapex]),
    ];
}
