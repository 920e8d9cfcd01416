using System.Globalization;
using Azure.Data.Tables;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Series;
using ForecastFunctions.Core.Statistics;
using ForecastFunctions.Core.Storage;
using ForecastFunctions.Infrastructure.Tables;

namespace ForecastFunctions.IntegrationTests.Storage;

[Collection(AzuriteTests.Name)]
public sealed class TableScenarioStoreTests(AzuriteFixture azurite)
{
    private const string Owner = "partner";
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly TestTables _tables = new(azurite);

    [Fact]
    public async Task Change_ToAnything_ReadsBackAsItIs()
    {
        var full = new SavedScenario(
            "ours", "asic-surge", "=cmd|' /C calc'!A0", "Zeile 1\r\n\tZeile 2 — 😀 \u202E", ["@a", "ü"],
            new Dictionary<Parameter, ParameterSetting>
            {
                [Parameters.RatioLimit] = new ParameterSetting.Fixed(0.1 + 0.2),
                [Parameters.SpendBase] = new ParameterSetting.Uncertain(Distribution.Parse("lognormal(128..147)")),
                [Parameters.Find("ratio.basis")!] = new ParameterSetting.Fixed(1),
            },
            [
                new("Streik / \"x\"", Drivers.ByName.Values.First(), EventEffect.Multiply, 0.5, Period.OfQuarter(2027, 1), 4, 0.25),
                new("for good", Drivers.ByName.Values.First(), EventEffect.Multiply, 2, Period.OfQuarter(2028, 3), null, 1),
            ]);
        var stored = await Put(_tables.Scenarios(), full);

        var own = await _tables.Scenarios().ReadAsync(Owner, None);
        var found = own.Find("ours")!;
        Assert.Equal((stored.Revision, stored.UpdatedAt), (found.Revision, found.UpdatedAt));
        Assert.Equal(
            (full.Extends, full.Title, full.Description), (found.Scenario.Extends, found.Scenario.Title, found.Scenario.Description));
        Assert.Equal(full.Tags, found.Scenario.Tags);
        Assert.Equal(full.Settings.OrderBy(s => s.Key.Id), found.Scenario.Settings.OrderBy(s => s.Key.Id));
        Assert.Equal(full.Events, found.Scenario.Events);
    }

    [Fact]
    public async Task Change_OfTheLargestScenario_FitsIntoItsRow()
    {
        var noise = new Random(1);
        string Text(int length) => string.Concat(Enumerable.Range(0, length).Select(_ => (char)noise.Next(0x4E00, 0x9FFF)));
        var law = new ParameterSetting.Uncertain(
            Distribution.Parse("triangular(0.30000000000000004,0.3000000000000001,0.30000000000000016)"));
        var largest = new SavedScenario(
            new string('a', SavedScenario.MaxNameLength), "data-wall", Text(SavedScenario.MaxTitleLength),
            Text(SavedScenario.MaxDescriptionLength),
            [.. Enumerable.Range(0, SavedScenario.MaxTags).Select(_ => Text(SavedScenario.MaxTagLength))],
            Parameters.All.Where(p => !p.IsChoice).ToDictionary(p => p, _ => (ParameterSetting)law),
            [.. Enumerable.Range(0, ScenarioEvent.MaxCount).Select(_ => new ScenarioEvent(
                Text(ScenarioEvent.MaxNameLength), Drivers.ByName.Values.First(), EventEffect.Multiply, 0.1 + 0.2,
                Period.OfQuarter(2027, 1), 400, 0.1 + 0.2))]);
        await Put(_tables.Scenarios(), largest);

        Assert.Equal(largest.Description, (await _tables.Scenarios().ReadAsync(Owner, None)).Find(largest.Name)!.Scenario.Description);
    }

    [Fact]
    public async Task Change_ByManyInstancesAtOnce_LosesNothing()
    {
        var stores = Enumerable.Range(0, 8).Select(_ => _tables.Scenarios()).ToArray();
        await Task.WhenAll(Enumerable.Range(0, 24).Select(i => stores[i % stores.Length].ChangeAsync(Owner, "counter", own =>
        {
            var count = int.Parse(own.Find("counter")?.Scenario.Description ?? "0", CultureInfo.InvariantCulture);
            return Saved("counter", description: (count + 1).ToString(CultureInfo.InvariantCulture));
        }, None)));

        var stored = (await _tables.Scenarios().ReadAsync(Owner, None)).Find("counter")!;
        Assert.Equal(("24", 24L), (stored.Scenario.Description, stored.Revision));
    }

    [Fact]
    public async Task Change_OfOneOwner_WaitsForNoOthers()
    {
        var store = _tables.Scenarios();
        var isHeld = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var letGo = new ManualResetEventSlim();
        var held = Task.Run(() => store.ChangeAsync("one", "mine", _ =>
        {
            isHeld.TrySetResult();
            letGo.Wait();
            return Saved("mine");
        }, None));
        await isHeld.Task;
        using var impatient = new CancellationTokenSource();
        var next = store.ChangeAsync("one", "mine", _ => Saved("mine", description: "next"), None);
        var leaving = store.ChangeAsync("one", "mine", _ => Saved("mine", description: "leaving"), impatient.Token);

        await store.ChangeAsync("other", "theirs", _ => Saved("theirs"), None);
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaving);
        Assert.False(held.IsCompleted || next.IsCompleted);

