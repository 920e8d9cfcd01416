using ForecastFunctions.Application.Partners;
using ForecastFunctions.Keys;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;

namespace ForecastFunctions.UnitTests.Keys;

public class KeySettingsValidationTests
{
    private const string Hash = "0123456789abcdef0123456789ABCDEF0123456789abcdef0123456789abcdef";

    [Fact]
    public void Defaults_AreClosedAndValidEverywhere()
    {
        Assert.False(new KeySettings().IsOpen);
        Assert.Null(Fault(new KeySettings(), "Production"));
        Assert.Null(Fault(
            new KeySettings { AdminHash = $"{Hash},{Hash}", Entra = new() { TenantId = Issuer.Tenant, Audience = "a,b" } }, "Production"));
        Assert.Null(Fault(new KeySettings { Mode = "open" }, "Development", ("functions-uri", "http://127.0.0.1:5000")));
    }

    [Theory]
    [InlineData("Production", "x", "", "Development only")]
    [InlineData("Development", "WEBSITE_SITE_NAME", "func", "in Azure")]
    [InlineData("Development", "WEBSITE_INSTANCE_ID", "c", "in Azure")]
    [InlineData("Development", "functions-uri", "http://10.0.0.4:5000", "not on loopback")]
    [InlineData("Development", "FUNCTIONS_CORETOOLS_ENVIRONMENT", "1", "Core Tools")]
    public void Open_AnywhereElse_IsRefusedWithWhatToDo(string environment, string setting, string value, string reason)
    {
        var fault = Fault(new KeySettings { Mode = "open" }, environment, (setting, value));
        Assert.Contains(reason, fault, StringComparison.Ordinal);
        Assert.Contains("Remove Keys__Mode", fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Open", "Keys:Mode is 'Open'; it is closed")]
    [InlineData("", "Keys:Mode is ''; it is closed")]
    public void Mode_OfAnotherWord_IsRefused(string mode, string says)
        => Assert.Contains(says, Fault(new KeySettings { Mode = mode }, "Development"), StringComparison.Ordinal);

    [Theory]
    [InlineData("ff_admin_secret")]
    [InlineData("0123")]
    public void AdminHash_ThatIsNone_IsRefusedAndNotRepeated(string text)
    {
        var fault = Fault(new KeySettings { AdminHash = $"{Hash},{text}" }, "Production");
        Assert.Contains("sha256sum", fault, StringComparison.Ordinal);
        Assert.DoesNotContain(text, fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(",")]
    [InlineData("a,")]
    [InlineData("a,,b")]
    [InlineData(" ")]
    public void Audience_WithNothingBetweenCommas_IsRefused(string audience)
        => Assert.Contains(
            $"Keys:Entra:Audience is '{audience}'; it is the id or the URI",
            Fault(new KeySettings { Entra = new() { TenantId = Issuer.Tenant, Audience = audience } }, "Production"), StringComparison.Ordinal);

    [Fact]
    public void Entra_HalfSetOrWithoutTls_IsRefused()
    {
        Assert.Contains(
            "both set", Fault(new KeySettings { Entra = new() { TenantId = Issuer.Tenant } }, "Production"), StringComparison.Ordinal);
        Assert.Contains("not a GUID", Fault(new KeySettings { Entra = new() { TenantId = "contoso.com", Audience = "a" } }, "Production"),
            StringComparison.Ordinal);
        Assert.Contains("not an https", Fault(new KeySettings { Entra = new() { Instance = "http://127.0.0.1" } }, "Production"),
            StringComparison.Ordinal);
        Assert.Contains("not an https", Fault(new KeySettings { Entra = new() { Instance = "http://example.com" } }, "Development"),
            StringComparison.Ordinal);
    }

    private static string? Fault(KeySettings settings, string environment, params (string Name, string Value)[] configuration)
        => new KeySettingsValidation(
            new In(environment),
            new ConfigurationBuilder().AddInMemoryCollection(configuration.ToDictionary(c => c.Name, c => (string?)c.Value)).Build())
            .Validate(null, settings).FailureMessage;

    private sealed class In(string name) : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = name;

        public string ApplicationName { get; set; } = "";

        public string ContentRootPath { get; set; } = "";

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
