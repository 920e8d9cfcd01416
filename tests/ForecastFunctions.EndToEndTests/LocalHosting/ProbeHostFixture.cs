namespace ForecastFunctions.EndToEndTests.LocalHosting;

/// <summary>One probe host for the tests that leave it as it was.</summary>
public sealed class ProbeHostFixture : IAsyncLifetime
{
    private ProbeHost? _probe;

    public ProbeHost Probe => _probe!;

    public async Task InitializeAsync() =>
        _probe = await ProbeHost.StartAsync(ProbeHost.Options(("AzureWebJobs.SwitchedOff.Disabled", "true")));

    public async Task DisposeAsync() => await Probe.DisposeAsync();
}

/// <summary>The tests that share it.</summary>
[CollectionDefinition(Name)]
public sealed class SharedProbeHost : ICollectionFixture<ProbeHostFixture>
{
    public const string Name = "Shared probe host";
}
