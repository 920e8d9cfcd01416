using System.Globalization;
using System.Text.Json;

namespace ForecastFunctions.Application.Contract;

/// <summary>Where something stands in what a caller sent.</summary>
/// <param name="In"><c>query</c>, <c>body</c>, <c>path</c> or <c>header</c>.</param>
/// <param name="Target">The parameter's name, or a JSON pointer (RFC 6901) into the body.</param>
public readonly record struct Place(string In, string Target)
{
    /// <summary>The place of a member of the object that stands here.</summary>
    public Place Member(string name) => string.Equals(In, "body", StringComparison.Ordinal)
        ? this with { Target = $"{Target}/{name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}" }
        : this;
}

/// <summary>One named value of a request: a text, as in a query or a function's argument, or JSON.</summary>
public sealed class Argument
{
    private readonly string? _text;
    private readonly JsonElement _json;

    /// <summary>A text.</summary>
    public Argument(Place place, string text)
    {
        Place = place;
        _text = text;
    }

    /// <summary>A JSON value.</summary>
    public Argument(Place place, JsonElement json)
    {
        Place = place;
        _json = json;
    }

    /// <summary>Where it stands.</summary>
    public Place Place { get; }

    /// <summary>Whether the value is the JSON null.</summary>
    public bool IsNull => _text is null && _json.ValueKind == JsonValueKind.Null;

    /// <summary>The value as text: a query parameter's own, or a JSON string.</summary>
    public string? AsText() => _text ?? (_json.ValueKind == JsonValueKind.String ? _json.GetString() : null);

    /// <summary>
    /// The value as text, where a whole number is as good: years, seeds. <c>2028.0</c>, as spreadsheets and data frames write a
    /// whole number, is one.
    /// </summary>
    public string? AsTextOrInteger()
        => AsText() is { } text ? WithoutPoint(text) : _json.ValueKind == JsonValueKind.Number ? WholeText(_json) : null;

    /// <summary>The value as a finite number: text in a query, a JSON number in a body.</summary>
    public double? AsNumber()
    {
        double number = 0;
        var isNumber = _text is null
            ? _json.ValueKind == JsonValueKind.Number && _json.TryGetDouble(out number)
            : double.TryParse(
                _text,
                NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent,
                CultureInfo.InvariantCulture,
                out number);
        return isNumber && double.IsFinite(number) ? number : null;
    }

    /// <summary>The value as a whole number: digits in a query, a JSON number in a body; <c>4096.0</c> is one.</summary>
    public int? AsInteger()
    {
        var digits = _text is null
            ? _json.ValueKind == JsonValueKind.Number ? WholeText(_json) : null
            : WithoutPoint(_text);
        return int.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    /// <summary>The value as true or false: these words in a query, the JSON literals in a body.</summary>
    public bool? AsBoolean() => _text switch
    {
        "true" => true,
        "false" => false,
        null when _json.ValueKind is JsonValueKind.True or JsonValueKind.False => _json.GetBoolean(),
        _ => null,
    };

    /// <summary>The members of a JSON object, in their order; <see langword="null"/> for anything else.</summary>
    public IReadOnlyList<(string Name, Argument Value)>? AsObject()
        => _json.ValueKind == JsonValueKind.Object
            ? [.. _json.EnumerateObject().Select(m => (m.Name, new Argument(Place.Member(m.Name), m.Value)))]
            : null;

    /// <summary>The members of each object of a JSON array; <see langword="null"/> for anything else.</summary>
    public IReadOnlyList<IReadOnlyList<(string Name, Argument Value)>>? AsObjects()
        => _json.ValueKind == JsonValueKind.Array && _json.EnumerateArray().All(e => e.ValueKind == JsonValueKind.Object)
            ? [.. _json.EnumerateArray().Select((e, i) => new Argument(Item(i), e).AsObject()!)]
            : null;

    /// <summary>The items of a list, each with its own place: of a query, the texts between commas; of a body, those of an array.</summary>
    public IReadOnlyList<Argument>? AsItems()
        => _text is null
            ? AsArray()
            : [.. _text.Split(',', StringSplitOptions.TrimEntries).Select(item => new Argument(Place, item))];

    /// <summary>The elements of a JSON array, each with its own pointer; <see langword="null"/> for anything else.</summary>
    public IReadOnlyList<Argument>? AsArray()
        => _json.ValueKind == JsonValueKind.Array
            ? [.. _json.EnumerateArray().Select((e, i) => new Argument(Item(i), e))]
            : null;

    /// <summary>The values of a list: a text with commas between them, or in a body an array of strings or numbers.</summary>
    public IReadOnlyList<string>? AsList()
    {
        if (AsText() is { } text)
            return text.Split(',', StringSplitOptions.TrimEntries);
        if (_json.ValueKind != JsonValueKind.Array)
            return null;

        var items = _json.EnumerateArray().ToList();
        return items.TrueForAll(e => e.ValueKind is JsonValueKind.String or JsonValueKind.Number)
            ? [.. items.Select(e => e.ValueKind == JsonValueKind.String ? e.GetString()! : WholeText(e) ?? e.GetRawText())]
            : null;
    }

    /// <summary>A text as a finite number; <see langword="null"/> for any other text.</summary>
    public static double? Number(string text)
        => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number
            : null;

    /// <summary>A JSON number's digits, where it is whole and exact in any program that reads it; else <see langword="null"/>.</summary>
    private static string? WholeText(JsonElement number)
    {
        const double LargestExact = 9_007_199_254_740_991;
        if (number.TryGetInt64(out _) || number.TryGetUInt64(out _))
            return number.GetRawText();
        return number.TryGetDouble(out var value) && double.IsInteger(value) && Math.Abs(value) <= LargestExact
            ? ((long)value).ToString(CultureInfo.InvariantCulture)
            : null;
    }

    /// <summary>A whole number without the point and the zeros after it; any other text as it is.</summary>
    private static string WithoutPoint(string text)
    {
        var point = text.IndexOf('.', StringComparison.Ordinal);
        return point > 0 && point < text.Length - 1 && text[..point].All(char.IsAsciiDigit) && text[(point + 1)..].All(c => c is '0')
            ? text[..point]
            : text;
    }

    private Place Item(int index) => Place with { Target = string.Create(CultureInfo.InvariantCulture, $"{Place.Target}/{index}") };
}
