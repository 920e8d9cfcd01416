using System.Globalization;
using System.Net;
using System.Text.Json;
using ForecastFunctions.EndToEndTests.Fixtures;
using Microsoft.Playwright;

namespace ForecastFunctions.EndToEndTests.Explorer;

/// <summary>The explorer in a real browser, on the real service.</summary>
[Collection(ProductTests.Name)]
public sealed class ExplorerTests(ProductFixture product) : IAsyncLifetime
{
    private const string Pinned = "&baseline=2024-12";
    private const string Pictures = "Explorer";
    private readonly List<string> _outside = [];
    private readonly List<string> _faults = [];
    private Browser? _browser;

    public static TheoryData<string, string> Tabs => new()
    {
        { "scenario", "figure svg" },
        { "compare&scenario=asic-surge", "figure svg" },
        { "drives", "figure svg" },
        { "drives&method=sobol", "figure svg" },
        { "explains&scenario=asic-surge", "figure svg" },
        { "baseline", "caption:has-text('2024-12')" },
        { "forecast", "figure svg" },
        { "take&set.ratio.limit=6", "pre:has-text('set.ratio.limit=6')" },
    };

    public async Task InitializeAsync()
    {
        if (Browser.Absence is null)
            _browser = await Browser.StartAsync();
    }

    public async Task DisposeAsync() => await (_browser?.DisposeAsync() ?? ValueTask.CompletedTask);

    [BrowserTheory]
    [MemberData(nameof(Tabs))]
    public async Task Tab_WithRealData_ShowsIt_OpenToEveryone_AndAsksNobodyElse(string tab, string content)
    {
        foreach (var (name, width, scheme) in ((string, int, ColorScheme)[])[("wide", 1280, ColorScheme.Light), ("phone", 390, ColorScheme.Dark)])
        {
            var page = await OpenAsync($"tab={tab}{Pinned}", width, scheme);
            await page.Locator(content).First.WaitForAsync();
            Assert.False(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth > innerWidth"), $"{tab} is wider than a {name}");
            Assert.Empty(await FindingsOfAxeAsync(page));
            await SaveAsync(page, $"{tab.Split('&')[0]}-{name}");
            await page.CloseAsync();
        }

        Assert.Empty(_outside);
        Assert.Empty(_faults);
    }

    [BrowserFact]
    public async Task Slider_Moved_ShowsTheNumberThatTheApiGives_AndCanBeUndone()
    {
        const string Revenue = "Vendor Revenue|NVIDIA|Data Centre";
        var page = await OpenAsync($"baseline=2024-12&variables={Uri.EscapeDataString(Revenue)}");
        var table = page.Locator("figure table");
        await table.WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Attached });
        Assert.Equal(await MedianAsync(Revenue, ""), await CellAsync(table, "2028"));

        await page.GetByRole(AriaRole.Spinbutton, new PageGetByRoleOptions { Name = "Growth rate of spend at the middle of the base year" }).FillAsync("0.6");
        await page.Keyboard.PressAsync("Enter");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Undo spend.growth.initial" }).WaitForAsync();
        Assert.Contains("set.spend.growth.initial=add(0.13)", Uri.UnescapeDataString(page.Url), StringComparison.Ordinal);
        var moved = await MedianAsync(Revenue, "&set.spend.growth.initial=add(0.13)");
        await page.WaitForFunctionAsync("t => document.querySelector('figure table').innerText.includes(t)", moved);
        Assert.Equal(moved, await CellAsync(table, "2028"));

