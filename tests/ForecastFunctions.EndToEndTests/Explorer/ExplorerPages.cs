using ForecastFunctions.EndToEndTests.Browser;
using ForecastFunctions.EndToEndTests.Fixtures;
using PuppeteerSharp;

namespace ForecastFunctions.EndToEndTests.Explorer;

/// <summary>A screen that the explorer is looked at on.</summary>
/// <param name="Name">Its name among the pictures.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Scheme">The colours that its owner prefers.</param>
internal sealed record Screen(string Name, int Width, int Height, string Scheme)
{
    public static readonly Screen Wide = new("wide", 1280, 900, "light");

    public static readonly Screen Phone = new("phone", 390, 844, "dark");
}

/// <summary>The explorer, opened in the tests' browser.</summary>
internal static class ExplorerPages
{
    private const string IsComputed = "() => document.querySelector('[role=tabpanel]') && !document.querySelector('.stale') && !document.body.innerText.includes('Computing…')";
    private const string IsDrawn = "width => innerWidth === width && [...document.querySelectorAll('.picture')].every(p => p.querySelector('svg')?.clientWidth <= p.clientWidth)";

    /// <summary>Where the pictures of a run of the tests are left.</summary>
    public static readonly string Pictures = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "TestResults", "Explorer")).FullName;

    /// <summary>Opens it on a wide screen, in English.</summary>
    public static Task<OpenedPage> OpenExplorerAsync(this TestBrowser browser, Api api, string query)
        => browser.OpenAsync(new Uri($"{api.Host}api/explorer?{query}"), async page =>
        {
            await ShowAsync(page, Screen.Wide);
            await page.SetExtraHttpHeadersAsync(new Dictionary<string, string> { ["Accept-Language"] = "en-GB" });
        });

    /// <summary>Waits until everything that was asked is answered.</summary>
    public static Task AnsweredAsync(this IPage page) => page.WaitForFunctionAsync(IsComputed);

    /// <summary>Shows it on another screen, and waits until its pictures fit.</summary>
    public static async Task MoveAsync(this IPage page, Screen screen)
    {
        await ShowAsync(page, screen);
        await page.WaitForFunctionAsync(IsDrawn, screen.Width);
    }

    /// <summary>Takes a picture of a page.</summary>
    public static Task PhotographAsync(this IPage page, string name, bool isWhole = true)
        => page.ScreenshotAsync(Path.Combine(Pictures, $"{name}.png"), new ScreenshotOptions { FullPage = isWhole });

    private static async Task ShowAsync(IPage page, Screen screen)
    {
        await page.SetViewportAsync(new ViewPortOptions { Width = screen.Width, Height = screen.Height });
        await page.EmulateMediaFeaturesAsync([new MediaFeatureValue { MediaFeature = MediaFeature.PrefersColorScheme, Value = screen.Scheme }]);
    }
}
