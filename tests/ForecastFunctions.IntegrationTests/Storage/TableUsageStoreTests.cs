using ForecastFunctions.Application.Partners;

namespace ForecastFunctions.IntegrationTests.Storage;

[Collection(AzuriteTests.Name)]
public sealed class TableUsageStoreTests(AzuriteFixture azurite)
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly DateOnly Day = new(2026, 11, 24);

    private readonly TestTables _tables = new(azurite);

    [Fact]
    public async Task Add_ByManyWritersAtOnce_LosesNothing()
    {
        var stores = Enumerable.Range(0, 4).Select(_ => _tables.Usage()).ToList();
        await stores[0].AddAsync("acme", Day, new Usage(1, 10), None);

        await Task.WhenAll(stores.Select(async store =>
        {
            for (var i = 0; i < 5; i++)
                await store.AddAsync("acme", Day, new Usage(1, 10), None);
        }));

        Assert.Equal(new Usage(21, 210), await stores[0].FindAsync("acme", Day, None));
        Assert.Equal(default, await stores[0].FindAsync("other", Day, None));
    }

    [Fact]
    public async Task Add_OnTheNextDay_BeginsAnewAndTheDayBeforeGoesOn()
    {
        const string Caller = "entra:66666666-7777-8888-9999-000000000000";
        var store = _tables.Usage();
        await store.AddAsync(Caller, Day, new Usage(5, 5), None);

        // The clock of another instance is ahead; what this one has counted of its day stays, and grows.
        Assert.Equal(new Usage(2, 0), await store.AddAsync(Caller, Day.AddDays(1), new Usage(2, 0), None));
        Assert.Equal(new Usage(12, 12), await store.AddAsync(Caller, Day, new Usage(7, 7), None));

        Assert.Equal(new Usage(2, 0), await store.FindAsync(Caller, Day.AddDays(1), None));
        Assert.Equal(new Usage(12, 12), await store.FindAsync(Caller, Day, None));
    }

    [Fact]
    public async Task Add_OnADayLongBefore_IsNotKept()
    {
        var store = _tables.Usage();
        await store.AddAsync("acme", Day, new Usage(1, 1), None);
        await store.AddAsync("acme", Day.AddDays(3), new Usage(2, 2), None);

        Assert.Equal(new Usage(9, 9), await store.AddAsync("acme", Day, new Usage(9, 9), None));

        Assert.Equal(default, await store.FindAsync("acme", Day, None));
        Assert.Equal(default, await store.FindAsync("acme", Day.AddDays(2), None));
        Assert.Equal(new Usage(2, 2), await store.FindAsync("acme", Day.AddDays(3), None));
    }

    [Fact]
    public async Task Add_AnswerLost_CountsOnce()
    {
        await _tables.Usage().AddAsync("acme", Day, new Usage(1, 1), None);
        var lost = new LostAnswer(request => request.Method == HttpMethod.Put);

        Assert.Equal(new Usage(2, 2), await _tables.Usage(lost).AddAsync("acme", Day, new Usage(1, 1), None));

        Assert.True(lost.WasLost);
        Assert.Equal(new Usage(2, 2), await _tables.Usage().FindAsync("acme", Day, None));
    }
}
