using System.Diagnostics;
using Azure.Storage.Blobs;
using ForecastFunctions.Application.Backups;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Partners;
using ForecastFunctions.Application.Telemetry;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Storage;
using ForecastFunctions.Infrastructure.Backups;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace ForecastFunctions.IntegrationTests.Storage;

/// <summary>The drill: what is backed up is had back, whole or not at all.</summary>
[Collection(AzuriteTests.Name)]
public sealed class BackupTests(AzuriteFixture azurite)
{
    private const string Owner = "Ørsted & Co|x";

    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly DateTimeOffset Now = new(2026, 11, 28, 3, 30, 0, TimeSpan.Zero);

    private readonly TestTables _tables = new(azurite);
    private readonly TestTables _others = new(azurite);
    private readonly string _container = $"backups{Guid.NewGuid():N}";

    [Fact]
    public async Task Backup_RestoredIntoAnotherInstallation_HasEveryKeyScenarioAndBaseline()
    {
        var partner = new Partner(
            "acme", AccessScope.Write, new Quota(60, 200_000_000, 10_000, 300_000_000), Now.AddDays(365),
            [new IssuedKey(KeyText.Hash("ff_acme_key"), Now, null), new IssuedKey(KeyText.Hash("ff_acme_old"), Now.AddDays(-9), Now.AddDays(7))]);
        await _tables.Partners().WriteAsync(partner, version: null, None);
        var scenario = await SaveAsync(_tables, "mine");
        var large = Samples.Baseline("2024-12", observations: 20_000); // does not fit into one row
        await _tables.Baselines().SaveAsync(large, None);
        Assert.True(await _tables.Baselines().PointCurrentToAsync(large.Version, expectedCurrent: null, None));
        await _tables.Runs().SaveAsync(Samples.Run(Samples.RunId(1), [1, 2, 3]), None);

        var name = await Backup(_tables).RunAsync(None);
        var backup = await ReadAsync(name!);
        var rows = await RestoreBackup.RunAsync(backup, _others.Rows(), replaces: false, None);

        Assert.Equal("2026/11/backup-20261128T033000Z.jsonl", name);
        var restored = (await _others.Partners().FindAsync("acme", None))!.Partner;
        Assert.Equal((partner.Name, partner.Scope, partner.Quota, partner.ExpiresAt), (restored.Name, restored.Scope, restored.Quota, restored.ExpiresAt));
        Assert.Equal(partner.Keys.Select(k => (Convert.ToHexString(k.Hash.Span), k.IssuedAt, k.EndsAt)),
            restored.Keys.Select(k => (Convert.ToHexString(k.Hash.Span), k.IssuedAt, k.EndsAt)));
        Equal(scenario, (await _others.Scenarios().ReadAsync(Owner, None)).Find("mine"));
        Assert.Equal(large, await _others.Baselines().FindAsync(large.Version, None));
        Assert.Equal(large.Version, await _others.Baselines().CurrentVersionAsync(None));
        Assert.Null(await _others.Runs().FindAsync(Samples.RunId(1), None));
        Assert.Equal(rows, BackupText.Read(backup.Span).Count);

        // The same once more changes nothing, and what was restored is changed as ever.
        Assert.Equal(BackupText.Write(await _tables.Rows().ReadAsync(None).ToListAsync(None), Now), BackupText.Write(await _others.Rows().ReadAsync(None).ToListAsync(None), Now));
        Assert.NotNull(await SaveAsync(_others, "another"));
    }

    [Fact]
    public async Task Backup_CutOffOrChanged_RestoresNothing()
    {
        await SaveAsync(_tables, "mine");
        var whole = await ReadAsync((await Backup(_tables).RunAsync(None))!);
        var lastLine = whole.Span.TrimEnd((byte)'\n').LastIndexOf((byte)'\n') + 1;
        var changed = whole.ToArray();
        changed[lastLine / 2] ^= 1;

        ReadOnlyMemory<byte>[] damaged = [whole[..lastLine], whole[..(lastLine / 2)], whole[..^10], changed, whole[..0], "not a backup\nat all\n"u8.ToArray()];
        foreach (var text in damaged)
        {
            await Assert.ThrowsAsync<DamagedContentException>(() => RestoreBackup.RunAsync(text, _others.Rows(), replaces: true, None));
            Assert.True(await _others.Rows().IsEmptyAsync(None));
        }
    }

