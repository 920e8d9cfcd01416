using ForecastFunctions.LocalHost.Storage;

namespace ForecastFunctions.IntegrationTests;

[CollectionDefinition(Name)]
public sealed class AzuriteTests : ICollectionFixture<AzuriteFixture>
{
    public const string Name = "Azurite";
}

/// <summary>One emulator for all tests of the assembly; what keeps them apart is the prefix of their table names.</summary>
public sealed class AzuriteFixture : IAsyncLifetime
{
    private Azurite? _azurite;

    public string ConnectionString { get; private set; } = "";

    /// <summary>The blobs beside the tables, where backups are kept.</summary>
    public string BlobConnectionString => _azurite!.ConnectionString;

    public async Task InitializeAsync()
    {
        _azurite = await Azurite.StartAsync();
        ConnectionString = _azurite.TableConnectionString;
    }

    public async Task DisposeAsync()
    {
        if (_azurite is not null)
            await _azurite.DisposeAsync();
    }
}
