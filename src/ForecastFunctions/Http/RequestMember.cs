using System.Globalization;
using System.Text.Json;

namespace ForecastFunctions.Http;

/// <summary>One named value of a request, from its query string or from its JSON body.</summary>
public sealed class RequestMember
{
    private readonly string? _text;
    private readonly JsonElement _json;

    /// <summary>A query parameter.</summary>
    public RequestMember(string name, string text)
    {
        In = "query";
        Target = name;
        _text = text;
    }

    /// <summary>A member of the body.</summary>
    public RequestMember(string target, JsonElement json)
    {
        In = "body";
        Target = target;
        _json = json;
    }

    /// <summary><c>query</c> or <c>body</c>.</summary>
    public string In { get; }

    /// <summary>The parameter's name, or the JSON pointer.</summary>
    public string Target { get; }

    /// <summary>Whether the value is the JSON null.</summary>
    public bool IsNull => _text is null && _json.ValueKind == JsonValueKind.Null;

    /// <summary>The value as text: a query parameter's own, or a JSON string.</summary>
    public string? AsText() => _text ?? (_json.ValueKind == JsonValueKind.String ? _json.GetString() : null);

    /// <summary>The value as text, where a whole number is as good: years, seeds.</summary>
    public string? AsTextOrInteger()
        => AsText() ?? (_json.ValueKind == JsonValueKind.Number && _json.TryGetInt64(out _) ? _json.GetRawText() : null);

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

    /// <summary>The value as a whole number: digits in a query, a JSON number in a body.</summary>
    public int? AsInteger()
    {
        int number = 0;
        var isNumber = _text is null
            ? _json.ValueKind == JsonValueKind.Number && _json.TryGetInt32(out number)
            : int.TryParse(_text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);
        return isNumber ? number : null;
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
    public IReadOnlyList<(string Name, RequestMember Value)>? AsObject()
        => _json.ValueKind == JsonValueKind.Object
            ? [.. _json.EnumerateObject().Select(m => (m.Name, new RequestMember(JsonBody.PointerTo(Target, m.Name), m.Value)))]
            : null;

    /// <summary>The members of each object of a JSON array; <see langword="null"/> for anything else.</summary>
    public IReadOnlyList<IReadOnlyList<(string Name, RequestMember Value)>>? AsObjects()
        => _json.ValueKind == JsonValueKind.Array && _json.EnumerateArray().All(e => e.ValueKind == JsonValueKind.Object)
            ? [.. _json.EnumerateArray().Select((e, i) => new RequestMember($"{Target}/{i}", e).AsObject()!)]
            : null;

    /// <summary>The items of a list, each with its own place: of a query, the texts between commas; of a body, those of an array.</summary>
    public IReadOnlyList<RequestMember>? AsItems()
    {
        if (_text is not null)
            return [.. _text.Split(',', StringSplitOptions.TrimEntries).Select(item => new RequestMember(Target, item))];
        return _json.ValueKind == JsonValueKind.Array
            ? [.. _json.EnumerateArray().Select((item, i) => new RequestMember($"{Target}/{i}", item))]
            : null;
    }

    /// <summary>The values of a list: a text with commas between them, or in a body an array of strings or numbers.</summary>
    public IReadOnlyList<string>? AsList()
    {
        if (AsText() is { } text)
            return text.Split(',', StringSplitOptions.TrimEntries);
        if (_json.ValueKind != JsonValueKind.Array)
            return null;

        var items = _json.EnumerateArray().ToList();
        return items.TrueForAll(e => e.ValueKind is JsonValueKind.String or JsonValueKind.Number)
            ? [.. items.Select(e => e.ValueKind == JsonValueKind.String ? e.GetString()! : e.GetRawText())]
            : null;
    }
}
