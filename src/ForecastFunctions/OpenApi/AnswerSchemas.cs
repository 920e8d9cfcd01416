using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.OData;
using Microsoft.OData.Edm;
using Microsoft.OpenApi;

namespace ForecastFunctions.OpenApi;

/// <summary>The schemas of answers.</summary>
internal sealed partial class ContractSchemas
{
    /// <summary>A page of a table, with the facts beside it.</summary>
    public IOpenApiSchema PageOf(Table table, OperationAnswer.Rows? facts) => Named(Pascal(table.Name) + "Page", table, () =>
    {
        List<(string, IOpenApiSchema, bool)> members = facts is null ? [] : [.. MembersOf(facts.Type)];
        if (facts is { IsRun: true })
            members.Add(("isStored", Described(Flag(), "false where the run could not be stored, and cannot be read again by its id yet"), false));
        if (facts?.Beside is { } beside)
            members.Add((beside.Name, Described(PageOf(beside.Operation.Table!, beside.Operation.Answer as OperationAnswer.Rows), beside.Meaning), false));
        members.Add(("value", Described(ListOf(RowOf(table)), table.Title), true));
        members.Add(("nextLink", Described(Text(), "The path and query of the next page; absent on the last"), false));
        members.Add(("nextCursor", Described(Text(), "Its cursor"), false));
        return Object(members);
    });

    /// <summary>A row of a table.</summary>
    public IOpenApiSchema RowOf(Table table) => table.Further is not { } further ? ObjectOf(Pascal(table.Name) + "Row", table.Columns)
        : Named(Pascal(table.Name) + "Row", table, () =>
        {
            var name = Pascal(table.Name) + "Row";
            var row = Object(table.Columns.Select(c => (c.JsonName.ToString(), OfColumn(name, c), true)));
            row.AdditionalProperties = Described(new OpenApiSchema { Type = JsonSchemaType.Number | JsonSchemaType.Null, Format = "double" }, further);
            return row;
        });

    /// <summary>An object whose members are columns.</summary>
    public IOpenApiSchema ObjectOf(string name, IReadOnlyList<Column> columns)
        => Named(name, columns, () => Object(columns.Select(c => (c.JsonName.ToString(), OfColumn(name, c), true))));

    /// <summary>The lines of a table in CSV: a text, whose columns are named in <c>x-columns</c>.</summary>
    public IOpenApiSchema CsvOf(Table table) => Named(Pascal(table.Name) + "Csv", table, () =>
    {
        var schema = new OpenApiSchema
        {
            Type = JsonSchemaType.String,
            Description = "UTF-8 with a byte order mark, lines ended by CRLF, quoting by RFC 4180; the first line names the columns, of which "
                + "x-columns tells name, type and meaning.",
        };
        schema.AddExtension("x-columns", new JsonNodeExtension(new JsonArray([.. table.Cells.Select(c => (JsonNode)new JsonObject
        {
            ["name"] = c.Name,
            ["type"] = Words.Of(c.Type),
            ["nullable"] = c.IsNullable,
            ["meaning"] = c.Meaning,
        })])));
        if (table.Further is { } further)
            schema.AddExtension("x-further-columns", new JsonNodeExtension(further));
        return schema;
    });

    /// <summary>The rows of a table in NDJSON: a text, on each line of which is an object of the schema that <c>x-line</c> names.</summary>
    public IOpenApiSchema LinesOf(Table table)
    {
        RowOf(table);
        var schema = new OpenApiSchema { Type = JsonSchemaType.String, Description = $"{table.Title}: on each line an object, as in value of JSON." };
        schema.AddExtension("x-line", new JsonNodeExtension(new JsonObject { ["$ref"] = $"#/components/schemas/{Pascal(table.Name)}Row" }));
        return schema;
    }

