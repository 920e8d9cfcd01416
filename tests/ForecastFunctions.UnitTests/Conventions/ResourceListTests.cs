using System.Text.RegularExpressions;
using ForecastFunctions.Index;

namespace ForecastFunctions.UnitTests.Conventions;

/// <summary>The lists of what there is, in the short guide and in the index, name every resource and nothing else.</summary>
public partial class ResourceListTests
{
    /// <summary>Routes that are reached from others: parts of the feed, and what pages are made of.</summary>
    private static readonly string[] PartsOfOthers = ["odata/", "assets/", "explorer/"];

    /// <summary>Every route that is a resource, and not a part of the OData feed or of a page.</summary>
    private static readonly IReadOnlyList<string> Routes =
    [
        .. HttpFunction.All.Select(f => f.Trigger.Route!).Where(route => !Array.Exists(PartsOfOthers, part => route.StartsWith(part, StringComparison.Ordinal))),
    ];

    [Fact]
    public void ShortGuide_ListsEveryRouteAndNoOther()
    {
        var resources = Documentation.Guides["guide"].Split("## Resources")[1].Split("\n## ")[0];
        AssertNamesEveryRoute(resources.Split('\n')
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .SelectMany(line => Code().Matches(line.Split('|')[1]).Select(code => code.Groups["path"].Value))
            .Select(path => path.StartsWith("/api/", StringComparison.Ordinal) ? path : "/api/v1" + path));
    }

    [Fact]
    public void Index_ListsEveryRouteAndNoOther()
        => AssertNamesEveryRoute(IndexFunctions.Links.Select(link => link.Path).Append("/api/v1"));

    private static void AssertNamesEveryRoute(IEnumerable<string> paths)
    {
        List<string> named = [.. paths.Select(path => path.Split('?')[0]["/api/".Length..].TrimEnd('/'))];
        Assert.True(named.Count > 10, $"{named.Count} paths");
        Assert.All(named, path => Assert.True(Routes.Any(route => Takes(route, path)), $"No route takes /api/{path}."));
        Assert.All(Routes, route => Assert.True(named.Any(path => Takes(route, path)), $"{route} is not listed."));
    }

    /// <summary>Whether a path, whose parts in braces are to be filled in, is one of the route.</summary>
    private static bool Takes(string route, string path) => RouteOverlap.Of(route, Ending().Replace(path, "}")) is not null;

    /// <summary>What stands behind a part that is to be filled in, such as <c>.pq</c>: it is in what the route's parameter takes.</summary>
    [GeneratedRegex("\\}[^/]+", RegexOptions.NonBacktracking)]
    private static partial Regex Ending();

    [GeneratedRegex("`(?<path>[^`]+)`", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Code();
}
