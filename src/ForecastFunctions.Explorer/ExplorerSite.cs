namespace ForecastFunctions.Explorer;

/// <summary>A file of the page.</summary>
/// <param name="Content">Its bytes.</param>
/// <param name="ContentType">Its media type.</param>
public sealed record SiteFile(ReadOnlyMemory<byte> Content, string ContentType);

/// <summary>The page that shows the model, and what it loads.</summary>
public static class ExplorerSite
{
    private static readonly Dictionary<string, Lazy<SiteFile>> Known = new(StringComparer.Ordinal)
    {
        [""] = Of("index.html", "text/html; charset=utf-8"),
        ["explorer.js"] = Of("explorer.js", "text/javascript; charset=utf-8"),
        ["explorer.css"] = Of("explorer.css", "text/css; charset=utf-8"),
    };

    /// <summary>The names of the files that the page loads.</summary>
    public static IReadOnlyList<string> Files { get; } = [.. Known.Keys.Where(name => name.Length > 0)];

    /// <summary>The file of a path, <see langword="null"/> where there is none. The empty path is the page itself.</summary>
    public static SiteFile? Find(string path) => Known.GetValueOrDefault(path)?.Value;

    private static Lazy<SiteFile> Of(string name, string contentType) => new(() =>
    {
        using var stream = typeof(ExplorerSite).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The assembly was built without {name}.");
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return new SiteFile(content, contentType);
    });
}
