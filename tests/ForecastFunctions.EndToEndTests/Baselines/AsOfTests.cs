using System.Globalization;
using System.Net;
using ForecastFunctions.EndToEndTests.Fixtures;

namespace ForecastFunctions.EndToEndTests.Baselines;

/// <summary>A day in the past: the vintage that could have been made on it.</summary>
[Collection(ProductTests.Name)]
public sealed class AsOfTests(ProductFixture fixture)
{
    private const string Revenue = "nvda.datacenter_revenue.q";

    private readonly Api _api = fixture.Api;

    [Fact]
    public async Task Day_InThePast_IsOneVintageForEveryRequest()
    {
        var (day, sameDay, laterDay) = await DaysAsync();
        var listed = (await _api.GetAsync("/baselines.csv")).Ok().Body;

        var run = (await _api.GetAsync($"/projections?asOf={day}&variables=Electricity")).Ok();
        var version = run.Json.GetProperty("baselineVersion").GetString()!;

        // It is named by its content: no figure came out between, so it is the same; then one did.
        Assert.Equal(version, await VersionAsync($"/projections?asOf={sameDay}&variables=Electricity"));
        Assert.NotEqual(version, await VersionAsync($"/projections?asOf={laterDay}&variables=Electricity"));
        Assert.NotEqual(version, await _api.CurrentBaselineAsync());

        var pinned = (await _api.GetAsync($"/projections?baseline={version}&variables=Electricity")).Ok();
        Assert.Equal((run.RunId, run.Text), (pinned.RunId, pinned.Text));
        Assert.Contains(
            $"baseline={version}", (await _api.GetAsync($"/forecasts?series={Revenue}&horizon=4&asOf={day}")).Ok()["Content-Location"],
            StringComparison.Ordinal);
        Assert.Equal(version, await VersionAsync($"/comparisons?scenarios=article-base,asic-surge&variables=Electricity&asOf={day}"));
        var difference = (await _api.GetAsync($"/baseline-diffs?from=2024-12&to={day}&limit=1000")).Ok();
        Assert.Contains($"to={version}", difference["Content-Location"], StringComparison.Ordinal);
        Assert.Empty((await _api.GetAsync($"/baseline-diffs?from={version}&to={day}")).Ok().Rows);

        var observations = (await _api.GetAsync($"/baselines/{version}/observations?limit=1000")).Ok().Rows;
        Assert.NotEmpty(observations);
        Assert.All(observations, o => Assert.True(string.CompareOrdinal(o.GetProperty("knownSince").GetString(), day) <= 0, o.GetRawText()));
        Assert.Equal(listed, (await _api.GetAsync("/baselines.csv")).Ok().Body);
    }

    [Fact]
    public async Task Day_BeforeAnotherYearCanBeCalibrated_IsTheArticlesVintage()
    {
        Assert.Equal("2024-12", await VersionAsync("/projections?asOf=2024-12-31&variables=Electricity"));
        Assert.Equal("2024-12", await VersionAsync("/projections?asOf=2025-01-31&variables=Electricity"));
    }

    [Theory]
    [InlineData("/projections?asOf=DAY", "asOf")]
    [InlineData("/comparisons?asOf=DAY", "asOf")]
    [InlineData("/attributions?asOf=DAY", "asOf")]
    [InlineData("/sensitivities?variable=Electricity&period=2028&asOf=DAY", "asOf")]
    [InlineData($"/forecasts?series={Revenue}&horizon=4&asOf=DAY", "asOf")]
    [InlineData("/value?variable=Electricity&period=2028&asOf=DAY", "asOf")]
    [InlineData("/baseline-diffs?from=2024-12&to=DAY", "to")]
    public async Task Day_WithoutAVintage_IsRefusedWithTheDaysThatHaveOne(string path, string target)
    {
        var tomorrow = TimeProvider.System.GetUtcNow().AddDays(2).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        foreach (var (day, says) in new[] { ("2024-12-30", "The first vintage is of 2024-12-31"), (tomorrow, "lies in the future") })
        {
            ProblemExpectation.Check(
                await _api.GetAsync(path.Replace("DAY", day, StringComparison.Ordinal)), HttpStatusCode.BadRequest, "invalid-request",
                new ExpectedFault("query", target, "out-of-range") { Says = says });
        }
    }

    /// <summary>
    /// The last day on which something became known before the newest figures, a day after it on which nothing did, and the next
    /// one on which something did.
    /// </summary>
    private async Task<(string Day, string SameDay, string LaterDay)> DaysAsync()
    {
        var known = (await _api.GetAsync("/baselines/latest/observations?limit=1000")).Ok().Rows
            .Select(o => DateOnly.ParseExact(o.GetProperty("knownSince").GetString()!, "yyyy-MM-dd", CultureInfo.InvariantCulture))
            .Distinct().Order().ToList();
        var (day, later) = known.Zip(known.Skip(1)).SkipLast(1).Last(pair => pair.Second.DayNumber - pair.First.DayNumber > 1);
        return ($"{day:yyyy-MM-dd}", $"{day.AddDays(1):yyyy-MM-dd}", $"{later:yyyy-MM-dd}");
    }

    private async Task<string?> VersionAsync(string path) => (await _api.GetAsync(path)).Ok().Json.GetProperty("baselineVersion").GetString();
}
