using Azure.Data.Tables;
using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Infrastructure.Sources.SecFilings;
using ForecastFunctions.Infrastructure.Tables;

namespace ForecastFunctions.IntegrationTests.Storage;

[Collection(AzuriteTests.Name)]
public sealed class TableFilingStoreTests(AzuriteFixture azurite)
{
    private const int Cik = 1045810;
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly TestTables _tables = new(azurite);

    [Fact]
    public async Task Find_NothingRead_IsEmptyWithoutCreatingATable()
    {
        Assert.Empty(await Store().FindAsync(Cik, "1", None));
        Assert.All(_tables.Requests.All, request => Assert.Equal("GET", request.Method));
    }

    [Fact]
    public async Task Save_WhatWasRead_IsFoundWholeByCompanyAndVersion()
    {
        var quarter = NvidiaReports.Quarters[17];
        var filing = new Filing(quarter.Accession, "10-Q", new DateOnly(2026, 8, 26), null, "", quarter.Document);
        var report = ReadFiling.OfReport(FilingCompanies.All[0], filing, "nvda_htm.xml", NvidiaReports.Instance(quarter).Bytes()) with
        {
            Problems = [new("nvda.datacenter_revenue", SourceFaultCodes.Conflict, "Zwei „Zahlen“.")],
        };
        var release = ReadFiling.OfRelease(
            new Filing("0001730168-25-000116", "8-K", new DateOnly(2025, 12, 11), null, "2.02", "a.htm"), "ex99.htm",
            BroadcomFilings.Exhibit(BroadcomFilings.Quarters[7]));
        Assert.Equal((4, 1), (report.Figures.Count, release.Statements.Count));
        await Store().SaveAsync(Cik, "1", report, None);
        await Store().SaveAsync(BroadcomFilings.Cik, "1", release, None);

        Assert.Equal(Json(report), Json(Assert.Single(await Store().FindAsync(Cik, "1", None))));
        Assert.Equal(Json(release), Json(Assert.Single(await Store().FindAsync(BroadcomFilings.Cik, "1", None))));
        Assert.Empty(await Store().FindAsync(Cik, "2", None));
        Assert.Empty(await Store().FindAsync(2488, "1", None));
    }

    [Fact]
    public async Task Save_ByANewerReader_TakesThePlaceOfWhatTheOlderOneRead()
    {
        await Store().SaveAsync(Cik, "1", Filing("0001045810-25-000230", "of the older"), None);
        await Store().SaveAsync(Cik, "2", Filing("0001045810-25-000230", "of the newer"), None);

        Assert.Empty(await Store().FindAsync(Cik, "1", None));
        Assert.Equal("of the newer", Assert.Single(await Store().FindAsync(Cik, "2", None)).Unstated);
    }

    [Fact]
    public async Task Find_ARowThatCannotBeUnderstood_IsAsIfItWereNotThere()
    {
        await Store().SaveAsync(Cik, "1", Filing("0001045810-25-000230", "whole"), None);
        await _tables.Table(TableKeys.FilingTable).UpsertEntityAsync(
            new TableEntity($"{Cik:0000000000}", "0001045810-25-000116") { ["Version"] = "1", ["Content"] = "{\"accession\":1}"u8.ToArray() });

        Assert.Equal("whole", Assert.Single(await Store().FindAsync(Cik, "1", None)).Unstated);
    }

    [Fact]
    public async Task Save_MoreThanARowHolds_IsNotKept()
    {
        await Store().SaveAsync(Cik, "1", Filing("0001045810-25-000230", new string('x', 70_000)), None);

        Assert.Empty(await Store().FindAsync(Cik, "1", None));
    }

    private static ReadFiling Filing(string accession, string unstated) =>
        new(accession, "a.htm", [], [], [], new DateOnly(2025, 11, 2), unstated);

    private static string Json(ReadFiling filing) => System.Text.Encoding.UTF8.GetString(ReadFilingJson.Write(filing));

    private TableFilingStore Store() => _tables.Filings();
}
