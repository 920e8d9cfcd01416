using ForecastFunctions.Infrastructure.Accounts;
using ForecastFunctions.Infrastructure.Backups;
using ForecastFunctions.Infrastructure.Queues;
using Microsoft.Extensions.Options;

namespace ForecastFunctions.UnitTests.Infrastructure;

/// <summary>The accounts that the app can do without; that of the tables has tests of its own.</summary>
public sealed class StorageAccountValidationTests
{
    private const string Id = "3f0c5b0e-5d44-4b0c-9a3e-0d2b8a1f6c11";

    [Theory]
    [InlineData(null, null, null)]
    [InlineData("https://example.SERVICE.core.windows.net", Id, null)]
    [InlineData("", null, "UseDevelopmentStorage=true")]
    public void Account_OneWayToItOrNone_IsValid(string? uri, string? clientId, string? connectionString)
        => Assert.All(Validate(uri, clientId, connectionString), result => Assert.Null(result.FailureMessage));

    [Theory]
    [InlineData("https://example.SERVICE.core.windows.net", null, "UseDevelopmentStorage=true", "SECTION:ServiceUri and SECTION:ConnectionString are both set.")]
    [InlineData("https://example?sig=s3cret", null, null, "SECTION:ServiceUri 'https://example' is not a SERVICE endpoint.")]
    [InlineData(null, null, "AccountName=a;AccountKey=s3cret", "SECTION:ConnectionString is not a storage connection string.")]
    [InlineData(null, Id, null, "SECTION:ClientId is set without SECTION:ServiceUri.")]
    [InlineData("https://example.SERVICE.core.windows.net", "an-identity", null, "SECTION:ClientId is not a GUID.")]
    public void Account_Wrong_IsToldByItsSectionWithoutASecret(string? uri, string? clientId, string? connectionString, string message)
        => Assert.All(
            Validate(uri, clientId, connectionString).Zip([("Backups", "blob"), ("Queues", "queue")]),
            result =>
            {
                var fault = Assert.Single(result.First.Failures!);
                Assert.StartsWith(
                    message.Replace("SECTION", result.Second.Item1, StringComparison.Ordinal).Replace("SERVICE", result.Second.Item2, StringComparison.Ordinal),
                    fault, StringComparison.Ordinal);
                Assert.DoesNotContain("s3cret", fault, StringComparison.Ordinal);
            });

    private static ValidateOptionsResult[] Validate(string? uri, string? clientId, string? connectionString)
    {
        return
        [
            new BackupSettingsValidation().Validate(null, Of(new BackupSettings(), "blob")),
            new QueueSettingsValidation().Validate(null, Of(new QueueSettings(), "queue")),
        ];

        T Of<T>(T settings, string service)
            where T : StorageAccountSettings
        {
            settings.ServiceUri = uri?.Replace("SERVICE", service, StringComparison.Ordinal);
            (settings.ClientId, settings.ConnectionString) = (clientId, connectionString);
            return settings;
        }
    }
}
