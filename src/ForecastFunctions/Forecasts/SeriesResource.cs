using System.Text.Json;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Forecasts;
using ForecastFunctions.Http;
using ForecastFunctions.Keys;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace ForecastFunctions.Forecasts;

/// <summary>Answers questions about series over HTTP, in every form. Nothing is kept: each is computed when it is asked.</summary>
internal static class SeriesResource
{
    /// <summary>Spreadsheets open no longer addresses.</summary>
    private const int LongestAddress = 2_000;

    /// <summary>About how much memory a row takes.</summary>
    private const int BytesOfRow = 128;

    /// <summary>Answers GET and POST of a question.</summary>
    /// <param name="request">The request.</param>
    /// <param name="operation">What is asked.</param>
    /// <param name="writer">Writes the answer.</param>
    /// <param name="read">Reads the question from the members.</param>
    /// <param name="prepare">The use case: what the question amounts to, or everything that is wrong with it.</param>
    /// <param name="cancellationToken">Ends the computation.</param>
    public static Task<IResult> AskAsync<TRequest>(
        HttpRequest request, Operation operation, AnswerWriter writer, Func<Arguments, TRequest> read,
        Func<TRequest, CancellationToken, Task<Outcome<SeriesQuestion>>> prepare, CancellationToken cancellationToken)
        => Methods.DispatchQuestion(
            request, operation,
            async arguments =>
            {
                var form = ContentNegotiation.Choose(request, arguments, operation, ContentNegotiation.SuffixOf(request));
                var asked = read(arguments);
                arguments.RefuseOthers(operation.Members);
                var question = Take(await prepare(asked, cancellationToken));
                if (form.Representation == Representation.Metadata)
                    return TableResource.Describe(question.Description, CachePolicy.Latest).Checked(request);
                var answer = Take(await question.ComputeAsync(request.Caller(), cancellationToken));
                request.Caller().Hold?.Take((long)answer.Rows.Count * BytesOfRow);
                var document = await writer.WriteAsync(TextOf(answer, operation.Table!, form), request.Caller(), known: null, cancellationToken);
                return (document with
                {
                    CacheControl = CachePolicy.Latest,
                    ContentLocation = PinnedAddress(operation, question, form),
                    FileName = form.IsCsv ? operation.Table!.Name + ContentNegotiation.CsvSuffix : null,
                }).Checked(request);

                T Take<T>(Outcome<T> outcome)
                    where T : class
                {
                    arguments.AddFaults(outcome.Faults);
                    arguments.ThrowIfFaulty();
                    return outcome.OrThrow();
                }
            },
            cancellationToken);

    private static AnswerText TextOf(SeriesAnswer answer, Table table, TableForm form)
    {
        if (form.IsCsv)
            return new AnswerText(CsvTable.ContentType, () => CsvTable.Parts(table, answer.Rows, form.Mark), answer.Rows.Count);
        var facts = JsonSerializer.SerializeToElement(answer.Facts.Value, answer.Facts.Type);
        return new AnswerText(
            JsonText.ContentType, () => JsonText.PartsOfPage(facts, table, answer.Rows, nextLink: null, nextCursor: null), answer.Rows.Count);
    }

    /// <summary>The address that answers the same whatever baseline becomes current, where there is one and it is not too long.</summary>
    private static string? PinnedAddress(Operation operation, SeriesQuestion question, TableForm form)
    {
        if (question.PinnedQuery is not { } query)
            return null;
        var address = QueryHelpers.AddQueryString($"/api{operation.Path}{form.Suffix}", [.. query, .. form.Query]);
        return address.Length <= LongestAddress ? address : null;
    }
}
