using System.Net;
using Azure.Data.Tables;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Partners;
using ForecastFunctions.EndToEndTests.Browser;
using ForecastFunctions.EndToEndTests.Fixtures;
using ForecastFunctions.LocalHost.Storage;

namespace ForecastFunctions.EndToEndTests.Keys;

/// <summary>A product that asks every caller for a credential, and partners of every kind.</summary>
public sealed class KeyFixture : IAsyncLifetime
{
    /// <summary>A quota that no test uses up.</summary>
    public const string Ample = """
        "requestsPerMinute":100000,"requestsPerDay":10000000,"computePerMinute":1000000000000,"computePerDay":1000000000000000
        """;

    private Azurite? _storage;
    private Issuer? _issuer;
    private Product? _product;
    private int _prefixes;

    /// <summary>A first admin key, made without the product, as its operator makes it.</summary>
    public string AdminKey { get; } = "ff_admin_" + Convert.ToBase64String(Guid.NewGuid().ToByteArray());

    public Product Product => _product!;

    public Api Api => _product!.Api;

    public Issuer Issuer => _issuer!;

    /// <summary>A key for each scope, with an ample quota.</summary>
    public IReadOnlyDictionary<AccessScope, string> Keys { get; private set; } = new Dictionary<AccessScope, string>();

    public string ExpiredKey { get; private set; } = "";

    public string RevokedKey { get; private set; } = "";

    public string TableConnectionString => _storage!.ConnectionString;

    public async Task InitializeAsync()
    {
        _storage = await Azurite.StartAsync();
        _issuer = await Issuer.StartAsync();
        var prefix = NewTableNamePrefix();
        _product = await StartAsync(prefix);
        var keys = new Dictionary<AccessScope, string>();
        foreach (var scope in Enum.GetValues<AccessScope>())
            keys[scope] = await IssueAsync(Api, $"{scope}-partner".ToLowerInvariant(), scope);
        Keys = keys;

        RevokedKey = await IssueAsync(Api, "revoked-partner", AccessScope.Admin);
        (await Api.SendAsync(HttpMethod.Delete, "/keys/revoked-partner", null, Header(AdminKey))).Ok();
        ExpiredKey = await IssueAsync(Api, "expired-partner", AccessScope.Admin);
        var table = new TableServiceClient(TableConnectionString).GetTableClient(prefix + "keys");
        var row = new TableEntity("partner", "expired-partner") { ["ExpiresAt"] = TimeProvider.System.GetUtcNow().AddMinutes(-1) };
        await table.UpdateEntityAsync(row, Azure.ETag.All);
    }

    public async Task DisposeAsync()
    {
        await (_product?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_issuer?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_storage?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    /// <summary>A prefix under which nothing is stored yet.</summary>
    public string NewTableNamePrefix() => $"keys{Interlocked.Increment(ref _prefixes)}";

    /// <summary>A product of that kind.</summary>
    public Task<Product> StartAsync(string prefix, string? storage = null) => StartAsync(storage ?? TableConnectionString, prefix, []);

    /// <summary>A product of that kind with further settings.</summary>
    public Task<Product> StartAsync(string storage, string prefix, IEnumerable<(string Name, string? Value)> settings) => Product.StartAsync(
        storage, prefix,
    [
        ("Keys__Mode", "closed"),
        ("Keys__AdminHash", Convert.ToHexStringLower(KeyText.Hash(AdminKey))),
        ("Keys__Entra__Instance", Issuer.Address),
        ("Keys__Entra__TenantId", Issuer.Tenant),
        ("Keys__Entra__Audience", Issuer.Audience),
        .. settings,
    ]);

    public static (string Name, string Value) Header(string key) => ("x-functions-key", key);

    /// <summary>Issues a key to a partner.</summary>
    public async Task<string> IssueAsync(Api api, string name, AccessScope scope, string quota = Ample)
    {
        var answer = await PutAsync(api, name, $$"""{"scope":"{{scope.ToString().ToLowerInvariant()}}",{{quota}}}""");
        Assert.True(answer.Status == HttpStatusCode.Created, answer.Text);
        return answer.Json.GetProperty("key").GetString()!;
    }

    public Task<Answer> PutAsync(Api api, string name, string json, params IEnumerable<(string Name, string Value)> headers)
        => api.SendAsync(HttpMethod.Put, $"/keys/{name}", new StringContent(json, System.Text.Encoding.UTF8, "application/json"),
            [Header(AdminKey), .. headers]);
}

/// <summary>The tests that share it; they run one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class KeyTests : ICollectionFixture<KeyFixture>, ICollectionFixture<TestBrowser>
{
    public const string Name = "Keys";
}
