using System.Globalization;
using System.Text.Json.Nodes;
using ForecastFunctions.Application.Contract;
using Microsoft.Net.Http.Headers;
using Microsoft.OpenApi;

namespace ForecastFunctions.OpenApi;

/// <summary>What requests state: parameters of path, query and headers, and bodies, from the members of operations.</summary>
/// <param name="document">Holds what several operations take.</param>
/// <param name="schemas">Its schemas.</param>
internal sealed class ContractParameters(OpenApiDocument document, ContractSchemas schemas)
{
    private readonly Dictionary<Member, string> _names = new(ReferenceEqualityComparer.Instance);

    /// <summary>The parameters of an operation in a form.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="method">The method.</param>
    /// <param name="isJson">Whether it is JSON; other forms are stated by the path's suffix.</param>
    public IList<IOpenApiParameter> Of(Operation operation, string method, bool isJson) =>
    [
        .. PathNames(operation).Select(name => OfPath(operation, name)),
        .. (HasBody(method) ? operation.QueryMembers.Where(IsOfForm) : operation.QueryMembers)
            .Where(m => isJson || !IsFormat(m)).Select(m => Shared(operation, m)),
        .. Conditions(operation, method),
    ];

    /// <summary>The body of an operation; <see langword="null"/> where the method has none.</summary>
    public OpenApiRequestBody? BodyOf(Operation operation, string method)
    {
        if (!HasBody(method))
            return null;
        if (operation.BodyLines is { } lines)
            return BodyOf(operation, lines);
        var schema = schemas.Named(char.ToUpperInvariant(operation.Name[0]) + operation.Name[1..] + "Request", operation.Name, () =>
        {
            if (operation.IsBodyForeign)
                return new OpenApiSchema { Type = JsonSchemaType.Object };
            var all = ContractSchemas.Object(operation.BodyMembers.Select(m => (m.BodyName!, InBody(m), m.Missing is not null)));
            all.AdditionalPropertiesAllowed = false;
            return all;
        });
        return new OpenApiRequestBody
        {
            Description = "Members may stand in the query instead; null means absent. "
                + string.Create(CultureInfo.InvariantCulture, $"At most {operation.MaxBodyBytes:N0} bytes."),
            Required = !operation.IsBodyOptional,
            Content = new Dictionary<string, IOpenApiMediaType>(StringComparer.Ordinal)
            {
                ["application/json"] = new OpenApiMediaType
                {
                    Schema = schema,
                    Example = operation.BodyExample is { } example ? JsonNode.Parse(example) : null,
                },
            },
        };
    }

    private OpenApiRequestBody BodyOf(Operation operation, Table lines) => new()
    {
        Description = "Lines of CSV, the first of which names the columns, in any order. "
            + string.Create(CultureInfo.InvariantCulture, $"At most {operation.MaxBodyBytes:N0} bytes."),
        Required = true,
        Content = new Dictionary<string, IOpenApiMediaType>(StringComparer.Ordinal)
        {
            ["text/csv"] = new OpenApiMediaType { Schema = schemas.CsvOf(lines), Example = operation.BodyExample },
        },
    };

    /// <summary>Whether requests of a method have a body.</summary>
    public static bool HasBody(string method) => method is "POST" or "PUT";

    /// <summary>The names in braces of an operation's path.</summary>
    public static IEnumerable<string> PathNames(Operation operation)
        => operation.Path.Split('{').Skip(1).Select(part => part[..part.IndexOf('}', StringComparison.Ordinal)]);

    private static bool IsFormat(Member member) => string.Equals(member.Name, FormMembers.Format.Name, StringComparison.Ordinal);

    private static bool IsOfForm(Member member) => IsFormat(member) || FormMembers.OfTables.Contains(member);

    /// <summary>
    /// The member in a body. What holds where it is absent is told in words: generated clients send a default that is stated for programs,
    /// and one that is sent can contradict another member where one that is absent does not.
    /// </summary>
    private IOpenApiSchema InBody(Member member) => schemas.Of(Shape.InBody(member), Meaning(member, member.Absent ?? member.Default));

    private OpenApiParameter OfPath(Operation operation, string name)
    {
        var member = operation.PathMembers.FirstOrDefault(m => string.Equals(m.Name, name, StringComparison.Ordinal));
        return new OpenApiParameter
        {
            Name = name,
            In = ParameterLocation.Path,
            Required = true,
            Description = member is null ? null : ContractSchemas.Sentence(member.Meaning),
            Schema = member is null ? new OpenApiSchema { Type = JsonSchemaType.String } : schemas.Of(Shape.InBody(member)),
            Example = member?.Example is { } example ? NodeOf(member, example) : null,
        };
    }

