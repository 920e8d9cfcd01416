using System.Globalization;
using System.Reflection;
using System.Text.Json;
using ForecastFunctions.EndToEndTests.Fixtures;
using Xunit.Abstractions;

namespace ForecastFunctions.EndToEndTests.Refreshes;

/// <summary>
/// The product on a loopback SEC that has every report of NVIDIA's since fiscal 2023 and every release of Broadcom's since
/// fiscal 2024, from the first vintage on; and the same figures curated by hand, for comparison.
/// </summary>
[Collection(RefreshTests.Name)]
public sealed class FilingRefreshTests(FilingRefreshTests.Story story, ITestOutputHelper output) : IClassFixture<FilingRefreshTests.Story>
{
    private const string Nvidia = "nvda.datacenter_revenue.q";
    private const string Broadcom = "avgo.ai_revenue.q";

    /// <summary>The quarters of which no release states an amount.</summary>
    private static readonly string[] Unstated = ["2024-02-04", "2024-08-04", "2024-11-03", "2025-11-02"];

    [Fact]
    public async Task Refresh_WithoutTheCuratedSeries_ReadsAndNoticesAndMovesWithWhatTheFirstVintageKnew()
    {
        output.WriteLine($"{story.WithoutCurated}");

        // Broadcom's releases leave out quarters of 2024, which the first vintage knew of the press, and one of 2025.
        Assert.Equal("changed", story.WithoutCurated.Text("outcome"));
        Assert.Equal("2024-12", story.WithoutCurated.Text("previousVersion"));
        var vintage = (await story.Without.Api.GetAsync($"/baselines/{story.WithoutCurated.Text("version")}")).Ok().Json;
        Assert.Equal(2024, vintage.GetProperty("baseYear").GetInt32());
        Assert.Empty(story.WithoutCurated.List("quarantines"));
        Assert.Equal(58, Source(story.WithoutCurated, "sec-filings").GetProperty("requests").GetInt32());
        Assert.Equal(18 + 6 + 7 + 1 + 7 + 11 + 2, Source(story.WithoutCurated, "sec-filings").GetProperty("observations").GetInt32());
        var notices = story.WithoutCurated.List("notices").Where(notice => notice.Text("code") == "unstated").ToList();
        Assert.Equal(4, notices.Count);
        Assert.All(notices, notice => Assert.Equal(Broadcom, notice.Text("series")));
        Assert.Contains(notices, notice => notice.Text("message")
            .Contains("AI semiconductor revenue increasing 74% year-over-year", StringComparison.Ordinal));
        Assert.True(story.WithoutCurated.GetProperty("isClean").GetBoolean());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Observations_AfterIt_HaveEveryStatedValueWithPeriodStatusAndDay(bool curated)
    {
        var first = (await ReadAsync(story.Product, "2024-12")).Select(row => (row.Series, row.End, row.Since)).ToHashSet();
        var stated = curated
            ? await ReadAsync(story.Product, story.Complete.Text("version"))
            : await ReadAsync(story.Without, story.WithoutCurated.Text("version"));

        foreach (var (series, end, value, status, since) in Filed("9999-12-31"))
        {
            var figure = Assert.Single(stated, row => (row.Series, row.End, row.Since) == (series, end, since));
            Assert.Equal((value, status), (figure.Value, figure.Status));
            Assert.Contains("accession 000", figure.Reference, StringComparison.Ordinal);
            if (!first.Contains((series, end, since)))
                Assert.Contains(series == Nvidia ? "_htm.xml" : "x8kxex99.htm", figure.Reference, StringComparison.Ordinal);
        }

        if (!curated)
            return;

        // Besides, there is only what the first vintage knew, and what is curated for the quarters of which nothing is stated.
        Assert.Equal(18, stated.Count(row => row.Series == Nvidia && row.Status is "reported" or "derived"));
        Assert.Equal(
            Unstated,
            stated.Where(row => row.Series == Broadcom && row.Status is not "reported" && string.CompareOrdinal(row.End, "2024-01-01") > 0)
                .Select(row => row.End).Distinct());
    }

    [Fact]
    public async Task Observations_OfUnstatedQuarters_KeepWhatIsCurated()
    {
        var curated = Embedded().Skip(1).Select(line => line.Split(',', 7))
            .Where(fields => fields[0] == Broadcom && Unstated.Contains(fields[1]))
            .Select(fields => (End: fields[1], Status: fields[5], Value: double.Parse(fields[3], CultureInfo.InvariantCulture)))
            .ToList();

        var rows = (await ReadAsync(story.Product, story.WithCurated.Text("version")))
            .Where(row => row.Series == Broadcom && Unstated.Contains(row.End)).ToList();

        Assert.Equal(4, curated.Count);
        Assert.Equal(curated.Order(), rows.Select(row => (row.End, row.Status, row.Value)).Order());
        Assert.Contains(("2024-02-04", "secondary", 2.3e9), curated);
        Assert.Contains(("2025-11-02", "secondary", 6.5e9), curated);
        Assert.Equal(4, story.WithCurated.List("notices").Count(notice => notice.Text("code") == "unstated"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Vintage_OfFilings_HasBaseYearAndParametersOfTheSameFiguresCurated(bool complete)
    {
        var (filed, curated) = complete ? (story.Complete, story.CompleteByHand) : (story.Partial, story.PartialByHand);

        var ofFilings = (await story.Product.Api.GetAsync($"/baselines/{filed.Text("version")}")).Ok().Json;
        var byHand = (await story.ByHand.Api.GetAsync($"/baselines/{curated.Text("version")}")).Ok().Json;

        Assert.Equal("changed", filed.Text("outcome"));
        Assert.Equal(2025, ofFilings.GetProperty("baseYear").GetInt32());
        Assert.Equal(byHand.GetProperty("baseYear").GetInt32(), ofFilings.GetProperty("baseYear").GetInt32());
        Assert.Equal(Values(byHand), Values(ofFilings));
        output.WriteLine($"spend.growth.initial {Value(ofFilings, "spend.growth.initial")}, spend.base {Value(ofFilings, "spend.base")}");
        var first = (await story.Product.Api.GetAsync("/baselines/2024-12")).Ok().Json;
        Assert.NotEqual(Value(ofFilings, "spend.growth.initial"), Value(first, "spend.growth.initial"));
    }

    [Fact]
    public async Task Vintage_WithTheCuratedSeriesBack_HasTheSameParametersSinceReportsOutrankThem()
    {
        var before = (await story.Product.Api.GetAsync($"/baselines/{story.Complete.Text("version")}")).Ok().Json;
        var after = (await story.Product.Api.GetAsync($"/baselines/{story.WithCurated.Text("version")}")).Ok().Json;

        Assert.Empty(story.WithCurated.List("quarantines"));
        Assert.Equal(Values(before), Values(after));
    }

    [Fact]
    public void Refresh_OfAnUnchangedDay_CostsARequestForEachCompany()
    {
        output.WriteLine($"first {Source(story.Partial, "sec-filings")}, unchanged {Source(story.Unchanged, "sec-filings")}");

        Assert.Equal("unchanged", story.Unchanged.Text("outcome"));
        Assert.Equal(7, Source(story.Unchanged, "sec-filings").GetProperty("requests").GetInt32());

        // Two reports of each company since, and two releases, each with the page of its documents.
        Assert.Equal(7 + 2 + 2 + 4, Source(story.Complete, "sec-filings").GetProperty("requests").GetInt32());
    }

    private sealed record Figure(string Series, string End, double Value, string Status, string Since, string Reference);

    private static async Task<List<Figure>> ReadAsync(Product product, string version)
    {
        var records = (await product.Api.GetAsync($"/baselines/{version}/observations.csv")).Ok().Records;
        var columns = records[0].Select((name, i) => (name, i)).ToDictionary(column => column.name, column => column.i);
        return
        [
            .. records.Skip(1).Select(record => new Figure(
                record[columns["series_id"]], record[columns["period_end"]],
                double.Parse(record[columns["value"]], CultureInfo.InvariantCulture),
                record[columns["status"]], record[columns["known_since"]], record[columns["reference"]])),
        ];
    }

    /// <summary>What the filings up to a day state of the two series.</summary>
    private static IEnumerable<(string Series, string End, double Value, string Status, string Since)> Filed(string until) =>
        NvidiaReports.Quarters.Select(q => (
                Nvidia, q.End, (double)(q.DataCentre * 1_000_000m), q.Number == 4 ? "derived" : "reported", q.Filed))
            .Concat(BroadcomFilings.Quarters.Where(q => q.Ai is not null)
                .Select(q => (Broadcom, q.End, (double)(q.Ai!.Value * 1_000_000_000m), "reported", q.Filed)))
            .Where(one => string.CompareOrdinal(one.Item5, until) <= 0);

    private static JsonElement Source(JsonElement report, string name) =>
        report.List("sources").Single(source => source.Text("name") == name);

    private static double Value(JsonElement baseline, string parameter) =>
        baseline.List("parameters").Single(one => one.Text("id") == parameter).GetProperty("value").GetDouble();

    private static IEnumerable<string> Values(JsonElement baseline) => baseline.List("parameters")
        .Select(one => $"{one.Text("id")} {one.GetProperty("value")} {one.Text("status")}");

    private static string[] Embedded()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("observations.csv")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>A product that reads filings, another that has their figures by hand, and what their refreshes said.</summary>
    public sealed class Story(RefreshFixture fixture) : IAsyncLifetime
    {
        /// <summary>A day after NVIDIA's year of 2026 and Broadcom's quarter of January 2026 are known.</summary>
        private const string FirstDay = "2026-03-31";

        private Upstream? _upstream;
        private Upstream? _other;
        private Product? _without;
        private Product? _product;
        private Product? _byHand;

        public Product Without => _without!;

        public Product Product => _product!;

        public Product ByHand => _byHand!;

        public JsonElement WithoutCurated { get; private set; }

        public JsonElement Partial { get; private set; }

        public JsonElement Complete { get; private set; }

        public JsonElement Unchanged { get; private set; }

        public JsonElement WithCurated { get; private set; }

        public JsonElement PartialByHand { get; private set; }

        public JsonElement CompleteByHand { get; private set; }

        public async Task InitializeAsync()
        {
            _upstream = Market.Tell(await Upstream.StartAsync()).TellFilings();
            Curate(_upstream, Embedded());
            _without = await StartAsync(
                _upstream, ("Sources__Curated__ExcludedSeries__0", Nvidia), ("Sources__Curated__ExcludedSeries__1", Broadcom));
            WithoutCurated = await _without.Api.RefreshAsync();

            Curate(_upstream, NotFiled());
            _upstream.TellFilings(FirstDay);
            _product = await StartAsync(_upstream);
            Partial = await _product.Api.RefreshAsync();
            _upstream.TellFilings();
            Complete = await _product.Api.RefreshAsync();
            Unchanged = await _product.Api.RefreshAsync();
            Curate(_upstream, Embedded());
            WithCurated = await _product.Api.RefreshAsync();

            _other = Market.Tell(await Upstream.StartAsync());
            _byHand = await StartAsync(_other, ("Sources__SecFilings__Enabled", "false"));
            Curate(_other, [.. NotFiled(), .. Rows(FirstDay)]);
            PartialByHand = await _byHand.Api.RefreshAsync();
            Curate(_other, [.. NotFiled(), .. Rows("9999-12-31")]);
            CompleteByHand = await _byHand.Api.RefreshAsync();
        }

        public async Task DisposeAsync()
        {
            foreach (var one in new IAsyncDisposable?[] { _without, _product, _byHand, _upstream, _other })
                await (one?.DisposeAsync() ?? ValueTask.CompletedTask);
        }

        /// <summary>A product whose refreshes begin at the first vintage, though it comes with later figures.</summary>
        private async Task<Product> StartAsync(Upstream upstream, params (string Name, string? Value)[] settings)
        {
            var product = await Product.StartAsync(
                fixture.ConnectionString, fixture.NewTableNamePrefix(),
                Market.Settings(upstream)
                    .Append(("Sources__SecEdgar__Contact", "Example Ltd data@example.com"))
                    .Append(("Sources__SecFilings__ArchivesAddress", upstream.Address))
                    .Concat(settings));
            await product.Api.MakeCurrentAsync("2024-12");
            return product;
        }

        private static void Curate(Upstream upstream, IEnumerable<string> lines) =>
            upstream.On(Market.CuratedPath, Answers.Text("text/csv", string.Join('\n', lines) + "\n"));

        /// <summary>The curated figures, of the two series those alone that no filing states: some of Broadcom's.</summary>
        private static IEnumerable<string> NotFiled()
        {
            var stated = Filed("9999-12-31").Select(one => (one.Series, one.End)).ToHashSet();
            return Embedded().Where(line => line.Split(',') is var fields && !stated.Contains((fields[0], fields[1])));
        }

        private static IEnumerable<string> Rows(string until) => Filed(until).Select(one => string.Create(CultureInfo.InvariantCulture,
            $"{one.Series},{one.End},quarterly,{one.Value:R},USD,{one.Status},Filed,by hand,{one.Since}"));
    }
}