    /// <summary>A contract: a named schema of an object, or one that stands where it is.</summary>
    public IOpenApiSchema OfContract(JsonTypeInfo contract) => contract.Kind switch
    {
        JsonTypeInfoKind.Object => Named(NameOf(contract.Type), contract.Type, () =>
        {
            var schema = Object(MembersOf(contract));
            schema.Description = XmlComments.Of(contract.Type);
            return schema;
        }),
        JsonTypeInfoKind.Enumerable => ListOf(OfContract(contract.Options.GetTypeInfo(contract.ElementType!))),
        JsonTypeInfoKind.Dictionary => new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            AdditionalProperties = OfContract(contract.Options.GetTypeInfo(contract.ElementType!)),
        },
        _ => Simple(contract.Type),
    };

    /// <summary>The service document of the feed, by OData's conventions.</summary>
    public IOpenApiSchema FeedRoot() => Named("Feed", typeof(EntitySets), () => Object(
    [
        ("@odata.context", Text(), true),
        ("value", ListOf(Object([("name", Text(), true), ("kind", Text(), true), ("url", Text(), true)])), true),
    ]));

    /// <summary>A page of a set of the feed, by OData's conventions; with <c>$select</c>, entities have fewer properties.</summary>
    public IOpenApiSchema FeedPageOf(EntitySet set) => Named($"{set.EntityName}Feed", set, () => Object(
    [
        ("@odata.context", Text(), true),
        ("@odata.count", new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int64" }, false),
        ("value", ListOf(EntityOf(set)), true),
        ("@odata.nextLink", Text(), false),
    ]));

    /// <summary>An entity of the feed.</summary>
    public IOpenApiSchema EntityOf(EntitySet set) => Named($"{set.EntityName}Entity", set, () => Object(
    [
        ("@odata.context", Text(), false),
        .. set.Properties.Select(p => (p.Name, p.IsNullable ? OrNull(OfEdm(p.Kind)) : OfEdm(p.Kind), false)),
    ]));

    /// <summary>The name of a schema: of a table <c>baseline-diffs</c>, <c>BaselineDiffs</c>.</summary>
    private static string Pascal(string name)
        => string.Concat(name.Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));

    private static string NameOf(Type type) => type.Name;

    private IEnumerable<(string Name, IOpenApiSchema Schema, bool IsRequired)> MembersOf(JsonTypeInfo contract)
    {
        foreach (var member in contract.Properties.Where(p => p.Get is not null))
        {
            var property = (PropertyInfo)member.AttributeProvider!;
            var isLeftOut = property.GetCustomAttribute<JsonIgnoreAttribute>()?.Condition
                is JsonIgnoreCondition.WhenWritingNull or JsonIgnoreCondition.WhenWritingDefault;
            var isNullable = !isLeftOut && (member.IsGetNullable || Nullable.GetUnderlyingType(member.PropertyType) is not null)
                && (!member.PropertyType.IsValueType || Nullable.GetUnderlyingType(member.PropertyType) is not null);
            var type = Nullable.GetUnderlyingType(member.PropertyType) ?? member.PropertyType;
            var schema = OfContract(contract.Options.GetTypeInfo(type));
            yield return (member.Name, Described(isNullable ? OrNull(schema) : schema, XmlComments.Of(property)), !isLeftOut);
        }
    }

    private IOpenApiSchema OfColumn(string owner, Column column)
    {
        IOpenApiSchema schema = column.Type switch
        {
            CellType.Number => new OpenApiSchema { Type = JsonSchemaType.Number, Format = "double" },
            CellType.Whole => new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int64" },
            CellType.Day => new OpenApiSchema { Type = JsonSchemaType.String, Format = "date" },
            CellType.Moment => new OpenApiSchema { Type = JsonSchemaType.String, Format = "date-time" },
            CellType.Flag => Flag(),
            CellType.Texts => ListOf(Text()),
            CellType.Rows => ListOf(ObjectOf(owner + column.PropertyName, column.Within)),
            _ => new OpenApiSchema { Type = JsonSchemaType.String, Enum = EnumOf(column.Choices) },
        };
        return Described(column.IsNullable ? OrNull(schema) : schema, column.Meaning);
    }

    private static OpenApiSchema Text() => new() { Type = JsonSchemaType.String };

    private static OpenApiSchema Flag() => new() { Type = JsonSchemaType.Boolean };

    private static OpenApiSchema OfEdm(EdmPrimitiveTypeKind kind) => kind switch
    {
        EdmPrimitiveTypeKind.Double => new() { Type = JsonSchemaType.Number, Format = "double" },
        EdmPrimitiveTypeKind.Int32 => new() { Type = JsonSchemaType.Integer, Format = "int32" },
        EdmPrimitiveTypeKind.Date => new() { Type = JsonSchemaType.String, Format = "date" },
        EdmPrimitiveTypeKind.DateTimeOffset => new() { Type = JsonSchemaType.String, Format = "date-time" },
        EdmPrimitiveTypeKind.Boolean => Flag(),
        _ => Text(),
    };

    private static OpenApiSchema Simple(Type type) => type switch
    {
        _ when type == typeof(string) => Text(),
        _ when type == typeof(bool) => Flag(),
        _ when type == typeof(int) => new() { Type = JsonSchemaType.Integer, Format = "int32" },
        _ when type == typeof(long) => new() { Type = JsonSchemaType.Integer, Format = "int64" },
        _ when type == typeof(double) => new() { Type = JsonSchemaType.Number, Format = "double" },
        _ when type == typeof(DateOnly) => new() { Type = JsonSchemaType.String, Format = "date" },
        _ when type == typeof(DateTimeOffset) => new() { Type = JsonSchemaType.String, Format = "date-time" },
        _ when type == typeof(object) => new(),
        _ => throw new ArgumentException($"{type} is of no kind that answers have.", nameof(type)),
    };
}
