using System.Net;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Partners;
using ForecastFunctions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace ForecastFunctions.Keys;

/// <summary>Finds out who sends a request, and lets it pass or not: what is not declared open is closed.</summary>
public sealed class AccessControl
{
    private const string Realm = "realm=\"ForecastFunctions\"";

    private readonly Keyring _keyring;
    private readonly EntraTokens _tokens;
    private readonly KeySettings _settings;

    /// <summary>Access by keys and tokens, as the settings have it.</summary>
    public AccessControl(Keyring keyring, EntraTokens tokens, IOptions<KeySettings> settings, ILogger<AccessControl> logger)
    {
        _keyring = keyring;
        _tokens = tokens;
        _settings = settings.Value;
        if (!_settings.IsOpen && _settings.AdminHashes.Count == 0 && !_settings.Entra.IsEnabled)
            logger.NobodyIssuesKeys();
    }

    /// <summary>Admits the request and names its caller, or refuses it.</summary>
    /// <param name="http">The request and its answer.</param>
    /// <param name="function">The name of the function that is to answer it.</param>
    /// <exception cref="ProblemException">
    /// 401: no valid credential; 403: its scope does not do; 429: too many invalid ones; 503: that cannot be told now.
    /// </exception>
    public async Task AdmitAsync(HttpContext http, string function)
    {
        if (FunctionAccess.ScopeOf(function, http.Request.Method) is not { } scope)
        {
            http.Features.Set(Caller.Unnamed);
            return;
        }

        if (_settings.IsOpen && IsLoopback(http))
        {
            http.Features.Set(Caller.Anyone);
            return;
        }

        var caller = await CallerAsync(http);
        http.Features.Set(caller);
        if (caller.Scope < scope)
        {
            throw HttpProblems.Forbidden(
                $"{http.Request.Method} needs the scope {Words.Of(scope)} here, "
                + $"and this credential has {Words.Of(caller.Scope)}.");
        }
    }

    private async Task<Caller> CallerAsync(HttpContext http)
    {
        try
        {
            var credential = Credential.Read(http.Request) ?? throw HttpProblems.CredentialMissing();
            return credential.IsToken
                ? await _tokens.CallerAsync(credential.Text, http.RequestAborted)
                : await _keyring.CallerAsync(credential.Text, ClientAddress.Of(http), http.RequestAborted);
        }
        catch (ProblemException problem) when (problem.Kind.Status == StatusCodes.Status401Unauthorized)
        {
            http.Response.Headers[HeaderNames.WWWAuthenticate] = new([.. Challenges()]);
            throw;
        }
    }

    /// <summary>Every scheme (RFC 9110, 11.6.1); Power Query takes the address to sign in at from the first.</summary>
    private IEnumerable<string> Challenges()
    {
        if (_settings.Entra.IsEnabled)
            yield return $"Bearer authorization_uri=\"{_settings.Entra.AuthorizationUri}\", {Realm}";
        yield return $"Basic {Realm}, charset=\"UTF-8\"";
        yield return $"ApiKey {Realm}, header=\"{Credential.Header}\", query=\"{Credential.Parameter}\"";
    }

    /// <summary>
    /// The name that was asked for counts too: a page of another site can make a browser ask this machine, but only by
    /// that site's name.
    /// </summary>
    private static bool IsLoopback(HttpContext http)
        => (http.Connection.LocalIpAddress is null || IPAddress.IsLoopback(http.Connection.LocalIpAddress))
            && (string.Equals(http.Request.Host.Host, "localhost", StringComparison.OrdinalIgnoreCase)
                || (IPAddress.TryParse(http.Request.Host.Host, out var address) && IPAddress.IsLoopback(address)));
}
