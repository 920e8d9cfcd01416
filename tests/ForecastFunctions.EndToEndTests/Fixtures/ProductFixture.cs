using ForecastFunctions.EndToEndTests.Browser;
using ForecastFunctions.LocalHost.Storage;

namespace ForecastFunctions.EndToEndTests.Fixtures;

/// <summary>One storage emulator for all tests of the product, and one running product for those that leave it as it was.</summary>
public sealed class ProductFixture : IAsyncLifetime
{
    private Azurite? _storage;
    private Product? _product;
    private int _prefixes;

    public Api Api => _product!.Api;

    /// <summary>The storage, to look into it.</summary>
    public string TableConnectionString => _storage!.ConnectionString;

    public async Task InitializeAsync()
    {
        _storage = await Azurite.StartAsync();
        _product = await StartAsync(NewTableNamePrefix());
    }

    public async Task DisposeAsync()
    {
        await (_product?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_storage?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    /// <summary>A prefix under which nothing is stored yet.</summary>
    public string NewTableNamePrefix() => $"test{Interlocked.Increment(ref _prefixes)}";

    /// <summary>Another product on the same storage.</summary>
    public Task<Product> StartAsync(string tableNamePrefix) => Product.StartAsync(_storage!.ConnectionString, tableNamePrefix);
}

/// <summary>The tests of the product; they run one after the other, so that one can count what another computes.</summary>
[CollectionDefinition(Name)]
public sealed class ProductTests : ICollectionFixture<ProductFixture>, ICollectionFixture<TestBrowser>
{
    public const string Name = "Product";
}
