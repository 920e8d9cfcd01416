using System.Globalization;
using System.Text;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Http;
using ForecastFunctions.Keys;
using Microsoft.OpenApi;

namespace ForecastFunctions.OpenApi;

/// <summary>
/// The contract as an OpenAPI 3.1 document. It is printed from the declarations of operations, members, columns and problems;
/// nothing of any single operation is said here.
/// </summary>
public static class ContractDocument
{
    /// <summary>The document's place in the repository, from the root.</summary>
    public const string Path = "src/ForecastFunctions/openapi.json";

    private const string Description = """
        A forecasting API for the AI-compute market. A scenario states beliefs; a run answers what follows from them, with uncertainty.

        Every table also comes as CSV, by the suffix `.csv` or by `Accept: text/csv`, and is described under `.metadata.json`. GET answers
        HEAD too, every path answers OPTIONS with `Allow`. Requests are refused with every fault at once, as problem details (RFC 9457).

        The platform before the service answers some requests itself, without a problem document and without CORS headers: paths that do
        not exist (404), bodies above its own limit (413), and more requests than the instance takes (429).
        """;

    /// <summary>The document, in JSON with two spaces of indentation and lines ended by LF.</summary>
    public static byte[] Write() => Write(Operations.All);

    /// <summary>The document of operations.</summary>
    internal static byte[] Write(IReadOnlyList<Operation> operations)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        Build(operations).SerializeAsV31(new OpenApiJsonWriter(text));
        return Encoding.UTF8.GetBytes(text.ToString().ReplaceLineEndings("\n") + "\n");
    }

    private static OpenApiDocument Build(IReadOnlyList<Operation> operations)
    {
        var document = new OpenApiDocument
        {
            Info = new OpenApiInfo
            {
                Title = "ForecastFunctions",
                Version = typeof(ContractDocument).Assembly.GetName().Version!.ToString(3),
                Summary = $"Scenarios of the AI-compute market, by model {ModelVersion.Current}.",
                Description = Description,
                License = new OpenApiLicense { Name = "MIT", Identifier = "MIT" },
            },
            Servers = [new OpenApiServer { Url = "/api", Description = "Where the document was read." }],
            Paths = [],
            Components = new OpenApiComponents
            {
                Schemas = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal),
                Parameters = new Dictionary<string, IOpenApiParameter>(StringComparer.Ordinal),
                Headers = new Dictionary<string, IOpenApiHeader>(StringComparer.Ordinal),
                Responses = new Dictionary<string, IOpenApiResponse>(StringComparer.Ordinal),
                SecuritySchemes = SecuritySchemes(),
            },
            Tags = new HashSet<OpenApiTag>(),
        };
        var paths = new ContractPaths(document);
        foreach (var operation in operations)
            paths.Add(operation);
        Sort(document.Components);
        return document;
    }

    private static Dictionary<string, IOpenApiSecurityScheme> SecuritySchemes() => new(StringComparer.Ordinal)
    {
        ["key"] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Header, Name = Credential.Header, Description = "A partner's key.",
        },
        ["keyInQuery"] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Query, Name = Credential.Parameter,
            Description = "The same, for spreadsheets whose credential stands in the address.",
        },
        ["basic"] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http, Scheme = "basic", Description = "The key as the password; the user's name may be anything.",
        },
        ["token"] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http, Scheme = "bearer", BearerFormat = "JWT",
            Description = "A token of Microsoft Entra ID, where the installation takes them.",
        },
    };

    /// <summary>By name, so that a new operation adds lines and moves none.</summary>
    private static void Sort(OpenApiComponents components)
    {
        components.Schemas = Sorted(components.Schemas!);
        components.Parameters = Sorted(components.Parameters!);
        components.Headers = Sorted(components.Headers!);
        components.Responses = Sorted(components.Responses!);
    }

    private static Dictionary<string, T> Sorted<T>(IDictionary<string, T> parts)
        => parts.OrderBy(p => p.Key, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
}
