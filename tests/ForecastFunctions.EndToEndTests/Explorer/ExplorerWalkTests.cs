using System.Globalization;
using System.Text.RegularExpressions;
using ForecastFunctions.Client;
using ForecastFunctions.EndToEndTests.Browser;
using ForecastFunctions.EndToEndTests.Excel;
using ForecastFunctions.EndToEndTests.Fixtures;
using PuppeteerSharp;

namespace ForecastFunctions.EndToEndTests.Explorer;

/// <summary>A question of a reader, answered step by step: each step is something that they do.</summary>
[Collection(ProductTests.Name)]
public sealed partial class ExplorerWalkTests(ProductFixture product, TestBrowser browser)
{
    private const int MostSteps = 12;
    private const int MostBytesOfAPicture = 60_000;

    private static readonly string[] Vendors =
        ["Vendor Revenue|NVIDIA|Data Centre", "Vendor Revenue|Broadcom|AI", "Vendor Revenue|AMD|AI", "Vendor Revenue|Marvell|AI"];

    private int _steps;

    /// <summary>If the grid connects only 10 GW a year and reasoning takes off, who earns what in 2030?</summary>
    [BrowserFact]
    public async Task WhoEarnsWhatIn2030_IfTheGridConnects10GWAYearAndReasoningTakesOff_IsAnsweredAsTheApiDoes_AndTakenAlong()
    {
        var baseline = await product.Api.CurrentBaselineAsync();
        await using var opened = await browser.OpenExplorerAsync(product.Api, $"baseline={baseline}");
        var page = opened.Page;
        _steps = 1;
        await page.WaitForSelectorAsync("figure svg");

        await StepAsync(page, () => page.SelectAsync(".bar select", "o1-everywhere"));
        await StepAsync(page, () => ClickAsync(page, "::-p-xpath(//section[@aria-label='Beliefs']//summary[.='limits'])"));
        await StepAsync(page, () => StateAsync(page, "limit.power.base", "10"));
        await StepAsync(page, () => StateAsync(page, "limit.power.anchor", "10"));
        await StepAsync(page, () => ClickAsync(page, "::-p-xpath(//summary[.='Variables'])"));
        await StepAsync(page, () => ClickAsync(page, "::-p-xpath(//label[contains(., 'Vendor Revenue, AMD, AI')]/input)"));
        await StepAsync(page, () => ClickAsync(page, "::-p-xpath(//label[contains(., 'Vendor Revenue, Marvell, AI')]/input)"));

        var settings = new Uri(page.Url).Query.TrimStart('?').Split('&').Where(part => part.StartsWith("set.", StringComparison.Ordinal)).ToList();
        Assert.Equal(["set.limit.power.anchor", "set.limit.power.base"], settings.Select(s => s.Split('=')[0]));
        var earned = await EarnedAsync($"scenario=o1-everywhere&baseline={baseline}&{string.Join('&', settings)}");
        foreach (var (vendor, values) in earned)
            await page.WaitForFunctionAsync(
                "row => [...document.querySelectorAll(\"section[aria-label='What follows'] > .scroll tbody tr\")].some(r => [...r.cells].map(c => c.textContent).join(' | ') === row)",
                $"{vendor.Replace("|", ", ", StringComparison.Ordinal)} | {string.Join(" | ", values.Select(Told))}");
        await PictureAsync(page);
        Assert.Contains(
            string.Create(CultureInfo.InvariantCulture, $"(medians of {earned[Vendors[1]][0]:0} and {earned[Vendors[0]][0]:0} bn USD)"),
            Documentation.Readme, StringComparison.Ordinal);

        await StepAsync(page, () => ClickAsync(page, "#tab-take"));
        await page.WaitForSelectorAsync("#run-id");
        Assert.InRange(_steps, 2, MostSteps);
        await TextsAnswerAsync(page, earned);
        var picture = page.WaitForResponseAsync(r => r.Url.Contains("/charts/fan/", StringComparison.Ordinal) && r.Ok);
        await ClickAsync(page, "::-p-xpath(//li/button[contains(., 'NVIDIA')])");
        await picture;
        Assert.Empty(opened.Faults);
        Assert.Empty(await page.QuerySelectorAllAsync("[role=alert]"));
    }

