using System.Text.Json;
using System.Text.RegularExpressions;

namespace ForecastFunctions.EndToEndTests.Contract;

/// <summary>An operation of the OpenAPI document.</summary>
/// <param name="Method">Its method, in lower case.</param>
/// <param name="Path">Its path below <c>/api</c>, with parts to be filled in.</param>
/// <param name="Element">What the document says of it.</param>
public sealed record ContractOperation(string Method, string Path, JsonElement Element)
{
    public string Id => Element.GetProperty("operationId").GetString()!;

    /// <summary>The parameters, resolved.</summary>
    public IReadOnlyList<JsonElement> Parameters => Element.TryGetProperty("parameters", out var parameters)
        ? [.. parameters.EnumerateArray().Select(ContractPaths.Resolve)] : [];

    public override string ToString() => $"{Method.ToUpperInvariant()} {Path}";
}

/// <summary>The paths of the OpenAPI document in the repository, and which of them a request is for.</summary>
public static partial class ContractPaths
{
    /// <summary>The document.</summary>
    public static JsonElement Document { get; }
        = JsonElement.Parse(File.ReadAllBytes(Repository.PathOf("src", "ForecastFunctions", "openapi.json")));

    private static readonly IReadOnlyList<(Regex Pattern, JsonProperty Path)> Paths =
    [
        // Of two that take a path, the one with more letters of its own is meant.
        .. Document.GetProperty("paths").EnumerateObject().OrderByDescending(p => Part().Replace(p.Name, "").Length)
            .Select(p => (new Regex(
                $"^{Part().Replace(Regex.Escape(p.Name).Replace("\\{", "{", StringComparison.Ordinal), "[^/]+")}$",
                RegexOptions.NonBacktracking | RegexOptions.CultureInvariant), p)),
    ];

    /// <summary>Every operation.</summary>
    public static IReadOnlyList<ContractOperation> Operations { get; } =
    [
        .. Document.GetProperty("paths").EnumerateObject().SelectMany(
            path => path.Value.EnumerateObject().Select(o => new ContractOperation(o.Name, path.Name, o.Value))),
    ];

    /// <summary>The operations of the path that a request asks for; none where the document has no such path.</summary>
    public static IReadOnlyList<ContractOperation> Find(Uri address)
    {
        // A part may hold a slash in its escaped form.
        var path = (address.IsAbsoluteUri ? address.AbsolutePath : address.OriginalString.Split('?')[0])["/api".Length..].TrimEnd('/')
            .Replace("%3A", ":", StringComparison.OrdinalIgnoreCase);
        var found = Paths.FirstOrDefault(p => p.Pattern.IsMatch(path)).Path;
        return found.Value.ValueKind == JsonValueKind.Undefined
            ? [] : [.. found.Value.EnumerateObject().Select(o => new ContractOperation(o.Name, found.Name, o.Value))];
    }

    /// <summary>What a reference names; the part itself where it is none.</summary>
    public static JsonElement Resolve(JsonElement part) => part.TryGetProperty("$ref", out var reference)
        ? reference.GetString()!.Split('/').Skip(1).Aggregate(Document, (at, name) => at.GetProperty(name))
        : part;

    [GeneratedRegex(@"\{[A-Za-z]+\}", RegexOptions.NonBacktracking)]
    private static partial Regex Part();
}
