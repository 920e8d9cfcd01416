namespace ForecastFunctions.Infrastructure.Sources.Http;

/// <summary>The connections to sources.</summary>
internal static class Transport
{
    /// <summary>
    /// No redirections, which would leave the allowed hosts; no proxy, behind which addresses could not be checked; no
    /// decompression, which <see cref="BodyHandler"/> does and counts.
    /// </summary>
    public static SocketsHttpHandler Create(NetworkAccess access)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = System.Net.DecompressionMethods.None,
            MaxResponseHeadersLength = 16,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            UseCookies = false,
            UseProxy = false,
        };
        if (!access.IsDevelopment)
            handler.ConnectCallback = PublicAddresses.ConnectAsync;
        return handler;
    }
}
