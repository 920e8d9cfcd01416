namespace ForecastFunctions.IntegrationTests.Storage;

/// <summary>Lets one write reach the storage and loses its answer, as a broken connection does.</summary>
internal sealed class LostAnswer(Func<HttpRequestMessage, bool> isTheOne) : DelegatingHandler(new SocketsHttpHandler())
{
    private int _lost;

    public bool WasLost => Volatile.Read(ref _lost) == 1;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        if (!isTheOne(request) || Interlocked.Exchange(ref _lost, 1) == 1)
            return response;
        response.Dispose();
        throw new HttpRequestException("The connection was closed before the answer arrived.");
    }
}
