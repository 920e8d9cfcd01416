using System.Reflection;
using Azure;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Jobs;
using ForecastFunctions.Application.Partners;
using ForecastFunctions.Application.SeriesCatalogues;
using ForecastFunctions.Core.Refreshes;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.SeriesCatalogues;
using ForecastFunctions.Core.Storage;
using ForecastFunctions.EndToEndTests.Refreshes;
using ForecastFunctions.Infrastructure.Sources.SecFilings;
using ForecastFunctions.Infrastructure.Tables;
using Microsoft.AspNetCore.Http;

namespace ForecastFunctions.IntegrationTests.Storage;

/// <summary>Every write of the app meets every fault of the storage.</summary>
[Collection(AzuriteTests.Name)]
public sealed class StorageFaultTests(AzuriteFixture azurite)
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);
    private static readonly byte[] TwoRowsOfResult = Samples.Noise(800 * 1024);

    /// <summary>No rest: each write meets the fault itself.</summary>
    private static readonly StoragePatience Patience = new() { Try = TimeSpan.FromSeconds(1), UnansweredTries = int.MaxValue };

    private static readonly byte[] ResultOfBlock = Samples.Noise(100 * 1024);
    private static readonly BlockKey FirstBlock = new(JobKey.Of("acme", "what is asked"), 1, 0);

    private static readonly SeriesCatalogue Catalogue = new() { Name = "ours", Revision = 1, UpdatedAt = Now };
    private static readonly SeriesContent Series = Samples.Series("a", 100, 1_000);

    private static readonly WriteUnderTest[] Writes =
    [
        new(TableKeys.BaselineTable, "snapshot",
            tables => tables.Baselines().SaveAsync(Samples.Baseline("2025-01"), None),
            async tables => await tables.Baselines().FindAsync("2025-01", None) is { } found
                && found.ContentHash == Samples.Baseline("2025-01").ContentHash ? 1 : 0),
        new(TableKeys.RunTable, "run of two rows",
            tables => tables.Runs().SaveAsync(Samples.Run(Samples.RunId(1), TwoRowsOfResult), None),
            async tables => (await tables.Runs().FindAsync(Samples.RunId(1), None))?.Result is { } result
                && result.Span.SequenceEqual(TwoRowsOfResult) ? 1 : 0),
        new(TableKeys.RefreshTable, "report",
            tables => tables.Refreshes(TimeProvider.System).SaveAsync(Report(), None),
            async tables => (await tables.Refreshes(new At(Now)).ListAsync(10, None)).Count),
        new(TableKeys.KeyTable, "partner",
            tables => tables.Partners().WriteAsync(
                new Partner("acme", AccessScope.Write, Quota.Default, Now.AddDays(365), []), version: null, None),
            async tables => (await tables.Partners().ListAsync(None)).Count),
        new(TableKeys.KeyTable, "usage",
            tables => tables.Usage().AddAsync("acme", DateOnly.FromDateTime(Now.DateTime), new Usage(1, 0), None),
            async tables => (int)(await tables.Usage().FindAsync("acme", DateOnly.FromDateTime(Now.DateTime), None)).Requests),
        new(TableKeys.ScenarioTable, "scenario",
            tables => tables.Scenarios().ChangeAsync("acme", "ours", _ => Scenario(), None),
            async tables => (int)((await tables.Scenarios().ReadAsync("acme", None)).Find("ours")?.Revision ?? 0)),
        new(TableKeys.FilingTable, "filing",
            tables => tables.Filings().SaveAsync(1045810, "1", ReadFiling.OfRelease(
                new Filing("0001730168-25-000116", "8-K", new DateOnly(2025, 12, 11), null, "2.02", "a.htm"), "ex99.htm",
                BroadcomFilings.Exhibit(BroadcomFilings.Quarters[7])), None),
            async tables => (await tables.Filings().FindAsync(1045810, "1", None)).Count),
        new(TableKeys.OperationTable, "operation",
            tables => tables.Jobs().WriteAsync(Operation(), "what is asked", version: null, None),
            async tables => (await tables.Jobs().ListAsync("acme", None)).Count),
        new(TableKeys.BlockTable, "block",
            tables => tables.Blocks().SaveAsync(FirstBlock, ResultOfBlock, None),
            async tables => await tables.Blocks().TakeAsync(FirstBlock, Now, Now, None) is BlockTurn.Stored
                && (await tables.Blocks().ReadAsync(FirstBlock, None)).Span.SequenceEqual(ResultOfBlock) ? 1 : 0),
        new(TableKeys.CatalogueTable, "catalogue",
            async tables => Assert.Equal(CatalogueWrite.Done, await tables.Catalogues().WriteAsync("acme", Catalogue, version: null, None)),
            async tables => (await tables.Catalogues().ListAsync("acme", None)).Count),
        new(TableKeys.CatalogueTable, "content of two rows",
            tables => tables.Catalogues().SaveAsync(new CatalogueUpload("acme", Series.Hash, "upload", HasLeft: false), Series, Now, None),
            async tables => await Record.ExceptionAsync(() => tables.Catalogues().ReadAsync("acme", Series.Hash, None)) switch
            {
                null => 1,
                DamagedContentException => 0,
                var other => throw other,
            }),
    ];

    [Fact]
    public void Writes_UnderTest_AreOfEveryTable() => Assert.Equal(
        typeof(TableKeys).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.IsLiteral && field.Name.EndsWith("Table", StringComparison.Ordinal))
            .Select(field => (string)field.GetRawConstantValue()!)
            .Order(StringComparer.Ordinal),
        Writes.Select(write => write.Table).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("400")]
    [InlineData("403")]
    [InlineData("429")]
    [InlineData("500")]
    [InlineData("503")]
    [InlineData("reset")]
    [InlineData("hang")]
    public async Task Write_WhileTheStorageFails_IsRefusedAndDoneOnceWhenItIsWell(string fault)
    {
        await using var gate = await StorageGate.StartAsync(azurite.ConnectionString);
        await ForEachAsync(async write =>
        {
            var well = new TestTables(azurite);
            var failing = well.By(gate.ConnectionString, Patience);

            gate.Before = Fault(fault);
            if (fault == "400")
                await Assert.ThrowsAsync<RequestFailedException>(() => write.DoAsync(failing));
            else
                await Assert.ThrowsAsync<StorageUnavailableException>(() => write.DoAsync(failing));

            Assert.Equal(0, await write.CountAsync(well));
            return (well, failing);
        }, async (write, well, failing) =>
        {
            gate.Before = null;
            await write.DoAsync(failing);
            Assert.Equal(1, await write.CountAsync(well));
        });
    }

    [Theory]
    [InlineData("reset")]
    [InlineData("hang")]
    public async Task Write_WhoseFirstAnswerIsLost_IsDoneOnce(string fault)
    {
        await ForEachAsync(async write =>
        {
            await using var gate = await StorageGate.StartAsync(azurite.ConnectionString);
            var well = new TestTables(azurite);
            var lost = 0;
            gate.After = context => StorageGate.WritesRow(context.Request) && Interlocked.Exchange(ref lost, 1) == 0
                ? Fault(fault)(context)
                : Task.CompletedTask;

            await write.DoAsync(well.By(gate.ConnectionString, Patience));

            Assert.Equal(1, lost);
            Assert.Equal(1, await write.CountAsync(well));
            return (well, well);
        }, (_, _, _) => Task.CompletedTask);
    }

    private static Job Operation() => new()
    {
        Key = FirstBlock.Job,
        Kind = "ensembles",
        Title = "An operation",
        Attempt = 1,
        Size = new JobSize(2, 1, 7),
        CreatedAt = Now,
        TouchedAt = Now,
        Done = BlockMap.Empty(2),
    };

    private static Func<HttpContext, Task> Fault(string name) => name switch
    {
        "reset" => context => Answers.Reset(context),
        "hang" => context => Task.Delay(Timeout.Infinite, context.RequestAborted),
        _ => context => Answers.Status(int.Parse(name, System.Globalization.CultureInfo.InvariantCulture))(context),
    };

    /// <summary>All writes at the same time, first one thing and then another; a failure names its write.</summary>
    private static async Task ForEachAsync(
        Func<WriteUnderTest, Task<(TestTables Well, TestTables Failing)>> first, Func<WriteUnderTest, TestTables, TestTables, Task> then)
    {
        var tables = await Task.WhenAll(Writes.Select(write => NamedAsync(write, () => first(write))));
        await Task.WhenAll(Writes.Zip(tables, (write, both) => NamedAsync(write, async () =>
        {
            await then(write, both.Well, both.Failing);
            return 0;
        })));

        static async Task<T> NamedAsync<T>(WriteUnderTest write, Func<Task<T>> test)
        {
            try
            {
                return await test();
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"{write.Table}, {write.What}: {exception.Message}", exception);
            }
        }
    }

    private static RefreshReport Report() => new(
        "20261124T120000000-0123abcd", Now, TimeSpan.FromSeconds(2.5), "schedule",
        RefreshOutcome.Unchanged, "2024-12", "2024-12", 0, [], [], [], []);

    private static SavedScenario Scenario() =>
        new("ours", "article-base", null, null, [], new Dictionary<Parameter, ParameterSetting>(), []);

    /// <param name="Table">The table it goes to, without its prefix.</param>
    /// <param name="What">What is written.</param>
    /// <param name="DoAsync">Writes it.</param>
    /// <param name="CountAsync">How often it has been written, whole: 0 or 1, if all is well.</param>
    private sealed record WriteUnderTest(string Table, string What, Func<TestTables, Task> DoAsync, Func<TestTables, Task<int>> CountAsync);

    private sealed class At(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
