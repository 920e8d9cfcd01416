using System.Globalization;
using System.Net;
using System.Text;
using ForecastFunctions.EndToEndTests.Fixtures;
using ForecastFunctions.EndToEndTests.Refreshes;
using Xunit.Abstractions;

namespace ForecastFunctions.EndToEndTests.Baselines;

/// <summary>
/// Three years in the life of an installation: its clock moves from quarter to quarter, figures come, it refreshes, and what
/// partners saved and ask goes on being answered.
/// </summary>
[Collection(RefreshTests.Name)]
public sealed class MovingWorldTests(RefreshFixture fixture, ITestOutputHelper output)
{
    private const int YearsOfAClaim = 8;
    private static readonly DateOnly First = new(2025, 1, 15);
    private static readonly DateOnly[] Quarters =
        [.. Enumerable.Range(0, 12).Select(quarter => new DateOnly(2025, 3, 15).AddMonths(3 * quarter))];

    /// <summary>What a partner saves in the first quarter, as beliefs that are absolute, relative, and of another parameter.</summary>
    private static readonly (string Name, string Body)[] Saved =
    [
        ("absolute", """
            {"extends": "asic-surge", "parameters": {"share.anchorYear": 2031, "ratio.limit": "triangular(1.5,4.5,6)",
              "spend.growth.initial": 0.4}}
            """),
        ("relative", """
            {"extends": "reasoning-shift", "parameters": {"spend.growth.initial": {"add": 0.02}, "spend.base": {"times": 1.1},
              "share.training.nvidia.anchor": {"times": 0.8}, "share.inference.nvidia.anchor": {"sameAs": "share.inference.nvidia.base"}}}
            """),
    ];

    private static readonly string[] Paths =
    [
        "/projections", "/projections.csv?shape=wide", "/projections?format=iamc&from=2024&to=2032",
        "/projections.csv?step=quarter&from=2024-Q1&to=2028-Q4&shape=wide", "/projections.csv?from=2024&to=2035&scenario=absolute",
        "/projections.csv?from=2024&scenario=relative&draws=128", "/projections?scenario=relative&from=2024&to=2026&statistics=value",
        "/projections?set.spend.growth.initial=add(0.05)&set.ratio.limit=same-as(ratio.base)",
        "/projections.csv?from=2024&to=2028&statistics=value,observed&variables=Vendor%20Revenue*",
        "/projections?asOf=2024-12-31&from=2024&to=2030",
        "/comparisons.csv?scenarios=relative,absolute,article-base&from=2028&to=2030", "/comparisons?from=2028&to=2028",
        "/comparisons", "/comparisons.csv?step=quarter&levels=true&scenarios=article-base,relative&draws=128",
        "/comparisons.csv?scenarios=article-base,relative&referenceBaseline=2024-12",
        "/comparisons?scenarios=article-base,relative&reference=relative&referenceBaseline=2024-12&levels=true&draws=128",
        "/comparisons.csv?scenarios=article-base,data-wall&from=2024&to=2030&baseline=2024-12",
        "/attributions?scenario=relative&reference=article-base&to=2030&variables=AI%20Compute|Spend",
        "/value?variable=Vendor%20Revenue|NVIDIA|Data%20Centre&period=2028",
        "/value?scenario=relative&variable=AI%20Compute|Spend&period=2030",
        "/value?variable=Vendor%20Revenue|NVIDIA|Data%20Centre&period=2024",
        "/scenarios", "/scenarios/relative", "/scenarios/absolute", "/parameters", "/variables", "/baselines", "/baselines/latest",
        "/baselines/latest/observations.csv", "/ready",
        "/excel/projection.pq", "/excel/comparison.pq", "/excel/scenarios.pq", "/excel/observations.pq",
        "/excel/parameters.pq", "/excel/variables.pq", "/excel/chart.pq", "/excel/functions.pq",
        "/api/odata/Projections?$filter=Year eq 2024 and Statistic eq 'value'",
        "/api/odata/Projections?$filter=Scenario eq 'relative' and Year ge 2024 and Year le 2032 and Statistic eq 'value'"
            + "&$select=Variable,Year,Value,Status",
        "/api/odata/Comparisons?$filter=Year eq 2024 and Scenario eq 'data-wall'",
        "/api/odata/Comparisons?$filter=Year eq 2028 and ReferenceBaselineVersion eq '2024-12'&$select=Scenario,Variable,Value",
        "/api/odata/Comparisons?$filter=Year eq 2028 and Scenario eq 'asic-surge'", "/api/odata/Baselines", "/api/odata/Scenarios",
        "/api/odata/Observations?$filter=SeriesId eq 'nvda.datacenter_revenue.q' and PeriodEnd le 2024-12-31&$count=true",
    ];

