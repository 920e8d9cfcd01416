using ForecastFunctions.Application.Jobs;
using ForecastFunctions.Http;
using ForecastFunctions.Keys;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ForecastFunctions.Jobs;

/// <summary><c>/operations</c>: work larger than a request, seen by who asked for it.</summary>
/// <param name="jobs">The use case.</param>
/// <param name="time">The clock.</param>
public sealed class JobFunctions(ReadJobs jobs, TimeProvider time)
{
    private const int RowsPerPage = 100;

    /// <summary>Lists the caller's, the latest first.</summary>
    [Function("Operations")]
    public Task<IResult> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = Routes.Operations)] HttpRequest request, CancellationToken cancellationToken)
        => TableResource.GetAsync(
            request, JobTable.List,
            async _ =>
            {
                var now = time.GetUtcNow();
                var list = await jobs.ListAsync(request.Caller(), cancellationToken);
                var name = string.Join(' ', list.Select(j => $"{j.Key.Id}/{j.Attempt}/{j.Status}/{j.UnitsDone}"));
                return new TableContent(
                    JobTable.Table, [.. list.Select(j => new JobRow(j, now))], $"operations {name}", JobTable.List.Path, CachePolicy.None);
            },
            RowsPerPage);

    /// <summary>Tells how far one has come; DELETE cancels it.</summary>
    [Function("Operation")]
    public Task<IResult> One(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = Routes.Operation)] HttpRequest request,
        string operationId, CancellationToken cancellationToken)
        => Methods.Dispatch(
            request,
            get: async () =>
            {
                Methods.ReadPlain(request, JobTable.Read);
                return JobAnswer.Of(await jobs.FindAsync(operationId, request.Caller(), cancellationToken), time.GetUtcNow()).Checked(request);
            },
            delete: async () =>
            {
                var condition = Methods.ReadPlain(request, JobTable.Cancel, arguments => WriteCondition.Read(request, arguments));
                await jobs.CancelAsync(operationId, condition, request.Caller(), cancellationToken);
                return TypedResults.NoContent();
            });
}
