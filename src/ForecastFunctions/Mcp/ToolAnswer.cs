using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using ForecastFunctions.Application.Contract;

namespace ForecastFunctions.Mcp;

/// <summary>
/// An answer as an agent reads it: small. What all rows have in common is said once, empty columns are left out, numbers have six
/// significant digits, long facts are left to the full answer, to which there is a link.
/// </summary>
/// <param name="Title">What the rows are.</param>
/// <param name="Table">Their table.</param>
/// <param name="Rows">The rows.</param>
/// <param name="Path">Where the full answer is, below <c>/api</c>; <see langword="null"/> where it has no address.</param>
public sealed record ToolAnswer(string Title, Table Table, IReadOnlyCollection<object> Rows, string? Path)
{
    /// <summary>The most rows that are shown.</summary>
    public const int MaxRows = 60;

    /// <summary>The longest fact that is shown, in characters of JSON.</summary>
    private const int MaxFact = 500;

    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What is said beside the rows; an object, or nothing.</summary>
    public JsonElement Facts { get; init; }

    /// <summary>The baseline that the rows are of, where the facts do not say it.</summary>
    public string? BaselineVersion { get; init; }

    /// <summary>What a reader of the numbers should know.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The answer as JSON.</summary>
    /// <param name="addressOf">The address of a path.</param>
    public JsonObject ToJson(Func<string, Uri> addressOf)
    {
        var shown = Rows.Take(MaxRows).ToList();
        var columns = Table.Cells
            .Select(column => (column.Name, Values: shown.Select(row => NodeOf(column.Cell(column.Value(row)))).ToList()))
            .Where(c => c.Values.Exists(v => v is not null)).ToList();
        var same = columns.Where(c => shown.Count > 1 && c.Values.TrueForAll(v => JsonNode.DeepEquals(v, c.Values[0]))).ToList();
        var varying = columns.Except(same).ToList();
        var json = new JsonObject { ["title"] = Title };
        if (Facts.ValueKind == JsonValueKind.Object)
            AddFacts(json);
        if (BaselineVersion is not null)
            json["baselineVersion"] = BaselineVersion;
        if (same.Count > 0)
            json["ofAllRows"] = new JsonObject(same.Select(c => KeyValuePair.Create(c.Name, c.Values[0]?.DeepClone())));
        json["columns"] = new JsonArray([.. varying.Select(c => (JsonNode)c.Name)]);
        json["rows"] = new JsonArray([.. shown.Select((_, i) => new JsonArray([.. varying.Select(c => c.Values[i]?.DeepClone())]))]);
        if (Rows.Count > shown.Count)
        {
            json["rowsLeftOut"] = Rows.Count - shown.Count;
            json["hint"] = "Name fewer things to see the others here.";
        }

        if (Notes.Count > 0)
            json["notes"] = new JsonArray([.. Notes.Select(note => (JsonNode)note)]);
        if (Path is not null)
            json["link"] = addressOf(Path).AbsoluteUri;
        return json;
    }

    /// <summary>The answer as text.</summary>
    public static string TextOf(JsonNode json) => json.ToJsonString(Readable);

    private void AddFacts(JsonObject json)
    {
        var leftOut = new JsonArray();
        foreach (var fact in Facts.EnumerateObject())
        {
            if (fact.Value.GetRawText().Length <= MaxFact || fact.Name is "warnings")
                json[fact.Name] = JsonNode.Parse(fact.Value.GetRawText());
            else
                leftOut.Add(fact.Name);
        }

        if (leftOut.Count > 0)
            json["factsLeftOut"] = leftOut;
    }

    private static JsonNode? NodeOf(object? value) => value switch
    {
        null => null,
        double number => double.IsFinite(number)
            ? JsonValue.Create(double.Parse(number.ToString("G6", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)) : null,
        long number => number,
        int number => number,
        bool flag => flag,
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTimeOffset moment => moment.ToString("O", CultureInfo.InvariantCulture),
        var other => other.ToString(),
    };
}