    [Fact]
    public async Task Years_OfRefreshes_KeepEveryRequestScenarioAndClaim()
    {
        await using var upstream = await Upstream.StartAsync();
        var prefix = fixture.NewTableNamePrefix();
        var answered = new Dictionary<string, Answered>(StringComparer.Ordinal);
        var faults = new List<string>();
        var baseYears = new List<int>();
        var versions = new List<string>();
        Answer firstRun;

        await using (var product = await StartAsync(upstream, prefix, First))
        {
            foreach (var command in ReadmeCommand.All.Where(command => !command.IsRead))
                Assert.Equal(command.Expected, (await command.SendAsync(product.Api)).Status);
            foreach (var (name, body) in Saved)
            {
                var put = await product.Api.SendAsync(
                    HttpMethod.Put, $"/scenarios/{name}", new StringContent(body, Encoding.UTF8, "application/json"));
                Assert.True(put.Status == HttpStatusCode.Created, put.Text);
            }

            faults.AddRange(await AskAsync(product.Api, answered, [.. OfGuides(product.Api), .. OfPartners(product.Api)]));
            firstRun = (await product.Api.GetAsync("/projections?scenario=relative&draws=128")).Ok();
            await CheckClaimsAsync(product.Api, 2024);
        }

        foreach (var day in Quarters)
        {
            Serve(upstream, day);
            await using var product = await StartAsync(upstream, prefix, day);
            Assert.True(await IsOverdueAsync(product.Api), $"{day:O}: the figures of the last quarter should be missed");

            var report = await product.Api.RefreshAsync();

            Assert.True(report.Text("outcome") == "changed", report.ToString());
            Assert.True(report.List("quarantines").Count == 0 && report.List("faults").Count == 0, report.ToString());
            Assert.False(await IsOverdueAsync(product.Api), $"{day:O}: every figure is there");
            var current = (await product.Api.GetAsync("/baselines")).Ok().Rows.Single(row => row.GetProperty("isCurrent").GetBoolean());
            versions.Add(current.Text("version"));
            baseYears.Add(current.GetProperty("baseYear").GetInt32());
            var isAnotherYear = baseYears.Count < 2 || baseYears[^1] != baseYears[^2];
            var asked = OfPartners(product.Api).Concat(isAnotherYear || day == Quarters[^1] ? OfGuides(product.Api) : []);
            faults.AddRange((await AskAsync(product.Api, answered, asked)).Select(fault => $"{day:O}: {fault}"));
            Assert.Equal(firstRun.Body, (await product.Api.GetAsync($"/projections/{firstRun.RunId}")).Ok().Body);
            await CheckClaimsAsync(product.Api, baseYears[^1]);
            await CheckMoveAsync(product.Api);
            output.WriteLine($"{day:O}: {versions[^1]}, base year {baseYears[^1]}, {answered.Count} requests answered");
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
        Assert.Equal(Quarters.Length, versions.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal([2024, 2025, 2026], baseYears.Distinct());
    }

    [Fact]
    public async Task Figures_ThatDoNotCome_AreOverdueUntilTheyDo()
    {
        await using var upstream = await Upstream.StartAsync();
        var prefix = fixture.NewTableNamePrefix();
        Serve(upstream, new(2026, 6, 15));
        await using (var product = await StartAsync(upstream, prefix, new(2026, 6, 15)))
        {
            await product.Api.RefreshAsync();
            Assert.False(await IsOverdueAsync(product.Api));
        }

        await using (var product = await StartAsync(upstream, prefix, new(2026, 9, 30)))
        {
            // Nothing has come for three months, and refreshing does not make it fresh.
            Assert.Equal("unchanged", (await product.Api.RefreshAsync()).Text("outcome"));
            Assert.True(await IsOverdueAsync(product.Api));
            var ready = (await product.Api.GetAsync("/ready")).Ok().Json;
            Assert.All(ready.List("series"), series => Assert.True(series.GetProperty("isOverdue").GetBoolean(), series.ToString()));

            Serve(upstream, new(2026, 9, 30));
            Assert.Equal("changed", (await product.Api.RefreshAsync()).Text("outcome"));
            Assert.False(await IsOverdueAsync(product.Api));
        }
    }

    /// <summary>
    /// The commands of README and guides: many, and long ones, so they are asked where the base year is another, and at the end. The list of
    /// operations is left out, since they are forgotten after a week.
    /// </summary>
    private static IEnumerable<Question> OfGuides(Api api)
        => ReadmeCommand.All.Where(command => command.IsRead && !command.Path.EndsWith("/operations", StringComparison.Ordinal))
            .Select(command => new Question(command.Text, command.IsPinned, () => command.SendAsync(api)));

    /// <summary>What partners go on asking.</summary>
    private static IEnumerable<Question> OfPartners(Api api) => Paths.Select(path => new Question(path, IsPinned(path), () => api.GetAsync(path)));

    /// <summary>Asks, and gives what is not as it was before.</summary>
    private static async Task<List<string>> AskAsync(Api api, Dictionary<string, Answered> before, IEnumerable<Question> asked)
    {
        var faults = new List<string>();
        foreach (var (name, isPinned, ask) in asked)
        {
            var answer = await ask();
            if (name.Contains("asOf=", StringComparison.Ordinal) && answer.Text.Contains("lies in the future", StringComparison.Ordinal))
                continue; // a day that has not come yet is refused, with those that have

            if (answer.Status != HttpStatusCode.OK)
            {
                faults.Add($"{name} is answered {(int)answer.Status} {answer.Text}");
                continue;
            }

            var now = new Answered(AnswerShape.Of(answer, name), isPinned ? answer.Body : []);
            if (!before.TryAdd(name, now))
                faults.AddRange(before[name].Changes(now).Select(change => $"{name} {change}"));
            else if (now.Shape.Rows == 0 && !name.Contains("/baseline-diffs", StringComparison.Ordinal)) // the first vintage is the latest
                faults.Add($"{name} has no rows");
        }

        return faults;
    }

    /// <summary>What the presets say of themselves holds on the vintage that is current.</summary>
    private static async Task CheckClaimsAsync(Api api, int baseYear)
    {
        var last = baseYear + YearsOfAClaim;
        async Task<Dictionary<(string Variable, int Year), double>> RunAsync(string preset)
            => (await api.GetAsync($"/projections?scenario={preset}&from={baseYear}&to={last}")).Ok().Rows.ToDictionary(
                row => (row.Text("variable"), int.Parse(row.Text("period"), CultureInfo.InvariantCulture)),
                row => row.GetProperty("value").GetDouble());

        var article = await RunAsync("article-base");
        var reasoning = await RunAsync("reasoning-shift");
        var scaling = await RunAsync("scaling-continues");
        var wall = await RunAsync("data-wall");
        var surge = await RunAsync("asic-surge");
        var quo = await RunAsync("status-quo");
        const string Spend = "AI Compute|Spend";
        const string InferenceShare = "Share|Inference|Compute";
        const string Nvidia = "Vendor Revenue|NVIDIA|Data Centre";
        for (var year = baseYear + 1; year <= last; year++)
        {
            Above(reasoning, article, Spend);
            Above(reasoning, article, InferenceShare);
            Above(scaling, article, Spend);
            Above(article, scaling, InferenceShare);
            Above(article, wall, Spend);
            Above(wall, article, InferenceShare);
            Above(article, surge, Nvidia);
            foreach (var variable in new[] { "Share|NVIDIA|Inference Spend", "Share|NVIDIA|Training Spend", "Ratio|Compute" })
                Assert.Equal(quo[(variable, baseYear)], quo[(variable, year)], 1e-9);

            void Above(Dictionary<(string, int), double> higher, Dictionary<(string, int), double> lower, string variable)
                => Assert.True(higher[(variable, year)] > lower[(variable, year)],
                    $"base year {baseYear}: {variable} in {year}: {higher[(variable, year)]:R} is not above {lower[(variable, year)]:R}");
        }
    }

    /// <summary>Why a number is no longer what it was in 2024 is told, whole and with the figures behind it.</summary>
    private static async Task CheckMoveAsync(Api api)
    {
        const string Query = "variables=Vendor%20Revenue|NVIDIA|Data%20Centre";
        async Task<double> ValueAsync(string baseline) => (await api.GetAsync(
            $"/projections?scenario=relative&from=2030&to=2030&{Query}&baseline={baseline}")).Ok().Rows.Single().GetProperty("value").GetDouble();

        var explained = (await api.GetAsync($"/attributions?scenario=relative&to=2030&referenceBaseline=2024-12&{Query}")).Ok();
        var numbers = explained.Rows.Select(row => row.GetProperty("value").GetDouble()).ToList();
        var (from, to) = (await ValueAsync("2024-12"), await ValueAsync("latest"));
        Assert.Equal((from, to), (numbers[0], numbers[^1]), (one, other) =>
            Math.Abs(one.Item1 - other.Item1) < 1e-9 * from && Math.Abs(one.Item2 - other.Item2) < 1e-9 * to);
        Assert.Equal(numbers[^1], numbers.SkipLast(1).Sum(), 1e-9 * to);
        Assert.Contains(explained.Json.List("causes"), cause => cause.Text("cause") == "spend.base" && cause.List("figures").Count > 0);
    }

    private sealed record Question(string Name, bool IsPinned, Func<Task<Answer>> Ask);

    /// <summary>What was answered first; the body is of what is pinned, and never changes.</summary>
    private sealed record Answered(AnswerShape Shape, byte[] Body)
    {
        public IEnumerable<string> Changes(Answered now)
        {
            if (Shape.Columns != now.Shape.Columns)
                yield return $"had the columns {Shape.Columns}, and has {now.Shape.Columns}";
            foreach (var fact in Shape.Facts.Except(now.Shape.Facts, StringComparer.Ordinal))
                yield return $"no longer tells {fact}";
            if (Shape.Rows > now.Shape.Rows)
                yield return $"had {Shape.Rows} rows, and has {now.Shape.Rows}";
            if (!Body.AsSpan().SequenceEqual(now.Body))
                yield return "is pinned to a vintage, and has other bytes";
        }
    }

    private static async Task<bool> IsOverdueAsync(Api api)
        => (await api.GetAsync("/ready")).Ok().Json.GetProperty("isOverdue").GetBoolean();

    private static bool IsPinned(string path)
        => path.Contains("asOf=2024-12-31", StringComparison.Ordinal) || path.Contains("baseline=2024-12", StringComparison.Ordinal);

    private static void Serve(Upstream upstream, DateOnly day)
        => upstream.On(Market.CuratedPath, Answers.Text("text/csv", MovingMarket.KnownBy(day)));

    private Task<Product> StartAsync(Upstream upstream, string prefix, DateOnly day)
        => Product.StartAsync(
            fixture.ConnectionStringWithQueues, prefix,
            ("Service__ClockStart", $"{day:O}T06:00:00Z"), ("RefreshSchedule", "0 0 0 1 1 *"),
            ("Sources__Curated__Address", upstream.Address + Market.CuratedPath));
}
