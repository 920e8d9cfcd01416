using ForecastFunctions.Keys;
using ForecastFunctions.UnitTests.Http;

namespace ForecastFunctions.UnitTests.Keys;

public sealed class CallerTests
{
    [Fact]
    public void Caller_OfARequestThatWasNotAdmitted_IsNobody()
        => Assert.Throws<InvalidOperationException>(() => Requests.Get().Caller());
}
