using System.Text.RegularExpressions;

namespace ForecastFunctions.InfraTests;

/// <summary>What is wrong with parameters is said before anything is created.</summary>
[Collection(SharedTemplate.Name)]
public sealed partial class ParameterTests(Template template)
{
    [BicepFact]
    public async Task Parameters_OfTheWrongKind_AreRefusedWhenTheyAreRead()
    {
        var run = await template.TryAsync("kinds", """
            param maximumInstanceCount = 0
            param instanceMemoryMB = 1024
            param httpConcurrency = 19
            param refreshSchedule = '0 0 5 * *'
            param telemetryDays = 45
            param availabilityTestSeconds = 60
            """);

        Assert.NotEqual(0, run.ExitCode);
        Assert.Equal(6, $"{run.Output}\n{run.Errors}".Split('\n').Count(l => l.Contains(" : Error BCP", StringComparison.Ordinal)));
    }

    [BicepFact]
    public async Task Parameters_ThatDoNotGoTogether_AreAllNamedWithWhatWouldBeRight()
    {
        var run = await template.TryAsync("together", """
            param httpConcurrency = 10
            param alwaysReadyInstances = 2
            param maximumInstanceCount = 1
            param zoneRedundant = true
            param storageRedundancy = 'GRS'
            param refreshSchedule = '0 0 5 * *   '
            param entraTenantId = 'contoso.example.com'
            param operatorPrincipalId = 'someone'
            param monthlyBudget = {
              amount: 1
              startDate: '2026-12-15'
            }
            param extraAppSettings = {
              Keys__Mode: 'open'
              WEBSITE_TIME_ZONE: 'CET'
            }
            param vnetEnabled = true
            param existingNetwork = {
              appSubnetId: 'a'
              endpointSubnetId: 'b'
            }
            """);

        Assert.NotEqual(0, run.ExitCode);
        string[] said =
        [
            "HTTP_CONCURRENCY is 10; an instance of 2048 MB admits 9 requests, so it is at most that.",
            "ALWAYS_READY_INSTANCES is 2; it is at most MAXIMUM_INSTANCE_COUNT, which is 1.",
            "STORAGE_REDUNDANCY is GRS; with ZONE_REDUNDANT it is ZRS or GZRS.",
            "REFRESH_SCHEDULE is '0 0 5 * *   '; it has six fields, such as 0 0 5 * * *.",
            "ENTRA_TENANT_ID is 'contoso.example.com'; it is a GUID.",
            "ENTRA_TENANT_ID and ENTRA_AUDIENCE go together; one of them is not set.",
            "OPERATOR_PRINCIPAL_ID is 'someone'; it is the GUID of an object.",
            "BUDGET_START is '2026-12-15'; it is the first day of a month, such as 2026-12-01.",
            "EXTRA_APP_SETTINGS has Keys__Mode, which the template sets; use the variable that it has for this.",
            "EXTRA_APP_SETTINGS has WEBSITE_TIME_ZONE, which is the platform's or the template's to set.",
            "VNET_ENABLED makes a network, and EXISTING_APP_SUBNET_ID names one that exists: set one of them.",
        ];
        Assert.All(said, fault => Assert.Contains(fault, run.Output + run.Errors));
    }

    /// <summary>A secret is in no prediction, so it is the template's text that has to check it.</summary>
    [Fact]
    public async Task Secret_PassedOn_IsCheckedBefore()
    {
        var main = await File.ReadAllTextAsync(Path.Combine(Bicep.Root, "infra/main.bicep"));

        Assert.Matches(@"adminKeyHash: empty\(adminKeyHash\) \|\| isHashes\(adminKeyHash\)\s+\? adminKeyHash\s+: fail\(", main);
        Assert.Matches(@"webhook: empty\(alertWebhook\) \|\| startsWith\(alertWebhook, 'https://'\)\s+\? alertWebhook\s+: fail\(", main);
    }

    [Fact]
    public async Task EveryVariable_OfTheParameters_IsCheckedByBothHooksAndDocumented()
    {
        var read = Variables().Matches(await TextAsync("infra/main.bicepparam")).Select(m => m.Groups["name"].Value).Distinct(StringComparer.Ordinal).ToList();
        string[] free = ["ENTRA_AUDIENCE"]; // any text

        Assert.True(read.Count > 30);
        foreach (var file in (string[])["infra/hooks/preprovision.sh", "infra/hooks/preprovision.ps1", "infra/README.md"])
        {
            var text = await TextAsync(file);
            Assert.All(read.Except(free, StringComparer.Ordinal), name => Assert.Contains(name, text));
        }
    }

    private static Task<string> TextAsync(string file) => File.ReadAllTextAsync(Path.Combine(Bicep.Root, file));

    [GeneratedRegex(@"readEnvironmentVariable\('(?<name>\w+)'", RegexOptions.NonBacktracking)]
    private static partial Regex Variables();
}
