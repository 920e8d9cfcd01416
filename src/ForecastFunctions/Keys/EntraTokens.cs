using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Partners;
using ForecastFunctions.Http;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace ForecastFunctions.Keys;

/// <summary>
/// Tells whose token of Microsoft Entra ID it is: signed by the tenant, for this audience, within its time. The
/// application's roles <c>Forecast.Read</c>, <c>Forecast.Write</c> and <c>Forecast.Admin</c> are the scopes; the object
/// id of the user or the application is the name.
/// </summary>
public sealed class EntraTokens
{
    private static readonly IReadOnlyList<(string Role, AccessScope Scope)> Roles =
    [
        ("Forecast.Admin", AccessScope.Admin),
        ("Forecast.Write", AccessScope.Write),
        ("Forecast.Read", AccessScope.Read),
    ];

    private readonly EntraSettings _settings;
    private readonly TenantKeys? _keys;
    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false };

    /// <summary>Tokens of the tenant that the settings name; its keys are read with the first token.</summary>
    public EntraTokens(IOptions<KeySettings> settings, TimeProvider time)
    {
        _settings = settings.Value.Entra;
        if (!_settings.IsEnabled)
            return;

        // Anything else than https was refused at start, but for loopback in development.
        var isHttps = _settings.MetadataAddress.StartsWith("https:", StringComparison.OrdinalIgnoreCase);
        _keys = new TenantKeys(_settings.MetadataAddress, isHttps, time);
    }

    /// <summary>Whose token it is.</summary>
    /// <exception cref="ProblemException">401: it is not valid; 403: it has no role; 503: the tenant's keys cannot be read.</exception>
    public async Task<Caller> CallerAsync(string token, CancellationToken cancellationToken)
    {
        if (_keys is null)
            throw ProblemException.CredentialRefused("Tokens are not taken here; send a key.");
        if (!_handler.CanReadToken(token))
            throw ProblemException.CredentialRefused("The token is not a signed JSON web token.");
        var result = await ValidateAsync(token, lacksKey: false, cancellationToken);
        if (result.Exception is SecurityTokenSignatureKeyNotFoundException)
            result = await ValidateAsync(token, lacksKey: true, cancellationToken);
        return result is { IsValid: true, SecurityToken: JsonWebToken valid } ? CallerOf(valid) : throw Refused(result.Exception);
    }

    private async Task<TokenValidationResult> ValidateAsync(string token, bool lacksKey, CancellationToken cancellationToken)
    {
        try
        {
            var tenant = await _keys!.GetAsync(lacksKey, cancellationToken);
            return await _handler.ValidateTokenAsync(token, new TokenValidationParameters
            {
                IssuerSigningKeys = tenant.SigningKeys,
                ValidIssuers = [tenant.Issuer, $"https://sts.windows.net/{_settings.TenantId}/"],
                ValidAudiences = _settings.Audiences,
                ValidAlgorithms = [SecurityAlgorithms.RsaSha256],
                ClockSkew = TimeSpan.FromMinutes(2),
            });
        }
        catch (IOException)
        {
            throw HttpProblems.IdentityUnavailable();
        }
    }

    private Caller CallerOf(JsonWebToken token)
    {
        if (!token.TryGetClaim("oid", out var subject) || !Guid.TryParseExact(subject.Value, "D", out var id)
            || !token.TryGetClaim("tid", out var tenant)
            || !string.Equals(tenant.Value, _settings.TenantId, StringComparison.OrdinalIgnoreCase))
            throw ProblemException.CredentialRefused("The token is not one of this tenant's users or applications.");
        var roles = token.Claims.Where(c => c.Type is "roles").Select(c => c.Value).ToHashSet(StringComparer.Ordinal);
        foreach (var (role, scope) in Roles)
        {
            // The colon keeps these names apart from those of partners.
            if (roles.Contains(role))
                return new Caller($"entra:{id:D}", scope) { Quota = Quota.Default };
        }

        throw HttpProblems.Forbidden($"The token has none of the roles {string.Join(", ", Roles.Select(r => r.Role))}.");
    }

    private static ProblemException Refused(Exception? exception) => ProblemException.CredentialRefused(exception switch
    {
        SecurityTokenExpiredException => "The token has expired.",
        SecurityTokenNotYetValidException => "The token is not valid yet.",
        SecurityTokenInvalidAudienceException => "The token is for another audience.",
        SecurityTokenInvalidIssuerException => "The token is of another issuer.",
        _ => "The token is not valid.",
    });
}
