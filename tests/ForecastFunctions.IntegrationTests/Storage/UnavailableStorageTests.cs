using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using ForecastFunctions.Core.Storage;
using ForecastFunctions.Infrastructure.Tables;
using Microsoft.Extensions.Logging.Abstractions;

namespace ForecastFunctions.IntegrationTests.Storage;

public sealed class UnavailableStorageTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Store_NobodyListens_IsUnavailableSoon()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        var (baselines, runs, probe) = Stores(port);
        var watch = Stopwatch.StartNew();

        await Assert.ThrowsAsync<StorageUnavailableException>(() => baselines.FindAsync("2024-12", None));
        await Assert.ThrowsAsync<StorageUnavailableException>(() => baselines.ListAsync(None));
        await Assert.ThrowsAsync<StorageUnavailableException>(() => runs.SaveAsync(Samples.Run(Samples.RunId(1), [1]), None));
        await Assert.ThrowsAsync<StorageUnavailableException>(() => probe.PingAsync(None));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), $"four failures took {watch.Elapsed}");
    }

    [Fact]
    public async Task Store_StorageNeverAnswers_IsUnavailableAfterItsTries()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var (baselines, _, _) = Stores(
            ((IPEndPoint)silent.LocalEndpoint).Port, patience: new StoragePatience { Try = TimeSpan.FromMilliseconds(200) });

        await Assert.ThrowsAsync<StorageUnavailableException>(() => baselines.FindAsync("2024-12", None));
    }

    [Fact]
    public async Task Store_CallerGivesUp_IsCancelledAndNotUnavailable()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var (baselines, _, _) = Stores(((IPEndPoint)silent.LocalEndpoint).Port);
        using var giveUp = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => baselines.FindAsync("2024-12", giveUp.Token));
    }

    [Theory]
    [InlineData(HttpStatusCode.ServiceUnavailable, 4)]
    [InlineData(HttpStatusCode.TooManyRequests, 4)]
    [InlineData(HttpStatusCode.InternalServerError, 4)]
    [InlineData(HttpStatusCode.Forbidden, 1)]
    public async Task Store_StorageRefuses_IsUnavailableAfterBoundedTries(HttpStatusCode status, int tries)
    {
        using var refusing = new Refusing(status);
        var (baselines, _, _) = Stores(1, options => options.Transport = new HttpClientTransport(new HttpClient(refusing)));

        await Assert.ThrowsAsync<StorageUnavailableException>(() => baselines.FindAsync("2024-12", None));
        Assert.Equal(tries, refusing.Requests);
    }

    [Fact]
    public async Task Store_RequestIsWrong_IsNotCalledUnavailable()
    {
        using var refusing = new Refusing(HttpStatusCode.BadRequest);
        var (baselines, _, _) = Stores(1, options => options.Transport = new HttpClientTransport(new HttpClient(refusing)));

        await Assert.ThrowsAsync<Azure.RequestFailedException>(() => baselines.FindAsync("2024-12", None));
    }

    [Fact]
    public async Task Storage_ThatHangs_IsLeftAloneAndAskedAgain()
    {
        using var storage = new Silent { IsSilent = true };
        var (baselines, runs, probe) = Stores(1, options => options.Transport = new HttpClientTransport(new HttpClient(storage)),
            new StoragePatience { Try = TimeSpan.FromMilliseconds(100), UnansweredTries = 3, Rest = TimeSpan.FromSeconds(4) });

        await Assert.ThrowsAsync<StorageUnavailableException>(() => baselines.FindAsync("2024-12", None));
        Assert.Equal(3, storage.Requests);
        storage.IsSilent = false;
        for (var calls = 0; calls < 400; calls++)
        {
            var failure = await Assert.ThrowsAsync<StorageUnavailableException>(() => runs.FindAsync(Samples.RunId(calls), None));
            Assert.IsType<StorageLeftAloneException>(failure.InnerException);
        }

        Assert.Equal(3, storage.Requests);

        while (storage.Requests == 3)
        {
            await Task.Delay(10);
            await Record.ExceptionAsync(() => probe.PingAsync(None));
        }

        Assert.Null(await baselines.FindAsync("2024-12", None));
    }

    [Fact]
    public async Task Callers_WhoLeave_DoNotMakeTheStorageLookHung()
    {
        using var storage = new Silent { IsSilent = true };
        var (baselines, _, _) = Stores(1, options => options.Transport = new HttpClientTransport(new HttpClient(storage)),
            new StoragePatience { UnansweredTries = 2 });
        for (var callers = 1; callers <= 5; callers++)
        {
            using var leave = new CancellationTokenSource();
            var call = baselines.FindAsync("2024-12", leave.Token);
            Assert.Equal(callers, storage.Requests);
            await leave.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        }

        storage.IsSilent = false;

        Assert.Null(await baselines.FindAsync("2024-12", None));
    }

    private static (TableBaselineStore Baselines, TableRunStore Runs, TableProbe Probe) Stores(
        int port, Action<TableClientOptions>? configure = null, StoragePatience? patience = null)
    {
        var options = TableService.Options(NullLogger.Instance, patience);
        configure?.Invoke(options);
        var settings =
            new TableSettings { ConnectionString = $"AccountName=test;AccountKey=dGVzdA==;TableEndpoint=http://127.0.0.1:{port}/test" };
        var service = TableService.Connect(settings, options);
        return (
            new(service, "t", TimeProvider.System, NullLogger<TableBaselineStore>.Instance),
            new(service, "t", TimeProvider.System, NullLogger<TableRunStore>.Instance),
            new(service, "t", NullLogger<TableProbe>.Instance));
    }

    private sealed class Refusing(HttpStatusCode status) : HttpMessageHandler
    {
        private int _requests;

        public int Requests => Volatile.Read(ref _requests);

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _requests);
            return Task.FromResult(new HttpResponseMessage(status) { RequestMessage = request });
        }
    }

    /// <summary>Takes every request, and answers that there is nothing, or not at all.</summary>
    private sealed class Silent : HttpMessageHandler
    {
        private int _requests;

        public int Requests => Volatile.Read(ref _requests);

        public bool IsSilent { get; set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _requests);
            if (IsSilent)
                await Task.Delay(Timeout.Infinite, cancellationToken);
            return new HttpResponseMessage(HttpStatusCode.NotFound) { RequestMessage = request };
        }
    }
}
