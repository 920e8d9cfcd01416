using System.Globalization;
using System.Net;
using System.Text.Json;
using ForecastFunctions.EndToEndTests.Browser;
using ForecastFunctions.EndToEndTests.Fixtures;
using PuppeteerSharp;

namespace ForecastFunctions.EndToEndTests.Explorer;

/// <summary>The explorer in a real browser, on the real service.</summary>
[Collection(ProductTests.Name)]
public sealed class ExplorerTests(ProductFixture product, TestBrowser browser)
{
    private const string Revenue = "Vendor Revenue|NVIDIA|Data Centre";
    private const string Growth = "Growth rate of spend at the middle of the base year";
    private const string LinesOfTabs = "new Set([...document.querySelectorAll('[role=tab]')].map(t => t.getBoundingClientRect().top)).size";
    private const string Undo = "button[aria-label^='Undo spend.growth.initial']";
    /// <summary>The tabs, each with what is there when its data are.</summary>
    private static readonly (string Name, string Query, string Content)[] Tabs =
    [
        ("scenario", "tab=scenario", "figure svg"),
        ("compare", "tab=compare", "figure svg"),
        ("drives", "tab=drives", "figure svg"),
        ("drives-sobol", "tab=drives&method=sobol", "figure svg"),
        ("explains", "tab=explains", "figure svg"),
        ("limits", "tab=limits&scenario=agents", "figure svg"),
        ("number", "tab=number", "::-p-text(Equations, from the number back)"),
        ("baseline", "tab=baseline", "::-p-text(2024-12: The article)"),
        ("record", "tab=record", "::-p-text(last-value)"),
        ("forecast", "tab=forecast", "::-p-text(nothing is out of the ordinary)"),
        ("forecast-own", "tab=forecast&series=my%20own%20numbers&values=31,35,30,42,47,44,52,58,55,61,70,66,72,140,75,80,84,88", "::-p-text(an outlier)"),
        ("operations", "tab=operations", "::-p-text(is done by as many instances as it needs)"),
        ("take", "tab=take&set.ratio.limit=6", "::-p-text(pandas)"),
    ];

    [BrowserFact]
    public async Task Tabs_OnAWideScreenAndADarkPhone_ShowRealData_AreOpenToEveryone_AndAskNobodyElse()
    {
        var axe = await File.ReadAllTextAsync(Path.Combine(await PackedChromium.PackagesAsync(), "axe-core", "axe.min.js"));
        foreach (var (name, query, content) in Tabs)
        {
            await using var opened = await browser.OpenExplorerAsync(product.Api, $"{query}&baseline=2024-12");
            var page = opened.Page;
            await page.WaitForSelectorAsync(content);
            await page.AnsweredAsync();
            foreach (var screen in (Screen[])[Screen.Wide, Screen.Phone])
            {
                await page.MoveAsync(screen);
                Assert.False(await page.EvaluateExpressionAsync<bool>("document.documentElement.scrollWidth > innerWidth"), $"{name} on a {screen.Name}");
                if (screen == Screen.Wide)
                    Assert.Equal(1, await page.EvaluateExpressionAsync<int>(LinesOfTabs));
                await page.PhotographAsync($"{name}-{screen.Name}");
                Assert.Empty(await FindingsAsync(page, axe));
            }

            Assert.Empty(opened.Faults);
            Assert.All(opened.Requests, request => Assert.Equal(product.Api.Host.Authority, request.Authority));
        }
    }

