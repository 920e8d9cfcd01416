using System.Collections.Concurrent;
using Azure.Core;
using Azure.Core.Pipeline;

namespace ForecastFunctions.IntegrationTests.Storage;

/// <summary>Every request that goes out, tries included.</summary>
internal sealed class RequestLog : HttpPipelinePolicy
{
    private readonly ConcurrentQueue<(string Method, Uri Uri)> _requests = new();

    public IReadOnlyList<(string Method, Uri Uri)> All => [.. _requests];

    /// <summary>The methods in their order, such as <c>GET POST</c>.</summary>
    public string Methods => string.Join(' ', _requests.Select(request => request.Method));

    public void Clear() => _requests.Clear();

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        Note(message);
        ProcessNext(message, pipeline);
    }

    public override ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        Note(message);
        return ProcessNextAsync(message, pipeline);
    }

    private void Note(HttpMessage message) =>
        _requests.Enqueue((message.Request.Method.Method, message.Request.Uri.ToUri()));
}
