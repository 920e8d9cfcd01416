using Azure;
using Azure.Data.Tables;
using ForecastFunctions.Infrastructure.Tables;
using Microsoft.Extensions.Logging.Abstractions;

namespace ForecastFunctions.IntegrationTests.Storage;

[Collection(AzuriteTests.Name)]
public sealed class StorageTableTests(AzuriteFixture azurite)
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly TestTables _tables = new(azurite);

    [Fact]
    public async Task Write_BeyondALimit_IsRefusedBeforeAnythingIsSent()
    {
        var table = Table();
        var tooWide = new TableEntity("p", "r");
        for (var i = 0; i <= TableLimits.MaxProperties; i++)
            tooWide[$"P{i}"] = 1;

        await Assert.ThrowsAsync<InvalidOperationException>(() => table.AddAsync(tooWide, None));
        await Assert.ThrowsAsync<InvalidOperationException>(() => table.UpsertAsync(tooWide, None));
        await Assert.ThrowsAsync<InvalidOperationException>(() => table.ReplaceAsync(tooWide, ETag.All, None));
        Assert.Empty(_tables.Requests.All);
    }

    [Fact]
    public async Task Write_IntoATableThatHasGone_CreatesItAnew()
    {
        var table = Table();
        Assert.True(await table.AddAsync(new TableEntity("p", "r"), None));

        await RemoveAsync();
        Assert.True(await table.AddAsync(new TableEntity("p", "r"), None));
        await RemoveAsync();
        Assert.True(await table.SubmitAsync([new(TableTransactionActionType.Add, new TableEntity("p", "r"))], None));
        await RemoveAsync();
        await table.UpsertAsync(new TableEntity("p", "r"), None);

        Assert.NotNull(await table.FindAsync(new TableKey("p", "r"), None));

        Task RemoveAsync() => _tables.Table("rows").DeleteAsync();
    }

    [Fact]
    public async Task Replace_RowChangedOrGone_IsFalse()
    {
        var table = Table();
        var key = new TableKey("p", "r");
        await table.AddAsync(new TableEntity("p", "r") { ["Value"] = 1 }, None);
        var read = (await table.FindAsync(key, None))!.ETag;

        Assert.True(await table.ReplaceAsync(new TableEntity("p", "r") { ["Value"] = 2 }, read, None));
        Assert.False(await table.ReplaceAsync(new TableEntity("p", "r") { ["Value"] = 3 }, read, None));
        Assert.Equal(2, (await table.FindAsync(key, None))!.GetInt32("Value"));
        Assert.False(await table.ReplaceAsync(new TableEntity("p", "other"), read, None));
    }

    [Fact]
    public async Task ReadPartition_MoreRowsThanAPage_HasAllOfThePartitionAndNoOther()
    {
        var table = Table();
        await table.AddAsync(new TableEntity("another", "r"), None);
        for (var block = 0; block < 11; block++)
        {
            var rows = Enumerable.Range(block * 100, 100).Select(i => new TableEntity("p", $"r{i:0000}") { ["Value"] = i });
            await _tables.Table("rows")
                .SubmitTransactionAsync(rows.Select(row => new TableTransactionAction(TableTransactionActionType.Add, row)));
        }

        var found = await table.ReadPartitionAsync("p", ["Value"], None);
        Assert.Equal(Enumerable.Range(0, 1_100), found.Select(row => row.GetInt32("Value")!.Value));
    }

    private StorageTable Table() => new(_tables.Service, _tables.Table("rows").Name, NullLogger.Instance);
}