    [BrowserFact]
    public async Task Belief_Moved_ShowsTheNumberThatTheApiGives_AsItsLinkDoes_AndCanBeUndone()
    {
        await using var opened = await browser.OpenExplorerAsync(product.Api, $"baseline=2024-12&variables={Uri.EscapeDataString(Revenue)}");
        var page = opened.Page;
        var before = await MedianAsync("");
        await WaitForMedianAsync(page, before);

        await page.FocusAsync("input[type=range][aria-labelledby='name-spend.growth.initial']");
        for (var step = 0; step < 20; step++)
            await page.Keyboard.PressAsync("ArrowRight");
        await page.WaitForSelectorAsync(Undo);
        var setting = Assert.Single(new Uri(page.Url).Query.Split('&'), part => part.TrimStart('?').StartsWith("set.", StringComparison.Ordinal));
        Assert.StartsWith("set.spend.growth.initial=add", setting.TrimStart('?'), StringComparison.Ordinal);
        var after = await MedianAsync("&" + setting.TrimStart('?'));
        Assert.NotEqual(before, after);
        await WaitForMedianAsync(page, after);
        Assert.Contains(Growth, await page.EvaluateExpressionAsync<string>("document.querySelector('.belief.changed').innerText"), StringComparison.Ordinal);

        await using var again = await browser.OpenExplorerAsync(product.Api, new Uri(page.Url).Query[1..]);
        await WaitForMedianAsync(again.Page, after);

        await page.BringToFrontAsync(); // a page behind another one is not drawn, and nothing on it can be clicked
        await page.ClickAsync(Undo);
        await WaitForMedianAsync(page, before);
        Assert.DoesNotContain("set.", page.Url, StringComparison.Ordinal);
        Assert.Empty(opened.Faults);
    }

    [BrowserFact]
    public async Task Beliefs_OutsideTheirBounds_AreToldEachInTheWordsOfTheApi()
    {
        await using var opened = await browser.OpenExplorerAsync(product.Api, "set.ratio.limit=500&set.facility.pue=9");
        var notice = await opened.Page.WaitForSelectorAsync("[role=alert]");
        var told = await notice.EvaluateFunctionAsync<string>("n => n.innerText");
        Assert.Contains("ratio.limit is from", told, StringComparison.Ordinal);
        Assert.Contains("facility.pue is from", told, StringComparison.Ordinal);
    }

    [BrowserFact]
    public async Task Numbers_TooManyForALink_AreForecastInEveryTab_AndThePageSaysThatNoLinkHoldsThem()
    {
        var few = string.Join(',', Enumerable.Range(100, 30));
        await using var opened = await browser.OpenExplorerAsync(product.Api, $"tab=forecast&series=my%20own%20numbers&values={few}");
        var page = opened.Page;
        await page.WaitForSelectorAsync("button[aria-label='Copy a link to this forecast']");

        await page.EvaluateFunctionAsync(
            "text => { const field = document.querySelector('textarea'); field.value = text; field.dispatchEvent(new Event('input', { bubbles: true })); }",
            $"orders\n{string.Join('\n', Enumerable.Range(10_000, 900))}");
        await page.WaitForSelectorAsync("::-p-text(too many for a link)");
        await page.WaitForSelectorAsync("::-p-text(One line has no number)");
        Assert.DoesNotContain("values=", page.Url, StringComparison.Ordinal);
        await page.ClickAsync("#tab-baseline");
        await page.ClickAsync("#tab-forecast");
        await page.WaitForSelectorAsync("::-p-text(too many for a link)");
        Assert.StartsWith("10000", await page.EvaluateExpressionAsync<string>("document.querySelector('textarea').value"), StringComparison.Ordinal);
    }

    [BrowserFact]
    public async Task Tabs_ByTheKeyboard_MoveKeepTheirState_AndAreAStepBack()
    {
        await using var opened = await browser.OpenExplorerAsync(product.Api, "scenario=asic-surge&baseline=2024-12");
        var page = opened.Page;
        await page.WaitForSelectorAsync("figure svg");
        await page.FocusAsync("#tab-scenario");
        await page.Keyboard.PressAsync("ArrowRight");
        await page.WaitForSelectorAsync("#tab-compare[aria-selected=true]");
        Assert.Equal("tab-compare", await page.EvaluateExpressionAsync<string>("document.activeElement.id"));
        Assert.Contains("tab=compare", page.Url, StringComparison.Ordinal);
        Assert.Contains("scenario=asic-surge", page.Url, StringComparison.Ordinal);
        await page.GoBackAsync();
        await page.WaitForSelectorAsync("#tab-scenario[aria-selected=true]");
        Assert.DoesNotContain("tab=", page.Url, StringComparison.Ordinal);
    }

