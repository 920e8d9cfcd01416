using Azure.Data.Tables;
using ForecastFunctions.Application.Runs;
using ForecastFunctions.Infrastructure.Tables;
using Microsoft.Extensions.Time.Testing;

namespace ForecastFunctions.IntegrationTests.Storage;

[Collection(AzuriteTests.Name)]
public sealed class RunPruningTests(AzuriteFixture azurite)
{
    private const int Large = (2 * ContentTable.RowBytes) + 1;

    private static readonly CancellationToken None = CancellationToken.None;
    private readonly TestTables _tables = new(azurite);
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 24, 18, 0, 0, TimeSpan.Zero));

    private TableRunStore Store => _tables.Runs(time: _time);

    [Theory]
    [InlineData(100)]
    [InlineData(Large)]
    public async Task Prune_UnreadRun_KeepsItsRequestAndNoPart(int length)
    {
        var run = await SaveAsync(1, length);
        _time.Advance(TimeSpan.FromDays(91));

        Assert.Equal(1, await PruneAsync());
        Assert.Equal(Pruned(run), await Store.FindAsync(run.RunId, None));
        Assert.Equal(1, await RowsAsync());
        Assert.Equal(0, await PruneAsync());
    }

    [Theory]
    [InlineData(100)]
    [InlineData(Large)]
    public async Task Save_PrunedRun_PutsTheSameBytesBackEveryTime(int length)
    {
        var run = await SaveAsync(1, length);
        for (var round = 0; round < 2; round++)
        {
            _time.Advance(TimeSpan.FromDays(91));
            Assert.Equal(1, await PruneAsync());
            await Store.SaveAsync(run, None);
            await Store.SaveAsync(Samples.Run(run.RunId, Samples.Noise(length, seed: 2)), None);

            Assert.Equal(run, await Store.FindAsync(run.RunId, None));
            Assert.Equal(0, await PruneAsync());
        }
    }

    [Fact]
    public async Task Prune_RunReadSince_LetsItBe()
    {
        var read = await SaveAsync(1, 100);
        var unread = await SaveAsync(2, 100);
        _time.Advance(TimeSpan.FromDays(60));
        await Store.FindAsync(read.RunId, None);
        _time.Advance(TimeSpan.FromDays(60));

        Assert.Equal(1, await PruneAsync());
        Assert.Equal(read, await Store.FindAsync(read.RunId, None));
        Assert.Equal(Pruned(unread), await Store.FindAsync(unread.RunId, None));
    }

    [Fact]
    public async Task Prune_OnTheDayOfTheLastRead_LetsItBeWhateverTheHour()
    {
        await SaveAsync(1, 100);

        Assert.Equal(0, await Store.PruneAsync(_time.GetUtcNow().AddHours(5), None));
        Assert.Equal(1, await Store.PruneAsync(_time.GetUtcNow().AddHours(6), None));
    }

    [Fact]
    public async Task Find_ManyTimesADay_NotesTheDayOnce()
    {
        var run = await SaveAsync(1, 100);
        _time.Advance(TimeSpan.FromDays(1));
        _tables.Requests.Clear();
        for (var i = 0; i < 3; i++)
            Assert.Equal(run, await Store.FindAsync(run.RunId, None));

        Assert.Equal("GET PATCH GET GET", _tables.Requests.Methods);
    }

    [Fact]
    public async Task Find_DayCannotBeNoted_GivesTheRun()
    {
        var run = await SaveAsync(1, 100);
        _time.Advance(TimeSpan.FromDays(1));

        Assert.Equal(run, await _tables.Runs(new NoWrites(), _time).FindAsync(run.RunId, None));
    }

    [Fact]
    public async Task Prune_PartsThatATornPruneLeft_AreRemoved()
    {
        var run = await SaveAsync(1, Large);
        _time.Advance(TimeSpan.FromDays(91));
        await Assert.ThrowsAnyAsync<Exception>(
            () => _tables.Runs(new NoWrites(HttpMethod.Delete), _time).PruneAsync(_time.GetUtcNow(), None));
        Assert.Equal(3, await RowsAsync());
        Assert.Equal(Pruned(run), await Store.FindAsync(run.RunId, None));

        await Store.SaveAsync(run, None);
        Assert.Equal(0, await PruneAsync());
        Assert.Equal(3, await RowsAsync());
        Assert.Equal(run, await Store.FindAsync(run.RunId, None));
    }

    [Fact]
    public async Task Prune_DamagedRun_IsPassedOver()
    {
        var damaged = await SaveAsync(1, Large);
        var sound = await SaveAsync(2, 100);
        var part = await _tables.Table(TableKeys.RunTable).QueryAsync<TableEntity>(row => row.PartitionKey == "00|part").LastAsync();
        await _tables.Table(TableKeys.RunTable).DeleteEntityAsync(part.PartitionKey, part.RowKey);
        _time.Advance(TimeSpan.FromDays(91));

        Assert.Equal(1, await PruneAsync());
        Assert.Null((await Store.FindAsync(sound.RunId, None))!.Result);
        Assert.True(
            (await _tables.Table(TableKeys.RunTable).GetEntityAsync<TableEntity>("00", damaged.RunId)).Value.ContainsKey("LastReadOn"));
    }

    [Fact]
    public async Task Prune_BesideReadersAndWriters_LeavesTheWholeRunOrAPrunedOne()
    {
        var run = await SaveAsync(1, Large);
        for (var round = 0; round < 8; round++)
        {
            // A prune of the day after today prunes whatever it meets, also what was read or saved a moment ago.
            var found = new StoredRun?[3];
            await Task.WhenAll(
                Store.PruneAsync(_time.GetUtcNow().AddDays(1), None),
                Store.PruneAsync(_time.GetUtcNow().AddDays(1), None),
                Store.SaveAsync(run, None),
                Store.SaveAsync(run, None),
                Task.WhenAll(found.Select(async (_, i) => found[i] = await Store.FindAsync(run.RunId, None))));

            Assert.All(found.Append(await Store.FindAsync(run.RunId, None)), one => Assert.Contains(one, new[] { run, Pruned(run) }));
            await Store.SaveAsync(run, None);
            Assert.Equal(run, await Store.FindAsync(run.RunId, None));
        }
    }

    [Fact]
    public async Task Prune_AnyRequest_StaysWithinAPartition()
    {
        await SaveAsync(1, Large);
        _tables.Requests.Clear();
        _time.Advance(TimeSpan.FromDays(91));
        await PruneAsync();

        var queries = _tables.Requests.All.Where(request => request.Uri.Query.Contains("$filter", StringComparison.Ordinal)).ToList();
        Assert.Equal(257, queries.Count);
        Assert.All(queries, query => Assert.Contains(
            "PartitionKey eq '", Uri.UnescapeDataString(query.Uri.Query).Replace('+', ' '), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Prune_NothingStoredOrCancelled_RemovesNothing()
    {
        Assert.Equal(0, await PruneAsync());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Store.PruneAsync(_time.GetUtcNow(), new CancellationToken(canceled: true)));
    }

    [Fact]
    public async Task Save_RunWithoutResult_IsRefused()
        => await Assert.ThrowsAsync<ArgumentException>(() => Store.SaveAsync(Pruned(Samples.Run(Samples.RunId(1), [1])), None));

    private static StoredRun Pruned(StoredRun run) => new(run.RunId, run.Request, null, run.CreatedAt);

    private async Task<StoredRun> SaveAsync(int number, int length)
    {
        var run = Samples.Run(Samples.RunId(number), Samples.Noise(length));
        await Store.SaveAsync(run, None);
        return run;
    }

    private Task<int> PruneAsync() => Store.PruneAsync(_time.GetUtcNow().AddDays(-90), None);

    private async Task<int> RowsAsync() => await _tables.Table(TableKeys.RunTable).QueryAsync<TableEntity>().CountAsync();

    /// <summary>Refuses all that is not a read, or one method alone.</summary>
    private sealed class NoWrites(HttpMethod? refused = null) : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            (refused is null ? request.Method != HttpMethod.Get : request.Method == refused)
                ? Task.FromResult(new HttpResponseMessage(System.Net.HttpStatusCode.Forbidden) { RequestMessage = request })
                : base.SendAsync(request, cancellationToken);
    }
}
