using System.Text;
using ForecastFunctions.Core.Keys;
using ForecastFunctions.Http;
using ForecastFunctions.Keys;
using ForecastFunctions.Projections;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ForecastFunctions.Value;

/// <summary>
/// <c>/value</c>: one number as plain text, for a cell's <c>WEBSERVICE</c>. It is a view of a run like any other: every
/// cell of one scenario reads from the same run.
/// </summary>
/// <param name="resolver">Turns a request into a run's specification.</param>
/// <param name="runs">Computes and keeps runs.</param>
public sealed class ValueFunctions(ProjectionResolver resolver, RunLibrary runs)
{
    private const string MediaType = "text/plain";

    /// <summary>GET <c>/value?scenario=…&amp;variable=…&amp;period=…&amp;statistic=…</c>, with what <c>/projections</c> takes.</summary>
    [Function("Value"), Requires(AccessScope.Read)]
    public Task<IResult> Read(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = "v1/value")] HttpRequest request, CancellationToken cancellationToken)
        => Methods.Dispatch(request, get: async () =>
        {
            ContentNegotiation.Require(request, MediaType);
            var reader = RequestReader.OfQuery(request);
            var cell = CellRequest.Read(reader);
            var specification = await resolver.ResolveAsync(reader, request.Caller().Name, cancellationToken);
            var (variable, period, statistic) = cell.Find(reader, specification);
            var run = await runs.GetAsync(specification, cancellationToken);
            var number = run.Result.Value(period, variable, statistic);
            return new Document(Encoding.UTF8.GetBytes(CsvTable.Number(number, cell.Mark)), $"{MediaType}; charset=utf-8")
            {
                CacheControl = specification.Scenario.Owner is null ? CachePolicy.Latest : CachePolicy.Revalidate,
            }.Checked(request);
        });
}
