using ForecastFunctions.Application.Contract;
using ForecastFunctions.Http;
using Microsoft.Extensions.Options;

namespace ForecastFunctions.UnitTests.Http;

public class ServiceAddressTests
{
    [Theory]
    [InlineData("forecast.example.com", "https://forecast.example.com/api/v1")]
    [InlineData("forecast.example.com:8443", "https://forecast.example.com:8443/api/v1")]
    [InlineData("203.0.113.7", "https://203.0.113.7/api/v1")]
    [InlineData("127.0.0.1:7071", "http://127.0.0.1:7071/api/v1")]
    [InlineData("localhost:7071", "http://localhost:7071/api/v1")]
    [InlineData("[::1]:7071", "http://[::1]:7071/api/v1")]
    public void Host_OfARequest_BecomesTheAddressAndIsAskedInTheClearOnThisMachineOnly(string host, string address)
        => Assert.Equal(address, AddressFor(host).AbsoluteUri);

    [Theory]
    [InlineData("")]
    [InlineData("evil.example\"]) in Web.Contents(\"https://evil.example")]
    [InlineData("evil.example/path")]
    [InlineData("user@evil.example")]
    [InlineData("evil.example?x=")]
    [InlineData("evil.example#")]
    [InlineData("evil example")]
    [InlineData("evil.example:99999")]
    [InlineData("evil.example:80:80")]
    [InlineData("a,b")]
    public void Host_ThatIsMoreThanAHost_IsRefused(string host)
    {
        var problem = Assert.Throws<ProblemException>(() => AddressFor(host));

        Assert.Equal((400, "header", "Host"), (problem.Kind.Status, problem.Faults![0].In, problem.Faults[0].Target));
    }

    [Fact]
    public void Address_ThatIsStated_HoldsWhateverTheHost()
        => Assert.Equal("https://gateway.example.com/forecast/api/v1",
            AddressFor("evil.example", "https://gateway.example.com/forecast/api/").AbsoluteUri);

    [Theory]
    [InlineData("https://gateway.example.com/api/v1", true)]
    [InlineData("http://127.0.0.1:8080/api/v1", true)]
    [InlineData("http://gateway.example.com/api/v1", false)]
    [InlineData("https://user:word@gateway.example.com/api/v1", false)]
    [InlineData("https://gateway.example.com/api/v1?code=x", false)]
    [InlineData("/api/v1", false)]
    [InlineData("ftp://gateway.example.com/api/v1", false)]
    public void Address_ThatIsStated_IsHttpsAndHasNoSecret(string address, bool isValid)
        => Assert.Equal(isValid, new ServiceSettings { BaseAddress = new Uri(address, UriKind.RelativeOrAbsolute) }.IsBaseAddressValid);

    private static Uri AddressFor(string host, string? stated = null)
    {
        var request = Requests.Get(headers: ("Host", host));
        request.Headers["X-Forwarded-Host"] = "evil.example";
        request.Headers["X-Forwarded-Proto"] = "http";
        var settings = new ServiceSettings { BaseAddress = stated is null ? null : new Uri(stated) };
        return new ServiceAddress(Options.Create(settings)).Of(request, "/v1");
    }
}
