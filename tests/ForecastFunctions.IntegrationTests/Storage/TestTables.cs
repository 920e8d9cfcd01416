using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Infrastructure.Backups;
using ForecastFunctions.Infrastructure.Tables;
using Microsoft.Extensions.Logging.Abstractions;

namespace ForecastFunctions.IntegrationTests.Storage;

/// <summary>The stores over tables of their own in the emulator, with a log of what they ask.</summary>
internal sealed class TestTables
{
    private readonly string _prefix;
    private readonly TableSettings _settings;
    private readonly StoragePatience _patience;

    public TestTables(AzuriteFixture azurite)
        : this(azurite.ConnectionString, "t" + Guid.NewGuid().ToString("N")[..12], new StoragePatience())
    {
    }

    private TestTables(string connectionString, string prefix, StoragePatience patience)
    {
        _prefix = prefix;
        _patience = patience;
        _settings = new TableSettings { ConnectionString = connectionString };
        Service = Connect();
    }

    /// <summary>The same tables, reached in another way.</summary>
    public TestTables By(string connectionString, StoragePatience patience) => new(connectionString, _prefix, patience);

    /// <summary>What their names begin with.</summary>
    public string Prefix => _prefix;

    public RequestLog Requests { get; } = new();

    public TableServiceClient Service { get; }

    public IBaselineStore Baselines(TimeProvider? time = null, HttpMessageHandler? handler = null) =>
        new TableBaselineStore(
            handler is null ? Service : Connect(handler), _prefix, time ?? TimeProvider.System,
            NullLogger<TableBaselineStore>.Instance);

    public TableRunStore Runs(HttpMessageHandler? handler = null, TimeProvider? time = null) =>
        new(handler is null ? Service : Connect(handler), _prefix, time ?? TimeProvider.System, NullLogger<TableRunStore>.Instance);

    public TableRefreshReportStore Refreshes(TimeProvider time, HttpMessageHandler? handler = null) =>
        new(handler is null ? Service : Connect(handler), _prefix, time, NullLogger<TableRefreshReportStore>.Instance);

    public TablePartnerStore Partners(HttpMessageHandler? handler = null) =>
        new(handler is null ? Service : Connect(handler), _prefix, NullLogger<TablePartnerStore>.Instance);

    public TableUsageStore Usage(HttpMessageHandler? handler = null) =>
        new(handler is null ? Service : Connect(handler), _prefix, NullLogger<TableUsageStore>.Instance);

    public TableScenarioStore Scenarios(HttpMessageHandler? handler = null) =>
        new(handler is null ? Service : Connect(handler), _prefix, TimeProvider.System, NullLogger<TableScenarioStore>.Instance);

    public TableJobStore Jobs(HttpMessageHandler? handler = null) =>
        new(handler is null ? Service : Connect(handler), _prefix, TimeProvider.System, NullLogger<TableJobStore>.Instance);

    public TableJobBlockStore Blocks() => new(Service, _prefix, NullLogger<TableJobBlockStore>.Instance);

    public TableCatalogueStore Catalogues(HttpMessageHandler? handler = null) =>
        new(handler is null ? Service : Connect(handler), _prefix, NullLogger<TableCatalogueStore>.Instance);

    public TableFilingStore Filings() => new(Service, _prefix, NullLogger<TableFilingStore>.Instance);

    public BackupTables Rows() => new(Service, _prefix);

    public TableProbe Probe() => new(Service, _prefix, NullLogger<TableProbe>.Instance);

    /// <summary>The table behind a store, to look into it and to damage it.</summary>
    public TableClient Table(string name) => Service.GetTableClient(_prefix + name);

    private TableServiceClient Connect(HttpMessageHandler? handler = null)
    {
        var options = TableService.Options(NullLogger.Instance, _patience);
        options.AddPolicy(Requests, HttpPipelinePosition.PerRetry);
        if (handler is not null)
            options.Transport = new HttpClientTransport(new HttpClient(handler));
        return TableService.Connect(_settings, options);
    }
}
