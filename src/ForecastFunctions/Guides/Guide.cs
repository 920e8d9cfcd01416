using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Markdig;

namespace ForecastFunctions.Guides;

/// <summary>A guide: Markdown that stands in this folder, and comes with the app.</summary>
/// <param name="Name">Its name in addresses, that of its file.</param>
/// <param name="Text">The Markdown.</param>
internal sealed partial record Guide(string Name, string Text)
{
    private const string Style = """
        body{max-width:52rem;margin:2rem auto;padding:0 1rem;font:16px/1.5 system-ui,sans-serif;color:#222;background:#fff}
        pre{overflow-x:auto;padding:.75rem;background:#f4f4f4}code{font-size:90%}
        table{border-collapse:collapse;display:block;overflow-x:auto}th,td{border:1px solid #ccc;padding:.25rem .5rem;text-align:left}
        """;

    // Raw HTML in the Markdown is shown as text: a guide has none.
    private static readonly MarkdownPipeline Markdown = new MarkdownPipelineBuilder().UsePipeTables().UseAutoIdentifiers().DisableHtml().Build();

    /// <summary>Every guide, by its name.</summary>
    public static IReadOnlyDictionary<string, Guide> All { get; }
        = ReadFiles(".md").ToDictionary(file => file.Key, file => new Guide(file.Key, file.Value), StringComparer.Ordinal);

    /// <summary>The pictures of guides, each by the name of its file: SVG.</summary>
    public static IReadOnlyDictionary<string, string> Pictures { get; } = ReadFiles(".svg");

    /// <summary>Lets the page's own style and the pictures beside it apply, and nothing else.</summary>
    public static string ContentSecurityPolicy { get; }
        = $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; "
            + "img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>The first heading.</summary>
    public string Title { get; } = Text.Split('\n')[0].TrimStart('#', ' ');

    /// <summary>The Markdown, whose links to other guides hold at an address.</summary>
    /// <param name="folder">Where the guides are from there: empty, or with a slash at its end.</param>
    public string ToText(string folder) => LinkToGuide().Replace(Text, $"]({folder}${{name}}.md");

    /// <summary>A page for browsers.</summary>
    /// <inheritdoc cref="ToText"/>
    public string ToHtml(string folder)
        => $"<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>{Title}</title><style>{Style}</style></head>"
            + $"<body>\n{Markdig.Markdown.ToHtml(LinkToGuide().Replace(Text, $"]({folder}${{name}}"), Markdown)}</body></html>\n";

    [GeneratedRegex(@"\]\((?<name>[a-z-]+)\.md", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex LinkToGuide();

    /// <summary>The files that come with the app, by their names without the suffix.</summary>
    private static Dictionary<string, string> ReadFiles(string suffix)
    {
        var assembly = Assembly.GetExecutingAssembly();
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in assembly.GetManifestResourceNames().Where(n => n.EndsWith(suffix, StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(file)!);
            files.Add(file[..^suffix.Length], reader.ReadToEnd());
        }

        return files;
    }
}
