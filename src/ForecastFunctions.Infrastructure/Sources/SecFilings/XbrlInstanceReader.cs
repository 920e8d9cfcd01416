using System.Globalization;
using System.Text;
using System.Xml;
using ForecastFunctions.Core.Baselines;

namespace ForecastFunctions.Infrastructure.Sources.SecFilings;

/// <summary>
/// Reads an XBRL 2.1 instance (XBRL International, 2003) as a stream, keeping its contexts, its units and the facts of the
/// concepts that are looked for. Names count by their namespace, never by prefix, id or order; nothing outside the document
/// is resolved, and a document type definition is refused.
/// </summary>
internal sealed class XbrlInstanceReader
{
    private const int MaxDepth = 32;
    private const int MaxElements = 1_000_000;
    private const int MaxContexts = 50_000;
    private const int MaxFacts = 50_000;
    private const int MaxText = 4_096;

    private static readonly XmlReaderSettings Form = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        IgnoreWhitespace = true,
    };

    private readonly XmlReader _reader;
    private readonly IReadOnlySet<string> _concepts;
    private readonly Dictionary<string, XbrlContext> _contexts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, bool> _units = new(StringComparer.Ordinal);
    private readonly List<Stated> _facts = [];
    private string? _documentType;
    private DateOnly? _periodEnd;
    private int _elements;

    private XbrlInstanceReader(XmlReader reader, IReadOnlySet<string> concepts)
    {
        _reader = reader;
        _concepts = concepts;
    }

    /// <summary>A fact before its context and unit are known: they may come after it.</summary>
    private readonly record struct Stated(string Concept, string Context, string? Unit, string? Text, int? Decimals);

    /// <param name="document">The document.</param>
    /// <param name="concepts">The concepts of us-gaap that are looked for.</param>
    /// <exception cref="SourceException">It is no instance, or not whole, or larger than an honest one.</exception>
    public static XbrlInstance Read(ReadOnlyMemory<byte> document, IReadOnlySet<string> concepts)
    {
        try
        {
            using var stream = document.AsStream();
            using var reader = XmlReader.Create(stream, Form);
            return new XbrlInstanceReader(reader, concepts).Read();
        }
        catch (XmlException exception)
        {
            throw Malformed($"The document is not whole and plain XML: {exception.Message}", exception);
        }
    }

    private XbrlInstance Read()
    {
        _reader.MoveToContent();
        if (!Is(XbrlNames.Instance, "xbrl"))
            throw Malformed($"The document is a '{Shortened(_reader.Name)}', not an XBRL instance.");
        while (!_reader.EOF)
        {
            if (_reader is { NodeType: XmlNodeType.Element, Depth: 1 })
                ReadItem();
            else
                _reader.Read();
        }

        var companies = _contexts.Values.Select(context => context.Cik).OfType<int>().ToHashSet();
        return new(companies, [.. _facts.Select(Resolved)], _documentType, _periodEnd);
    }

    private void ReadItem()
    {
        CountElement();
        if (Is(XbrlNames.Instance, "context"))
            ReadContext();
        else if (Is(XbrlNames.Instance, "unit"))
            ReadUnit();
        else if (XbrlNames.IsOf(XbrlNames.UsGaap, _reader.NamespaceURI) && _concepts.Contains(_reader.LocalName))
            ReadFact();
        else if (XbrlNames.IsOf(XbrlNames.Dei, _reader.NamespaceURI) && _reader.LocalName is "DocumentType")
            _documentType = Text();
        else if (XbrlNames.IsOf(XbrlNames.Dei, _reader.NamespaceURI) && _reader.LocalName is "DocumentPeriodEndDate")
            _periodEnd = DateOnly.TryParseExact(Text(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var end)
                ? end : null;
        else
            ForEachWithin(() => _reader.Read());
    }

    private void ReadContext()
    {
        var id = Attribute("id");
        int? cik = null;
        DateOnly? start = null, end = null;
        var dimensions = new List<XbrlDimension>();
        var hasOther = false;
        ForEachWithin(() =>
        {
            if (Is(XbrlNames.Instance, "identifier"))
                cik = Identifier();
            else if (Is(XbrlNames.Instance, "startDate"))
                start = Day();
            else if (Is(XbrlNames.Instance, "endDate"))
                end = Day();
            else if (Is(XbrlNames.Dimensions, "explicitMember"))
                dimensions.Add(Dimension());
            else
            {
                hasOther |= !string.Equals(_reader.NamespaceURI, XbrlNames.Instance, StringComparison.Ordinal);
                _reader.Read();
            }
        });

        if (_contexts.Count == MaxContexts)
            throw TooLarge($"more than {MaxContexts} contexts");
        if (!_contexts.TryAdd(id, new(cik, start, end, dimensions, hasOther)))
            throw Malformed($"Two contexts are called '{Shortened(id)}'.");
    }

    private int? Identifier()
    {
        var isCik = string.Equals(_reader.GetAttribute("scheme"), XbrlNames.Cik, StringComparison.Ordinal);
        return int.TryParse(Text().Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && isCik ? number : null;
    }

    private DateOnly Day()
    {
        var text = Text().Trim();
        return DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw Malformed($"'{Shortened(text)}' is not a day such as 2024-12-31.");
    }

    private XbrlDimension Dimension()
    {
        var (axisNamespace, axis) = Resolve(Attribute("dimension"));
        string member = "", text = "";
        Text(all =>
        {
            text = all.Trim();
            member = Resolve(text).Name;
        });
        return new(axisNamespace, axis, member, text);
    }

    private void ReadUnit()
    {
        var id = Attribute("id");
        var (measures, isDollars) = (0, false);
        ForEachWithin(() =>
        {
            if (!Is(XbrlNames.Instance, "measure"))
            {
                // A quotient of units, such as dollars a share.
                measures += 2;
                _reader.Read();
                return;
            }

            measures++;
            Text(all => isDollars = Resolve(all.Trim()) is (XbrlNames.Currencies, "USD"));
        });
        if (!_units.TryAdd(id, isDollars && measures == 1))
            throw Malformed($"Two units are called '{Shortened(id)}'.");
    }

    private void ReadFact()
    {
        if (_facts.Count == MaxFacts)
            throw TooLarge($"more than {MaxFacts} facts of the concepts that are looked for");
        var concept = _reader.LocalName;
        var context = Attribute("contextRef");
        var unit = _reader.GetAttribute("unitRef");
        var isNil = _reader.GetAttribute("nil", XbrlNames.Schema) is "true" or "1";
        var decimals = int.TryParse(
            _reader.GetAttribute("decimals"), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                ? Math.Clamp(number, -18, 2)
                : (int?)null;
        var text = Text();
        _facts.Add(new(concept, context, unit, isNil ? null : text, decimals));
    }

    private XbrlFact Resolved(Stated fact) => _contexts.TryGetValue(fact.Context, out var context)
        ? new(fact.Concept, context, fact.Unit is { } unit && _units.GetValueOrDefault(unit), fact.Text, fact.Decimals)
        : throw Malformed($"A figure of {fact.Concept} is about '{Shortened(fact.Context)}', which is not in the document.");

    /// <summary>
    /// Visits every element within the one that the reader stands on, and leaves the reader after it. A visit that reads
    /// an element leaves the reader after that one; else it reads on by a node.
    /// </summary>
    private void ForEachWithin(Action visit)
    {
        var depth = _reader.Depth;
        if (_reader.IsEmptyElement)
        {
            _reader.Read();
            return;
        }

        _reader.Read();
        while (_reader.Depth > depth)
        {
            if (_reader.NodeType != XmlNodeType.Element)
            {
                _reader.Read();
                continue;
            }

            CountElement();
            visit();
        }

        _reader.Read();
    }

    private string Text()
    {
        var text = "";
        Text(all => text = all);
        return text;
    }

    /// <summary>Uses the text of an element while the names that are declared on it hold, and leaves the reader after it.</summary>
    private void Text(Action<string> use)
    {
        var text = new StringBuilder();
        if (!_reader.IsEmptyElement)
        {
            while (_reader.Read() && _reader.NodeType != XmlNodeType.EndElement)
            {
                if (_reader.NodeType == XmlNodeType.Element)
                    throw Malformed($"There is a '{Shortened(_reader.Name)}' where only text may stand.");
                if (text.Length + _reader.Value.Length > MaxText)
                    throw TooLarge($"a value of more than {MaxText} characters");
                text.Append(_reader.Value);
            }
        }

        use(text.ToString());
        _reader.Read();
    }

    /// <summary>A name such as <c>srt:ProductOrServiceAxis</c>, or one without a prefix, by the declarations in scope.</summary>
    private (string Namespace, string Name) Resolve(string name)
    {
        var colon = name.IndexOf(':', StringComparison.Ordinal);
        return colon != 0 && colon < name.Length - 1 && _reader.LookupNamespace(colon < 0 ? "" : name[..colon]) is { } uri
            ? (uri, name[(colon + 1)..])
            : throw Malformed($"'{Shortened(name)}' is not a name whose prefix is declared.");
    }

    private string Attribute(string name) => _reader.GetAttribute(name)
        ?? throw Malformed($"A '{Shortened(_reader.Name)}' has no '{name}'.");

    private bool Is(string uri, string name) =>
        _reader.NodeType == XmlNodeType.Element
        && string.Equals(_reader.LocalName, name, StringComparison.Ordinal)
        && string.Equals(_reader.NamespaceURI, uri, StringComparison.Ordinal);

    private void CountElement()
    {
        if (++_elements > MaxElements)
            throw TooLarge($"more than {MaxElements} elements");
        if (_reader.Depth > MaxDepth)
            throw TooLarge($"elements more than {MaxDepth} deep");
    }

    private static string Shortened(string text) => text.Length <= 60 ? text : text[..60] + "…";

    private static SourceException TooLarge(string what) => new(SourceFaultCodes.TooLarge, $"The document has {what}.");

    private static SourceException Malformed(string problem, Exception? innerException = null) =>
        new(SourceFaultCodes.Malformed, problem, innerException);
}
