using System.IO.Compression;
using ForecastFunctions.LocalHost.Storage;
using Microsoft.Playwright;

namespace ForecastFunctions.EndToEndTests.Fixtures;

/// <summary>
/// A real browser: the one that the machine has, else the Chromium inside an npm package (for Linux on x64). Where neither can be
/// had, <see cref="Absence"/> says why, and its tests are skipped.
/// </summary>
public sealed class Browser : IAsyncDisposable
{
    private static readonly string Declaration = Path.Combine(AppContext.BaseDirectory, "Explorer", "browser");
    private static readonly string[] Installed =
    [
        "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome",
        @"C:\Program Files\Google\Chrome\Application\chrome.exe", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    ];

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private Browser(IPlaywright playwright, IBrowser browser) => (_playwright, _browser) = (playwright, browser);

    /// <summary>Why there is none, or null where there is.</summary>
    public static string? Absence { get; } = Array.Exists(Installed, File.Exists) || (OperatingSystem.IsLinux() && IsX64)
        ? null
        : "There is no Chromium or Chrome at its usual place, and the one that npm has is for Linux on x64.";

    private static bool IsX64 => System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture
        == System.Runtime.InteropServices.Architecture.X64;

    /// <summary>The packages that come with the browser: axe, which looks for what keeps people out.</summary>
    public static async Task<string> ReadPackageAsync(string file)
        => await File.ReadAllTextAsync(Path.Combine(await NpmPackages.InstallAsync(Declaration), "node_modules", file));

    /// <summary>Starts it.</summary>
    public static async Task<Browser> StartAsync()
    {
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Array.Find(Installed, File.Exists) ?? await UnpackAsync(),
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
            ],
        });
        return new Browser(playwright, browser);
    }

    /// <summary>A page in a context of its own: nothing is remembered from another one.</summary>
    public Task<IPage> OpenAsync(BrowserNewPageOptions? options = null) => _browser.NewPageAsync(options);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }

    /// <summary>Unpacks the package's Chromium, once.</summary>
    private static async Task<string> UnpackAsync()
    {
        var package = await NpmPackages.InstallAsync(Declaration);
        var bin = Path.Combine(package, "node_modules", "@sparticuz", "chromium", "bin");
        var program = Path.Combine(package, "chromium");
        await using var turn = await FileLock.TakeAsync(program + ".lock", TimeProvider.System, CancellationToken.None);
        if (File.Exists(program))
            return program;
        await using (var packed = new BrotliStream(File.OpenRead(Path.Combine(bin, "chromium.br")), CompressionMode.Decompress))
        await using (var unpacked = File.Create(program + ".partial"))
            await packed.CopyToAsync(unpacked);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(program + ".partial", UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        File.Move(program + ".partial", program);
        return program;
    }
}