    /// <summary>Every text that is taken along asks for the numbers that the page shows.</summary>
    private async Task TextsAnswerAsync(IPage page, IReadOnlyDictionary<string, double[]> earned)
    {
        async Task<string> TextAsync(string name) => await page.EvaluateFunctionAsync<string>("name => document.querySelector(`pre[aria-label='${name}']`).textContent", name);

        var address = await TextAsync("CSV");
        var csv = (await product.Api.GetAsync(new Uri(address).PathAndQuery)).Ok().Records;
        string Of(IReadOnlyList<string> row, string column) => row[csv[0].ToList().IndexOf(column)];
        Assert.Equal($"curl \"{address}\"", await TextAsync("curl"));
        Assert.Contains($"\"{address}\"", await TextAsync("Python"), StringComparison.Ordinal);
        var runId = await page.EvaluateExpressionAsync<string>("document.getElementById('run-id').textContent");
        Assert.All(csv.Skip(1), row => Assert.Equal(runId, Of(row, "run_id")));

        var program = Program().Match(await TextAsync("C#"));
        Assert.True(program.Success);
        using var client = new ForecastClient(new Uri(program.Groups["address"].Value), key: null);
        var variables = program.Groups["variable"].Captures.Select(c => c.Value).ToList();
        var rows = new Dictionary<string, double>(StringComparer.Ordinal);
        await foreach (var row in client.ReadRowsAsync(program.Groups["runId"].Value, variables))
        {
            if (row is { Period: "2030", Statistic: "p50" })
                rows.Add(row.Variable!, row.Value!.Value);
        }

        foreach (var (vendor, values) in earned)
        {
            Assert.Equal(values[0], rows[vendor]);
            var line = csv.Single(r => Of(r, "variable") == vendor && Of(r, "period") == "2030" && Of(r, "statistic") == "p50");
            Assert.Equal(values[0], double.Parse(Of(line, "value"), CultureInfo.InvariantCulture));
        }

        // How lines are broken is the reader's; what the text means is not.
        var findings = await PowerQueryChecker.CheckAsync([("take", await TextAsync("Power Query"))]);
        Assert.DoesNotContain(findings, finding => !finding.Contains("\tFormat\t", StringComparison.Ordinal));
    }

    /// <summary>The revenues of 2030 by the API: median, 5th and 95th percentile.</summary>
    private async Task<Dictionary<string, double[]>> EarnedAsync(string scenario)
    {
        var run = (await product.Api.GetAsync(
            $"/projections?{scenario}&from=2022&to=2030&draws=1024&percentiles=5,25,50,75,95&statistics=p5,p50,p95&keep=false"
            + $"&variables={Uri.EscapeDataString(string.Join(',', Vendors))}")).Ok();
        return Vendors.ToDictionary(vendor => vendor, vendor => new[] { "p50", "p5", "p95" }.Select(statistic => run.Rows.Single(r =>
            r.GetProperty("variable").GetString() == vendor && r.GetProperty("period").GetString() == "2030"
            && r.GetProperty("statistic").GetString() == statistic).GetProperty("value").GetDouble()).ToArray());
    }

    /// <summary>Leaves pictures of the answer; with <c>RENEW_PICTURES=1</c> also in the repository, for the README.</summary>
    private static async Task PictureAsync(IPage page)
    {
        await page.AnsweredAsync();
        foreach (var screen in (Screen[])[new("explorer", 1180, 800, "light"), new("explorer-phone", 390, 700, "dark")])
        {
            await page.MoveAsync(screen);
            await page.EvaluateFunctionAsync(
                "isNarrow => { document.getElementById('name-limit.power.base').scrollIntoView({ block: 'center' }); if (!isNarrow) scrollTo(0, 0); }",
                screen.Scheme is "dark");
            await page.PhotographAsync(screen.Name, isWhole: false);
            if (Environment.GetEnvironmentVariable("RENEW_PICTURES") is not null)
                await RenewAsync(screen.Name);
        }

        await page.MoveAsync(Screen.Wide);
    }

    /// <summary>Puts a picture of this run into the repository, with a palette, which makes it small.</summary>
    private static async Task RenewAsync(string name)
    {
        var place = Repository.PathOf("src", "ForecastFunctions.Explorer", $"{name}.png");
        var packages = Path.GetDirectoryName(await PackedChromium.PackagesAsync())!;
        await NodePackage.RunAsync(
            "node", packages, [Path.Combine(PackedChromium.Scripts, "palette.cjs"), Path.Combine(ExplorerPages.Pictures, $"{name}.png"), place, "96"],
            "", Api.Patience);
        Assert.InRange(new FileInfo(place).Length, 1_000, MostBytesOfAPicture);
    }

    /// <summary>Does something, and lets the page answer it.</summary>
    private async Task StepAsync(IPage page, Func<Task> step)
    {
        await step();
        await page.WaitForNetworkIdleAsync(new WaitForNetworkIdleOptions { IdleTime = 100 });
        _steps++;
    }

    private static async Task ClickAsync(IPage page, string selector) => await (await page.WaitForSelectorAsync(selector)).ClickAsync();

    private static async Task StateAsync(IPage page, string parameter, string value)
    {
        var field = await page.WaitForSelectorAsync($"input[type=number][aria-labelledby='name-{parameter}']");
        await field.ClickAsync(new PuppeteerSharp.Input.ClickOptions { Count = 3 });
        await field.TypeAsync(value);
        await page.Keyboard.PressAsync("Tab");
    }

    /// <summary>A number as the page tells it in English.</summary>
    private static string Told(double value)
        => value.ToString(value >= 100 ? "#,0 'bn USD'" : "G3", CultureInfo.InvariantCulture) + (value >= 100 ? "" : " bn USD");

    [GeneratedRegex("""
        new ForecastClient\(new Uri\("(?<address>[^"]+)"\), key: null\);\nawait foreach \(var row in client\.ReadRowsAsync\("(?<runId>[0-9a-f]+)", \[("(?<variable>[^"]+)"(, )?)+\]\)\)
        """, RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Program();
}