    [Fact]
    public async Task Restore_IntoTablesWithRows_ReplacesThemOnlyWhenAsked()
    {
        var before = await SaveAsync(_tables, "mine");
        var backup = await ReadAsync((await Backup(_tables).RunAsync(None))!);
        await SaveAsync(_tables, "mine", description: "changed since");
        await SaveAsync(_tables, "later");

        await Assert.ThrowsAsync<InvalidOperationException>(() => RestoreBackup.RunAsync(backup, _tables.Rows(), replaces: false, None));
        Assert.Equal("changed since", (await _tables.Scenarios().ReadAsync(Owner, None)).Find("mine")!.Scenario.Description);

        await RestoreBackup.RunAsync(backup, _tables.Rows(), replaces: true, None);
        Equal(before, (await _tables.Scenarios().ReadAsync(Owner, None)).Find("mine"));
        Assert.NotNull((await _tables.Scenarios().ReadAsync(Owner, None)).Find("later"));
    }

    [Fact]
    public async Task Backup_WithoutAVault_IsNotMadeAndOneOfTheSameSecondIsNotReplaced()
    {
        Assert.Null(await Backup(_tables, new BackupSettings()).RunAsync(None));

        var name = await Backup(_tables).RunAsync(None);
        var first = await ReadAsync(name!);
        await SaveAsync(_tables, "mine");
        await Assert.ThrowsAsync<Azure.RequestFailedException>(() => Backup(_tables).RunAsync(None));
        Assert.Equal(first.ToArray(), (await ReadAsync(name!)).ToArray());
    }

    /// <summary>By hand, as the runbook has it.</summary>
    [Fact]
    public async Task Commands_OfTheLocalHost_SaveAndRestore()
    {
        var saved = await SaveAsync(_tables, "mine");
        var file = Path.GetTempFileName();
        try
        {
            await RunAsync(0, "backups", "save", "--to", file, "--storage", azurite.ConnectionString, "--prefix", _tables.Prefix);
            await RunAsync(0, "backups", "restore", "--from", file, "--storage", azurite.ConnectionString, "--prefix", _others.Prefix);
            var said = await RunAsync(1, "backups", "restore", "--from", file, "--storage", azurite.ConnectionString, "--prefix", _others.Prefix);

            Equal(saved, (await _others.Scenarios().ReadAsync(Owner, None)).Find("mine"));
            Assert.Contains("The tables are not empty.", said);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static async Task<string> RunAsync(int exitCode, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(LocalHost.FunctionsHost).Assembly.Location, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == exitCode, $"{await output} {await errors}");
        return await output + await errors;
    }

    private static void Equal(StoredScenario expected, StoredScenario? actual)
        => Assert.Equal(
            (expected.Scenario.Name, expected.Scenario.Title, expected.Scenario.Description, expected.Revision, expected.UpdatedAt),
            (actual!.Scenario.Name, actual.Scenario.Title, actual.Scenario.Description, actual.Revision, actual.UpdatedAt));

    private static async Task<StoredScenario> SaveAsync(TestTables tables, string name, string description = "as it was")
        => (await tables.Scenarios().ChangeAsync(
            Owner, name, _ => new SavedScenario(name, Presets.All[0].Name, "A belief", description, [], new Dictionary<Parameter, ParameterSetting>(), []), None))!;

    private KeepBackup Backup(TestTables tables, BackupSettings? settings = null)
    {
        settings ??= new BackupSettings { ConnectionString = azurite.BlobConnectionString, Container = _container };
        var measurements = new ServiceCollection().AddMetrics().AddSingleton<Measurements>().BuildServiceProvider().GetRequiredService<Measurements>();
        return new KeepBackup(tables.Rows(), new BlobVault(Options.Create(settings)), new FakeTimeProvider(Now), measurements, NullLogger<KeepBackup>.Instance);
    }

    private async Task<ReadOnlyMemory<byte>> ReadAsync(string name)
    {
        var blob = new BlobContainerClient(
            azurite.BlobConnectionString, _container, new BlobClientOptions(BlobClientOptions.ServiceVersion.V2025_01_05)).GetBlobClient(name);
        return (await blob.DownloadContentAsync(None)).Value.Content.ToMemory();
    }
}