        // A link opened again shows the same.
        var again = await OpenAsync(new Uri(page.Url).Query[1..]);
        await again.WaitForFunctionAsync("t => document.querySelector('figure table')?.innerText.includes(t)", moved);

        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Undo spend.growth.initial" }).ClickAsync();
        await page.WaitForFunctionAsync("t => document.querySelector('figure table').innerText.includes(t)", await MedianAsync(Revenue, ""));
        Assert.DoesNotContain("set.", page.Url, StringComparison.Ordinal);
        Assert.Empty(_faults);
    }

    [BrowserFact]
    public async Task Belief_OutsideItsBounds_IsToldInTheWordsOfTheApi()
    {
        var page = await OpenAsync("set.ratio.limit=500");
        var notice = page.GetByRole(AriaRole.Alert);
        await notice.WaitForAsync();
        Assert.Contains("ratio.limit", await notice.InnerTextAsync(), StringComparison.Ordinal);
    }

    [BrowserFact]
    public async Task Tabs_ByTheKeyboard_MoveAndKeepTheirState()
    {
        var page = await OpenAsync("scenario=asic-surge&baseline=2024-12");
        await page.Locator("figure svg").First.WaitForAsync();
        await page.GetByRole(AriaRole.Tab, new PageGetByRoleOptions { Name = "Scenario" }).FocusAsync();
        await page.Keyboard.PressAsync("ArrowRight");
        await page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Level = 1 }).WaitForAsync();
        Assert.Contains("tab=compare", page.Url, StringComparison.Ordinal);
        Assert.Contains("scenario=asic-surge", page.Url, StringComparison.Ordinal);
        Assert.Equal("Compare", await page.EvaluateAsync<string>("document.activeElement.textContent"));
        await page.GoBackAsync();
        Assert.DoesNotContain("tab=", page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_Compressed_IsSmall_AndRunsNothingOfOthers()
    {
        var page = await product.Api.GetAsync("/api/explorer");
        Assert.Equal("text/html; charset=utf-8", page.ContentType);
        Assert.Contains("script-src 'self';", page["Content-Security-Policy"], StringComparison.Ordinal);
        Assert.Equal(page.Text, (await product.Api.GetAsync("/api/explorer/")).Text);
        var script = await product.Api.GetAsync("/api/explorer/explorer.js", ("Accept-Encoding", "gzip"));
        Assert.InRange(script.Body.Length, 1_000, 400_000);
        Assert.Equal(HttpStatusCode.NotFound, (await product.Api.GetAsync("/api/explorer/none.js")).Status);
    }

    private async Task<IPage> OpenAsync(string query, int width = 1280, ColorScheme scheme = ColorScheme.Light)
    {
        var page = await _browser!.OpenAsync(new BrowserNewPageOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = 900 },
            ColorScheme = scheme,
            Locale = "en-GB",
        });
        page.Request += (_, request) =>
        {
            var uri = new Uri(request.Url);
            if (uri.Scheme is "http" or "https" && uri.Authority != product.Api.Host.Authority)
                _outside.Add(request.Url);
        };
        page.PageError += (_, error) => _faults.Add(error);
        page.Console += (_, message) =>
        {
            if (message.Type == "error" && !message.Text.Contains("400 (Bad Request)", StringComparison.Ordinal))
                _faults.Add(message.Text);
        };
        await page.GotoAsync($"{product.Api.Host}api/explorer?{query}");
        return page;
    }

    /// <summary>What keeps people out, by axe: its serious findings and worse.</summary>
    private static async Task<IReadOnlyList<string>> FindingsOfAxeAsync(IPage page)
    {
        await page.EvaluateAsync(await Browser.ReadPackageAsync("axe-core/axe.min.js"));
        var result = await page.EvaluateAsync<JsonElement>("axe.run(document)");
        return
        [
            .. result.GetProperty("violations").EnumerateArray()
                .Where(v => v.GetProperty("impact").GetString() is "serious" or "critical")
                .Select(v => $"{v.GetProperty("id")}: {v.GetProperty("nodes")[0].GetProperty("html")}"),
        ];
    }

    /// <summary>A picture of the page, an artefact of the run.</summary>
    private static async Task SaveAsync(IPage page, string name)
        => await page.ScreenshotAsync(new PageScreenshotOptions
        {
            Path = Path.Combine(AppContext.BaseDirectory, "TestResults", Pictures, name + ".png"),
            FullPage = true,
        });

    private async Task<string> MedianAsync(string variable, string settings)
    {
        var run = await product.Api.GetAsync(
            $"/projections?baseline=2024-12&from=2022&draws=1024&percentiles=5,25,50,75,95&statistics=p50&variables={Uri.EscapeDataString(variable)}{settings}");
        var row = run.Ok().Json.GetProperty("value").EnumerateArray().Single(r => r.GetProperty("period").GetString() == "2028");
        var value = row.GetProperty("value").GetDouble();
        return string.Create(CultureInfo.InvariantCulture, $"{value:#,0} bn USD");
    }

    private static Task<string> CellAsync(ILocator table, string period)
        => table.Locator($"tr:has(th:text-is('{period}')) td").Nth(3).TextContentAsync()!;
}

/// <summary>A test that needs a browser.</summary>
public sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute() => Skip = Browser.Absence;
}

/// <inheritdoc cref="BrowserFactAttribute"/>
public sealed class BrowserTheoryAttribute : TheoryAttribute
{
    public BrowserTheoryAttribute() => Skip = Browser.Absence;
}
