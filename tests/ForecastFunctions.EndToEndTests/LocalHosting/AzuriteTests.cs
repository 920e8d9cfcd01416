using Azure.Data.Tables;
using ForecastFunctions.LocalHost.Storage;

namespace ForecastFunctions.EndToEndTests.LocalHosting;

public sealed class AzuriteTests : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("azurite-").FullName;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Fact]
    public async Task Data_InAFolder_IsThereAtTheNextStart()
    {
        await using (var first = await Azurite.StartAsync(new AzuriteOptions { DataDirectory = _data }))
        {
            await WriteAsync(first);
        }

        await using var second = await Azurite.StartAsync(new AzuriteOptions { DataDirectory = _data });

        Assert.Equal(42, await ReadAsync(second));
    }

    [Fact]
    public async Task Two_InMemory_ShareNothing()
    {
        await using var first = await Azurite.StartAsync();
        await using var second = await Azurite.StartAsync();

        await WriteAsync(first);

        Assert.Equal(42, await ReadAsync(first));
        Assert.Null(await ReadAsync(second));
    }

    private static async Task WriteAsync(Azurite azurite)
    {
        var table = new TableClient(azurite.TableConnectionString, "probe");
        await table.CreateIfNotExistsAsync();
        await table.AddEntityAsync(new TableEntity("a", "b") { ["Answer"] = 42 });
    }

    private static async Task<int?> ReadAsync(Azurite azurite)
    {
        var table = new TableClient(azurite.ConnectionString, "probe");
        await table.CreateIfNotExistsAsync();
        var found = await table.GetEntityIfExistsAsync<TableEntity>("a", "b");
        return found.HasValue ? found.Value!.GetInt32("Answer") : null;
    }
}
