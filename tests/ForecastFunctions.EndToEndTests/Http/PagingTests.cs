using System.Net;
using System.Text.RegularExpressions;
using ForecastFunctions.EndToEndTests.Fixtures;

namespace ForecastFunctions.EndToEndTests.Http;

[Collection(ProductTests.Name)]
public sealed partial class PagingTests(ProductFixture fixture)
{
    private readonly Api _api = fixture.Api;

    public static TheoryData<string, int> Lists => new()
    {
        { "/projections?scenario=data-wall&variables=Ratio*,Electricity", 4 },
        { "/projections?scenario=data-wall&step=quarter", 500 },
        { "/baselines/latest/observations?", 20 },
        { "/baselines/2024-12/observations?series=amzn.capex.q", 3 },
        { "/parameters?", 20 },
        { "/variables?", 20 },
        { "/scenarios?", 5 },
    };

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task Pages_PutTogether_AreTheWhole(string list, int limit)
    {
        var whole = (await _api.GetAsync(list)).Ok();
        Assert.False(whole.Json.TryGetProperty("nextLink", out _));
        Assert.False(whole.Json.TryGetProperty("nextCursor", out _));

        var rows = new List<string>();
        string? next = $"{list}&limit={limit}&code=SECRET-KEY";
        while (next is not null)
        {
            var page = (await _api.GetAsync(next)).Ok();
            Assert.DoesNotContain("SECRET-KEY", page.Text + page["Link"] + page["Content-Location"], StringComparison.Ordinal);
            Assert.DoesNotContain("code=", page.Text + page["Link"], StringComparison.Ordinal);
            Assert.InRange(page.Rows.Count, 1, limit);
            rows.AddRange(page.Rows.Select(row => row.GetRawText()));

            next = page.Json.TryGetProperty("nextLink", out var link) ? link.GetString() : null;
            Assert.Equal(next, NextOf(page));
            if (next is not null)
                Assert.Contains(page.Json.GetProperty("nextCursor").GetString()!, next, StringComparison.Ordinal);
        }

        Assert.Equal(whole.Rows.Select(row => row.GetRawText()), rows, StringComparer.Ordinal);
        Assert.True(rows.Count > limit, "There is only one page.");
    }

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task PagesOfCsv_PutTogether_AreTheWhole(string list, int limit)
    {
        var whole = (await _api.GetAsync(list + "&format=csv")).Ok();
        Assert.Null(whole["Link"]);

        var records = new List<IReadOnlyList<string>>();
        string? next = $"{list}&limit={limit}&format=csv&code=SECRET-KEY";
        while (next is not null)
        {
            var page = (await _api.GetAsync(next)).Ok();
            Assert.Equal(whole.Records[0], page.Records[0]);
            Assert.InRange(page.Records.Count, 2, limit + 1);
            records.AddRange(page.Records.Skip(1));
            next = NextOf(page);
            Assert.DoesNotContain("code=", next ?? "", StringComparison.Ordinal);
        }

        Assert.Equal(whole.Records.Skip(1), records);
        Assert.True(records.Count > limit, "There is only one page.");
    }

    [Fact]
    public async Task Cursor_OfAnotherList_IsRefused()
    {
        var cursor = (await _api.GetAsync("/projections?scenario=data-wall&limit=3")).Ok().Json.GetProperty("nextCursor").GetString();

        string[] others =
        [
            $"/projections?scenario=status-quo&limit=3&cursor={cursor}",
            $"/projections?scenario=data-wall&variables=Electricity&limit=3&cursor={cursor}",
            $"/scenarios?limit=3&cursor={cursor}",
            $"/baselines/latest/observations?limit=3&cursor={cursor}",
        ];
        foreach (var other in others)
            ProblemExpectation.Check(
                await _api.GetAsync(other), HttpStatusCode.BadRequest, "invalid-request", new ExpectedFault("query", "cursor", "conflict"));
    }

    [Fact]
    public async Task Cursor_OfARun_GoesWithTheRunsOwnAddress()
    {
        var first = (await _api.GetAsync("/projections?scenario=data-wall&limit=3")).Ok();
        var cursor = first.Json.GetProperty("nextCursor").GetString();

        var byRequest = (await _api.GetAsync($"/projections?scenario=data-wall&limit=3&cursor={cursor}")).Ok();
        var byId = (await _api.GetAsync($"/projections/{first.RunId}?limit=3&cursor={cursor}")).Ok();

        Assert.Equal(byId.Body, byRequest.Body);
        Assert.Equal(first.Json.GetProperty("nextLink").GetString(), $"/api/v1/projections/{first.RunId}?limit=3&cursor={cursor}");
    }

    private static string? NextOf(Answer page)
        => page["Link"] is not { } link ? null
            : Next().Match(link) is { Success: true } match ? match.Groups["address"].Value
            : throw new FormatException($"Link: {link}");

    [GeneratedRegex("^<(?<address>[^>]+)>; rel=\"next\"$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Next();
}
