using System.Text.Json;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Jobs;
using ForecastFunctions.Application.Runs;
using ForecastFunctions.Application.SeriesCatalogues;
using ForecastFunctions.Core.SeriesCatalogues;
using ForecastFunctions.Http;
using ForecastFunctions.Jobs;
using ForecastFunctions.Keys;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ForecastFunctions.SeriesCatalogues;

/// <summary>
/// <c>/catalogue-forecasts</c> and <c>/catalogue-backtests</c>: what is asked of every series of a catalogue by POST, and read by the id of
/// its operation.
/// </summary>
/// <param name="ask">The use case.</param>
/// <param name="submit">Takes the question.</param>
/// <param name="jobs">Give what it has come to.</param>
/// <param name="writer">Writes answers.</param>
/// <param name="time">The clock.</param>
public sealed class CatalogueAnswerFunctions(AskCatalogue ask, SubmitJob submit, ReadJobs jobs, AnswerWriter writer, TimeProvider time)
{
    /// <summary>About how much more memory results take than their bytes.</summary>
    private const int MemoryPerByte = 4;

    /// <summary>Asks for forecasts.</summary>
    [Function("CatalogueForecasts")]
    public Task<IResult> AskForecasts(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = Routes.CatalogueForecasts)] HttpRequest request, CancellationToken cancellationToken)
        => AskAsync(request, CatalogueKind.Forecasts, cancellationToken);

    /// <summary>Reads forecasts.</summary>
    [Function("CatalogueForecast")]
    public Task<IResult> ReadForecasts(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = Routes.CatalogueForecast)] HttpRequest request,
        string operationId, CancellationToken cancellationToken)
        => Methods.Dispatch(request, get: () => ReadAsync(request, CatalogueKind.Forecasts, operationId, cancellationToken));

    /// <summary>Asks for backtests.</summary>
    [Function("CatalogueBacktests")]
    public Task<IResult> AskBacktests(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = Routes.CatalogueBacktests)] HttpRequest request, CancellationToken cancellationToken)
        => AskAsync(request, CatalogueKind.Backtests, cancellationToken);

    /// <summary>Reads backtests.</summary>
    [Function("CatalogueBacktest")]
    public Task<IResult> ReadBacktests(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = Routes.CatalogueBacktest)] HttpRequest request,
        string operationId, CancellationToken cancellationToken)
        => Methods.Dispatch(request, get: () => ReadAsync(request, CatalogueKind.Backtests, operationId, cancellationToken));

    private Task<IResult> AskAsync(HttpRequest request, CatalogueKind kind, CancellationToken cancellationToken)
        => Methods.Dispatch(request, post: async () =>
        {
            var arguments = await HttpArguments.OfBodyAsync(request, kind.Ask, cancellationToken);
            JobAnswer.RequirePreference(request, arguments);
            var (name, question) = (arguments.Read(CatalogueMembers.Catalogue), kind.ReadQuestion(arguments));
            arguments.RefuseOthers(kind.Ask.Members);
            if (name is null)
                arguments.ThrowIfFaulty();
            var draft = arguments.Take(await ask.PrepareAsync(name!, question, request.Caller(), cancellationToken));
            return JobAnswer.Accepted(await submit.SubmitAsync(draft, request.Caller(), cancellationToken), time.GetUtcNow());
        });

    /// <summary>Reads some series of an answer; whoever asks for more than comes at once is told where to go on.</summary>
    private async Task<Document> ReadAsync(HttpRequest request, CatalogueKind kind, string operationId, CancellationToken cancellationToken)
    {
        var (id, suffix) = ContentNegotiation.SplitSuffix(operationId, hasLines: true);
        var (form, page) = Methods.ReadPlain(
            request, kind.Read, arguments => (ContentNegotiation.Choose(request, arguments, kind.Read, suffix), PageRequest.Read(arguments)));
        var caller = request.Caller();
        var (job, text) = await jobs.SucceededAsync(id, kind.Name, caller, cancellationToken);
        if (form.Representation == Representation.Metadata)
            return TableResource.Describe(kind.Describe(job), CachePolicy.Revalidate).Checked(request);

        var asked = CatalogueSpecification.Parse(text);
        var question = kind.ReadQuestion(asked.ToArguments());
        page = page with { Limit = LimitOf(page, question, form) };
        var (series, nextCursor) = page.Of(new RowSequence<int>(asked.Series, Enumerable.Range(0, asked.Series)), $"{kind.Name} {id} {job.Attempt}");
        var results = await ResultsAsync(job, page.Offset, series.Count, request, cancellationToken);
        var address = $"/api/v1/{kind.Name}/{id}{form.Suffix}";
        var nextLink = nextCursor is null ? null : page.NextLink(address, form.Query, nextCursor);
        var count = results.Sum(r => Math.Max(1, r.Numbers.Count));
        var rows = new RowSequence<object>(count, results.SelectMany(question.RowsOf));
        var facts = JsonSerializer.SerializeToElement(CatalogueKind.FactsOf(job, asked), CatalogueJson.Default.CatalogueAnswerFacts);
        var answer = form.Representation switch
        {
            Representation.Json => new AnswerText(JsonText.ContentType, () => JsonText.PartsOfPage(facts, kind.Read.Table!, rows, nextLink, nextCursor), count),
            Representation.Lines => new AnswerText(JsonText.LinesContentType, () => JsonText.PartsOfLines(kind.Read.Table!, rows), count),
            _ => new AnswerText(CsvTable.ContentType, () => CsvTable.Parts(kind.Read.Table!, rows, form.Mark), count),
        };
        var document = await writer.WriteAsync(answer, caller, known: null, cancellationToken);
        return (document with
        {
            CacheControl = CachePolicy.Revalidate,
            ContentLocation = page.ThisLink(address, form.Query),
            NextLink = nextLink,
            FileName = form.Representation == Representation.Json ? null : $"{kind.Name}-{id}{form.Suffix}",
        }).Checked(request);
    }

    /// <summary>As many series as are wanted, and no more than have the rows of one answer.</summary>
    private static int LimitOf(PageRequest page, CatalogueQuestion question, TableForm form)
    {
        var most = Math.Max(1, RowCosts.MaxRows / question.NumbersOfSeries);
        var usual = form.Representation == Representation.Json ? Math.Max(1, RowCosts.FreeRows / question.NumbersOfSeries) : most;
        return Math.Min(page.Limit ?? usual, most);
    }

    private async Task<IReadOnlyList<SeriesResult>> ResultsAsync(
        Job job, int first, int count, HttpRequest request, CancellationToken cancellationToken)
    {
        var (contents, begin) = await jobs.ReadAsync(job, first, count, cancellationToken);
        request.Caller().Hold?.Take(MemoryPerByte * contents.Sum(c => (long)c.Length));
        return [.. contents.SelectMany(c => SeriesResult.FromBytes(c)).Skip(first - begin).Take(count)];
    }
}
