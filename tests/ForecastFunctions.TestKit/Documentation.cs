namespace ForecastFunctions.TestKit;

/// <summary>What people read: the README, and the guides that come with the app.</summary>
public static class Documentation
{
    /// <summary>The README.</summary>
    public static string Readme { get; } = File.ReadAllText(Repository.PathOf("README.md"));

    /// <summary>The guides, by the names of their files without the suffix.</summary>
    public static IReadOnlyDictionary<string, string> Guides { get; } = Directory
        .GetFiles(Repository.PathOf("src", "ForecastFunctions", "Guides"), "*.md").Order(StringComparer.Ordinal)
        .ToDictionary(file => Path.GetFileNameWithoutExtension(file), File.ReadAllText, StringComparer.Ordinal);

    /// <summary>All of it, the README first.</summary>
    public static string All { get; } = string.Join('\n', Guides.Values.Prepend(Readme));
}
