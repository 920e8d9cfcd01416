using Azure;
using Azure.Identity;
using ForecastFunctions.Infrastructure.Tables;

namespace ForecastFunctions.UnitTests.Infrastructure;

public sealed class UnavailabilityTests
{
    [Theory]
    [InlineData(0, true)]
    [InlineData(401, true)]
    [InlineData(403, true)]
    [InlineData(408, true)]
    [InlineData(429, true)]
    [InlineData(500, true)]
    [InlineData(503, true)]
    [InlineData(400, false)]
    [InlineData(404, false)]
    [InlineData(409, false)]
    [InlineData(412, false)]
    public void Answer_ByItsStatus_IsAFailureOfTheStorageOrAFaultOfOurs(int status, bool expected) =>
        Assert.Equal(expected, Unavailability.Explains(new RequestFailedException(status, "refused"), CancellationToken.None));

    [Fact]
    public void Identity_ThatGivesNoToken_IsUnavailability() =>
        Assert.True(Unavailability.Explains(new CredentialUnavailableException("no identity here"), CancellationToken.None));

    [Fact]
    public void Cancellation_ByTheCaller_IsNotUnavailability()
    {
        Assert.True(Unavailability.Explains(new TaskCanceledException(), CancellationToken.None));
        Assert.False(Unavailability.Explains(new TaskCanceledException(), new CancellationToken(canceled: true)));
    }

    [Fact]
    public void Tries_ThatAllFailed_AreUnavailabilityIfEachIs()
    {
        var (passing, ours) = (new RequestFailedException(503, "busy"), new RequestFailedException(400, "wrong"));

        Assert.True(Unavailability.Explains(new AggregateException(passing, passing), CancellationToken.None));
        Assert.False(Unavailability.Explains(new AggregateException(passing, ours), CancellationToken.None));
    }

    [Fact]
    public void Exception_OfAnotherKind_IsNotUnavailability() =>
        Assert.False(Unavailability.Explains(new InvalidOperationException(), CancellationToken.None));
}
