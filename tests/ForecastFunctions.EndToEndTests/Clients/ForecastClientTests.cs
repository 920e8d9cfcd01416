using System.Net;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Client;
using ForecastFunctions.Client.Generated.Models;
using ForecastFunctions.EndToEndTests.Keys;

namespace ForecastFunctions.EndToEndTests.Clients;

/// <summary>The C# client against the service, by keys.</summary>
[Collection(KeyTests.Name)]
public sealed class ForecastClientTests(KeyFixture fixture)
{
    private Uri Address => new(fixture.Product.Host.BaseAddress, "/api");

    private string Key => fixture.Keys[AccessScope.Write];

    [Fact]
    public async Task Run_OfAScenario_IsReadAgainByItsIdAndByPages()
    {
        using var client = new ForecastClient(Address, Key);

        var run = await client.RunAsync("asic-surge", draws: 256, from: "2028", to: "2030", baseline: "2024-12");
        var again = await client.ReadRunAsync(run.RunId!);
        var rows = new List<ProjectionRow>();
        await foreach (var row in client.ReadRowsAsync(run.RunId!, ["Vendor Revenue*"], rowsPerPage: 7))
            rows.Add(row);

        Assert.Equal(("2024-12", 256), (run.BaselineVersion, run.Draws!.Count));
        Assert.Equal(run.Value!.Select(Words), again.Value!.Select(Words));
        Assert.Equal(run.Value!.Where(r => r.Variable!.StartsWith("Vendor Revenue", StringComparison.Ordinal)).Select(Words), rows.Select(Words));
        Assert.True(rows.Count > 14);

        static string Words(ProjectionRow r) => $"{r.Variable} {r.Period} {r.Statistic} {r.Value} {r.PeriodStart} {r.RunId}";
    }

    [Fact]
    public async Task Run_OfBeliefsOfTheCallersOwn_StatesThemByType()
    {
        using var client = new ForecastClient(Address, Key);
        var request = new RunProjectionRequest
        {
            Scenario = new()
            {
                ScenarioChange = new ScenarioChange
                {
                    Extends = "asic-surge",
                    Parameters = new ScenarioParameters
                    {
                        RatioLimit = new() { Setting = new Setting { Law = Setting_law.Triangular, Min = 1.5, Mode = 4.5, Max = 6 } },
                        SpendGrowthInitial = new() { Double = 0.4 },
                    },
                    Events =
                    [
                        new StatedEvent { Name = "export rules", Driver = StatedEvent_driver.Spend, Multiply = 0.8, From = "2027-Q1", Probability = 0.5 },
                    ],
                },
            },
            Draws = 128,
            Thresholds = [new StatedThreshold { Variable = "Electricity", Above = 100 }],
            To = "2028",
            Baseline = "2024-12",
        };

        var run = await client.RunAsync(request);

        Assert.StartsWith("asic-surge+", run.Scenario, StringComparison.Ordinal);
        Assert.Equal("triangular(1.5,4.5,6)", run.Parameters!.Single(p => p.Parameter == "ratio.limit").Law!.Replace(" ", "", StringComparison.Ordinal));
        Assert.Equal("export rules", Assert.Single(run.Events!).Name);
        Assert.Equal("Electricity", Assert.Single(run.Exceedances!).Variable);
    }

    [Fact]
    public async Task Request_ThatIsRefused_ThrowsItsProblem()
    {
        using var client = new ForecastClient(Address, Key);
        using var stranger = new ForecastClient(Address, "ff_stranger");

        var problem = await Assert.ThrowsAsync<Problem>(() => client.RunAsync("asic-surge", from: "2099"));
        var unknown = await Assert.ThrowsAsync<Problem>(() => client.ReadRunAsync("0123456789abcdef0123456789abcdef"));
        var refused = await Assert.ThrowsAsync<Problem>(() => stranger.RunAsync("asic-surge"));

        Assert.Equal(("invalid-request", 400), (problem.Code, problem.ResponseStatusCode));
        Assert.Contains(problem.Errors!, fault => fault.Target == "/from");
        Assert.Equal(problem.Detail, problem.Message);
        Assert.Equal(("not-found", 404), (unknown.Code, unknown.ResponseStatusCode));
        Assert.Equal(("credential-refused", 401), (refused.Code, refused.ResponseStatusCode));
    }

    [Fact]
    public async Task Scenario_OfThePartner_IsKeptReadAndRemoved()
    {
        using var client = new ForecastClient(Address, Key);
        var scenarios = client.Api.V1.Scenarios;

        var kept = await scenarios["client-view"].PutAsync(new KeepScenarioRequest { Extends = "asic-surge", Title = "Of a client", Tags = ["test"] });
        var run = await client.RunAsync("client-view", to: "2028");
        await scenarios["client-view"].DeleteAsync();

        Assert.Equal(("client-view", "Of a client"), (kept!.Name, kept.Title));
        Assert.Equal("client-view", run.Extends);
        Assert.Equal(404, (await Assert.ThrowsAsync<Problem>(() => scenarios["client-view"].GetAsync())).ResponseStatusCode);
    }

    [Fact]
    public async Task Observations_OfAVintage_AreReadToTheirEnd()
    {
        using var client = new ForecastClient(Address, Key);
        var rows = new List<ObservationsRow>();
        await foreach (var row in client.ReadObservationsAsync(series: "nvda.datacenter_revenue.q"))
            rows.Add(row);

        var known = await fixture.Api.GetAsync("/baselines/latest/observations.csv?series=nvda.datacenter_revenue.q", KeyFixture.Header(Key));
        Assert.Equal(known.Ok().Records.Count - 1, rows.Count);
        Assert.All(rows, r => Assert.Equal("nvda.datacenter_revenue.q", r.SeriesId));
    }

    [Fact]
    public async Task Request_ThatMeetsABusyService_IsSentAgain()
    {
        using var busy = new BusyAtFirst(times: 2) { InnerHandler = new SocketsHttpHandler() };
        using var client = new ForecastClient(Address, Key, busy);
        using var impatient = new ForecastClient(Address, Key, new BusyAtFirst(times: 1), maxRetries: 0);

        Assert.Equal("2028", (await client.RunAsync("asic-surge", from: "2028", to: "2028")).From);
        Assert.Equal(3, busy.Requests);
        var problem = await Assert.ThrowsAsync<Problem>(() => impatient.RunAsync("asic-surge"));
        Assert.Equal("busy", problem.Code);
    }

    [Fact]
    public void Client_ThatWouldSendAKeyInTheClear_IsNotMade()
    {
        Assert.Throws<ArgumentException>(() => new ForecastClient(new Uri("http://forecast.example.com/api"), "key"));
        Assert.Throws<ArgumentException>(() => new ForecastClient(new Uri("/api", UriKind.Relative)));
    }

    /// <summary>A service that has too much to do for its first requests.</summary>
    private sealed class BusyAtFirst(int times) : DelegatingHandler
    {
        public int Requests { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (++Requests > times)
                return await base.SendAsync(request, cancellationToken);
            var answer = new HttpResponseMessage(HttpStatusCode.ServiceUnavailable)
            {
                RequestMessage = request,
                Content = new StringContent(
                    """{"code": "busy", "detail": "Too many runs.", "status": 503}""", System.Text.Encoding.UTF8, "application/problem+json"),
            };
            answer.Headers.Add("Retry-After", "0");
            return answer;
        }
    }
}
