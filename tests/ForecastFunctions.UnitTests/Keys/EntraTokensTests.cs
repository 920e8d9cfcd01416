using System.Security.Cryptography;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Partners;
using ForecastFunctions.Keys;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace ForecastFunctions.UnitTests.Keys;

public sealed class EntraTokensTests : IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());
    private Issuer _issuer = null!;
    private EntraTokens _tokens = null!;

    public async Task InitializeAsync()
    {
        _issuer = await Issuer.StartAsync();
        _tokens = Tokens(new EntraSettings { Instance = _issuer.Address, TenantId = Issuer.Tenant, Audience = $"other,{Issuer.Audience}" });
    }

    public Task DisposeAsync() => _issuer.DisposeAsync().AsTask();

    [Theory]
    [InlineData("Forecast.Read", AccessScope.Read)]
    [InlineData("Forecast.Write", AccessScope.Write)]
    [InlineData("Forecast.Admin", AccessScope.Admin)]
    public async Task Token_OfARole_HasItsScopeAndTheNameOfItsSubject(string role, AccessScope scope)
        => Assert.Equal(
            new Caller($"entra:{Issuer.Subject}", scope) { Quota = Quota.Default }, await _tokens.CallerAsync(_issuer.Token(role), None));

    [Fact]
    public async Task Token_OfTheOlderVersion_IsTakenFromTheSameTenant()
        => Assert.Equal(
            AccessScope.Read, (await _tokens.CallerAsync(_issuer.Token(issuer: $"https://sts.windows.net/{Issuer.Tenant}/"), None)).Scope);

    [Fact]
    public async Task Token_WithoutARole_IsKnownAndMayNothing()
        => Assert.Equal((403, "scope-missing"), await ProblemAsync(_issuer.Token("Other.Role")));

    [Fact]
    public async Task Tokens_ThatAreWrong_AreRefused()
    {
        using var other = RSA.Create(2048);
        const string Else = "99999999-2222-3333-4444-555555555555";
        var valid = _issuer.Token();
        string[] wrong =
        [
            _issuer.Token(audience: "api://else"),
            _issuer.Token(issuer: $"{_issuer.Address}/{Else}/v2.0"),
            _issuer.Token(issuer: $"https://sts.windows.net/{Else}/"),
            _issuer.Token(tenant: Else),
            _issuer.Token(subject: null),
            _issuer.Token(subject: "../../else"),
            _issuer.Token(key: other),
            _issuer.Token(age: TimeSpan.FromHours(1)),
            _issuer.Token(age: TimeSpan.FromHours(-1)),
            $"{Part("""{"alg":"none"}""")}.{valid.Split('.')[1]}.",
            $"{Part("""{"alg":"HS256","kid":"one"}""")}.{valid.Split('.')[1]}.{valid.Split('.')[2]}",
            valid[..^4] + "AAAA",
            valid.Split('.')[0] + "." + valid.Split('.')[1],
            "guess",
        ];
        foreach (var (index, token) in wrong.Index())
            Assert.Equal((index, 401, "credential-refused"), (index, (await ProblemAsync(token)).Status, (await ProblemAsync(token)).Code));
        Assert.InRange(_issuer.Requests, 2, 6); // wrong tokens do not make the keys be read again and again
    }

    [Fact]
    public async Task Tenant_OutOfReach_IsSaidToComeBack()
    {
        var token = _issuer.Token();
        await _issuer.DisposeAsync();

        var problem = await Assert.ThrowsAsync<ProblemException>(() => _tokens.CallerAsync(token, None));

        Assert.Equal((503, "identity-unavailable"), (problem.Kind.Status, problem.Kind.Code));
        Assert.InRange(problem.RetryAfter!.Value, 1, 120);
    }

    [Fact]
    public async Task Tenant_ThatDoesNotAnswer_IsAskedOnceForAllAndNotAgainForAWhile()
    {
        var answers = new TaskCompletionSource();
        _issuer.Before = answers.Task;
        var asked = Enumerable.Range(0, 50).Select(_ => _tokens.CallerAsync(_issuer.Token(key: RSA.Create(2048)), None)).ToList();
        while (_issuer.Requests == 0)
            await Task.Delay(10);

        _time.Advance(TenantKeys.Patience);

        foreach (var caller in asked)
            Assert.Equal(503, (await Assert.ThrowsAsync<ProblemException>(() => caller)).Kind.Status);
        Assert.Equal(503, (await Assert.ThrowsAsync<ProblemException>(() => _tokens.CallerAsync(_issuer.Token(), None))).Kind.Status);
        Assert.Equal(1, _issuer.Requests);

        answers.SetResult();
        _time.Advance(TenantKeys.Patience);
        Assert.Equal(AccessScope.Read, (await _tokens.CallerAsync(_issuer.Token(), None)).Scope);
    }

    [Fact]
    public async Task Keys_ThatCannotBeReadAgain_AreNotUsedBeyondTheirTime()
    {
        var token = _issuer.Token();
        await _tokens.CallerAsync(token, None);
        await _issuer.DisposeAsync();
        Assert.Equal(AccessScope.Read, (await _tokens.CallerAsync(token, None)).Scope);

        _time.Advance(TenantKeys.Memory);

        Assert.Equal(503, (await Assert.ThrowsAsync<ProblemException>(() => _tokens.CallerAsync(token, None))).Kind.Status);
    }

    [Fact]
    public async Task Token_WhereNoneAreTaken_IsRefused()
    {
        var problem = await Assert.ThrowsAsync<ProblemException>(() => Tokens(new EntraSettings()).CallerAsync(_issuer.Token(), None));
        Assert.Equal("credential-refused", problem.Kind.Code);
    }

    private async Task<(int Status, string Code)> ProblemAsync(string token)
    {
        var problem = await Assert.ThrowsAsync<ProblemException>(() => _tokens.CallerAsync(token, None));
        return (problem.Kind.Status, problem.Kind.Code);
    }

    private static string Part(string json) => System.Buffers.Text.Base64Url.EncodeToString(System.Text.Encoding.UTF8.GetBytes(json));

    private EntraTokens Tokens(EntraSettings entra) => new(Options.Create(new KeySettings { Entra = entra }), _time);
}
