using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using ForecastFunctions.LocalHost.Storage;

namespace ForecastFunctions.EndToEndTests.LocalHosting;

[SupportedOSPlatform("linux")] // signals, process groups and a made-up npm
public sealed class HostProcessTests : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("local-host-").FullName;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Fact]
    public async Task Sigterm_WhileARequestRuns_LetsItEndAndLeavesNothingBehind()
    {
        await using var host = StartProbe();
        using var client = await host.ListeningAsync();
        var started = Descendants.Of(host.Id);
        Assert.Equal(2, started.Count); // the worker and Azurite
        var underWay = client.GetStringAsync(new Uri("/probe/wait/1000", UriKind.Relative));
        await LoggedAsync(host, "Waiting");

        host.Signal("TERM");

        Assert.Equal("waited", await underWay);
        Assert.Equal(0, await host.ExitCodeAsync());
        await Descendants.AreGoneAsync(started);
        Assert.Empty(host.Errors.Trim());
    }

    [Fact]
    public async Task Kill_OfTheHost_LeavesNothingBehind()
    {
        await using var host = StartProbe();
        using var client = await host.ListeningAsync();
        var started = Descendants.Of(host.Id);
        Assert.Equal(2, started.Count);

        host.Signal("KILL");

        Assert.Equal(137, await host.ExitCodeAsync());
        await Descendants.AreGoneAsync(started);
    }

    [Fact]
    public async Task Output_ThatIsRedirected_IsPlainAndSaysWhatToTry()
    {
        await using var host = StartProbe();
        using var client = await host.ListeningAsync();
        var root = client.BaseAddress!.GetLeftPart(UriPartial.Authority);
        await LoggedAsync(host, "/scenarios");

        var lines = host.Output.Split('\n', StringSplitOptions.TrimEntries);
        Assert.Equal(
            [
                $"The explorer: {root}/api/explorer",
                $"Storage is Azurite's, its data in {_data}",
                $"Listening on {root}",
                string.Empty,
                $"curl \"{root}/api/v1/projections?scenario=article-base\"",
                $"curl \"{root}/api/v1/projections.csv?scenario=asic-surge&to=2030\"",
                $"curl \"{root}/api/v1/scenarios\"",
            ],
            lines.SkipWhile(line => !line.StartsWith("The explorer", StringComparison.Ordinal)).Take(7),
            StringComparer.Ordinal);
        Assert.DoesNotContain('\u001b', host.Output);
    }

    [Fact]
    public async Task Storage_OfTheWorker_IsTheStartedAzurite()
    {
        await using var host = StartProbe();
        using var client = await host.ListeningAsync();

        var tables = await client.GetStringAsync(new Uri("/probe/settings/Tables__ConnectionString", UriKind.Relative));

        Assert.Equal(tables, await client.GetStringAsync(new Uri("/probe/settings/AzureWebJobsStorage", UriKind.Relative)));
        var endpoint = tables.Split(';')
            .Single(part => part.StartsWith("TableEndpoint=", StringComparison.Ordinal))["TableEndpoint=".Length..];
        using var response = await client.GetAsync(new Uri(endpoint + "/Tables"));
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode); // it is there, and asks for a signature
    }

    [Fact]
    public async Task Storage_ThatIsGiven_IsUsedWithoutAzurite_AndOpenOpensTheExplorer()
    {
        var opened = Path.Combine(_data, "opened");
        var path = FolderOf("xdg-open", $"#!/bin/sh\necho \"$1\" > '{opened}.partial'\nmv '{opened}.partial' '{opened}'\n");
        await using var host = HostProcess.Start(
            ["--app", AppDirectories.ProbeApp, "--data", _data, "--port", "0", "--storage", "UseDevelopmentStorage=true", "--open"],
            ("PATH", path + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH")));
        using var client = await host.ListeningAsync();

        Assert.Equal("UseDevelopmentStorage=true",
            await client.GetStringAsync(new Uri("/probe/settings/Tables__ConnectionString", UriKind.Relative)));
        using var overdue = new CancellationTokenSource(ProbeHost.Patience);
        while (!File.Exists(opened)) await Task.Delay(20, overdue.Token);
        Assert.Equal($"{client.BaseAddress}api/explorer\n", await File.ReadAllTextAsync(opened));
        Assert.Single(Descendants.Of(host.Id));
    }

    [Fact]
    public async Task Port_InUse_IsSaidInOneSentence()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;

        await FailsAsync(
            $"Port {port} of 127.0.0.1 is in use: end what uses it, or take another with --port (0 for any free one).",
            ["--app", AppDirectories.ProbeApp, "--data", _data, "--port", $"{port}"]);
    }

    [Fact]
    public async Task App_ThatIsNotBuilt_IsSaidInOneSentence() => await FailsAsync(
        $"There is no built function app in {_data}: build it with `dotnet build`, or name its build or publish folder with --app.",
        ["--app", _data, "--data", _data, "--port", "0"]);

    [Fact]
    public async Task Node_ThatIsMissing_IsSaidInOneSentence() => await FailsAsync(
        "Node.js and npm are needed for Azurite, the storage emulator: install Node.js 20 or later, or name a storage account with "
        + "--storage.",
        ["--app", AppDirectories.ProbeApp, "--data", _data, "--port", "0"],
        ("PATH", DirectoryOfDotnetAlone()));

    [Fact]
    public async Task Azurite_WantedByTwoAtOnce_IsInstalledOnce()
    {
        var cache = Path.Combine(_data, "cache");
        var calls = Path.Combine(_data, "calls");
        var path = FolderOf("npm", $"#!/bin/sh\necho called >> '{calls}'\nsleep 1\nmkdir node_modules\n") + Path.PathSeparator
            + Environment.GetEnvironmentVariable("PATH");

        await Task.WhenAll(new[] { "one", "two" }.Select(async name =>
        {
            await using var host = HostProcess.Start(
                ["--app", AppDirectories.ProbeApp, "--data", Path.Combine(_data, name), "--port", "0"],
                ("PATH", path),
                ("XDG_DATA_HOME", cache));

            Assert.Equal(1, await host.ExitCodeAsync());
            Assert.StartsWith("Azurite ended while it started. Its last words:", host.Errors, StringComparison.Ordinal);
            Assert.Contains("Cannot find module", host.Errors, StringComparison.Ordinal); // nothing was really installed
        }));

        Assert.Equal(["called"], await File.ReadAllLinesAsync(calls), StringComparer.Ordinal);
        Assert.Equal(
            [Azurite.Version],
            Directory.GetDirectories(Path.Combine(cache, "ForecastFunctions", "azurite")).Select(Path.GetFileName),
            StringComparer.Ordinal);
    }

    [Fact]
    public async Task Registry_ThatCannotBeReached_IsSaidInOneSentence()
    {
        await using var host = HostProcess.Start(
            ["--app", AppDirectories.ProbeApp, "--data", _data, "--port", "0"],
            ("XDG_DATA_HOME", Path.Combine(_data, "no-azurite-yet")),
            ("npm_config_cache", Path.Combine(_data, "no-packages-yet")),
            ("npm_config_registry", "http://127.0.0.1:9/"),
            ("npm_config_fetch_retries", "0"));

        Assert.Equal(1, await host.ExitCodeAsync());
        Assert.Matches(
            @"^Azurite [0-9.]+ could not be installed by npm \(.*ECONNREFUSED.*\): check the network "
            + @"and npm's registry setting, or name a storage account with --storage\.$",
            host.Errors.Trim());
    }

    [Fact]
    public async Task Signal_ToTheTerminalsProcesses_ReachesTheHostAlone()
    {
        await using var host = StartProbe("--storage", "UseDevelopmentStorage=true");
        using var client = await host.ListeningAsync();

        Assert.NotEqual(Descendants.GroupOf(host.Id), Descendants.GroupOf(Assert.Single(Descendants.Of(host.Id))));
    }

    [Fact]
    public async Task DataFolder_InUse_IsSaidInOneSentence()
    {
        await using var first = StartProbe("--storage", "UseDevelopmentStorage=true");
        using var client = await first.ListeningAsync();

        await FailsAsync(
            $"Another local host uses {_data}: end it, or name another folder with --data.",
            ["--app", AppDirectories.ProbeApp, "--data", _data, "--port", "0"]);
    }

    private HostProcess StartProbe(params string[] arguments) =>
        HostProcess.Start(["--app", AppDirectories.ProbeApp, "--data", _data, "--port", "0", "--inMemoryPersistence", .. arguments]);

    private static async Task FailsAsync(string sentence, string[] arguments, params (string, string?)[] environment)
    {
        await using var host = HostProcess.Start(arguments, environment);

        Assert.Equal(1, await host.ExitCodeAsync());
        Assert.Equal(sentence, host.Errors.Trim());
    }

    private static async Task LoggedAsync(HostProcess host, string words)
    {
        using var overdue = new CancellationTokenSource(ProbeHost.Patience);
        while (!host.Output.Contains(words, StringComparison.Ordinal)) await Task.Delay(20, overdue.Token);
    }

    private string FolderOf(string command, string script)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_data, "commands")).FullName;
        var file = Path.Combine(folder, command);
        File.WriteAllText(file, script);
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        return folder;
    }

    private string DirectoryOfDotnetAlone()
    {
        var directory = Directory.CreateDirectory(Path.Combine(_data, "path")).FullName;
        var dotnet = Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, "dotnet"))
            .First(File.Exists);
        File.CreateSymbolicLink(Path.Combine(directory, "dotnet"), dotnet);
        return directory;
    }
}
