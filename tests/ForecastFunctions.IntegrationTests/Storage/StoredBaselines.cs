using Azure.Data.Tables;
using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Infrastructure.Tables;

namespace ForecastFunctions.IntegrationTests.Storage;

/// <summary>Baselines in the tables of a test, and their rows.</summary>
internal static class StoredBaselines
{
    /// <summary>The store, with baselines of these versions.</summary>
    public static async Task<IBaselineStore> BaselinesWithAsync(this TestTables tables, params string[] versions)
    {
        var store = tables.Baselines();
        foreach (var version in versions)
            await store.SaveAsync(Samples.Baseline(version), CancellationToken.None);
        return store;
    }

    /// <summary>The first row of a baseline.</summary>
    public static async Task<TableEntity> HeadAsync(this TestTables tables, string version) =>
        await tables.Table(TableKeys.BaselineTable).GetEntityAsync<TableEntity>("snapshot", version);

    /// <summary>Changes a bit of a baseline's content.</summary>
    public static async Task DamageAsync(this TestTables tables, string version)
    {
        var head = await tables.HeadAsync(version);
        ((byte[])head["Chunk00"])[10] ^= 1;
        await tables.Table(TableKeys.BaselineTable).UpdateEntityAsync(head, head.ETag, TableUpdateMode.Replace);
    }
}
