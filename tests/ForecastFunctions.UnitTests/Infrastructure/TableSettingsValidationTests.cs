using ForecastFunctions.Application.Health;
using ForecastFunctions.Application.Runs;
using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Infrastructure;
using ForecastFunctions.Infrastructure.Tables;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace ForecastFunctions.UnitTests.Infrastructure;

public sealed class TableSettingsValidationTests
{
    private const string Uri = "https://example.table.core.windows.net";
    private const string Emulator = "UseDevelopmentStorage=true";
    private const string Id = "3f0c5b0e-5d44-4b0c-9a3e-0d2b8a1f6c11";

    [Theory]
    [InlineData(Uri, null, null, "forecast")]
    [InlineData(Uri, Id, null, "forecast")]
    [InlineData(Uri + "/", Id, "", "t1")]
    [InlineData(null, null, Emulator, "forecast")]
    [InlineData("", "", "AccountName=a;AccountKey=dGVzdA==;TableEndpoint=http://127.0.0.1:10002/a", "forecast")]
    public void Settings_OneWayToTheTables_AreValid(string? uri, string? clientId, string? connectionString, string prefix) =>
        Assert.True(Validate(uri, clientId, connectionString, prefix).Succeeded);

    [Theory]
    [InlineData(null, null, null, "forecast", "Neither Tables:ServiceUri nor Tables:ConnectionString")]
    [InlineData(Uri, null, Emulator, "forecast", "both set")]
    [InlineData("example", null, null, "forecast", "Tables:ServiceUri 'example' is not a table endpoint")]
    [InlineData("http://example.table.core.windows.net", null, null, "forecast", "https")]
    [InlineData(null, null, "nonsense", "forecast", "Tables:ConnectionString is not a storage connection string")]
    [InlineData(null, Id, Emulator, "forecast", "Tables:ClientId is set without Tables:ServiceUri")]
    [InlineData(Uri, "forecast-identity", null, "forecast", "Tables:ClientId is not a GUID")]
    [InlineData(Uri, Id, null, "1forecast", "Tables:NamePrefix '1forecast'")]
    [InlineData(Uri, Id, null, "fore-cast", "Tables:NamePrefix 'fore-cast'")]
    [InlineData(Uri, Id, null, "", "Tables:NamePrefix ''")]
    public void Settings_Wrong_SayWhichAndWhatWouldBeRight(
        string? uri, string? clientId, string? connectionString, string prefix, string message)
    {
        var result = Validate(uri, clientId, connectionString, prefix);
        Assert.True(result.Failed);
        Assert.Contains(message, result.FailureMessage, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Uri + "?sv=2024&sig=s3cret", null)]
    [InlineData(null, "AccountName=a;AccountKey=s3cret")]
    [InlineData(Uri, "AccountName=a;AccountKey=s3cret;TableEndpoint=http://127.0.0.1:1/a")]
    public void Settings_WithASecret_NeverRepeatIt(string? uri, string? connectionString)
    {
        var result = Validate(uri, null, connectionString, "forecast");
        Assert.True(result.Failed);
        Assert.DoesNotContain("s3cret", result.FailureMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void Infrastructure_ValidSettings_GivesEveryPort()
    {
        using var provider = Services(("Tables:ServiceUri", Uri), ("Tables:ClientId", Id));

        Assert.NotNull(provider.GetRequiredService<IBaselineStore>());
        Assert.NotNull(provider.GetRequiredService<IRunStore>());
        Assert.NotNull(provider.GetRequiredService<IStorageProbe>());
        provider.GetRequiredService<IStartupValidator>().Validate();
    }

    [Fact]
    public void Infrastructure_WrongSettings_FailsAtStart()
    {
        using var provider = Services(("Tables:NamePrefix", "forecast"));

        var error = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IStartupValidator>().Validate());
        Assert.Contains("Tables:ServiceUri", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Tries_OfTheClient_EndWithinHalfAMinute()
    {
        var retry = TableService.Options(NullLogger.Instance).Retry;
        var worst = ((retry.MaxRetries + 1) * retry.NetworkTimeout) + (retry.MaxRetries * retry.MaxDelay);

        Assert.InRange(worst, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30));
    }

    private static ServiceProvider Services(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)))
            .Build();
        return new ServiceCollection().AddLogging().AddInfrastructure(configuration).BuildServiceProvider(validateScopes: true);
    }

    private static ValidateOptionsResult Validate(string? uri, string? clientId, string? connectionString, string prefix) =>
        new TableSettingsValidation().Validate(null, new TableSettings
        {
            ServiceUri = uri,
            ClientId = clientId,
            ConnectionString = connectionString,
            NamePrefix = prefix,
        });
}
