using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Partners;
using ForecastFunctions.Core.Storage;
using ForecastFunctions.Http;
using ForecastFunctions.Keys;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace ForecastFunctions.UnitTests.Keys;

public sealed class KeyringTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly string Key = KeyText.New("acme");

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 24, 20, 0, 0, TimeSpan.Zero));
    private readonly OnePartner _store = new();
    private readonly Keyring _keyring;

    public KeyringTests()
    {
        _store.Partner = new Partner("acme", AccessScope.Write, Quota.Default, _time.GetUtcNow().AddDays(1), []).WithNewKey(
            KeyText.Hash(Key), TimeSpan.Zero, _time.GetUtcNow());
        _keyring = New();
    }

    public void Dispose() => _keyring.Dispose();

    [Fact]
    public async Task Caller_OfAKey_IsItsPartnerReadOnce()
    {
        for (var i = 0; i < 5; i++)
            Assert.Equal(new Caller("acme", AccessScope.Write) { Quota = Quota.Default }, await _keyring.CallerAsync(Key, None));

        Assert.Equal(1, _store.Reads);
    }

    [Fact]
    public async Task Revocation_OnAnotherInstance_HoldsWithinAMinute()
    {
        await _keyring.CallerAsync(Key, None);
        _store.Partner = _store.Partner!.Revoked(_time.GetUtcNow());

        _time.Advance(TimeSpan.FromSeconds(60));

        await IsRefusedAsync(Key, "revoked");
    }

    [Fact]
    public async Task Revocation_Here_HoldsAtOnce()
    {
        await _keyring.CallerAsync(Key, None);
        _store.Partner = _store.Partner!.Revoked(_time.GetUtcNow());
        _keyring.Forget("acme");

        await IsRefusedAsync(Key, "revoked");
    }

    [Fact]
    public async Task Expiry_OfARememberedPartner_HoldsAtOnce()
    {
        _store.Partner = _store.Partner! with { ExpiresAt = _time.GetUtcNow().AddSeconds(5) };
        await _keyring.CallerAsync(Key, None);

        _time.Advance(TimeSpan.FromSeconds(5));

        await IsRefusedAsync(Key, "expired");
    }

    [Fact]
    public async Task NewKey_OfARememberedPartner_IsTakenAfterASecondAndWrongOnesCostOneReadASecond()
    {
        var next = KeyText.New("acme");
        await _keyring.CallerAsync(Key, None);
        _store.Partner = _store.Partner!.WithNewKey(KeyText.Hash(next), TimeSpan.FromDays(1), _time.GetUtcNow());
        for (var i = 0; i < 10; i++)
            await IsRefusedAsync(KeyText.New("acme"), "never issued");
        Assert.Equal(1, _store.Reads);

        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("acme", (await _keyring.CallerAsync(next, None)).Name);
        Assert.Equal(2, _store.Reads);
    }

    [Fact]
    public async Task Storage_Away_LetsTheRememberedInForHalfAMinuteAndNobodyElse()
    {
        await _keyring.CallerAsync(Key, None);
        _store.IsAway = true;

        Assert.Equal("acme", (await _keyring.CallerAsync(Key, None)).Name);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => _keyring.CallerAsync(KeyText.New("other"), None));
        _time.Advance(Keyring.Memory);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => _keyring.CallerAsync(Key, None));
    }

    [Fact]
    public async Task Text_WithoutTheFormOfAKey_IsRefusedWithoutARead()
    {
        await IsRefusedAsync("guess", "has not the form");
        Assert.Equal(0, _store.Reads);
    }

    [Fact]
    public async Task AdminKeys_OfTheConfiguration_AreBothTaken()
    {
        using var keyring = New($"{Convert.ToHexString(KeyText.Hash("old"))}, {Convert.ToHexStringLower(KeyText.Hash("new"))}");

        Assert.Equal(AccessScope.Admin, (await keyring.CallerAsync("old", None)).Scope);
        Assert.Equal("admin", (await keyring.CallerAsync("new", None)).Name);
        await Assert.ThrowsAsync<ProblemException>(() => keyring.CallerAsync("other", None));
        Assert.Equal(0, _store.Reads);
    }

    private async Task IsRefusedAsync(string key, string reason)
    {
        var problem = await Assert.ThrowsAsync<ProblemException>(() => _keyring.CallerAsync(key, None));
        Assert.Equal((401, "credential-refused"), (problem.Status, problem.Code));
        Assert.Contains(reason, problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(key, problem.Message, StringComparison.Ordinal);
    }

    private Keyring New(string? adminHash = null) => new(_store, Options.Create(new KeySettings { AdminHash = adminHash }), _time);

    private sealed class OnePartner : IPartnerStore
    {
        public Partner? Partner { get; set; }

        public bool IsAway { get; set; }

        public int Reads { get; private set; }

        public Task<StoredPartner?> FindAsync(string name, CancellationToken cancellationToken)
        {
            if (IsAway)
                throw new StorageUnavailableException("It is away.", new InvalidOperationException());
            Reads++;
            return Task.FromResult(Partner is { } partner && partner.Name == name ? new StoredPartner(partner, "1") : null);
        }

        public Task<IReadOnlyList<Partner>> ListAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<bool> AddAsync(Partner partner, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<bool> ReplaceAsync(Partner partner, string version, CancellationToken cancellationToken)
            => throw new NotSupportedException();
    }
}