    /// <summary>A parameter that several operations take is written once; another of the same name has the operation's before its own.</summary>
    private OpenApiParameterReference Shared(Operation operation, Member member)
    {
        if (!_names.TryGetValue(member, out var name))
        {
            name = string.Concat(member.Name.Where(c => char.IsAsciiLetterOrDigit(c) || c == '.'));
            if (document.Components!.Parameters!.ContainsKey(name))
                name = $"{operation.Name}.{name}";
            document.Components.Parameters[name] = InQuery(member);
            _names[member] = name;
        }

        return new OpenApiParameterReference(name, document);
    }

    private OpenApiParameter InQuery(Member member)
    {
        var parameter = new OpenApiParameter
        {
            Name = member.Name,
            In = ParameterLocation.Query,
            Description = Meaning(member, member.Absent ?? (member.Needs is null ? null : member.Default)),
            Required = member.Missing is not null,
        };
        if (member.IsPrefix)
        {
            // Each member of the object is a parameter of its own: set.ratio.limit=4.
            parameter.Style = ParameterStyle.Form;
            parameter.Explode = true;
            parameter.Schema = new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                AdditionalPropertiesAllowed = false,
                Properties = member.Parts.ToDictionary(p => member.Name + p.Name, Following, StringComparer.Ordinal),
            };
            if (member.Example?.Split('=', 2) is [var name, var value])
                parameter.Example = new JsonObject { [name] = value };
            return parameter;
        }

        var schema = schemas.Of(Shape.InQuery(member));
        if (member.Type is MemberType.List)
        {
            (parameter.Style, parameter.Explode) = (ParameterStyle.Form, false);
            schema = ContractSchemas.ListOf(schema);
        }

        if (schema is OpenApiSchema plain)
            plain.Default = DefaultOf(member);
        parameter.Schema = schema;
        parameter.Example = member.Example is { } example ? NodeOf(member, example) : null;
        return parameter;
    }

    /// <summary>What may follow a prefix in a query: a number within the bounds, or a text.</summary>
    private IOpenApiSchema Following(ShapePart part)
    {
        if (part.Shape is not Shape.AnyOf { Forms: [Shape.Number number, ..] })
            return schemas.Of(part.Shape, part.Meaning);
        return ContractSchemas.Described(
            new OpenApiSchema
            {
                Type = JsonSchemaType.Number | JsonSchemaType.String,
                Minimum = ContractSchemas.Text(number.Min),
                Maximum = ContractSchemas.Text(number.Max),
            },
            part.Meaning);
    }

    private static string Meaning(Member member, string? absent)
        => $"{ContractSchemas.Sentence(member.Meaning)} It is {ContractSchemas.Sentence(member.Wanted)}"
            + (member.WantedWith is { } beside ? $" Must be stated with {beside}." : "")
            + (member.Needs is { } other ? $" With {other} only." : "")
            + (absent is null ? "" : $" When absent: {absent}.");

    private static JsonNode? DefaultOf(Member member)
        => member.Default is { } value && member.Needs is null && member.Reads(new Argument(new Place("query", member.Name), value)) ? NodeOf(member, value) : null;

    /// <summary>A value of a member in JSON, from the text that a query has.</summary>
    private static JsonNode? NodeOf(Member member, string text)
    {
        var argument = new Argument(new Place("query", member.Name), text);
        return member.Type switch
        {
            MemberType.Number => argument.AsNumber(),
            MemberType.Whole => argument.AsInteger(),
            MemberType.Flag => argument.AsBoolean(),
            MemberType.List => new JsonArray([.. argument.AsItems()!.Select(item => member.Items is MemberType.Number
                ? JsonValue.Create(item.AsNumber()) : JsonValue.Create(item.AsText()))]),
            _ => text,
        };
    }

    private IEnumerable<IOpenApiParameter> Conditions(Operation operation, string method)
    {
        if (operation.IsQueued)
            yield return Header("Prefer", "Prefer", "respond-async: the question is answered later.", isRequired: true);
        if (operation.IsQueuedOnWish)
            yield return Header("Prefer", "Prefer.optional", "respond-async: the question may be answered later, and may then be larger; the answer is 202.");
        if (method is "GET")
        {
            yield return Header(HeaderNames.IfNoneMatch, "IfNoneMatch", "ETags of what the caller has; where it still holds, the answer is 304.");
        }
        else if (method is "PUT" or "DELETE")
        {
            yield return Header(
                HeaderNames.IfMatch, operation.IsConditional ? "IfMatch.required" : "IfMatch",
                "An ETag of the state that is to be written, or * for any; where it is another one, the answer is 412.",
                operation.IsConditional);
            if (!operation.IsConditional)
                yield return Header(HeaderNames.IfNoneMatch, "IfNoneMatch.create", "* where there must be none yet; where there is one, the answer is 412.");
        }
    }

    private OpenApiParameterReference Header(string name, string key, string meaning, bool isRequired = false)
    {
        document.Components!.Parameters!.TryAdd(key, new OpenApiParameter
        {
            Name = name,
            In = ParameterLocation.Header,
            Required = isRequired,
            Description = meaning,
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        });
        return new OpenApiParameterReference(key, document);
    }
}
