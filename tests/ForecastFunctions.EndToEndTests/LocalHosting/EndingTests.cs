using System.Net;

namespace ForecastFunctions.EndToEndTests.LocalHosting;

[Collection(SharedProbeHost.Name)]
public sealed class EndingTests(ProbeHostFixture fixture)
{
    private readonly ProbeHost _probe = fixture.Probe;

    [Fact]
    public async Task Function_ThatThrows_IsAnEmpty500()
    {
        using var response = await _probe.Client.GetAsync(new Uri("/probe/throw", UriKind.Relative));

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
        Assert.Equal(["Date"], response.Headers.Select(header => header.Key), StringComparer.Ordinal);
        await _probe.LoggedAsync("Throw failed: ");
    }

    [Fact]
    public async Task Function_ThatThrowsAfterItsFirstBytes_KeepsWhatItSent()
    {
        using var response = await _probe.Client.GetAsync(new Uri("/probe/throw-late", UriKind.Relative));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("first", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Client_ThatGoesAway_CancelsTheFunction()
    {
        var id = Guid.NewGuid().ToString();
        using var goAway = new CancellationTokenSource();
        var request = _probe.Client.GetAsync(new Uri($"/probe/wait/30000?id={id}", UriKind.Relative), goAway.Token);
        await _probe.LoggedAsync($"Waiting {id}");

        await goAway.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
        await _probe.LoggedAsync($"Cancelled {id}");
    }

    [Fact]
    public async Task Requests_AtTheSameTime_EachHaveTheirOwnAnswer()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(number =>
            _probe.GetAsync($"/probe/items/{number}")));

        Assert.Equal(Enumerable.Range(0, 100).Select(number => $"AnyItem {number}"), answers, StringComparer.Ordinal);
    }
}
