using System.Reflection;
using System.Text.RegularExpressions;
using ForecastFunctions.Core.Keys;
using ForecastFunctions.EndToEndTests.LocalHosting;

namespace ForecastFunctions.EndToEndTests.Keys;

/// <summary>An HTTP function of the built app, and what it declares about its callers.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Route">Its route, below <c>api</c>.</param>
/// <param name="NeedsNoKey">Whether it is for everyone.</param>
/// <param name="Scopes">What the methods need; the entry without a name is for all others.</param>
public sealed partial record DeclaredFunction(string Name, string Route, bool NeedsNoKey, IReadOnlyDictionary<string, AccessScope> Scopes)
{
    /// <summary>What stands for the parameters of routes.</summary>
    private static readonly Dictionary<string, string> Samples = new(StringComparer.Ordinal)
    {
        ["runId"] = "0123456789abcdef0123456789abcdef",
        ["version"] = "2024-12",
    };

    /// <summary>Every one, read from the assembly that the host runs.</summary>
    public static IReadOnlyList<DeclaredFunction> All { get; } =
    [
        .. Assembly.LoadFrom(System.IO.Path.Combine(AppDirectories.FunctionApp, "ForecastFunctions.dll")).GetTypes()
            .SelectMany(type => type.GetMethods())
            .Select(method => (Method: method, Route: RouteOf(method)))
            .Where(f => f.Route is not null)
            .Select(f => Of(f.Method, f.Route!)),
    ];

    /// <summary>A path that the route takes.</summary>
    public string Path => "/api/" + Parameter().Replace(Route, match => Samples.GetValueOrDefault(match.Groups["name"].Value, "sample"));

    /// <summary>What a method needs, or <see langword="null"/>.</summary>
    public AccessScope? ScopeOf(HttpMethod method)
        => NeedsNoKey ? null : Scopes.TryGetValue(method.Method, out var scope) ? scope : Scopes[""];

    public override string ToString() => $"{Name} ({Route})";

    private static DeclaredFunction Of(MethodInfo method, string route) => new(
        Attributes(method, "FunctionAttribute").Single().ConstructorArguments[0].Value!.ToString()!,
        route,
        Attributes(method, "NeedsNoKeyAttribute").Any(),
        Attributes(method, "RequiresAttribute")
            .SelectMany(
                a => Methods(a).DefaultIfEmpty("").Select(m => (Method: m, Scope: (AccessScope)(int)a.ConstructorArguments[0].Value!)))
            .ToDictionary(s => s.Method, s => s.Scope, StringComparer.Ordinal));

    private static IEnumerable<string> Methods(CustomAttributeData requires)
        => ((IEnumerable<CustomAttributeTypedArgument>)requires.ConstructorArguments[1].Value!).Select(m => (string)m.Value!);

    private static IEnumerable<CustomAttributeData> Attributes(MethodInfo method, string type)
        => method.CustomAttributes.Where(a => a.AttributeType.Name == type);

    private static string? RouteOf(MethodInfo method) => method.GetParameters()
        .SelectMany(p => p.CustomAttributes)
        .Where(a => a.AttributeType.Name == "HttpTriggerAttribute")
        .Select(a => a.NamedArguments.Single(n => n.MemberName == "Route").TypedValue.Value as string)
        .FirstOrDefault();

    [GeneratedRegex(@"\{(?<name>[A-Za-z]+)(:[^/]*)?\}", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Parameter();
}
