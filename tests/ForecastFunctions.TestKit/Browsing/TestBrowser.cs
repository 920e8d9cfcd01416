using PuppeteerSharp;

namespace ForecastFunctions.TestKit.Browsing;

/// <summary>A Chromium without a window, as it is installed on the machine; a page that is opened in it records what it does.</summary>
public sealed class TestBrowser : IAsyncDisposable
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge"];

    private static readonly Lazy<string?> Program = new(() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .SelectMany(folder => Names.Select(name => Path.Combine(folder, OperatingSystem.IsWindows() ? name + ".exe" : name)))
        .FirstOrDefault(File.Exists));

    private readonly IBrowser _browser;

    private TestBrowser(IBrowser browser) => _browser = browser;

    /// <summary>Why there is none, or null where there is.</summary>
    public static string? Absence => Program.Value is not null
        ? null : "No Chromium is installed; bash tests/browser-check installs one and runs this.";

    /// <summary>Starts one; it has neither history nor an open page.</summary>
    public static async Task<TestBrowser> StartAsync()
    {
        Assert.True(Absence is null, Absence);
        return new TestBrowser(await Puppeteer.LaunchAsync(new LaunchOptions
        {
            ExecutablePath = Program.Value!,
            Headless = true,

            // Root, as in a container, has no sandbox; what is opened comes from these tests alone.
            Args = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--disable-background-networking", "--no-first-run"],
        }));
    }

    /// <summary>Opens an address, and waits until its page is loaded.</summary>
    public async Task<OpenedPage> OpenAsync(Uri address)
    {
        var opened = new OpenedPage(await _browser.NewPageAsync());
        await opened.Page.GoToAsync(address.AbsoluteUri);
        return opened;
    }

    public async ValueTask DisposeAsync() => await _browser.DisposeAsync();
}

/// <summary>A page that is open in a browser.</summary>
public sealed class OpenedPage : IAsyncDisposable
{
    private readonly List<string> _requests = [];
    private readonly List<string> _faults = [];

    internal OpenedPage(IPage page)
    {
        Page = page;
        page.Request += (_, sent) => Add(_requests, sent.Request.Url);
        page.RequestFailed += (_, failed) => Add(_faults, $"{failed.Request.Url}: {failed.Request.FailureText}");
        page.PageError += (_, error) => Add(_faults, error.Message);
        page.Console += (_, line) =>
        {
            if (line.Message.Type is ConsoleType.Error)
                Add(_faults, line.Message.Text);
        };
    }

    /// <summary>The page.</summary>
    public IPage Page { get; }

    /// <summary>The addresses that it asked for, but for those that it holds itself (<c>data:</c>, <c>blob:</c>).</summary>
    public IReadOnlyList<Uri> Requests
    {
        get
        {
            lock (_requests)
                return [.. _requests.Select(r => new Uri(r)).Where(r => r.Scheme is "http" or "https" or "ws" or "wss")];
        }
    }

    /// <summary>What went wrong on it: errors of its scripts, requests that failed, and what its policy forbade.</summary>
    public IReadOnlyList<string> Faults
    {
        get
        {
            lock (_faults)
                return [.. _faults];
        }
    }

    public async ValueTask DisposeAsync() => await Page.DisposeAsync();

    private static void Add(List<string> list, string item)
    {
        lock (list)
            list.Add(item);
    }
}

/// <summary>
/// A test that needs a browser: where there is none it is reported as skipped, with what to do about it, and it fails where
/// <c>BROWSER_REQUIRED</c> is set.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute()
    {
        if (Environment.GetEnvironmentVariable("BROWSER_REQUIRED") is null)
            Skip = TestBrowser.Absence;
    }
}
