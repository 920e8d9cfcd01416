using System.Text;
using Azure.Data.Tables;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Storage;
using Microsoft.Extensions.Logging;

namespace ForecastFunctions.Infrastructure.Tables;

/// <summary>Keeps runs in Table Storage: the request and, right after it, the result, as one content.</summary>
internal sealed class TableRunStore(TableServiceClient service, string namePrefix, ILogger<TableRunStore> logger) : IRunStore
{
    private const string RequestLength = "RequestLength";
    private const string CreatedAt = "CreatedAt";

    private readonly ContentTable _contents = new(new StorageTable(service, namePrefix + TableKeys.RunTable, logger));

    /// <inheritdoc/>
    public async Task<StoredRun?> FindAsync(string runId, CancellationToken cancellationToken)
    {
        if (!StoredRun.IsRunId(runId))
            return null;

        var name = $"run {runId}";
        if (await _contents.FindAsync(TableKeys.Run(runId), name, cancellationToken) is not var (head, content))
            return null;
        if ((head[RequestLength], head[CreatedAt]) is not (int requestLength and > 0, DateTimeOffset createdAt) || requestLength > content.Length)
            throw new DamagedContentException(name, "its head row is incomplete");
        return new StoredRun(runId, Encoding.UTF8.GetString(content.Span[..requestLength]), content[requestLength..], createdAt);
    }

    /// <inheritdoc/>
    public async Task SaveAsync(StoredRun run, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(run);
        var content = new byte[Encoding.UTF8.GetByteCount(run.Request) + run.Result.Length];
        var requestLength = Encoding.UTF8.GetBytes(run.Request, content);
        run.Result.CopyTo(content.AsMemory(requestLength));

        var (partition, row) = TableKeys.Run(run.RunId);
        var head = new TableEntity(partition, row) { [RequestLength] = requestLength, [CreatedAt] = run.CreatedAt.ToUniversalTime() };
        await _contents.AddAsync(head, content, cancellationToken);
    }
}
