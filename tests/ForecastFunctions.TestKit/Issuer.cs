using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace ForecastFunctions.TestKit;

/// <summary>A tenant that signs tokens, on loopback.</summary>
public sealed class Issuer : IAsyncDisposable
{
    public const string Tenant = "11111111-2222-3333-4444-555555555555";
    public const string Audience = "api://forecast";
    public const string Subject = "66666666-7777-8888-9999-000000000000";

    private readonly RSA _key = RSA.Create(2048);
    private readonly WebApplication _server;

    private Issuer(WebApplication server) => _server = server;

    /// <summary>What takes the place of the public instance.</summary>
    public string Address { get; private set; } = "";

    public string Name => $"{Address}/{Tenant}/v2.0";

    /// <summary>How often the tenant was asked for its issuer and keys.</summary>
    public int Requests { get; private set; }

    /// <summary>Answers are held back until it is done.</summary>
    public Task Before { get; set; } = Task.CompletedTask;

    public static async Task<Issuer> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var server = builder.Build();
        var issuer = new Issuer(server);
        server.Run(issuer.AnswerAsync);
        await server.StartAsync();
        issuer.Address = server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return issuer;
    }

    /// <summary>A token, valid but for what is said otherwise.</summary>
    public string Token(
        string role = "Forecast.Read", string? audience = null, string? issuer = null, string? tenant = null, RSA? key = null,
        TimeSpan? age = null, string? subject = Subject)
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime - (age ?? TimeSpan.Zero);
        List<Claim> claims = [new("tid", tenant ?? Tenant), new("roles", role)];
        if (subject is not null)
            claims.Add(new("oid", subject));
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer ?? Name,
            Audience = audience ?? Audience,
            NotBefore = now.AddMinutes(-1),
            IssuedAt = now.AddMinutes(-1),
            Expires = now.AddMinutes(30),
            Subject = new ClaimsIdentity(claims),
            SigningCredentials = new SigningCredentials(new RsaSecurityKey(key ?? _key) { KeyId = "one" }, SecurityAlgorithms.RsaSha256),
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _key.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        Requests++;
        await Before.WaitAsync(context.RequestAborted);
        var key = JsonWebKeyConverter.ConvertFromRSASecurityKey(
            new RsaSecurityKey(_key.ExportParameters(includePrivateParameters: false)) { KeyId = "one" });
        await (context.Request.Path.Value == "/keys"
            ? context.Response.WriteAsync($$"""{"keys":[{"kty":"RSA","use":"sig","kid":"one","n":"{{key.N}}","e":"{{key.E}}"}]}""")
            : context.Response.WriteAsync($$"""{"issuer":"{{Name}}","jwks_uri":"{{Address}}/keys"}"""));
    }
}
