using ForecastFunctions.Application.Contract;
using ForecastFunctions.Http;
using Microsoft.OpenApi;

namespace ForecastFunctions.OpenApi;

/// <summary>The paths of the document: one for each path of an operation, and one for each suffix that a table's path can have.</summary>
internal sealed class ContractPaths
{
    private readonly OpenApiDocument _document;
    private readonly ContractParameters _parameters;
    private readonly ContractResponses _responses;
    private readonly ProblemResponses _problems;

    /// <summary>The paths of a document, none so far.</summary>
    public ContractPaths(OpenApiDocument document)
    {
        var (schemas, headers) = (new ContractSchemas(document), new ContractHeaders(document));
        _document = document;
        _parameters = new ContractParameters(document, schemas);
        _responses = new ContractResponses(document, schemas, headers);
        _problems = new ProblemResponses(document, schemas, headers);
    }

    /// <summary>Adds an operation in each of its forms.</summary>
    public void Add(Operation operation)
    {
        IReadOnlyList<Representation> forms = operation.Table is null
            ? [Representation.Json]
            : [
                Representation.Json, Representation.Csv, Representation.Metadata,
                .. ContentNegotiation.HasLines(operation) ? [Representation.Lines] : Array.Empty<Representation>(),
            ];
        foreach (var form in forms)
        {
            foreach (var method in operation.Methods)
                PathOf(operation.Path.TrimEnd('/') + new TableForm(form).Suffix).AddOperation(HttpMethod.Parse(method), Of(operation, method, form));
        }
    }

    /// <summary>
    /// The name of an operation for programs: as it is declared for its first method in its usual form, and else with a word for what
    /// is different.
    /// </summary>
    internal static string NameOf(Operation operation, string method, Representation form)
        => operation.Name + (string.Equals(method, operation.Methods[0], StringComparison.Ordinal) ? "" : "FromBody") + form switch
        {
            Representation.Csv => "AsCsv",
            Representation.Metadata => "Metadata",
            Representation.Lines => "AsLines",
            _ => "",
        };

    private OpenApiPathItem PathOf(string path)
    {
        if (!_document.Paths.TryGetValue(path, out var item))
            _document.Paths[path] = item = new OpenApiPathItem();
        return (OpenApiPathItem)item;
    }

    private OpenApiOperation Of(Operation operation, string method, Representation form)
    {
        var responses = new OpenApiResponses();
        foreach (var (status, response) in _responses.Of(operation, method, form).Concat(_problems.Of(operation, method)))
            responses.TryAdd(status, response);
        return new OpenApiOperation
        {
            OperationId = NameOf(operation, method, form),
            Summary = operation.Title + form switch { Representation.Csv => " (CSV)", Representation.Metadata => " (metadata)", Representation.Lines => " (NDJSON)", _ => "" },
            Description = DescriptionOf(operation, form),
            Tags = new HashSet<OpenApiTagReference> { new(TagOf(operation), _document) },
            Parameters = _parameters.Of(operation, method, form == Representation.Json),
            RequestBody = _parameters.BodyOf(operation, method),
            Responses = responses,
            Security = SecurityOf(operation),
        };
    }

    private static string DescriptionOf(Operation operation, Representation form)
    {
        var scope = operation.Scope is { } needed ? $"Needs the scope {Words.Of(needed)}." : "Needs no key.";
        return form switch
        {
            Representation.Csv => $"The rows alone, as CSV. {scope}",
            Representation.Lines => $"The rows alone, each as an object of JSON on a line of its own. {scope}",
            Representation.Metadata => $"What the table is: its columns, and what is measured in them. {scope}",
            _ when operation.Example is { } example => $"{scope} For example: `GET /api{operation.Path}?{example}`.",
            _ => scope,
        };
    }

    private string TagOf(Operation operation)
    {
        var name = operation.Path.Split('/', StringSplitOptions.RemoveEmptyEntries).ElementAtOrDefault(1)?.Split(':', '.')[0] ?? "index";
        if (operation.Path.StartsWith("/odata", StringComparison.Ordinal))
            name = "odata";
        if (!_document.Tags!.Any(t => string.Equals(t.Name, name, StringComparison.Ordinal)))
            _document.Tags!.Add(new OpenApiTag { Name = name, Description = ContractSchemas.Sentence(operation.Title) });
        return name;
    }

    private List<OpenApiSecurityRequirement> SecurityOf(Operation operation) => operation.Scope is not { } scope ? [] :
    [
        .. _document.Components!.SecuritySchemes!.Keys.Select(name => new OpenApiSecurityRequirement
        {
            [new OpenApiSecuritySchemeReference(name, _document)] = [Words.Of(scope)],
        }),
    ];
}
