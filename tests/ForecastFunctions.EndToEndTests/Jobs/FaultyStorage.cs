using ForecastFunctions.EndToEndTests.Refreshes;
using Microsoft.AspNetCore.Http;

namespace ForecastFunctions.EndToEndTests.Jobs;

/// <summary>
/// The tables and queues of a product behind gates: they refuse writes when they are told to, and count how often a block was taken up,
/// which is at least as often as one was computed.
/// </summary>
internal sealed class FaultyStorage : IAsyncDisposable
{
    private readonly StorageGate _tables;
    private readonly StorageGate _queues;
    private readonly string _blockTable;
    private readonly TaskCompletionSource _areTogether = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _takes;
    private int _refused;

    private FaultyStorage(StorageGate tables, StorageGate queues, string prefix)
    {
        (_tables, _queues, _blockTable) = (tables, queues, $"{prefix}blocks");
        _tables.Before = BeforeAsync;
        _tables.After = CountAsync;
        _queues.Before = BeforeAsync;
    }

    /// <summary>The storage by way of both gates.</summary>
    public string ConnectionString => _queues.ConnectionString;

    /// <summary>Whether every write is refused.</summary>
    public bool RefusesWrites { get; set; }

    /// <summary>How many writes were refused.</summary>
    public int Refused => Volatile.Read(ref _refused);

    /// <summary>
    /// As many blocks are to be taken up before any of them is computed: by as many workers, since each works on one at a time.
    /// </summary>
    public int TakenTogether { get; init; }

    /// <summary>How often a block was taken up.</summary>
    public int Takes => Volatile.Read(ref _takes);

    public static async Task<FaultyStorage> StartAsync(string connectionString, string prefix, int takenTogether = 0)
    {
        var tables = await StorageGate.StartAsync(connectionString);
        return new FaultyStorage(tables, await StorageGate.StartAsync(tables.ConnectionString, "QueueEndpoint"), prefix) { TakenTogether = takenTogether };
    }

    public async ValueTask DisposeAsync()
    {
        await _queues.DisposeAsync();
        await _tables.DisposeAsync();
    }

    private async Task BeforeAsync(HttpContext context)
    {
        context.Request.EnableBuffering();
        if (!RefusesWrites || HttpMethods.IsGet(context.Request.Method))
            return;
        Interlocked.Increment(ref _refused);
        await Answers.Status(StatusCodes.Status503ServiceUnavailable)(context);
    }

    private async Task CountAsync(HttpContext context)
    {
        if (context.Response.StatusCode >= 300 || HttpMethods.IsGet(context.Request.Method)
            || !context.Request.Path.Value!.Contains($"/{_blockTable}", StringComparison.Ordinal))
            return;
        context.Request.Body.Position = 0;
        using var reader = new StreamReader(context.Request.Body, leaveOpen: true);
        if (!(await reader.ReadToEndAsync(context.RequestAborted)).Contains("\"Takes\"", StringComparison.Ordinal))
            return;
        if (Interlocked.Increment(ref _takes) >= TakenTogether)
            _areTogether.TrySetResult();
        await _areTogether.Task.WaitAsync(context.RequestAborted);
    }
}
