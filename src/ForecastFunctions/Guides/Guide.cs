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
    public static IReadOnlyDictionary<string, Guide> All { get; } = ReadAll();

    /// <summary>Lets the page's own style apply, and nothing else.</summary>
    public static string ContentSecurityPolicy { get; }
        = $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; "
            + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

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

    private static Dictionary<string, Guide> ReadAll()
    {
        const string Suffix = ".md";
        var assembly = Assembly.GetExecutingAssembly();
        var guides = new Dictionary<string, Guide>(StringComparer.Ordinal);
        foreach (var file in assembly.GetManifestResourceNames().Where(n => n.EndsWith(Suffix, StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(file)!);
            var name = file[..^Suffix.Length];
            guides.Add(name, new Guide(name, reader.ReadToEnd()));
        }

        return guides;
    }
}
