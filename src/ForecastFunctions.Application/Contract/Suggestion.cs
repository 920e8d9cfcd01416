using Quickenshtein;

namespace ForecastFunctions.Application.Contract;

/// <summary>What somebody may have meant.</summary>
public static class Suggestion
{
    /// <summary>Texts beyond this length are not compared: the cost grows with the square of it.</summary>
    private const int MaxLength = 100;

    /// <summary>The nearest of the candidates by edit distance, or <see langword="null"/> where none is near.</summary>
    public static string? Nearest(string text, IEnumerable<string> candidates)
    {
        if (text.Length > MaxLength)
            return null;
        var ranked = candidates.Select(c => (
            Candidate: c, Distance: Levenshtein.GetDistance(text.ToUpperInvariant(), c.ToUpperInvariant())));
        var (candidate, distance) = ranked.DefaultIfEmpty((Candidate: "", Distance: int.MaxValue)).MinBy(c => c.Distance);
        return distance <= Math.Max(2, text.Length / 3) ? candidate : null;
    }

    /// <summary>" Did you mean …?", or nothing.</summary>
    public static string DidYouMean(string text, IEnumerable<string> candidates)
        => Nearest(text, candidates) is { } nearest ? $" Did you mean {nearest}?" : "";
}
