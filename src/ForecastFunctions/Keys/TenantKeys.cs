using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace ForecastFunctions.Keys;

/// <summary>
/// The issuer and the keys of a tenant. However many tokens come, one request is under way, for five seconds at most, and one that
/// failed is not repeated for five more: nobody waits behind the others for an address that doesn't answer.
/// </summary>
/// <param name="address">Where the tenant tells them.</param>
/// <param name="requiresHttps">Whether nothing but https will do.</param>
/// <param name="time">The clock.</param>
internal sealed class TenantKeys(string address, bool requiresHttps, TimeProvider time)
{
    /// <summary>How long a request may take, and for how long after a failure there is no other.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>How long what was read is used; never for longer, also not where it can't be read again.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromHours(12);

    /// <summary>How old what was read has to be before a token with a key that it does not have has it read again.</summary>
    public static readonly TimeSpan AgeForUnknownKey = TimeSpan.FromMinutes(5);

    private static readonly HttpClient Client = new() { Timeout = Patience };

    private readonly Lock _lock = new();
    private Task<OpenIdConnectConfiguration>? _read;
    private long _at;

    /// <summary>What the tenant tells.</summary>
    /// <param name="lacksKey">Whether it is asked for because of a key that the last answer did not have.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="IOException">It can't be read at the moment.</exception>
    public async Task<OpenIdConnectConfiguration> GetAsync(bool lacksKey, CancellationToken cancellationToken)
    {
        Task<OpenIdConnectConfiguration> read;
        lock (_lock)
        {
            if (_read is null || (_read.IsCompleted && time.GetElapsedTime(_at) >= LifetimeOf(_read, lacksKey)))
                (_read, _at) = (ReadAsync(), time.GetTimestamp());
            read = _read;
        }

        return await read.WaitAsync(cancellationToken);
    }

    private static TimeSpan LifetimeOf(Task read, bool lacksKey)
        => !read.IsCompletedSuccessfully ? 2 * Patience : lacksKey ? AgeForUnknownKey : Memory;

    private async Task<OpenIdConnectConfiguration> ReadAsync()
    {
        try
        {
            // The retriever hands no token on to its request, which would take as long as the client lets it.
            return await OpenIdConnectConfigurationRetriever
                .GetAsync(address, new HttpDocumentRetriever(Client) { RequireHttps = requiresHttps }, CancellationToken.None)
                .WaitAsync(Patience, time);
        }
        catch (Exception e) when (e is InvalidOperationException or IOException or HttpRequestException or OperationCanceledException
            or TimeoutException or ArgumentException)
        {
            throw new IOException("The tenant's keys can't be read.", e);
        }
    }
}
