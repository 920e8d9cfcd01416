using Azure.Data.Tables;
using ForecastFunctions.Core.Storage;
using ForecastFunctions.Infrastructure.Tables;

namespace ForecastFunctions.IntegrationTests.Storage;

[Collection(AzuriteTests.Name)]
public sealed class TableRunStoreTests(AzuriteFixture azurite)
{
    private const int Chunk = ContentTable.ChunkBytes;
    private const int Row = ContentTable.RowBytes;

    private static readonly CancellationToken None = CancellationToken.None;
    private readonly TestTables _tables = new(azurite);

    [Theory]
    [InlineData(Chunk - 1, 0)]
    [InlineData(Chunk, 0)]
    [InlineData(Chunk + 1, 0)]
    [InlineData(Row - 1, 0)]
    [InlineData(Row, 0)]
    [InlineData(Row + 1, 1)]
    [InlineData((2 * Row) + Chunk, 2)]
    [InlineData(5_000_000, 6)]
    public async Task Save_ContentAroundAChunkOrRow_ReadsBackByteForByte(int contentLength, int parts)
    {
        var run = Samples.Run(Samples.RunId(contentLength), Samples.Noise(contentLength));
        await _tables.Runs().SaveAsync(run, None);

        Assert.Equal(run, await _tables.Runs().FindAsync(run.RunId, None));
        Assert.Equal(1 + parts, await _tables.Table(TableKeys.RunTable).QueryAsync<TableEntity>().CountAsync());
    }

    [Fact]
    public async Task Save_EmptyResult_ReadsBackEmpty()
    {
        var run = Samples.Run(Samples.RunId(1), []);
        await _tables.Runs().SaveAsync(run, None);

        Assert.Equal(run, await _tables.Runs().FindAsync(run.RunId, None));
    }

    [Fact]
    public async Task Save_FourMegabytesOfRows_AreCompressedIntoOneRow()
    {
        var rows = string.Join(
            '\n', Enumerable.Range(0, 60_000).Select(i => $"2028,Vendor Revenue|NVIDIA|Data Centre,bn USD,p50,{i % 97}"));
        var run = Samples.Run(Samples.RunId(1), System.Text.Encoding.UTF8.GetBytes(rows));
        Assert.True(run.Result!.Value.Length > 3_000_000);
        await _tables.Runs().SaveAsync(run, None);
        _tables.Requests.Clear();

        Assert.Equal(run, await _tables.Runs().FindAsync(run.RunId, None));
        Assert.Single(_tables.Requests.All);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(Row + 1)]
    public async Task Save_SameIdAgain_ChangesNothing(int length)
    {
        var first = Samples.Run(Samples.RunId(1), Samples.Noise(length, seed: 1));
        var second = Samples.Run(Samples.RunId(1), Samples.Noise(length, seed: 2));
        await _tables.Runs().SaveAsync(first, None);
        var before = await Rows();
        _tables.Requests.Clear();
        var store = _tables.Runs();
        await store.SaveAsync(second, None);

        Assert.Equal(first, await store.FindAsync(first.RunId, None));
        Assert.Equal(before, await Rows());
    }

    [Theory]
    [InlineData(100)]
    [InlineData(Row + 1)]
    public async Task Save_ManyWritersOfOneId_OneOfThemWinsWhole(int length)
    {
        var runs = Enumerable.Range(0, 12).Select(seed => Samples.Run(Samples.RunId(7), Samples.Noise(length, seed))).ToArray();
        await Task.WhenAll(runs.Select(run => _tables.Runs().SaveAsync(run, None)));

        var found = await _tables.Runs().FindAsync(Samples.RunId(7), None);
        Assert.Contains(found, runs);
    }

    [Fact]
    public async Task Find_NothingStored_IsNullWithoutCreatingATable()
    {
        Assert.Null(await _tables.Runs().FindAsync(Samples.RunId(1), None));
        Assert.Equal("GET", _tables.Requests.Methods);
    }

    [Theory]
    [InlineData("")]
    [InlineData("../../secrets")]
    [InlineData("ABCDEFABCDEFABCDEFABCDEFABCDEFAB")]
    public async Task Find_NotAnId_IsNullWithoutARequest(string runId)
    {
        Assert.Null(await _tables.Runs().FindAsync(runId, None));
        Assert.Empty(_tables.Requests.All);
    }

