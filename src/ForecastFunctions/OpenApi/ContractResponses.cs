using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Jobs;
using ForecastFunctions.Http;
using ForecastFunctions.OData;
using Microsoft.OpenApi;

namespace ForecastFunctions.OpenApi;

/// <summary>What operations answer where they succeed.</summary>
/// <param name="document">Holds what several operations answer.</param>
/// <param name="schemas">The schemas.</param>
/// <param name="headers">The headers.</param>
internal sealed class ContractResponses(OpenApiDocument document, ContractSchemas schemas, ContractHeaders headers)
{
    private const string Json = "application/json";
    private const string Csv = "text/csv";

    /// <summary>The successes of an operation, by their statuses.</summary>
    public IEnumerable<(string Status, IOpenApiResponse Response)> Of(Operation operation, string method, Representation form)
    {
        if (operation.Answer is OperationAnswer.Nothing)
        {
            if (method is not "GET")
                yield return ("204", Response("Done; also where there was nothing to do", null, headers.Plain(operation)));
            yield break;
        }

        var (content, told) = (ContentOf(operation, form), headers.Of(operation, method, form));
        if (operation.IsQueued)
        {
            yield return ("202", Accepted());
            yield break;
        }

        yield return ("200", Response(operation.Title, content, operation == JobTable.Read ? headers.Named([.. told.Keys, "Retry-After"]) : told));
        if (operation.IsQueuedOnWish && form != Representation.Metadata)
            yield return ("202", Accepted());
        if (operation.Creates)
            yield return ("201", Response("It was not there, and is now", content, told));
        if (operation.Answer is OperationAnswer.File { Accepted: { } meaning })
            yield return ("202", Response(meaning, null, headers.Plain(operation)));
        if (operation.IsAnsweredUnavailable)
            yield return ("503", Response("Not now", content, told));
        if (method is "GET")
            yield return ("304", headers.Unchanged(operation));
    }

    /// <summary>What every question has that is answered later.</summary>
    private OpenApiResponseReference Accepted()
    {
        const string Key = "accepted";
        var told = headers.Of(JobTable.Read, "POST", Representation.Json).Keys;
        document.Components!.Responses!.TryAdd(Key, Response(
            "It is under way, or was done before", ContentOf(JobTable.Read, Representation.Json),
            headers.Named([.. told, "Operation-Location", "Preference-Applied", "Retry-After"])));
        return new OpenApiResponseReference(Key, document);
    }

    private static OpenApiResponse Response(
        string description, IDictionary<string, IOpenApiMediaType>? content, IDictionary<string, IOpenApiHeader> told)
        => new() { Description = ContractSchemas.Sentence(description), Content = content, Headers = told };

    private Dictionary<string, IOpenApiMediaType> ContentOf(Operation operation, Representation form)
    {
        var contents = form switch
        {
            Representation.Csv => [(Csv, schemas.CsvOf(operation.Table!))],
            Representation.Lines => [(JsonText.LinesContentType, schemas.LinesOf(operation.Table!))],
            Representation.Metadata => [(Json, schemas.OfContract(HttpJson.Default.TableDescription))],
            _ => Usual(operation),
        };
        return contents.ToDictionary(
            c => c.MediaType, c => (IOpenApiMediaType)new OpenApiMediaType { Schema = c.Schema }, StringComparer.Ordinal);
    }

    private IEnumerable<(string MediaType, IOpenApiSchema Schema)> Usual(Operation operation)
    {
        switch (operation.Answer)
        {
            case OperationAnswer.File { Lines: { } lines }:
                yield return (Csv, schemas.CsvOf(lines));
                break;
            case OperationAnswer.File file:
                foreach (var mediaType in file.Others.Prepend(file.MediaType))
                {
                    yield return (mediaType, ContractSchemas.Described(
                        new OpenApiSchema { Type = file.IsBinary ? null : JsonSchemaType.String }, file.Meaning));
                }

                break;
            case FeedAnswer.ListOfSets:
                yield return (Json, schemas.FeedRoot());
                break;
            case FeedAnswer.Count:
                yield return ("text/plain", ContractSchemas.Described(new OpenApiSchema { Type = JsonSchemaType.String }, "The number"));
                break;
            case FeedAnswer.SetOrEntity:
                yield return (Json, new OpenApiSchema
                {
                    AnyOf = [.. EntitySets.All.Select(schemas.FeedPageOf), .. EntitySets.All.Select(schemas.EntityOf)],
                });
                yield return ("application/xml", ContractSchemas.Described(
                    new OpenApiSchema { Type = JsonSchemaType.String }, "Of $metadata: the model (CSDL)"));
                break;
            case OperationAnswer.Whole whole:
                yield return (Json, schemas.OfContract(whole.Type));
                if (whole.IsPage)
                    yield return ("text/html", ContractSchemas.Described(new OpenApiSchema { Type = JsonSchemaType.String }, "A page of it"));
                break;
            case OperationAnswer.Row row:
                yield return (Json, schemas.ObjectOf(row.Name, row.Columns));
                break;
            default:
                if (operation.Table is { } table)
                    yield return (Json, schemas.PageOf(table, operation.Answer as OperationAnswer.Rows));
                break;
        }

        if (operation.Table is not { } rows)
            yield break;
        yield return (Csv, schemas.CsvOf(rows));
        if (ContentNegotiation.HasLines(operation))
            yield return (JsonText.LinesContentType, schemas.LinesOf(rows));
    }
}
