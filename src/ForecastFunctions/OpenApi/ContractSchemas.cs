using System.Globalization;
using System.Text.Json.Nodes;
using ForecastFunctions.Application.Contract;
using Microsoft.OpenApi;

namespace ForecastFunctions.OpenApi;

/// <summary>The schemas of what is declared: forms of requests, columns, and contracts of answers.</summary>
/// <param name="document">Holds those that have a name.</param>
internal sealed partial class ContractSchemas(OpenApiDocument document)
{
    private readonly Dictionary<string, object> _sources = new(StringComparer.Ordinal);

    /// <summary>The schema of a name, declared when it is asked for the first time.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="source">What it is made from, by which two of one name are told apart.</param>
    /// <param name="declare">Makes it.</param>
    /// <exception cref="InvalidOperationException">Something else has the name.</exception>
    public IOpenApiSchema Named(string name, object source, Func<OpenApiSchema> declare)
    {
        var schemas = document.Components!.Schemas!;
        if (!_sources.TryAdd(name, source) && !_sources[name].Equals(source))
            throw new InvalidOperationException($"Two different schemas are named {name}.");
        if (!schemas.ContainsKey(name))
        {
            schemas[name] = new OpenApiSchema(); // its own parts may refer to it
            schemas[name] = declare();
        }

        return new OpenApiSchemaReference(name, document);
    }

    /// <summary>The schema of a form.</summary>
    public IOpenApiSchema Of(Shape shape)
        => shape.Name is { } name ? Named(name, shape, () => Plain(shape)) : Plain(shape);

    /// <summary>The schema of a form, described where it stands.</summary>
    public IOpenApiSchema Of(Shape shape, string? meaning) => Described(Of(shape), meaning);

    /// <summary>A schema with a description; one that is named elsewhere keeps its own.</summary>
    public static IOpenApiSchema Described(IOpenApiSchema schema, string? meaning)
    {
        if (meaning is null)
            return schema;
        if (schema is OpenApiSchema plain)
            plain.Description = Sentence(meaning);
        else if (schema is OpenApiSchemaReference reference)
            reference.Description = Sentence(meaning);
        return schema;
    }

    /// <summary>The schema of an object.</summary>
    public static OpenApiSchema Object(IEnumerable<(string Name, IOpenApiSchema Schema, bool IsRequired)> members)
    {
        var all = members.ToList();
        var required = all.Where(m => m.IsRequired).Select(m => m.Name).ToHashSet(StringComparer.Ordinal);
        return new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Properties = all.ToDictionary(m => m.Name, m => m.Schema, StringComparer.Ordinal),
            Required = required.Count > 0 ? required : null,
        };
    }

    /// <summary>The schema of a list.</summary>
    public static OpenApiSchema ListOf(IOpenApiSchema item) => new() { Type = JsonSchemaType.Array, Items = item };

    /// <summary>The same, or null.</summary>
    public static IOpenApiSchema OrNull(IOpenApiSchema schema)
    {
        if (schema is not OpenApiSchema plain || plain.Type is null)
            return new OpenApiSchema { AnyOf = [schema, new OpenApiSchema { Type = JsonSchemaType.Null }] };
        plain.Type |= JsonSchemaType.Null;
        if (plain.Enum is not null)
            plain.Enum = [.. plain.Enum, JsonNullSentinel.JsonNull];
        return plain;
    }

    /// <summary>A sentence, as descriptions are.</summary>
    public static string Sentence(string phrase) => phrase.EndsWith('.') ? phrase : phrase + ".";

    /// <summary>A number as the schema writes it.</summary>
    public static string? Text(double? number) => number?.ToString("R", CultureInfo.InvariantCulture);

    private OpenApiSchema Plain(Shape shape)
    {
        var schema = shape switch
        {
            Shape.Text text => new OpenApiSchema
            {
                Type = JsonSchemaType.String,
                MinLength = text.MinLength,
                MaxLength = text.MaxLength,
                Pattern = text.Pattern,
                Format = text.Format,
                Enum = EnumOf(text.Choices),
            },
            Shape.Number number => new OpenApiSchema
            {
                Type = number.IsWhole ? JsonSchemaType.Integer : JsonSchemaType.Number,
                Format = number.IsWhole ? number.Max > int.MaxValue ? "int64" : "int32" : "double",
                Minimum = number.ExcludesMin ? null : Text(number.Min),
                ExclusiveMinimum = number.ExcludesMin ? Text(number.Min) : null,
                Maximum = Text(number.Max),
            },
            Shape.Flag => new OpenApiSchema { Type = JsonSchemaType.Boolean },
            Shape.List list => new OpenApiSchema
            {
                Type = JsonSchemaType.Array,
                Items = Of(list.Item),
                MinItems = list.Min,
                MaxItems = list.Max,
            },
            Shape.Structure thing => Closed(Object(thing.Parts.Select(p => (p.Name, Of(p.Shape, p.Meaning), p.IsRequired)))),
            Shape.AnyOf any => new OpenApiSchema { AnyOf = [.. any.Forms.Select(Of)] },
            _ => throw new ArgumentException($"No schema states {shape}.", nameof(shape)),
        };
        schema.Description ??= shape.Meaning is { } meaning ? Sentence(meaning) : null;
        return schema;
    }

    /// <summary>A request with a member that is not known is refused.</summary>
    private static OpenApiSchema Closed(OpenApiSchema schema)
    {
        schema.AdditionalPropertiesAllowed = false;
        return schema;
    }

    private static List<JsonNode>? EnumOf(IReadOnlyList<string>? words) => words is null ? null : [.. words.Select(w => (JsonNode)w)];
}