    [Fact]
    public async Task Store_AnyRequest_IsAPointReadOrAWrite()
    {
        var run = Samples.Run(Samples.RunId(1), Samples.Noise(3 * Row));
        await _tables.Runs().SaveAsync(run, None);
        await _tables.Runs().FindAsync(run.RunId, None);

        Assert.All(_tables.Requests.All.Where(request => request.Method is "GET"), request =>
        {
            Assert.Contains("PartitionKey=", request.Uri.AbsolutePath, StringComparison.Ordinal);
            Assert.DoesNotContain("$filter", request.Uri.Query, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task Save_TableOfThisProcess_IsCreatedOnce()
    {
        var store = _tables.Runs();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => store.SaveAsync(Samples.Run(Samples.RunId(i), [1]), None)));

        Assert.Single(_tables.Requests.All, request => request.Uri.AbsolutePath.EndsWith("/Tables", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Find_PartsWithoutAHead_IsNull()
    {
        var run = await SaveInThreeRows();
        await _tables.Table(TableKeys.RunTable).DeleteEntityAsync(run[..2], run);

        Assert.Null(await _tables.Runs().FindAsync(run, None));
    }

    [Fact]
    public async Task Save_AfterATornWrite_CompletesIt()
    {
        var run = await SaveInThreeRows();
        await _tables.Table(TableKeys.RunTable).DeleteEntityAsync(run[..2], run);
        var again = Samples.Run(run, Samples.Noise((2 * Row) + 1, seed: 5));
        await _tables.Runs().SaveAsync(again, None);

        Assert.Equal(again, await _tables.Runs().FindAsync(run, None));
    }

    [Fact]
    public async Task Find_PartMissing_IsTheRunWithoutItsResultUntilThatIsReplaced()
    {
        var run = await SaveInThreeRows();
        var part = await LastPart();
        await _tables.Table(TableKeys.RunTable).DeleteEntityAsync(part.PartitionKey, part.RowKey);

        await AssertDamaged(run);
    }

    [Fact]
    public async Task Find_ByteChanged_IsTheRunWithoutItsResultUntilThatIsReplaced()
    {
        var run = await SaveInThreeRows();
        await Damage(await LastPart(), part => ((byte[])part["Chunk00"])[0] ^= 1);

        await AssertDamaged(run);
    }

    [Fact]
    public async Task Find_ChunkCut_IsTheRunWithoutItsResultUntilThatIsReplaced()
    {
        var run = await SaveInThreeRows();
        await Damage(await Head(run), head => head["Chunk10"] = ((byte[])head["Chunk10"])[..^1]);

        await AssertDamaged(run);
    }

    [Theory]
    [InlineData("Checksum")]
    [InlineData("StoredLength")]
    [InlineData("Length")]
    [InlineData("Encoding")]
    public async Task Find_HeadWithoutWhatDescribesTheResult_IsTheRunWithoutItUntilItIsReplaced(string column)
    {
        var run = await SaveInThreeRows();
        await Damage(await Head(run), head => head.Remove(column));

        await AssertDamaged(run);
    }

    [Theory]
    [InlineData("Request")]
    [InlineData("CreatedAt")]
    public async Task Find_HeadWithoutWhatTheResultCouldBeComputedFrom_IsAnErrorThatNamesTheRun(string column)
    {
        var run = await SaveInThreeRows();
        await Damage(await Head(run), head => head.Remove(column));

        var error = await Assert.ThrowsAsync<DamagedContentException>(() => _tables.Runs().FindAsync(run, None));
        Assert.Equal($"run {run}", error.Name);
        Assert.Contains("head row is incomplete", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Save_AnswerLost_IsRepeatedAndSucceeds()
    {
        var lost = new LostAnswer(request => request.Method == HttpMethod.Post
            && !request.RequestUri!.AbsolutePath.EndsWith("/Tables", StringComparison.Ordinal));
        var run = Samples.Run(Samples.RunId(3), [1, 2, 3]);
        await _tables.Runs(lost).SaveAsync(run, None);

        Assert.True(lost.WasLost);
        Assert.Equal(run, await _tables.Runs().FindAsync(run.RunId, None));
    }

    private async Task<string> SaveInThreeRows()
    {
        var runId = Samples.RunId(9);
        await _tables.Runs().SaveAsync(Samples.Run(runId, Samples.Noise((2 * Row) + 1)), None);
        return runId;
    }

    /// <summary>The request is still there, so that the result can be computed again and takes the place of what is damaged.</summary>
    private async Task AssertDamaged(string runId)
    {
        var found = await _tables.Runs().FindAsync(runId, None);
        Assert.NotNull(found);
        Assert.Equal((true, null, Samples.Request), (found.IsDamaged, found.Result, found.Request));

        var again = Samples.Run(runId, Samples.Noise(Row + 1, seed: 8));
        await _tables.Runs().ReplaceAsync(again, None);
        var replaced = await _tables.Runs().FindAsync(runId, None);
        Assert.Equal(again, replaced);
        Assert.False(replaced!.IsDamaged);
    }

    private async Task<TableEntity> Head(string runId) =>
        await _tables.Table(TableKeys.RunTable).GetEntityAsync<TableEntity>(runId[..2], runId);

    private async Task<TableEntity> LastPart() =>
        await _tables.Table(TableKeys.RunTable).QueryAsync<TableEntity>(row => row.PartitionKey == "00|part").LastAsync();

    private async Task Damage(TableEntity row, Action<TableEntity> damage)
    {
        damage(row);
        await _tables.Table(TableKeys.RunTable).UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace);
    }

    private async Task<string[]> Rows() =>
        await _tables.Table(TableKeys.RunTable).QueryAsync<TableEntity>().Select(row => row.RowKey + row.ETag).ToArrayAsync();
}
