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

    /// <summary>What each segment of a route can be; <see langword="null"/> for one whose texts are not a finite list.</summary>
    /// <inheritdoc cref="Of" path="/exception"/>
    public static IReadOnlyList<IReadOnlyList<string>?> Alternatives(string route) => [.. Segments(route).Select(s => s.Texts)];

    private static List<Segment> Segments(string route)
        => [.. RoutePatternFactory.Parse(route).PathSegments.Select(segment => Read(segment, route))];

    private static Segment Read(RoutePatternPathSegment segment, string route) => segment.Parts switch
    {
        [RoutePatternLiteralPart literal] => new([literal.Content], null),
        [RoutePatternParameterPart { IsCatchAll: false, IsOptional: false, Default: null, ParameterPolicies: [] }] => new(null, null),
        [RoutePatternParameterPart { IsCatchAll: false, IsOptional: false, Default: null, ParameterPolicies: [{ Content: { } policy }] }]
            when policy.StartsWith("regex(^", StringComparison.Ordinal) && policy.EndsWith("$)", StringComparison.Ordinal)
            => new(FiniteExpression.TextsOf(policy[7..^2]), policy[6..^1]),
        _ => throw new NotSupportedException(
            $"Whether other routes overlap with {route} cannot be told: use literals, plain parameters and regex(^…$)."),
    };

    private static string? Common(Segment one, Segment other) => (one, other) switch
    {
        ({ Texts: { } texts }, _) => texts.FirstOrDefault(other.Matches),
        (_, { Texts: { } texts }) => texts.FirstOrDefault(one.Matches),
        _ => "{any}", // two parameters of any text: their expressions are taken to overlap
    };

    private sealed record Segment(IReadOnlyList<string>? Texts, string? Expression)
    {
        // As the platform's constraint does it; literals are compared without regard to case too.
        public bool Matches(string text) => Expression is null
            ? Texts?.Contains(text, StringComparer.OrdinalIgnoreCase) ?? true
            : Regex.IsMatch(text, Expression, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
    }
}

/// <summary>
/// The texts that a regular expression matches, where they are a finite list: of letters, digits, <c>-</c>, escaped characters,
/// and groups of alternatives, each of which may be optional.
/// </summary>
internal static class FiniteExpression
{
    /// <summary>The texts, or <see langword="null"/> where the expression has anything else.</summary>
    public static IReadOnlyList<string>? TextsOf(string expression)
    {
        var at = 0;
        return Alternatives(expression, ref at) is { } texts && at == expression.Length ? texts : null;
    }

    private static List<string>? Alternatives(string expression, ref int at)
    {
        var texts = Sequence(expression, ref at);
        while (texts is not null && at < expression.Length && expression[at] == '|')
        {
            at++;
            texts = Sequence(expression, ref at) is { } more ? [.. texts, .. more] : null;
        }

        return texts;
    }

    private static List<string>? Sequence(string expression, ref int at)
    {
        List<string> texts = [""];
        while (at < expression.Length && expression[at] is not ('|' or ')'))
        {
            if (Element(expression, ref at) is not { } next)
                return null;
            if (at < expression.Length && expression[at] == '?')
            {
                at++;
                next.Insert(0, "");
            }

            texts = [.. texts.SelectMany(_ => next, (text, end) => text + end)];
        }

        return texts;
    }

    private static List<string>? Element(string expression, ref int at)
    {
        var character = expression[at++];
        if (character == '(')
        {
            var texts = Alternatives(expression, ref at);
            return texts is not null && at < expression.Length && expression[at++] == ')' ? texts : null;
        }

        if (character == '\\' && at < expression.Length && !char.IsAsciiLetterOrDigit(expression[at]))
            return [expression[at++].ToString()];
        return char.IsAsciiLetterOrDigit(character) || character == '-' ? [character.ToString()] : null;
    }
}
