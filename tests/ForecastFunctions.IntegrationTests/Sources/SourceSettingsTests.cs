using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Infrastructure;
using ForecastFunctions.Infrastructure.Sources;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ForecastFunctions.IntegrationTests.Sources;

public sealed class SourceSettingsTests
{
    private const string Contact = "Example Ltd data@example.com";

    [Fact]
    public void NothingSet_IsValid_AndReadsTheEmbeddedObservationsAlone()
    {
        using var services = Services(isDevelopment: false);

        services.GetRequiredService<IStartupValidator>().Validate();
        Assert.Equal(["curated"], Names(services));
    }

    [Theory]
    [InlineData("sec-edgar,sec-filings,curated", "SecEdgar:Contact", Contact)]
    [InlineData("sec-edgar,curated", "SecEdgar:BaseAddress", "http://127.0.0.1:1/")]
    [InlineData("sec-edgar,sec-filings,curated", "SecEdgar:BaseAddress", "http://127.0.0.1:1/", "SecFilings:ArchivesAddress", "http://127.0.0.1:1/")]
    [InlineData("sec-edgar,sec-filings,curated", "SecEdgar:Enabled", "true", "SecEdgar:Contact", Contact)]
    [InlineData("sec-edgar,curated", "SecFilings:Enabled", "false", "SecEdgar:Contact", Contact)]
    [InlineData("sec-filings,curated", "SecFilings:Enabled", "true", "SecEdgar:Enabled", "false", "SecEdgar:Contact", Contact)]
    [InlineData("curated", "Curated:ExcludedSeries:0", "nvda.datacenter_revenue.q")]
    [InlineData("curated", "SecEdgar:Enabled", "false", "SecEdgar:Contact", Contact)]
    [InlineData("epoch-ai,curated", "EpochAi:Enabled", "true")]
    [InlineData("epoch-ai,curated", "EpochAi:BaseAddress", "https://raw.githubusercontent.com/someone/fork/main")]
    [InlineData("curated", "EpochAi:Enabled", "false", "EpochAi:BaseAddress", "http://localhost:1")]
    [InlineData("curated", "Curated:Address", "https://example.com/a.csv?key=1", "AllowedHosts:0", "example.com")]
    public void Settings_Right_EnableTheirSources(string names, params string[] settings)
    {
        using var services = Services(isDevelopment: true, settings);

        services.GetRequiredService<IStartupValidator>().Validate();
        Assert.Equal(names.Split(','), Names(services));
    }

