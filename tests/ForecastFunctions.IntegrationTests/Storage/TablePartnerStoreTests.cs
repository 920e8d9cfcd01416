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
            Assert.True(await tables.Partners().AddAsync(state, None));
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
    public async Task Replace_AStateThatChangedMeanwhile_IsRefused()
    {
        var store = _tables.Partners();
        Assert.True(await store.AddAsync(New("acme"), None));
        Assert.False(await store.AddAsync(New("acme"), None));
        var read = (await store.FindAsync("acme", None))!;
        Assert.True(await store.ReplaceAsync(read.Partner.WithNewKey(KeyText.Hash("one"), TimeSpan.Zero, Now), read.Version, None));

        Assert.False(await store.ReplaceAsync(read.Partner.Revoked(Now), read.Version, None));
        Assert.Null((await store.FindAsync("acme", None))!.Partner.RevokedAt);
    }

    [Theory]
    [InlineData("Scope", "Owner")]
    [InlineData("Scope", "7")]
    [InlineData("RequestsPerMinute", 0)]
    public async Task Find_ADamagedPartner_OpensNothing(string column, object value)
    {
        await _tables.Partners().AddAsync(New("acme"), None);
        await _tables.Table(TableKeys.KeyTable).UpdateEntityAsync(new TableEntity("partner", "acme") { [column] = value }, Azure.ETag.All);

        await Assert.ThrowsAsync<DamagedContentException>(() => _tables.Partners().FindAsync("acme", None));
    }

    [Fact]
    public async Task Table_HoldsNoKey()
    {
        var key = KeyText.New("acme");
        await _tables.Partners().AddAsync(New("acme").WithNewKey(KeyText.Hash(key), TimeSpan.Zero, Now), None);

        var row = await _tables.Table(TableKeys.KeyTable).QueryAsync<TableEntity>().SingleAsync();
        Assert.All(row, column => Assert.DoesNotContain(
            key.Split('_', 3)[2], column.Value is byte[] bytes ? System.Text.Encoding.Latin1.GetString(bytes) : $"{column.Value}"));
    }

    private static string Text(IssuedKey key) => $"{Convert.ToHexString(key.Hash.Span)} {key.IssuedAt:O} {key.EndsAt:O}";

    private static Partner New(string name) => new(name, AccessScope.Write, Quota.Default, Now.AddDays(365), []);
}
