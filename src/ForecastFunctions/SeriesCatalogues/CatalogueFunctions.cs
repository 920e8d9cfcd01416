using System.Globalization;
using System.Text.Json;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.SeriesCatalogues;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.SeriesCatalogues;
using ForecastFunctions.Http;
using ForecastFunctions.Keys;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ForecastFunctions.SeriesCatalogues;

/// <summary><c>/catalogues</c>: the series that partners upload in parts, to ask of all of them at once.</summary>
/// <param name="catalogues">The use case.</param>
/// <param name="writer">Writes the lines of parts.</param>
public sealed class CatalogueFunctions(KeepCatalogues catalogues, AnswerWriter writer)
{
    private const int RowsPerPage = 1_000;

    /// <summary>About how much memory an observation takes while its line is written.</summary>
    private const int BytesOfObservation = 32;

    /// <summary>Lists the caller's, by name.</summary>
    [Function("Catalogues")]
    public Task<IResult> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = Routes.Catalogues)] HttpRequest request, CancellationToken cancellationToken)
        => TableResource.GetAsync(
            request, SeriesCatalogueTables.List,
            async _ =>
            {
                var list = await catalogues.ListAsync(request.Caller(), cancellationToken);
                var state = string.Join(' ', list.Select(c => $"{c.Name}/{KeepCatalogues.RevisionOf(c)}"));
                return new TableContent(
                    SeriesCatalogueTables.Catalogues, list, $"catalogues {state}", SeriesCatalogueTables.List.Path, CachePolicy.Revalidate);
            },
            RowsPerPage);

    /// <summary>Reads one, with a row for each part. PUT begins it or describes it anew, DELETE removes it; the table has neither.</summary>
    [Function("Catalogue")]
    public Task<IResult> One(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = Routes.Catalogue)] HttpRequest request,
        string catalogue, CancellationToken cancellationToken)
    {
        var isTable = ContentNegotiation.SplitSuffix(catalogue).Suffix is not null;
        return Methods.Dispatch(
            request,
            get: () => ReadAsync(request, catalogue, cancellationToken),
            put: isTable ? null : () => PutAsync(request, catalogue, cancellationToken),
            delete: isTable ? null : async () =>
            {
                var condition = Methods.ReadPlain(request, SeriesCatalogueTables.Delete, arguments => WriteCondition.Read(request, arguments));
                await catalogues.DeleteAsync(catalogue, condition, request.Caller(), cancellationToken);
                return TypedResults.NoContent();
            });
    }

    /// <summary>Reads the lines of a part; PUT writes it, DELETE removes it.</summary>
    [Function("CataloguePart")]
    public Task<IResult> Part(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = Routes.CataloguePart)] HttpRequest request,
        string catalogue, string part, CancellationToken cancellationToken)
        => Methods.Dispatch(
            request,
            get: () => ReadPartAsync(request, catalogue, part, cancellationToken),
            put: () => PutPartAsync(request, catalogue, part, cancellationToken),
            delete: async () =>
            {
                var (number, condition) = Methods.ReadPlain(
                    request, SeriesCatalogueTables.DeletePart, arguments => (NumberOf(part, arguments), WriteCondition.Read(request, arguments)));
                await catalogues.DeletePartAsync(catalogue, number, condition, request.Caller(), cancellationToken);
                return TypedResults.NoContent();
            });

    private Task<Document> ReadAsync(HttpRequest request, string path, CancellationToken cancellationToken)
        => TableResource.ReadNamedAsync(
            request, SeriesCatalogueTables.Read, path,
            async (name, _) =>
            {
                var found = await catalogues.FindAsync(name, request.Caller(), cancellationToken);
                var revision = KeepCatalogues.RevisionOf(found);
                return new TableContent(
                    SeriesCatalogueTables.Parts, found.Parts, $"catalogue {name} {revision}", $"/v1/catalogues/{name}", CachePolicy.Revalidate)
                {
                    Title = $"The parts of {name}",
                    FileStem = name,
                    Revision = revision,
                    Facts = JsonSerializer.SerializeToElement(CatalogueFacts.Of(found), CatalogueJson.Default.CatalogueFacts),
                };
            },
            RowsPerPage);

    private async Task<Document> PutAsync(HttpRequest request, string name, CancellationToken cancellationToken)
    {
        var arguments = await HttpArguments.OfBodyAsync(request, SeriesCatalogueTables.Put, cancellationToken);
        if (!SavedScenario.IsName(name))
            arguments.AddFault(Fault.At(new Place("path", CatalogueMembers.Name.Name), FaultCode.Malformed, $"A catalogue's name is {SavedScenario.NameWanted}."));
        var description = arguments.Read(CatalogueMembers.Description) ?? "";
        var condition = WriteCondition.Read(request, arguments);
        arguments.RefuseOthers(SeriesCatalogueTables.Put.Members);
        arguments.ThrowIfFaulty();
        var written = await catalogues.PutAsync(name, description, condition, request.Caller(), cancellationToken);
        return new Document(JsonText.WriteRow(SeriesCatalogueTables.Catalogues.Columns, written.Row), JsonText.ContentType)
        {
            CacheControl = CachePolicy.Revalidate,
            Revision = KeepCatalogues.RevisionOf(written.Row),
            Status = StatusOf(written.IsNew),
        };
    }

    private async Task<Document> ReadPartAsync(HttpRequest request, string name, string part, CancellationToken cancellationToken)
    {
        var (number, mark) = Methods.ReadPlain(
            request, SeriesCatalogueTables.ReadPart, arguments => (NumberOf(part, arguments), ContentNegotiation.ReadDecimal(arguments)));
        ContentNegotiation.Require(request, "text/csv");
        var content = await catalogues.ReadPartAsync(name, number, request.Caller(), cancellationToken);
        request.Caller().Hold?.Take((long)content.Observations * BytesOfObservation);
        var text = new AnswerText(
            CsvTable.ContentType, () => CsvTable.Parts(SeriesCatalogueTables.Lines, SeriesCatalogueTables.LinesOf(content), mark), content.Observations);
        var document = await writer.WriteAsync(text, request.Caller(), known: null, cancellationToken);
        return (document with
        {
            CacheControl = CachePolicy.Revalidate,
            Revision = content.Hash,
            FileName = string.Create(CultureInfo.InvariantCulture, $"{name}-{number}{ContentNegotiation.CsvSuffix}"),
        }).Checked(request);
    }

    private async Task<Document> PutPartAsync(HttpRequest request, string name, string part, CancellationToken cancellationToken)
    {
        var arguments = HttpArguments.OfQuery(request);
        RequestBody.CheckContentType(request, "text/csv", type => type.MediaType.Equals("text/csv", StringComparison.OrdinalIgnoreCase));
        var (number, mark) = (NumberOf(part, arguments), ContentNegotiation.ReadDecimal(arguments));
        var condition = WriteCondition.Read(request, arguments);
        arguments.RefuseOthers(SeriesCatalogueTables.PutPart.Members);
        var body = await RequestBody.ReadAsync(request, SeriesCatalogueTables.PutPart.MaxBodyBytes, cancellationToken);
        var content = arguments.Take(await RequestBody.ParseAsync(request, body, lines => PartLines.Read(lines, mark), cancellationToken));
        var written = await catalogues.PutPartAsync(name, number, content, condition, request.Caller(), cancellationToken);
        return new Document(JsonText.WriteRow(SeriesCatalogueTables.Parts.Columns, written.Row), JsonText.ContentType)
        {
            CacheControl = CachePolicy.Revalidate,
            Revision = written.Row.Hash,
            Status = StatusOf(written.IsNew),
        };
    }

    /// <summary>The number of a part; where it is none, the request ends with a fault.</summary>
    private static int NumberOf(string part, Arguments arguments)
    {
        if (new Argument(new Place("path", CatalogueMembers.Part.Name), part).AsInteger() is >= 1 and <= CataloguePart.MaxNumber and var number)
            return number;
        arguments.AddFault(Fault.OutOfRange(
            CatalogueMembers.Part.Name, $"A part's number is {CatalogueMembers.Part.Wanted}.", 1, CataloguePart.MaxNumber) with
        {
            In = "path",
        });
        return 1;
    }

    private static int StatusOf(bool isNew) => isNew ? StatusCodes.Status201Created : StatusCodes.Status200OK;
}
