using Azure.Data.Tables;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Partners;
using ForecastFunctions.Core.Storage;
using ForecastFunctions.Infrastructure.Tables;

namespace ForecastFunctions.IntegrationTests.Storage;

[Collection(AzuriteTests.Name)]
public sealed class TablePartnerStoreTests(AzuriteFixture azurite)
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly DateTimeOffset Now = new DateTimeOffset(2026, 11, 24, 20, 0, 0, TimeSpan.Zero).AddTicks(1234567);

    private readonly TestTables _tables = new(azurite);

    [Fact]
    public async Task Find_NothingStored_IsNoneWithoutCreatingATable()
    {
        Assert.Null(await _tables.Partners().FindAsync("acme", None));
        Assert.Empty(await _tables.Partners().ListAsync(None));
        Assert.All(_tables.Requests.All, request => Assert.Equal("GET", request.Method));
    }

    [Fact]
    public async Task Partner_OfAnyHistory_ReadsBackWholeByOnePointRead()
    {
        var partner = New("acme").WithNewKey(KeyText.Hash("one"), TimeSpan.Zero, Now)
            .WithNewKey(KeyText.Hash("two"), TimeSpan.FromHours(5), Now.AddHours(1));
        Partner[] states = [partner, partner.Revoked(Now.AddDays(1)), New("empty"),
            partner with { Scope = AccessScope.Admin, Quota = new Quota(1, Quota.MaxComputePerMinute, 2, Quota.MaxComputePerDay) }];
        foreach (var (index, state) in states.Index())
        {
            var tables = new TestTables(azurite);
            Assert.NotNull(await tables.Partners().WriteAsync(state, version: null, None));
            tables.Requests.Clear();

            var found = (await tables.Partners().FindAsync(state.Name, None))!.Partner;

            Assert.Equal("GET", tables.Requests.Methods);
            Assert.Equal((index, state.Name, state.Scope, state.Quota, state.ExpiresAt, state.RevokedAt),
                (index, found.Name, found.Scope, found.Quota, found.ExpiresAt, found.RevokedAt));
            Assert.Equal(state.Keys.Select(Text), found.Keys.Select(Text));
            Assert.Equal(state.Keys.Select(Text), (await tables.Partners().ListAsync(None)).Single().Keys.Select(Text));
        }
    }

    [Fact]
    public async Task Write_OverAStateThatChangedMeanwhile_IsRefused()
    {
        var store = _tables.Partners();
        var first = (await store.WriteAsync(New("acme"), version: null, None))!;
        Assert.Null(await store.WriteAsync(New("acme"), version: null, None));
        Assert.Equal(first.Version, (await store.FindAsync("acme", None))!.Version);
        var second = (await store.WriteAsync(first.Partner.WithNewKey(KeyText.Hash("one"), TimeSpan.Zero, Now), first.Version, None))!;
        Assert.NotEqual(first.Version, second.Version);

        Assert.Null(await store.WriteAsync(first.Partner.Revoked(Now), first.Version, None));
        Assert.Null(await store.WriteAsync(New("other"), first.Version, None));
        Assert.Null((await store.FindAsync("acme", None))!.Partner.RevokedAt);
        Assert.Equal(second.Version, (await store.FindAsync("acme", None))!.Version);
    }

    [Fact]
    public async Task Write_ByManyAtOnce_IsWonByOne()
    {
        var first = (await _tables.Partners().WriteAsync(New("acme"), version: null, None))!;

        var written = await Task.WhenAll(Enumerable.Range(0, 8).Select(
            i => _tables.Partners().WriteAsync(New("acme") with { ExpiresAt = Now.AddDays(i) }, first.Version, None)));

        var winner = Assert.Single(written, w => w is not null)!;
        Assert.Equal((winner.Version, winner.Partner.ExpiresAt), (await VersionAsync(), (await FindAsync()).Partner.ExpiresAt));

        async Task<StoredPartner> FindAsync() => (await _tables.Partners().FindAsync("acme", None))!;
        async Task<string> VersionAsync() => (await FindAsync()).Version;
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Write_WhoseAnswerIsLost_IsMadeOnceAndSucceeds(bool isNew)
    {
        var before = isNew ? null : await _tables.Partners().WriteAsync(New("acme"), version: null, None);
        var lost = new LostAnswer(request => request.Method == (isNew ? HttpMethod.Post : HttpMethod.Put)
            && !request.RequestUri!.AbsolutePath.EndsWith("Tables", StringComparison.Ordinal));
        var partner = New("acme").WithNewKey(KeyText.Hash("one"), TimeSpan.Zero, Now);

        var written = await _tables.Partners(lost).WriteAsync(partner, before?.Version, None);

        Assert.True(lost.WasLost);
        var found = (await _tables.Partners().FindAsync("acme", None))!;
        Assert.Equal(written!.Version, found.Version);
        Assert.Equal(partner.Keys.Select(Text), found.Partner.Keys.Select(Text));
    }

    [Fact]
    public async Task Version_OfARowWithoutAWriteId_ChangesWithTheRow()
    {
        await _tables.Partners().WriteAsync(New("acme"), version: null, None);
        var table = _tables.Table(TableKeys.KeyTable);
        var row = (await table.GetEntityAsync<TableEntity>("partner", "acme")).Value;
        row.Remove("WriteId");
        await table.UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace);
        var old = (await _tables.Partners().FindAsync("acme", None))!;
        Assert.Equal(old.Version, (await _tables.Partners().FindAsync("acme", None))!.Version);
        Assert.Matches("^[0-9a-f]+$", old.Version);

        Assert.NotNull(await _tables.Partners().WriteAsync(old.Partner.Revoked(Now), old.Version, None));
        Assert.Null(await _tables.Partners().WriteAsync(old.Partner, old.Version, None));
    }

    [Theory]
    [InlineData("Scope", "Owner")]
    [InlineData("Scope", "7")]
    [InlineData("RequestsPerMinute", 0)]
    public async Task Find_ADamagedPartner_OpensNothing(string column, object value)
    {
        await _tables.Partners().WriteAsync(New("acme"), version: null, None);
        await _tables.Table(TableKeys.KeyTable).UpdateEntityAsync(new TableEntity("partner", "acme") { [column] = value }, Azure.ETag.All);

        await Assert.ThrowsAsync<DamagedContentException>(() => _tables.Partners().FindAsync("acme", None));
    }

    [Fact]
    public async Task Table_HoldsNoKey()
    {
        var key = KeyText.New("acme");
        await _tables.Partners().WriteAsync(New("acme").WithNewKey(KeyText.Hash(key), TimeSpan.Zero, Now), version: null, None);

        var row = await _tables.Table(TableKeys.KeyTable).QueryAsync<TableEntity>().SingleAsync();
        Assert.All(row, column => Assert.DoesNotContain(
            key.Split('_', 3)[2], column.Value is byte[] bytes ? System.Text.Encoding.Latin1.GetString(bytes) : $"{column.Value}"));
    }

    private static string Text(IssuedKey key) => $"{Convert.ToHexString(key.Hash.Span)} {key.IssuedAt:O} {key.EndsAt:O}";

    private static Partner New(string name) => new(name, AccessScope.Write, Quota.Default, Now.AddDays(365), []);
}