    [BrowserFact]
    public async Task Operations_AskedForCanceledAndEnded_AreListedWithTheirProgressAndResult()
    {
        var small = await AskAsync("/projections?scenario=asic-surge&baseline=2024-12&to=2024&draws=200&seed=5", null);
        var id = await AskAsync("/ensembles",
            """{"scenario": "status-quo", "baseline": "2024-12", "vary": {"ratio.limit": "triangular(1.5,4.5,6)"}, "draws": 90000, "variables": ["Electricity"], "periods": ["2030"]}""");
        await using var opened = await browser.OpenExplorerAsync(product.Api, "tab=operations&baseline=2024-12&to=2024&scenario=data-wall");
        var page = opened.Page;

        await page.WaitForSelectorAsync("progress[max='90000']");
        await page.ClickAsync("button[aria-label='Cancel 90000 members of status-quo']");
        await RowAsync("90000 members of status-quo", "Canceled");
        Assert.Equal("Canceled", (await product.Api.GetAsync($"/operations/{id}")).Json.GetProperty("status").GetString());

        await page.ClickAsync("::-p-xpath(//button[contains(., 'draws')])");
        await (await page.WaitForSelectorAsync("button[aria-label='Cancel Run of data-wall']")).ClickAsync();
        await RowAsync("Run of data-wall", "Canceled");

        await RowAsync("Run of asic-surge", "Succeeded");
        var result = await page.EvaluateExpressionAsync<string>("document.querySelector('td a').getAttribute('href')");
        Assert.Equal((await product.Api.GetAsync($"/operations/{small}")).Json.GetProperty("result").GetString(), result);
        Assert.Equal(200, (await product.Api.GetAsync(result)).Ok().Json.GetProperty("draws").GetProperty("count").GetInt32());
        Assert.Empty(opened.Faults);

        async Task<string> AskAsync(string path, string? body) => (body is null
            ? await product.Api.GetAsync(path, ("Prefer", "respond-async")) : await product.Api.PostAsync(path, body, ("Prefer", "respond-async")))
            .Json.GetProperty("operationId").GetString()!;

        Task RowAsync(string title, string status) => page.WaitForFunctionAsync(
            "(title, status) => [...document.querySelectorAll('tbody tr')].some(r => r.cells[0].textContent === title && r.cells[3].textContent === status)", title, status);
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

    /// <summary>What keeps people out, by axe: its serious findings and worse.</summary>
    private static async Task<IReadOnlyList<string>> FindingsAsync(IPage page, string axe)
    {
        await page.EvaluateExpressionAsync(axe);
        var result = await page.EvaluateExpressionAsync<JsonElement>("axe.run(document).then(r => r.violations)");
        return
        [
            .. result.EnumerateArray().Where(v => v.GetProperty("impact").GetString() is "serious" or "critical")
                .Select(v => $"{v.GetProperty("id").GetString()}: {v.GetProperty("nodes")[0].GetProperty("html").GetString()}"),
        ];
    }

    private static Task<IJSHandle> WaitForMedianAsync(IPage page, string median)
        => page.WaitForFunctionAsync(
            "text => [...document.querySelectorAll('figure tbody tr')].some(r => r.cells[0].textContent === '2028' && r.cells[4].textContent === text)",
            median);

    /// <summary>The median of NVIDIA's revenue in 2028, as the API gives it and a reader sees it.</summary>
    private async Task<string> MedianAsync(string settings)
    {
        var run = await product.Api.GetAsync(
            "/projections?baseline=2024-12&from=2022&draws=1024&percentiles=5,25,50,75,95&statistics=p50"
            + $"&variables={Uri.EscapeDataString(Revenue)}{settings}");
        var row = run.Ok().Rows.Single(r => string.Equals(r.GetProperty("period").GetString(), "2028", StringComparison.Ordinal));
        return string.Create(CultureInfo.InvariantCulture, $"{row.GetProperty("value").GetDouble():#,0} bn USD");
    }
}
