using System.Text.Json;
using ForecastFunctions.Application.Ensembles;
using ForecastFunctions.Application.Jobs;
using ForecastFunctions.Core.Analyses.Ensembles;
using ForecastFunctions.Http;
using ForecastFunctions.Jobs;
using ForecastFunctions.Keys;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ForecastFunctions.Ensembles;

/// <summary><c>/ensembles</c>: a scenario with many sets of beliefs, asked for by POST and read by the id of its operation.</summary>
/// <param name="ensembles">The use case.</param>
/// <param name="submit">Takes the question.</param>
/// <param name="jobs">Give what it has come to.</param>
/// <param name="writer">Writes answers.</param>
/// <param name="time">The clock.</param>
public sealed class EnsembleFunctions(DrawEnsemble ensembles, SubmitJob submit, ReadJobs jobs, AnswerWriter writer, TimeProvider time)
{
    private const int MembersPerPage = 1_000;

    /// <summary>As wide as the row of a run, by whose width rows are priced.</summary>
    private const int ColumnsOfUsualRow = 13;

    /// <summary>Asks for an ensemble.</summary>
    [Function("Ensembles")]
    public Task<IResult> Ask(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = Routes.Ensembles)] HttpRequest request, CancellationToken cancellationToken)
        => Methods.Dispatch(request, post: async () =>
        {
            var arguments = await HttpArguments.OfBodyAsync(request, EnsembleTable.Ask, cancellationToken);
            JobAnswer.RequirePreference(request, arguments);
            var asked = EnsembleRequest.Read(arguments);
            arguments.RefuseOthers(EnsembleTable.Ask.Members);
            var draft = arguments.Take(await ensembles.PrepareAsync(asked, request.Caller(), cancellationToken));
            return JobAnswer.Accepted(await submit.SubmitAsync(draft, request.Caller(), cancellationToken), time.GetUtcNow());
        });

    /// <summary>Reads the members. JSON comes in pages of a thousand, CSV whole, unless a limit says otherwise.</summary>
    [Function("Ensemble")]
    public Task<IResult> Read(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = Routes.Ensemble)] HttpRequest request,
        string operationId, CancellationToken cancellationToken)
        => Methods.Dispatch(request, get: async () =>
        {
            var (id, suffix) = ContentNegotiation.SplitSuffix(operationId);
            var (form, page) = Methods.ReadPlain(request, EnsembleTable.Read, arguments =>
            {
                var form = ContentNegotiation.Choose(request, arguments, EnsembleTable.Read, suffix);
                return (form, PageRequest.Read(arguments, form.Representation == Representation.Json ? MembersPerPage : null));
            });
            var caller = request.Caller();
            var (job, text) = await jobs.SucceededAsync(id, EnsembleSpecification.Kind, caller, cancellationToken);
            var ensemble = EnsembleSpecification.Parse(text);
            if (form.Representation == Representation.Metadata)
                return TableResource.Describe(EnsembleTable.Describe(job, ensemble), CachePolicy.Revalidate).Checked(request);

            var (places, nextCursor) = page.Of([.. Enumerable.Range(0, ensemble.Design.Count)], $"ensemble {id} {job.Attempt}");
            caller.Hold?.Take((long)places.Count * EnsembleMembers.BytesOf(ensemble.Design.Beliefs.Count, ensemble.Outputs.All.Count));
            var rows = await RowsAsync(job, page.Offset, places.Count, cancellationToken);
            var table = EnsembleTable.Of(ensemble);
            var address = $"/api/v1/ensembles/{id}{form.Suffix}";
            var nextLink = nextCursor is null ? null : page.NextLink(address, form.Query, nextCursor);
            var usualRows = (long)rows.Count * table.Columns.Count / ColumnsOfUsualRow;
            var facts = JsonSerializer.SerializeToElement(EnsembleTable.FactsOf(job, ensemble), EnsembleJson.Default.EnsembleFacts);
            var answer = form.IsCsv
                ? new AnswerText(CsvTable.ContentType, () => CsvTable.Parts(table, rows, form.Mark), usualRows)
                : new AnswerText(JsonText.ContentType, () => JsonText.PartsOfPage(facts, table, rows, nextLink, nextCursor), usualRows);
            var document = await writer.WriteAsync(answer, caller, known: null, cancellationToken);
            return (document with
            {
                CacheControl = CachePolicy.Revalidate,
                ContentLocation = page.ThisLink(address, form.Query),
                NextLink = nextLink,
                FileName = form.IsCsv ? $"ensemble-{id}{ContentNegotiation.CsvSuffix}" : null,
            }).Checked(request);
        });

    private async Task<IReadOnlyList<EnsembleRow>> RowsAsync(Job job, int first, int count, CancellationToken cancellationToken)
    {
        var (contents, begin) = await jobs.ReadAsync(job, first, count, cancellationToken);
        var rows = new List<EnsembleRow>(count);
        foreach (var content in contents)
        {
            var members = EnsembleMembers.FromBytes(content);
            for (var place = 0; place < members.Count; place++, begin++)
            {
                if (begin >= first && begin < first + count)
                    rows.Add(new EnsembleRow(begin, members, place));
            }
        }

        return rows;
    }
}
