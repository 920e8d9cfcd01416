using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Partners;
using ForecastFunctions.Core.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace ForecastFunctions.UnitTests.Keys;

public sealed class KeyringTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private const string Address = "192.0.2.1";
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
            Assert.Equal(new Caller("acme", AccessScope.Write) { Quota = Quota.Default }, await _keyring.CallerAsync(Key, Address, None));

        Assert.Equal(1, _store.Reads);
    }

    [Fact]
    public async Task Revocation_OnAnotherInstance_HoldsWithinAMinute()
    {
        await _keyring.CallerAsync(Key, Address, None);
        _store.Partner = _store.Partner!.Revoked(_time.GetUtcNow());

        _time.Advance(TimeSpan.FromSeconds(60));

        await IsRefusedAsync(Key, "revoked");
    }

    [Fact]
    public async Task Revocation_Here_HoldsAtOnce()
    {
        await _keyring.CallerAsync(Key, Address, None);
        _store.Partner = _store.Partner!.Revoked(_time.GetUtcNow());
        _keyring.Forget("acme");

        await IsRefusedAsync(Key, "revoked");
    }

    [Fact]
    public async Task Revocation_DuringASlowReadOfTheRow_HoldsAtOnceAfterIt()
    {
        var keys = new IssueKeys(_store, _keyring, _time, NullLogger<IssueKeys>.Instance);
        var read = _store.HoldNextRead();
        var slow = _keyring.CallerAsync(Key, Address, None); // it reads the row before the revocation, and comes back after it

        await keys.RevokeAsync("acme", RevisionCondition.None, Caller.Anyone, None);
        read.SetResult();

        Assert.Equal("acme", (await slow).Name); // it was asked before
        await IsRefusedAsync(Key, "revoked");
    }

    [Fact]
    public async Task Revocation_WhoseAnswerIsLost_IsNotRememberedOtherwise()
    {
        await _keyring.CallerAsync(Key, Address, None);
        _store.LosesAnswers = true;
        var keys = new IssueKeys(_store, _keyring, _time, NullLogger<IssueKeys>.Instance);

        await Assert.ThrowsAsync<StorageUnavailableException>(
            () => keys.RevokeAsync("acme", RevisionCondition.None, Caller.Anyone, None));

        await IsRefusedAsync(Key, "revoked");
    }

    [Fact]
    public async Task KeysOfNobody_FromOneAddress_AreLookedUpSlowlyAndConcernNoOther()
    {
        await _keyring.CallerAsync(Key, Address, None);
        var reads = _store.Reads;
        for (var i = 0; i < VainLookups.Most; i++)
            await IsRefusedAsync(KeyText.New($"nobody-{i}"), "never issued");
        for (var i = 0; i < 100; i++)
            Assert.Equal(ProblemKind.QuotaExhausted, (await ProblemAsync(KeyText.New($"nobody-else-{i}"))).Kind);
        Assert.Equal(VainLookups.Most, _store.Reads - reads);

        // Who is remembered, was ever known here, or calls from elsewhere is served as before.
        _time.Advance(TimeSpan.FromMilliseconds(100));
        Assert.Equal("acme", (await _keyring.CallerAsync(Key, Address, None)).Name);
        string[] elsewhere = ["198.51.100.7", "203.0.113.9"]; // one of them may share the meter
        Assert.Contains(
            await Task.WhenAll(elsewhere.Select((address, i) => ProblemAsync(KeyText.New($"nobody-there-{i}"), address))),
            problem => problem.Kind == ProblemKind.CredentialRefused);

        _time.Advance(TimeSpan.FromSeconds(1));
        await IsRefusedAsync(KeyText.New("nobody-later"), "never issued");
    }

    [Fact]
    public async Task KnownPartner_FromAnAddressThatHasUsedUpItsLookups_IsLookedUpAgain()
    {
        await _keyring.CallerAsync(Key, Address, None);
        _time.Advance(Keyring.Memory);
        for (var i = 0; i < VainLookups.Most; i++)
            await IsRefusedAsync(KeyText.New($"nobody-{i}"), "never issued");

        Assert.Equal("acme", (await _keyring.CallerAsync(Key, Address, None)).Name);
    }

    [Fact]
    public async Task Expiry_OfARememberedPartner_HoldsAtOnce()
    {
        _store.Partner = _store.Partner! with { ExpiresAt = _time.GetUtcNow().AddSeconds(5) };
        await _keyring.CallerAsync(Key, Address, None);

        _time.Advance(TimeSpan.FromSeconds(5));

        await IsRefusedAsync(Key, "expired");
    }

    [Fact]
    public async Task NewKey_OfARememberedPartner_IsTakenAfterASecondAndWrongOnesCostOneReadASecond()
    {
        var next = KeyText.New("acme");
        await _keyring.CallerAsync(Key, Address, None);
        _store.Partner = _store.Partner!.WithNewKey(KeyText.Hash(next), TimeSpan.FromDays(1), _time.GetUtcNow());
        for (var i = 0; i < 10; i++)
            await IsRefusedAsync(KeyText.New("acme"), "never issued");
        Assert.Equal(1, _store.Reads);

        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("acme", (await _keyring.CallerAsync(next, Address, None)).Name);
        Assert.Equal(2, _store.Reads);
    }

    [Fact]
    public async Task Storage_Away_LetsTheRememberedInForHalfAMinuteAndNobodyElse()
    {
        await _keyring.CallerAsync(Key, Address, None);
        _store.IsAway = true;

        Assert.Equal("acme", (await _keyring.CallerAsync(Key, Address, None)).Name);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => _keyring.CallerAsync(KeyText.New("other"), Address, None));
        _time.Advance(Keyring.Memory);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => _keyring.CallerAsync(Key, Address, None));
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

        Assert.Equal(AccessScope.Admin, (await keyring.CallerAsync("old", Address, None)).Scope);
        Assert.Equal("admin", (await keyring.CallerAsync("new", Address, None)).Name);
        await Assert.ThrowsAsync<ProblemException>(() => keyring.CallerAsync("other", Address, None));
        Assert.Equal(0, _store.Reads);
    }

    private async Task IsRefusedAsync(string key, string reason)
    {
        var problem = await ProblemAsync(key);
        Assert.Equal(ProblemKind.CredentialRefused, problem.Kind);
        Assert.Contains(reason, problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(key, problem.Message, StringComparison.Ordinal);
    }

    private Task<ProblemException> ProblemAsync(string key, string address = Address)
        => Assert.ThrowsAsync<ProblemException>(() => _keyring.CallerAsync(key, address, None));

    private Keyring New(string? adminHash = null) => new(_store, Options.Create(new KeySettings { AdminHash = adminHash }), _time);

    private sealed class OnePartner : IPartnerStore
    {
        private TaskCompletionSource? _held;

        public Partner? Partner { get; set; }

        public bool IsAway { get; set; }

        public bool LosesAnswers { get; set; }

        public int Reads { get; private set; }

        /// <summary>The next read finds what is there now, and tells it when the source is set.</summary>
        public TaskCompletionSource HoldNextRead() => _held = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public async Task<StoredPartner?> FindAsync(string name, CancellationToken cancellationToken)
        {
            if (IsAway)
                throw new StorageUnavailableException("It is away.", new InvalidOperationException());
            Reads++;
            var found = Partner is { } partner && partner.Name == name ? new StoredPartner(partner, "1") : null;
            if (Interlocked.Exchange(ref _held, null) is { } held)
                await held.Task;
            return found;
        }

        public Task<IReadOnlyList<Partner>> ListAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<StoredPartner?> WriteAsync(Partner partner, string? version, CancellationToken cancellationToken)
        {
            Partner = partner;
            return LosesAnswers
                ? throw new StorageUnavailableException("The answer is lost.", new InvalidOperationException())
                : Task.FromResult<StoredPartner?>(new StoredPartner(partner, "2"));
        }
    }
}