    [Theory]
    [InlineData("Sources:SecEdgar:Contact is not set", "SecEdgar:Enabled", "true")]
    [InlineData("Sources:SecEdgar:Contact is not set", "SecFilings:Enabled", "true")]
    [InlineData("Sources:SecFilings:ArchivesAddress names the host example.com", "SecEdgar:Contact", Contact, "SecFilings:ArchivesAddress",
        "https://example.com")]
    [InlineData("Sources:Curated:ExcludedSeries names 'NVIDIA'", "Curated:ExcludedSeries:0", "NVIDIA")]
    [InlineData("Sources:SecEdgar:Contact is not a contact", "SecEdgar:Contact", "somebody")]
    [InlineData("Sources:SecEdgar:Contact is not a contact", "SecEdgar:Contact", "a@example.com (office)")]
    [InlineData("Sources:SecEdgar:RequestsPerSecond is 6. It is 1 to 5", "SecEdgar:Contact", Contact, "SecEdgar:RequestsPerSecond", "6")]
    [InlineData("Sources:SecEdgar:RequestsPerSecond is 0", "SecEdgar:Contact", Contact, "SecEdgar:RequestsPerSecond", "0")]
    [InlineData("'data.sec.gov' is not an address", "SecEdgar:BaseAddress", "data.sec.gov")]
    [InlineData("'ftp://data.sec.gov' is not an address", "SecEdgar:BaseAddress", "ftp://data.sec.gov")]
    [InlineData("'http://data.sec.gov' is not https", "SecEdgar:BaseAddress", "http://data.sec.gov")]
    [InlineData("this machine itself", "SecEdgar:BaseAddress", "https://localhost:1")]
    [InlineData("has a query", "SecEdgar:BaseAddress", "https://data.sec.gov?x=1")]
    [InlineData("names the host mirror.example.com, which is not allowed. Add it to Sources:AllowedHosts", "SecEdgar:BaseAddress",
        "https://mirror.example.com")]
    [InlineData("Sources:EpochAi:BaseAddress names the host 10.0.0.1", "EpochAi:BaseAddress", "https://10.0.0.1/")]
    [InlineData("Sources:Curated:Address names the host example.com", "Curated:Address", "https://example.com/a.csv")]
    [InlineData("Sources:Http:TryTimeout (00:02:00)", "Http:TryTimeout", "00:02:00")]
    [InlineData("Sources:Http:Retries is 11", "Http:Retries", "11")]
    [InlineData("Sources:Http:RetryDelay is 00:00:00", "Http:RetryDelay", "00:00:00")]
    [InlineData("Sources:Http:MaxRetryAfter is 00:10:00", "Http:MaxRetryAfter", "00:10:00")]
    [InlineData("Sources:Http:BreakDuration is", "Http:BreakDuration", "02:00:00")]
    [InlineData("Sources:Http:MaxParallelRequests is 0", "Http:MaxParallelRequests", "0")]
    [InlineData("Sources:Http:MaxBodyBytes is 1", "Http:MaxBodyBytes", "1")]
    public void Settings_Wrong_StopTheStartAndSayWhatWouldBeRight(string message, params string[] settings)
    {
        using var services = Services(isDevelopment: false, settings);

        var error = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IStartupValidator>().Validate());
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(true, "SecEdgar:Contact", "")]
    [InlineData(false, "SecEdgar:Contact", Contact)]
    [InlineData(false, "SecEdgar:Enabled", "false")]
    [InlineData(false, "SecFilings:Enabled", "false")]
    [InlineData(false, "SecEdgar:BaseAddress", "http://127.0.0.1:1/")]
    public void Contact_NobodyHasSetOrDecidedAgainst_IsMissing(bool isMissing, params string[] settings)
    {
        using var services = Services(isDevelopment: true, settings);

        Assert.Equal(isMissing, services.GetRequiredService<IOptions<SourceSettings>>().Value.IsSecContactMissing);
    }

    [Fact]
    public void PlainHttp_BeyondLoopback_IsRefusedInDevelopmentToo()
    {
        using var services = Services(isDevelopment: true, "EpochAi:BaseAddress", "http://raw.githubusercontent.com");

        var error = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IStartupValidator>().Validate());
        Assert.Contains("Plain http is for loopback only", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://user:s3cret@example.com/a.csv")]
    [InlineData("http://example.com/a.csv?sig=s3cret")]
    [InlineData("example.com/a.csv?sig=s3cret")]
    public void Address_WithASecret_IsNotRepeated(string address)
    {
        using var services = Services(isDevelopment: false, "Curated:Address", address);

        var error = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IStartupValidator>().Validate());
        Assert.DoesNotContain("s3cret", error.Message, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Names(IServiceProvider services) =>
        services.GetServices<IBaselineSource>().Select(source => source.Name);

    private static ServiceProvider Services(bool isDevelopment, params string[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Chunk(2).Select(pair => KeyValuePair.Create($"Sources:{pair[0]}", (string?)pair[1])))
            .AddInMemoryCollection(
            [
                KeyValuePair.Create("Tables:ConnectionString", (string?)"UseDevelopmentStorage=true"),
                KeyValuePair.Create("AZURE_FUNCTIONS_ENVIRONMENT", isDevelopment ? "Development" : null),
            ])
            .Build();
        return new ServiceCollection().AddLogging().AddInfrastructure(configuration).BuildServiceProvider(validateScopes: true);
    }
}
