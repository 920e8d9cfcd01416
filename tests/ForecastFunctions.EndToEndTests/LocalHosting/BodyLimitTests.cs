using System.Net;

namespace ForecastFunctions.EndToEndTests.LocalHosting;

public sealed class BodyLimitTests(BodyLimitTests.Limited limited) : IClassFixture<BodyLimitTests.Limited>
{
    private const int Limit = 100_000;

    [Theory]
    [InlineData(Limit, false, HttpStatusCode.OK)]
    [InlineData(Limit - 1_000, true, HttpStatusCode.OK)] // what frames the chunks counts too
    [InlineData(Limit + 1, false, HttpStatusCode.RequestEntityTooLarge)]
    [InlineData(4 * Limit, true, HttpStatusCode.RequestEntityTooLarge)]
    public async Task Body_BeyondTheSetting_IsRefused(int length, bool isChunked, HttpStatusCode status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/probe/count") { Content = new ByteArrayContent(new byte[length]) };
        request.Headers.TransferEncodingChunked = isChunked;

        using var response = await limited.Probe.Client.SendAsync(request);

        Assert.Equal(status, response.StatusCode);
        Assert.Equal(status == HttpStatusCode.OK ? $"{length}" : "", await response.Content.ReadAsStringAsync());
    }

    /// <summary>A host of which bodies are bounded, as they are in Azure.</summary>
    public sealed class Limited : IAsyncLifetime
    {
        private ProbeHost? _probe;

        public ProbeHost Probe => _probe!;

        public async Task InitializeAsync() =>
            _probe = await ProbeHost.StartAsync(ProbeHost.Options(("FUNCTIONS_REQUEST_BODY_SIZE_LIMIT", $"{Limit}")));

        public async Task DisposeAsync() => await Probe.DisposeAsync();
    }
}
