using System.Collections.Concurrent;
using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Infrastructure;
using ForecastFunctions.Infrastructure.Sources;
using ForecastFunctions.Infrastructure.Sources.Http;
using ForecastFunctions.Infrastructure.Sources.SecFilings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ForecastFunctions.IntegrationTests.Sources;

/// <summary>The sources as they are registered, pointed at an upstream; waits between tries are noted and not made.</summary>
internal sealed class SourcesUnderTest : IAsyncDisposable
{
    public const string Edgar = "sec-edgar";
    public const string EpochAi = "epoch-ai";
    public const string Curated = "curated";
    public const string Filings = "sec-filings";

    private readonly ServiceProvider _services;

    public SourcesUnderTest(Upstream upstream, params (string Key, string Value)[] settings)
        : this(upstream, Clock, settings)
    {
    }

    public SourcesUnderTest(Upstream upstream, TimeProvider clock, params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
            {
                ["AZURE_FUNCTIONS_ENVIRONMENT"] = "Development",
                ["Tables:ConnectionString"] = "UseDevelopmentStorage=true",
                ["Sources:SecEdgar:BaseAddress"] = upstream.Address,
                ["Sources:SecEdgar:RequestsPerSecond"] = "1000",
                ["Sources:SecFilings:ArchivesAddress"] = upstream.Address,
                ["Sources:EpochAi:BaseAddress"] = upstream.Address,
                ["Sources:Curated:Address"] = $"{upstream.Address}/curated.csv",
                ["Sources:Http:Retries"] = "1",
                ["Sources:Http:MaxBodyBytes"] = "1000000",
            })
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)))
            .Build();
        _services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(clock)
            .AddSingleton<IRetryDelays>(Delays)
            .AddInfrastructure(configuration)
            .AddSingleton<IFilingStore>(_ => Remembered)
            .BuildServiceProvider(validateScopes: true);
    }

    public static FixedClock Clock { get; } = new(new DateTimeOffset(2026, 11, 28, 12, 0, 0, TimeSpan.Zero));

    /// <summary>What was read of filings; another one's may be taken over.</summary>
    public FilingMemory Remembered { get; init; } = new();

    public NotedDelays Delays { get; } = new();

    public IServiceProvider Services => _services;

    public Task<SourceReading> ReadAsync(string source, CancellationToken cancellationToken = default) =>
        _services.GetServices<IBaselineSource>().Single(one => one.Name == source).ReadAsync(cancellationToken);

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}

/// <summary>A clock whose date stands still; timers and durations go by the system's.</summary>
internal sealed class FixedClock(DateTimeOffset now) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => now;
}

/// <summary>Asks for the real waits, notes them, and waits for nothing unless told.</summary>
internal sealed class NotedDelays : IRetryDelays
{
    private readonly RetryDelays _real = new(new HttpSettings { Retries = 10 });
    private readonly ConcurrentQueue<TimeSpan> _waits = new();

    public TimeSpan Made { get; set; }

    public IReadOnlyCollection<TimeSpan> Waits => _waits;

    public IEnumerable<TimeSpan> Backoff() => _real.Backoff();

    public TimeSpan Wait(TimeSpan backoff, TimeSpan? asked)
    {
        _waits.Enqueue(_real.Wait(backoff, asked));
        return Made;
    }
}

/// <summary>Remembers what was read of filings in this process.</summary>
internal sealed class FilingMemory : IFilingStore
{
    private readonly ConcurrentDictionary<(int Cik, string Accession), (string Version, byte[] Json)> _filings = new();

    /// <summary>Is thrown by every member, if there is one.</summary>
    public Exception? Fault { get; set; }

    public int Count => _filings.Count;

    public Task<IReadOnlyList<ReadFiling>> FindAsync(int cik, string version, CancellationToken cancellationToken) => Fault is { } fault
        ? Task.FromException<IReadOnlyList<ReadFiling>>(fault)
        : Task.FromResult<IReadOnlyList<ReadFiling>>(
        [
            .. _filings.Where(one => one.Key.Cik == cik && one.Value.Version == version)
                .Select(one => ReadFilingJson.Read(one.Value.Json)!),
        ]);

    public Task SaveAsync(int cik, string version, ReadFiling filing, CancellationToken cancellationToken)
    {
        if (Fault is { } fault)
            return Task.FromException(fault);
        _filings[(cik, filing.Accession)] = (version, ReadFilingJson.Write(filing));
        return Task.CompletedTask;
    }

    /// <summary>As if everything had been read by an older reader.</summary>
    public void Age()
    {
        foreach (var (key, (_, json)) in _filings)
            _filings[key] = ("0-00000000", json);
    }
}