        letGo.Set();
        await held;
        await next;
        Assert.Equal("next", (await store.ReadAsync("one", None)).Find("mine")!.Scenario.Description);
    }

    [Fact]
    public async Task Change_DecidedOnWhatAnotherInstanceRemoves_IsDecidedAgain()
    {
        var (one, other) = (_tables.Scenarios(), _tables.Scenarios());
        await Put(one, Saved("base"));
        var decisions = 0;
        var e = await Assert.ThrowsAsync<ScenarioChainException>(() => one.ChangeAsync(Owner, "child", own =>
        {
            if (decisions++ == 0)
                other.ChangeAsync(Owner, "base", _ => null, None).GetAwaiter().GetResult();
            var child = Saved("child", "base");
            own.Resolve(child);
            return child;
        }, None));

        Assert.Equal((ScenarioChainFault.Missing, 2), (e.Fault, decisions));
        Assert.Empty((await one.ReadAsync(Owner, None)).All);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Change_WhoseAnswerIsLost_IsMadeOnceAndSucceeds(bool isRemoval)
    {
        var before = await Put(_tables.Scenarios(), Saved("ours", description: "before"));
        var lost = new LostAnswer(request => request.RequestUri!.AbsolutePath.EndsWith("$batch", StringComparison.Ordinal));
        var decisions = 0;
        var stored = await _tables.Scenarios(lost).ChangeAsync(Owner, "ours", own =>
        {
            decisions++;
            return isRemoval ? null : Saved("ours", description: "after");
        }, None);

        Assert.True(lost.WasLost);
        Assert.Equal(1, decisions);
        var now = (await _tables.Scenarios().ReadAsync(Owner, None)).Find("ours");
        Assert.Equal(isRemoval ? null : before.Revision + 1, now?.Revision);
        Assert.Equal(stored?.Revision, now?.Revision);
    }

    [Fact]
    public async Task Revision_OfANameThatIsGivenAgain_IsNotTheOldOne()
    {
        var store = _tables.Scenarios();
        var first = await Put(store, Saved("ours"));
        await store.ChangeAsync(Owner, "ours", _ => null, None);
        Assert.Empty((await store.ReadAsync(Owner, None)).All);

        Assert.True((await Put(store, Saved("ours"))).Revision > first.Revision);
    }

    [Theory]
    [InlineData("a/b", "a")]
    [InlineData("partner", "Partner")]
    [InlineData("ä😀#?\\", "ä😀#?")]
    [InlineData("a' or PartitionKey ne '", "a")]
    [InlineData("=61", "a")]
    public async Task Owner_OfAnyName_SeesOnlyItsOwn(string owner, string other)
    {
        var store = _tables.Scenarios();
        await store.ChangeAsync(owner, "mine", _ => Saved("mine"), None);
        await store.ChangeAsync(other, "theirs", _ => Saved("theirs"), None);

        Assert.Equal("mine", Assert.Single((await store.ReadAsync(owner, None)).All).Scenario.Name);
        Assert.Equal("theirs", Assert.Single((await store.ReadAsync(other, None)).All).Scenario.Name);
        Assert.Empty((await store.ReadChainAsync(owner, "theirs", None)).All);
    }

    [Fact]
    public async Task ReadChain_OfOneAmongMany_ReadsItAndWhatItExtendsByPoint()
    {
        var store = _tables.Scenarios();
        foreach (var scenario in new[] { Saved("s1"), Saved("s2", "s1"), Saved("s3", "s2"), Saved("aside") })
            await Put(store, scenario);
        _tables.Requests.Clear();

        Assert.Equal(["s1", "s2", "s3"], (await store.ReadChainAsync(Owner, "s3", None)).All.Select(s => s.Scenario.Name));
        Assert.Equal("GET GET GET", _tables.Requests.Methods);
        Assert.All(_tables.Requests.All, request => Assert.DoesNotContain("$filter", request.Uri.Query, StringComparison.Ordinal));

        _tables.Requests.Clear();
        Assert.Empty((await store.ReadChainAsync(Owner, new string('x', 1_025), None)).All);
        Assert.Empty((await store.ReadChainAsync(Owner, "a/b#?", None)).All);
        Assert.Empty(_tables.Requests.All);
    }

    [Theory]
    [InlineData("Checksum")]
    [InlineData("Revision")]
    [InlineData("Content")]
    public async Task Read_OfARowThatIsIncomplete_IsAnErrorThatNamesIt(string column)
    {
        await Put(_tables.Scenarios(), Saved("ours"));
        var table = _tables.Table(TableKeys.ScenarioTable);
        var row = (await table.GetEntityAsync<TableEntity>(Owner, "scenario|ours")).Value;
        row.Remove(column);
        await table.UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace);

        var e = await Assert.ThrowsAsync<DamagedContentException>(() => _tables.Scenarios().ReadAsync(Owner, None));
        Assert.Equal("scenario scenario|ours", e.Name);
    }

    private static async Task<StoredScenario> Put(TableScenarioStore store, SavedScenario scenario)
        => (await store.ChangeAsync(Owner, scenario.Name, _ => scenario, None))!;

    private static SavedScenario Saved(string name, string extends = "article-base", string? description = null)
        => new(name, extends, null, description, [], new Dictionary<Parameter, ParameterSetting>(), []);
}
