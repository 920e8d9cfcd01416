using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using ForecastFunctions.Core.Baselines;

namespace ForecastFunctions.Infrastructure.Sources.SecFilings;

/// <summary>
/// The text of an exhibit as a reader sees it: paragraphs, each of them one line with plain blanks, hyphens and quotation
/// marks. The elements within a sentence are many, even within a number; an element that stands as a block ends it.
/// </summary>
internal static class ReleaseText
{
    private const int MaxDepth = 512;
    private const int MaxNodes = 400_000;

    private static readonly HashSet<string> Blocks = new(StringComparer.Ordinal)
    {
        "address", "article", "blockquote", "body", "center", "dd", "div", "dl", "dt", "footer", "form", "h1", "h2", "h3", "h4", "h5",
        "h6", "header", "hr", "html", "li", "main", "ol", "p", "pre", "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
    };

    private const string Closing = "\"')";

    private static readonly HashSet<string> Abbreviations = new(StringComparer.Ordinal)
    {
        "Inc", "Corp", "Ltd", "Co", "Calif", "Mr", "Ms", "Dr", "No", "vs", "approx",
    };

    private static readonly HashSet<string> Unseen = new(StringComparer.Ordinal) { "head", "script", "style", "template", "title" };

    /// <summary>The paragraphs that hold any text, in order.</summary>
    /// <exception cref="SourceException">There are more elements, or deeper ones, than a release has.</exception>
    public static IReadOnlyList<string> Paragraphs(ReadOnlyMemory<byte> html)
    {
        HtmlBounds.Check(html.Span);
        using var document = new HtmlParser(new HtmlParserOptions { IsScripting = false }).ParseDocument(html.AsStream());
        var paragraphs = new List<string>();
        var text = new StringBuilder();
        var nodes = 0;
        Visit(document, 0);
        End();
        return paragraphs;

        void Visit(INode parent, int depth)
        {
            if (depth > MaxDepth)
                throw TooLarge($"elements more than {MaxDepth} deep");
            foreach (var node in parent.ChildNodes)
            {
                if (++nodes > MaxNodes)
                    throw TooLarge($"more than {MaxNodes} nodes");
                if (node is IText words)
                    text.Append(words.Data);
                else if (node is IElement { LocalName: "br" })
                    text.Append(' ');
                else if (node is IElement element && !Unseen.Contains(element.LocalName))
                    VisitElement(element, depth);
            }
        }

        void VisitElement(IElement element, int depth)
        {
            var isBlock = Blocks.Contains(element.LocalName);
            if (isBlock)
                End();
            Visit(element, depth + 1);
            if (isBlock)
                End();
        }

        void End()
        {
            if (Plain(text.ToString()) is { Length: > 0 } paragraph)
                paragraphs.Add(paragraph);
            text.Clear();
        }
    }

    /// <summary>
    /// The sentences of a paragraph. A point ends one where a quotation ends or begins with it, or where a capital follows
    /// and the word before is no abbreviation; what is parted in too few sentences is refused later, not misread.
    /// </summary>
    public static IReadOnlyList<string> Sentences(string paragraph)
    {
        var sentences = new List<string>();
        var start = 0;
        for (var i = 0; i < paragraph.Length; i++)
        {
            if (paragraph[i] is not ('.' or '!' or '?'))
                continue;
            var next = i + 1;
            while (next < paragraph.Length && Closing.Contains(paragraph[next], StringComparison.Ordinal))
                next++;
            if (next + 1 >= paragraph.Length || paragraph[next] is not ' ' || !Begins(paragraph[next + 1]))
                continue;
            if (next == i + 1 && paragraph[next + 1] is not '"' && IsAbbreviation(paragraph.AsSpan(start, i - start)))
                continue;
            sentences.Add(paragraph[start..next]);
            start = next + 1;
        }

        if (start < paragraph.Length)
            sentences.Add(paragraph[start..]);
        return sentences;
    }

    private static bool Begins(char c) => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c) || c is '"' or '(' or '$';

    private static bool IsAbbreviation(ReadOnlySpan<char> sentence)
    {
        var word = sentence[(sentence.LastIndexOfAny(' ', '(', '"') + 1)..];
        return word.Length == 1 || word.Contains('.') || Abbreviations.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word);
    }

    /// <summary>Blanks, hyphens, dashes and quotation marks of every kind as the plain ones, runs of blanks as one.</summary>
    private static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (char.IsWhiteSpace(c) || c is '\u200b' or '\u2060' or '\ufeff')
            {
                if (plain.Length > 0 && plain[^1] is not ' ')
                    plain.Append(' ');
                continue;
            }

            if (c is '\u00ad')
                continue;
            plain.Append(c switch
            {
                >= '\u2010' and <= '\u2015' or '\u2212' => '-',
                >= '\u201c' and <= '\u201f' => '"',
                >= '\u2018' and <= '\u201b' => '\'',
                _ => c,
            });
        }

        return plain.ToString().TrimEnd();
    }

    private static SourceException TooLarge(string what) => new(SourceFaultCodes.TooLarge, $"The exhibit has {what}.");
}
