using System.Text;
using CsCheck;

using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Partners;
namespace ForecastFunctions.UnitTests.Keys;

public class PartnerTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 20, 0, 0, TimeSpan.Zero);

    private static readonly Gen<string> Names = Gen.Select(
        Gen.Char['a', 'z'], Gen.String[Gen.Char["abcxyz0189-"], 1, 31], (first, rest) => first + rest);

    [Fact]
    public void New_AnyName_HasTheFormAndFindsItsName() => Names.Sample(name =>
    {
        var key = KeyText.New(name);
        Assert.Equal(name, KeyText.NameIn(key));
        Assert.NotEqual(key, KeyText.New(name));
        Assert.Equal(KeyText.Prefix.Length + name.Length + 1 + 43, key.Length);
    });

    [Theory]
    [InlineData("")]
    [InlineData("ff_")]
    [InlineData("ff_acme_AAAA")]
    [InlineData("ff_Acme_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("ff_acme_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n")]
    [InlineData(" ff_acme_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void NameIn_AnythingElse_IsNone(string text) => Assert.Null(KeyText.NameIn(text));

    [Fact]
    public void Hash_IsWhatTheDocumentedCommandGives()
        // printf %s ff_acme_secret | sha256sum
        => Assert.Equal("ce95ca81", Convert.ToHexStringLower(KeyText.Hash("ff_acme_secret"))[..8]);

    [Fact]
    public void Standing_OverALife_IsThatOfItsMoment()
    {
        var (one, two, three) = (Hash(1), Hash(2), Hash(3));
        var partner = New().WithNewKey(one, TimeSpan.Zero, Now);
        Assert.Equal(KeyStanding.Valid, partner.StandingOf(one, Now));
        Assert.Equal(KeyStanding.Unknown, partner.StandingOf(two, Now));
        Assert.Equal(KeyStanding.Valid, partner.StandingOf(one, partner.ExpiresAt.AddTicks(-1)));
        Assert.Equal(KeyStanding.Expired, partner.StandingOf(one, partner.ExpiresAt));

        partner = partner.WithNewKey(two, TimeSpan.FromHours(2), Now);
        Assert.Equal(2, partner.ValidKeys(Now.AddHours(2).AddTicks(-1)));
        Assert.Equal(KeyStanding.Expired, partner.StandingOf(one, Now.AddHours(2)));
        Assert.Equal(KeyStanding.Valid, partner.StandingOf(two, Now.AddHours(2)));

        // A longer grace later does not prolong what ends already; none ends the others at once.
        var later = partner.WithNewKey(three, TimeSpan.FromDays(9), Now.AddHours(1));
        Assert.Equal(KeyStanding.Expired, later.StandingOf(one, Now.AddHours(2)));
        Assert.Equal(1, later.WithNewKey(Hash(4), TimeSpan.Zero, Now.AddHours(1)).ValidKeys(Now.AddHours(1)));

        var revoked = later.Revoked(Now.AddHours(1));
        Assert.Equal(0, revoked.ValidKeys(Now.AddHours(1)));
        Assert.Equal(KeyStanding.Revoked, revoked.StandingOf(three, Now.AddHours(1)));
        var readmitted = revoked.WithNewKey(Hash(5), TimeSpan.FromDays(1), Now.AddHours(1));
        Assert.Equal(KeyStanding.Unknown, readmitted.StandingOf(three, Now.AddHours(1)));
        Assert.Equal(KeyStanding.Valid, readmitted.StandingOf(Hash(5), Now.AddHours(1)));
    }

    [Fact]
    public void WithNewKey_AnyHistory_KeepsAtMostFourValidAndTheNewestAmongThem()
        => Gen.Select(Gen.Int[0, 3], Gen.Int[0, 3]).Array[1, 12].Sample(steps =>
        {
            var (partner, now, count) = (New(), Now, 0);
            foreach (var (wait, grace) in steps)
            {
                now = now.AddHours(wait);
                try
                {
                    partner = partner.WithNewKey(Hash(++count), TimeSpan.FromHours(grace), now);
                }
                catch (InvalidOperationException)
                {
                    Assert.True(grace > 0);
                    Assert.Equal(Partner.MaxValidKeys, partner.ValidKeys(now));
                    continue;
                }

                Assert.Equal(KeyStanding.Valid, partner.StandingOf(Hash(count), now));
                Assert.InRange(partner.ValidKeys(now), 1, Partner.MaxValidKeys);
                Assert.True(partner.Keys.Count <= Partner.MaxValidKeys);
            }
        });

    [Theory]
    [InlineData(0, 100_000_000, 1, 100_000_000)]
    [InlineData(100_001, 100_000_000, 1, 100_000_000)]
    [InlineData(1, 99_999_999, 1, 100_000_000)]
    [InlineData(1, 100_000_000, 0, 100_000_000)]
    [InlineData(1, 100_000_000, 1, 99_999_999)]
    public void Quota_OutOfRange_CannotBe(int requestsPerMinute, long computePerMinute, long requestsPerDay, long computePerDay)
        => Assert.Throws<ArgumentOutOfRangeException>(() => new Quota(requestsPerMinute, computePerMinute, requestsPerDay, computePerDay));

    [Fact]
    public void Quota_TheLeast_LetsTheLargestRunThrough()
        => Assert.Equal(Application.Projections.DrawRequest.MaxNumbers, Quota.MinComputePerMinute);

    private static Partner New() => new("acme", AccessScope.Read, Quota.Default, Now.AddDays(365), []);

    private static byte[] Hash(int number) => KeyText.Hash(Encoding.UTF8.GetString([(byte)('a' + number)]));
}
