using System.Text;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Projections;
using ForecastFunctions.Application.Runs;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Http;
using ForecastFunctions.Keys;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ForecastFunctions.Value;

/// <summary>
/// <c>/value</c>: one number as plain text, for a cell's <c>WEBSERVICE</c>. It is a view of a run like any other: every
/// cell of one scenario reads from the same run.
/// </summary>
/// <param name="projection">The use case.</param>
/// <param name="runs">Computes and keeps runs.</param>
public sealed class ValueFunctions(RunProjection projection, RunLibrary runs)
{
    private const string MediaType = "text/plain";

    /// <summary>Asks for a number.</summary>
    public static readonly Operation ReadValue = new(
        "readValue", "Value", ["GET"], "/v1/value", AccessScope.Read, "One number as text, for a cell", ValueRequest.Members)
    {
        Answer = new OperationAnswer.File(MediaType, "The number"),
        Problems = ProblemKind.OfComputing,
        Example = "variable=Electricity&period=2030",
    };

    /// <summary>Reads a number.</summary>
    [Function("Value")]
    public Task<IResult> Read(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = Routes.Value)] HttpRequest request, CancellationToken cancellationToken)
        => Methods.Dispatch(request, get: async () =>
        {
            ContentNegotiation.Require(request, MediaType);
            var caller = request.Caller() with { ReadsLaterBy = "GET /api/v1/projections/{runId}.csv" };
            var arguments = HttpArguments.OfQuery(request);
            var mark = ContentNegotiation.ReadDecimal(arguments);
            var cell = ValueRequest.Read(arguments);
            arguments.RefuseOthers(ValueRequest.Members);
            var outcome = await projection.PrepareAsync(cell.Run, caller, cancellationToken);
            arguments.AddFaults(outcome.Faults);
            if (outcome.Has(out var asked))
                arguments.AddFaults(cell.FaultsOn(asked));
            arguments.ThrowIfFaulty();
            var run = await runs.GetAsync<ProjectionSpecification, Projection>(asked!, caller, cancellationToken);
            return new Document(Encoding.UTF8.GetBytes(CsvTable.Number(cell.ValueIn(run), mark)), $"{MediaType}; charset=utf-8")
            {
                CacheControl = asked!.Specification.Scenario.Owner is null ? CachePolicy.Latest : CachePolicy.Revalidate,
            }.Checked(request);
        });
}
