using System.Text.Json;
using ForecastFunctions.EndToEndTests.Fixtures;
using ForecastFunctions.LocalHost.Storage;

namespace ForecastFunctions.EndToEndTests.Refreshes;

/// <summary>One storage emulator for the tests of refreshes, each of which has tables of its own.</summary>
public sealed class RefreshFixture : IAsyncLifetime
{
    private Azurite? _storage;
    private int _prefixes;

    public string ConnectionString => _storage!.TableConnectionString;

    /// <summary>The same with queues, so that operations are worked on.</summary>
    public string ConnectionStringWithQueues => _storage!.ConnectionString;

    public async Task InitializeAsync() => _storage = await Azurite.StartAsync();

    public async Task DisposeAsync() => await (_storage?.DisposeAsync() ?? ValueTask.CompletedTask);

    /// <summary>A prefix under which nothing is stored yet.</summary>
    public string NewTableNamePrefix() => $"refresh{Interlocked.Increment(ref _prefixes)}";
}

/// <summary>The tests that share it; they run one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class RefreshTests : ICollectionFixture<RefreshFixture>
{
    public const string Name = "Refreshes";
}

/// <summary>What the tests of refreshes ask of the API.</summary>
internal static class RefreshApi
{
    /// <summary>The vintage of the article, which a fresh installation has beside the newest one.</summary>
    public const string ArticleVersion = "2024-12";

    /// <summary>Refreshes now, and gives the report.</summary>
    public static async Task<JsonElement> RefreshAsync(this Api api) => (await api.SendAsync(HttpMethod.Post, "/refreshes")).Ok().Json;

    /// <summary>
    /// The version that the pointer names, all of which is there: its calibration, its observations and a projection of it.
    /// </summary>
    public static async Task<string> ValidCurrentAsync(this Api api)
    {
        var rows = (await api.GetAsync("/baselines")).Ok().Rows;
        var current = Assert.Single(rows, row => row.GetProperty("isCurrent").GetBoolean());
        var version = current.GetProperty("version").GetString()!;
        var detail = (await api.GetAsync("/baselines/latest")).Ok().Json;
        Assert.Equal(version, detail.GetProperty("version").GetString());
        Assert.Equal(current.GetProperty("contentHash").GetString(), detail.GetProperty("contentHash").GetString());
        Assert.NotEmpty((await api.GetAsync($"/baselines/{version}/observations?limit=1")).Ok().Rows);
        Assert.Equal(version, (await api.GetAsync("/projections?scenario=article-base")).Ok().Json.Text("baselineVersion"));
        return version;
    }

    public static async Task<IReadOnlyList<string>> VersionsAsync(this Api api)
        => [.. (await api.GetAsync("/baselines")).Ok().Rows.Select(row => row.GetProperty("version").GetString()!)];

    public static string Text(this JsonElement element, string name) => element.GetProperty(name).GetString()!;

    public static IReadOnlyList<JsonElement> List(this JsonElement element, string name) => [.. element.GetProperty(name).EnumerateArray()];
}
