using PuppeteerSharp;

namespace ForecastFunctions.EndToEndTests.Browser;

/// <summary>
/// A Chromium without a window, for all tests of a collection: the one of the npm package where that runs, else one that the machine
/// has. It starts when the first test opens a page.
/// </summary>
public sealed class TestBrowser : IAsyncLifetime
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge"];

    private static readonly Lazy<string?> Installed = new(() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .SelectMany(folder => Names.Select(name => Path.Combine(folder, OperatingSystem.IsWindows() ? name + ".exe" : name)))
        .FirstOrDefault(File.Exists));

    private IBrowser? _browser;

    /// <summary>Why there is none, or null where there is.</summary>
    public static string? Absence => PackedChromium.IsForThisMachine || Installed.Value is not null
        ? null : "The packed Chromium is for Linux on x64 with glibc, and the path has no other one.";

    /// <summary>Opens an address, and waits until its page is loaded.</summary>
    /// <param name="address">The address.</param>
    /// <param name="prepare">Sets the page up before it is opened.</param>
    public async Task<OpenedPage> OpenAsync(Uri address, Func<IPage, Task>? prepare = null)
    {
        _browser ??= await StartAsync();
        var opened = new OpenedPage(await _browser.NewPageAsync());
        await (prepare?.Invoke(opened.Page) ?? Task.CompletedTask);
        await opened.Page.GoToAsync(address.AbsoluteUri);
        return opened;
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await (_browser?.DisposeAsync() ?? ValueTask.CompletedTask);

    private static async Task<IBrowser> StartAsync()
    {
        Assert.True(Absence is null, Absence);
        // Root, as in a container, has no sandbox; what is opened comes from these tests alone.
        var options = new LaunchOptions
        {
            Headless = true,
            Args = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--disable-background-networking", "--no-first-run"],
        };
        if (PackedChromium.IsForThisMachine)
        {
            var packed = await PackedChromium.InstallAsync();
            options.ExecutablePath = packed.Program;
            foreach (var (name, value) in packed.Environment)
                options.Env[name] = value;
        }
        else
        {
            options.ExecutablePath = Installed.Value!;
        }

        return await Puppeteer.LaunchAsync(options);
    }
}

/// <summary>A test that needs a browser: where there is none it is reported as skipped, with the reason.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute() => Skip = TestBrowser.Absence;
}
