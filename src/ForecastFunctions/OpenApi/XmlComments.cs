using System.Collections.Concurrent;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace ForecastFunctions.OpenApi;

/// <summary>
/// What the source says of the members of answers: their documentation comments, which the compiler writes beside each assembly.
/// </summary>
internal static partial class XmlComments
{
    private static readonly ConcurrentDictionary<Assembly, IReadOnlyDictionary<string, XElement>> Files = new();

    /// <summary>What a type is.</summary>
    /// <exception cref="FileNotFoundException">The comments of its assembly are not beside the application.</exception>
    public static string? Of(Type type) => TextOf(Find(type)?.Element("summary"));

    /// <summary>What a property of an answer tells: its own comment, or that of the parameter of its record.</summary>
    /// <exception cref="FileNotFoundException">The comments of its assembly are not beside the application.</exception>
    public static string? Of(PropertyInfo property)
    {
        var type = property.DeclaringType!;
        var parameter = Find(type)?.Elements("param")
            .FirstOrDefault(p => string.Equals((string?)p.Attribute("name"), property.Name, StringComparison.Ordinal));
        return TextOf(parameter ?? FileOf(type).GetValueOrDefault($"P:{NameOf(type)}.{property.Name}")?.Element("summary"));
    }

    private static XElement? Find(Type type) => FileOf(type).GetValueOrDefault($"T:{NameOf(type)}");

    private static string NameOf(Type type) => type.FullName!.Replace('+', '.');

    private static IReadOnlyDictionary<string, XElement> FileOf(Type type) => Files.GetOrAdd(type.Assembly, static assembly =>
    {
        var path = Path.Combine(AppContext.BaseDirectory, assembly.GetName().Name + ".xml");
        return XDocument.Load(path).Descendants("member").ToDictionary(m => m.Attribute("name")!.Value, StringComparer.Ordinal);
    });

    private static string? TextOf(XElement? element)
        => element is null ? null : Space().Replace(string.Concat(element.Nodes().Select(TextOf)), " ").Trim();

    private static string TextOf(XNode node) => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "see" } see => ((string?)see.Attribute("langword") ?? (string?)see.Attribute("cref") ?? "")
            .Split('.', ':')[^1],
        XElement { Name.LocalName: "paramref" } reference => (string?)reference.Attribute("name") ?? "",
        XElement inner => string.Concat(inner.Nodes().Select(TextOf)),
        _ => "",
    };

    [GeneratedRegex(@"\s+", RegexOptions.NonBacktracking)]
    private static partial Regex Space();
}
