using System.Text.RegularExpressions;
using ForecastFunctions.Application.Partners;
using ForecastFunctions.Health;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ForecastFunctions.InfraTests;

/// <summary>The hooks of a deployment, in both shells.</summary>
public sealed partial class HookTests : IDisposable
{
    private const string Hash = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    private readonly Shell _shell = new Shell().With("azd", "echo \"$@\" >> \"$NOTES/noted\"").With("az", "exit 1");

    [ShellFact]
    public async Task Preprovision_WithFaultyVariables_NamesEachTheSameInBothShells()
    {
        (string Name, string Value, string Said)[] faults =
        [
            ("AZURE_ENV_NAME", "a_b", "it is up to 64 letters, digits and hyphens, and begins with no hyphen."),
            ("MAXIMUM_INSTANCE_COUNT", "0", "it is a whole number from 1 to 1000."),
            ("INSTANCE_MEMORY_MB", "512", "it is one of: 2048 4096."),
            ("HTTP_CONCURRENCY", "10", "it is a whole number from 1 to 9."),
            ("ZONE_REDUNDANT", "yes", "it is one of: true false."),
            ("BACKUP_SCHEDULE", "*/0 0 2 * * mon", "it is a schedule of six fields in UTC, such as 0 30 3 * * *."),
            ("REFRESH_SCHEDULE", "0 5 * * *", "it is a schedule of six fields in UTC, such as 0 0 5 * * *."),
            ("PRUNE_SCHEDULE", "0 0 24 * * 0", "it is a schedule of six fields in UTC, such as 0 0 4 * * 0."),
            ("SEC_EDGAR_CONTACT", "Forecast Team", "it is a name and an e-mail address, such as Forecast Team forecast@example.com."),
            ("EXTRA_APP_SETTINGS", "Runs__PruneAfterDays=30", "it is an object of JSON, such as {\"Runs__PruneAfterDays\":\"30\"}."),
            ("ENTRA_TENANT_ID", "contoso.example.com", "it is the GUID of a tenant."),
            ("ADMIN_KEY_HASH", "ff_admin_secret", "it is the SHA-256 of a key in 64 hexadecimal digits, or two with a comma between."),
            ("ALERT_WEBHOOK", "http://alerts.example.com", "it is an https address."),
            ("BUDGET_START", "2026-12-15", "it is the first day of a month, such as 2026-12-01."),
            ("TELEMETRY_DAYS", "45", "it is one of: 30 31 60 90 120 180 270 365 550 730."),
            ("VNET_ADDRESS_PREFIX", "10.0.0.0/28", "it is a range of at least 256 addresses, such as 10.0.0.0/24."),
            ("EXISTING_APP_SUBNET_ID", "functions", "it is the id of a subnet."),
        ];

        var run = await RunInBothAsync("preprovision", [.. faults.Select(f => (f.Name, f.Value))]);

        Assert.Equal(1, run.ExitCode);
        Assert.All(faults, f => Assert.Contains($"{f.Name} is '{f.Value}'; {f.Said}", run.Errors));
        Assert.Contains("ENTRA_AUDIENCE is not set; it goes with ENTRA_TENANT_ID.", run.Errors);
        Assert.Contains("EXISTING_ENDPOINT_SUBNET_ID is not set; it goes with EXISTING_APP_SUBNET_ID.", run.Errors);
        Assert.Empty(_shell.Noted);
    }

    [ShellTheory]
    [InlineData(true, "0 5,10-20/2 */3 1-31 jan-MAR sun,1-6", "59 59 23 31 12 6", "*/10 0 0 1 1 0")]
    [InlineData(false, "0 0 0 0 * *", "0 0 5 * * 7", "0 0 20-10 * * *")]
    public async Task Schedules_Checked_AreGoodWhereTheAppReadsThem(bool areGood, string refresh, string prune, string backup)
    {
        var run = await RunInBothAsync(
            "preprovision", ("ADMIN_KEY_HASH", Hash), ("REFRESH_SCHEDULE", refresh), ("PRUNE_SCHEDULE", prune), ("BACKUP_SCHEDULE", backup));

        Assert.Equal(areGood ? 0 : 1, run.ExitCode);
        Assert.All((string[])["REFRESH", "PRUNE", "BACKUP"], name => Assert.Equal(!areGood, run.Errors.Contains($"{name}_SCHEDULE is", StringComparison.Ordinal)));
        if (areGood)
            Assert.All((string[])[refresh, prune, backup], schedule => Assert.NotNull(TimerWatch.NextOf(schedule)));
    }

    [ShellTheory]
    [MemberData(nameof(Shell.All), MemberType = typeof(Shell))]
    public async Task Preprovision_WithoutAKey_MakesOneAndShowsItOnce(string shell)
    {
        var run = await _shell.RunAsync(shell, "preprovision", ("AZURE_ENV_NAME", "forecast"));

        run.Succeeds();
        var key = Assert.Single(Key().Matches(run.Output).Select(m => m.Value));
        Assert.Equal("admin", KeyText.NameIn(key));
        Assert.Equal($"env set ADMIN_KEY_HASH {Convert.ToHexStringLower(KeyText.Hash(key))}\n", _shell.Noted);
    }

    [ShellFact]
    public async Task Preprovision_InAPipeline_MakesNoKeyThatItsLogWouldHold()
    {
        var run = await RunInBothAsync("preprovision", ("CI", "true"));

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("ADMIN_KEY_HASH is not set", run.Errors);
        Assert.Empty(_shell.Noted);
    }

