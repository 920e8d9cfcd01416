using System.Globalization;
using System.Net;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.EndToEndTests.Fixtures;

namespace ForecastFunctions.EndToEndTests.Keys;

[Collection(KeyTests.Name)]
public sealed class QuotaTests(KeyFixture fixture)
{
    [Fact]
    public async Task Requests_BeyondTheMinute_AreSentAwayForAWholeNumberOfSeconds()
    {
        var key = await fixture.IssueAsync(fixture.Api, "hasty", AccessScope.Read, """ "requestsPerMinute":2 """);

        var first = (await fixture.Api.GetAsync("/scenarios", KeyFixture.Header(key))).Ok();
        Assert.StartsWith("\"requests\";q=2;w=60, \"compute\";q=1000000000;w=60, \"daily-requests\";q=20000;w=86400",
            first["RateLimit-Policy"], StringComparison.Ordinal);
        Assert.StartsWith("\"requests\";r=1;t=30, \"compute\";r=1000000000;t=0, \"daily-requests\";r=19999;t=", first["RateLimit"],
            StringComparison.Ordinal);
        (await fixture.Api.GetAsync("/scenarios", KeyFixture.Header(key))).Ok();

        IsExhausted(await fixture.Api.GetAsync("/scenarios", KeyFixture.Header(key)));
    }

    [Fact]
    public async Task Compute_BeyondTheMinute_IsRefusedBeforeItIsDoneAndWhatIsStoredIsStillRead()
    {
        var key = await fixture.IssueAsync(fixture.Api, "heavy", AccessScope.Read, """ "computePerMinute":100000000 """);
        const string Run = "/projections?draws=131072&limit=1&seed=";
        (await fixture.Api.GetAsync(Run + "1", KeyFixture.Header(key))).Ok();
        (await fixture.Api.GetAsync(Run + "2", KeyFixture.Header(key))).Ok();
        var computed = await fixture.Api.RunsComputedAsync();

        IsExhausted(await fixture.Api.GetAsync("/projections?draws=262144&limit=1", KeyFixture.Header(key)));

        Assert.Equal(computed, await fixture.Api.RunsComputedAsync());
        (await fixture.Api.GetAsync(Run + "1", KeyFixture.Header(key))).Ok();
    }

    [Fact]
    public async Task Day_UsedUp_StaysSoAfterARestart()
    {
        var prefix = fixture.NewTableNamePrefix();
        string key;
        await using (var product = await fixture.StartAsync(prefix))
        {
            key = await fixture.IssueAsync(product.Api, "daily", AccessScope.Read, """ "requestsPerDay":3 """);
            for (var i = 0; i < 3; i++)
                (await product.Api.GetAsync("/scenarios", KeyFixture.Header(key))).Ok();
            IsExhausted(await product.Api.GetAsync("/scenarios", KeyFixture.Header(key)));
        }

        await using var restarted = await fixture.StartAsync(prefix);
        IsExhausted(await restarted.Api.GetAsync("/scenarios", KeyFixture.Header(key)));
    }

    private static void IsExhausted(Answer answer)
    {
        ProblemExpectation.Check(answer, HttpStatusCode.TooManyRequests, "quota-exhausted");
        Assert.InRange(int.Parse(answer["Retry-After"]!, NumberStyles.None, CultureInfo.InvariantCulture), 1, 120);
    }
}
