using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing.Patterns;

namespace ForecastFunctions.UnitTests.Conventions;

/// <summary>
/// Whether some path matches two routes. The platform would give it to the function whose name comes first, and
/// ASP.NET Core to the more literal one; so none may.
/// </summary>
internal static class RouteOverlap
{
    /// <summary>A path that matches both, or <see langword="null"/> where none can.</summary>
    /// <exception cref="NotSupportedException">A route has a form that this proof does not cover.</exception>
    public static string? Of(string one, string other)
    {
        var (a, b) = (Segments(one), Segments(other));
        if (a.Count != b.Count)
            return null;
        var common = a.Zip(b, Common).ToList();
        return common.Contains(null) ? null : string.Join('/', common);
    }

    private static List<Segment> Segments(string route)
        => [.. RoutePatternFactory.Parse(route).PathSegments.Select(segment => Read(segment, route))];

    private static Segment Read(RoutePatternPathSegment segment, string route) => segment.Parts switch
    {
        [RoutePatternLiteralPart literal] => new(literal.Content, null),
        [RoutePatternParameterPart { IsCatchAll: false, IsOptional: false, Default: null, ParameterPolicies: [] }] => new(null, null),
        [RoutePatternParameterPart { IsCatchAll: false, IsOptional: false, Default: null, ParameterPolicies: [{ Content: { } policy }] }]
            when policy.StartsWith("regex(^", StringComparison.Ordinal) && policy.EndsWith("$)", StringComparison.Ordinal) => new(
                null, policy[6..^1]),
        _ => throw new NotSupportedException(
            $"Whether other routes overlap with {route} cannot be told: use literals, plain parameters and regex(^…$)."),
    };

    private static string? Common(Segment one, Segment other) => (one, other) switch
    {
        ({ Literal: { } a }, { Literal: { } b }) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase) ? a : null,
        ({ Literal: { } a }, _) => other.Matches(a) ? a : null,
        (_, { Literal: { } b }) => one.Matches(b) ? b : null,
        _ => "{any}", // two parameters: their expressions are taken to overlap
    };

    private sealed record Segment(string? Literal, string? Expression)
    {
        public bool Matches(string text)
            => Expression is null
                || Regex.IsMatch(text, Expression, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
    }
}