    [ShellTheory]
    [InlineData("West Europe", "10.0", "")]
    [InlineData("westeurope", "8.0", "Flex Consumption has no .NET 10 there.")]
    [InlineData("atlantis", "10.0", "it is a region that has Flex Consumption, such as northeurope.")]
    public async Task Region_Asked_IsOneThatHasThePlanAndTheRuntime(string region, string version, string said)
    {
        _shell.With("az", $$"""
            case "$*" in
              *list-flexconsumption-locations*) printf 'northeurope\nwesteurope\n' ;;
              *'--location westeurope'*) echo {{version}} ;;
            esac
            """);

        var run = await RunInBothAsync("preprovision", ("ADMIN_KEY_HASH", Hash), ("AZURE_LOCATION", region));

        Assert.Equal(said.Length == 0 ? 0 : 1, run.ExitCode);
        Assert.Contains(said, run.Errors);
    }

    [ShellTheory]
    [MemberData(nameof(Shell.All), MemberType = typeof(Shell))]
    public async Task Postdeploy_OnceTheApiAnswers_RefreshesAndSaysWhereToLook(string shell)
    {
        var asked = new List<string>();
        await using var api = await StartAsync(request =>
        {
            lock (asked)
            {
                asked.Add($"{request.Method} {request.Path} {request.Headers["x-functions-key"]}".TrimEnd());
                return asked.Count == 1 ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK;
            }
        });
        var address = $"{api.Urls.Single()}/api/v1";

        var run = await _shell.RunAsync(
            shell, "postdeploy", ("SERVICE_API_URI", address), ("FORECAST_ADMIN_KEY", "ff_admin_x"), ("POSTDEPLOY_SECONDS", "0"));

        run.Succeeds();
        Assert.Equal(["GET /api/v1/health", "GET /api/v1/health", "POST /api/v1/refreshes ff_admin_x"], asked);
        Assert.Contains("The baseline is refreshed.", run.Output);
        Assert.EndsWith($"The explorer: {api.Urls.Single()}/api/explorer", run.Output.TrimEnd());
        Assert.DoesNotContain("ff_admin_x", run.Output + run.Errors);
    }

    [ShellTheory]
    [MemberData(nameof(Shell.All), MemberType = typeof(Shell))]
    public async Task Postdeploy_WhereNothingAnswers_Fails(string shell)
    {
        await using var api = await StartAsync(_ => StatusCodes.Status500InternalServerError);

        var run = await _shell.RunAsync(
            shell, "postdeploy", ("SERVICE_API_URI", api.Urls.Single()), ("POSTDEPLOY_TRIES", "2"), ("POSTDEPLOY_SECONDS", "0"));

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("/health did not answer: look into the log stream of the function app.", run.Errors);
    }

    [ShellTheory]
    [InlineData("false", 0)]
    [InlineData("true", 1)]
    public async Task Predown_Always_SaysWhatIsLostAndStopsAtALock(string isLocked, int exitCode)
    {
        var run = await RunInBothAsync("predown", ("AZURE_RESOURCE_GROUP", "rg-forecast"), ("STORAGE_ACCOUNT_NAME", "stforecast"), ("STORAGE_LOCKED", isLocked));

        Assert.Equal(exitCode, run.ExitCode);
        Assert.Contains("This deletes rg-forecast with the keys of all partners", run.Output);
        Assert.Contains("az storage blob download-batch --auth-mode login --account-name stforecast", run.Output);
        Assert.Equal(exitCode == 1, run.Errors.Contains("az lock delete --name keep --resource-group rg-forecast", StringComparison.Ordinal));
    }

    /// <summary>azd runs what <c>azure.yaml</c> names.</summary>
    [Fact]
    public async Task EveryHook_OfTheFolder_IsNamedForItsSystem()
    {
        var project = await File.ReadAllTextAsync(Path.Combine(Bicep.Root, "azure.yaml"));
        var hooks = Directory.GetFiles(Path.Combine(Bicep.Root, "infra/hooks")).Select(Path.GetFileName).ToList();

        Assert.Equal(6, hooks.Count);
        Assert.All(hooks, hook => Assert.Contains(
            hook!.EndsWith(".sh", StringComparison.Ordinal) ? $"posix: {{ shell: sh, run: infra/hooks/{hook}" : $"windows: {{ shell: pwsh, run: infra/hooks/{hook}",
            project));
    }

    public void Dispose() => _shell.Dispose();

    /// <summary>Runs a hook in both shells, which must do and say the same.</summary>
    private async Task<BicepRun> RunInBothAsync(string hook, params (string Name, string Value)[] variables)
    {
        var runs = await Task.WhenAll(Shell.Names.Select(shell => _shell.RunAsync(shell, hook, variables)));
        Assert.Equal(runs[0].ExitCode, runs[1].ExitCode);
        Assert.Equal(runs[0].Output, runs[1].Output);
        Assert.Equal(runs[0].Errors, runs[1].Errors);
        return runs[0];
    }

    private static async Task<WebApplication> StartAsync(Func<HttpRequest, int> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = builder.Build();
        server.Run(context =>
        {
            context.Response.StatusCode = answer(context.Request);
            return Task.CompletedTask;
        });
        await server.StartAsync();
        return server;
    }

    [GeneratedRegex("ff_admin_[A-Za-z0-9_-]{43}", RegexOptions.NonBacktracking)]
    private static partial Regex Key();
}
