using System.Collections.Concurrent;
using System.Net;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace ForecastFunctions.LocalHost.Protocol;

/// <summary>The gRPC server that workers connect to: HTTP/2 on a free loopback port.</summary>
internal sealed class WorkerGateway : IAsyncDisposable
{
    /// <summary>The largest message either side accepts, as on the platform.</summary>
    public const int MaxMessageBytes = 128 * 1024 * 1024;

    private readonly WebApplication _server;
    private readonly EventStreams _streams;

    private WorkerGateway(WebApplication server, EventStreams streams)
    {
        _server = server;
        _streams = streams;
    }

    /// <summary>Where workers connect.</summary>
    public Uri Address => new(_server.Urls.Single());

    /// <summary>Starts the server.</summary>
    public static async Task<WorkerGateway> StartAsync(CancellationToken cancellationToken)
    {
        var streams = new EventStreams();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton(streams);
        builder.Services.AddGrpc(grpc =>
        {
            grpc.MaxReceiveMessageSize = MaxMessageBytes;
            grpc.MaxSendMessageSize = MaxMessageBytes;
        });

        var server = builder.Build();
        server.UseRouting();
        server.MapGrpcService<FunctionRpcService>();
        await server.StartAsync(cancellationToken);
        return new WorkerGateway(server, streams);
    }

    /// <summary>Expects the worker of this id to connect, and gives it this channel.</summary>
    public void Expect(string workerId, WorkerChannel channel) => _streams.Expected[workerId] = channel;

    /// <summary>Ends all streams and the server.</summary>
    public async ValueTask DisposeAsync() => await _server.DisposeAsync();

    internal sealed class EventStreams
    {
        public ConcurrentDictionary<string, WorkerChannel> Expected { get; } = new(StringComparer.Ordinal);
    }

    internal sealed class FunctionRpcService(EventStreams streams) : FunctionRpc.FunctionRpcBase
    {
        public override async Task EventStream(
            IAsyncStreamReader<StreamingMessage> requestStream,
            IServerStreamWriter<StreamingMessage> responseStream,
            ServerCallContext context)
        {
            var opened = await requestStream.MoveNext(context.CancellationToken);
            var workerId = opened ? requestStream.Current.StartStream?.WorkerId : null;
            if (workerId is null || !streams.Expected.TryRemove(workerId, out var channel))
                throw new Grpc.Core.RpcException(new Status(StatusCode.PermissionDenied, "This host did not start that worker."));

            await channel.RunAsync(requestStream, responseStream, context.CancellationToken);
        }
    }
}
