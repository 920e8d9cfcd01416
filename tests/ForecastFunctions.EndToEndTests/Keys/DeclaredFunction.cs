using System.Reflection;
using System.Text.RegularExpressions;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.EndToEndTests.LocalHosting;

namespace ForecastFunctions.EndToEndTests.Keys;

/// <summary>An HTTP function of the built app, and the operations that it answers.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Route">Its route, below <c>api</c>.</param>
/// <param name="Operations">Its operations.</param>
public sealed partial record DeclaredFunction(string Name, string Route, IReadOnlyList<Operation> Operations)
{
    private static readonly Assembly App = Assembly.LoadFrom(System.IO.Path.Combine(AppDirectories.FunctionApp, "ForecastFunctions.dll"));

    /// <summary>What stands for the parameters of routes.</summary>
    private static readonly Dictionary<string, string> Samples = new(StringComparer.Ordinal)
    {
        ["runId"] = "0123456789abcdef0123456789abcdef",
        ["version"] = "2024-12",
        ["guide"] = "scenarios",
    };

    /// <summary>Every operation, read from the assembly that the host runs.</summary>
    public static IReadOnlyList<Operation> AllOperations { get; }
        = (IReadOnlyList<Operation>)App.GetType("ForecastFunctions.Operations")!.GetProperty("All")!.GetValue(null)!;

    /// <summary>Every function.</summary>
    public static IReadOnlyList<DeclaredFunction> All { get; } =
    [
        .. App.GetTypes()
            .SelectMany(type => type.GetMethods())
            .Select(method => (Method: method, Route: RouteOf(method)))
            .Where(f => f.Route is not null)
            .Select(f => (Name: NameOf(f.Method), f.Route))
            .Select(f => new DeclaredFunction(f.Name, f.Route!, [.. AllOperations.Where(o => o.Function == f.Name)])),
    ];

    /// <summary>A path that the route takes.</summary>
    public string Path => PathOf(Route);

    /// <summary>A path that a route takes: of a table in all its forms, its JSON.</summary>
    public static string PathOf(string route) => "/api/" + Parameter().Replace(
        Table().Replace(route, match => match.Groups["name"].Value),
        match => Samples.GetValueOrDefault(match.Groups["name"].Value, "sample"));

    /// <summary>What a method needs, or <see langword="null"/>; a method that it does not have needs what reading does.</summary>
    public AccessScope? ScopeOf(HttpMethod method)
        => (Operations.FirstOrDefault(o => o.Methods.Contains(method.Method)) ?? Operations.MinBy(o => o.Scope)!).Scope;

    public override string ToString() => $"{Name} ({Route})";

    private static string NameOf(MethodInfo method) => method.CustomAttributes
        .Single(a => a.AttributeType.Name == "FunctionAttribute").ConstructorArguments[0].Value!.ToString()!;

    private static string? RouteOf(MethodInfo method) => method.GetParameters()
        .SelectMany(p => p.CustomAttributes)
        .Where(a => a.AttributeType.Name == "HttpTriggerAttribute")
        .Select(a => a.NamedArguments.Single(n => n.MemberName == "Route").TypedValue.Value as string)
        .FirstOrDefault();

    [GeneratedRegex(@"\{(?<name>[A-Za-z]+)(:[^/]*)?\}", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Parameter();

    [GeneratedRegex(@"\{table:regex\(\^(?<name>[a-z-]+)[^/]*\}", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Table();
}
