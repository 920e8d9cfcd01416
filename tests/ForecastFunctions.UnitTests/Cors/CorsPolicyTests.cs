using ForecastFunctions.Application.Partners;
using ForecastFunctions.Cors;
using Microsoft.Extensions.Options;

namespace ForecastFunctions.UnitTests.Cors;

public sealed class CorsPolicyTests
{
    [Theory]
    [InlineData(null, true)]
    [InlineData("*", true)]
    [InlineData("https://app.example.com", true)]
    [InlineData("https://app.example.com, http://localhost:5173", true)]
    [InlineData("https://app.example.com/", false)]
    [InlineData("https://app.example.com/page", false)]
    [InlineData("https://APP.example.com", false)]
    [InlineData("https://app.example.com:443", false)]
    [InlineData("https://user@app.example.com", false)]
    [InlineData("app.example.com", false)]
    [InlineData("null", false)]
    [InlineData("*, https://app.example.com", false)]
    [InlineData("ftp://app.example.com", false)]
    public void Origins_AsTheyAreSet_AreThoseThatBrowsersSend(string? origins, bool isValid)
        => Assert.Equal(isValid, new CorsSettings { AllowedOrigins = origins }.IsValid);

    [Theory]
    [InlineData("*", false, "https://any.example", "*", false)]
    [InlineData("*", false, "null", "*", false)]
    [InlineData("https://app.example.com", false, "https://app.example.com", "https://app.example.com", true)]
    [InlineData("https://app.example.com", false, "https://app.example.com:8443", null, true)]
    [InlineData("https://app.example.com", false, "http://localhost:5173", null, true)]
    [InlineData("https://app.example.com", false, null, null, true)]
    [InlineData(null, false, "https://app.example.com", null, false)]
    [InlineData(null, true, "http://localhost:5173", "http://localhost:5173", true)]
    [InlineData(null, true, "https://app.example.com", null, true)]
    public void Origin_OfAPage_ReadsWhatTheSettingsAllow(string? set, bool isOpen, string? origin, string? allowed, bool varies)
    {
        var policy = new CorsPolicy(
            Options.Create(new CorsSettings { AllowedOrigins = set }),
            Options.Create(new KeySettings { Mode = isOpen ? KeySettings.OpenMode : KeySettings.ClosedMode }));

        Assert.Equal(allowed, policy.AllowedFor(origin));
        Assert.Equal(varies, policy.Varies);
    }
}
