using System.Text.Json;
using System.Text.Json.Serialization;

namespace ForecastFunctions.Http;

/// <summary>What a table is: the file <c>.metadata.json</c> beside it.</summary>
/// <param name="Title">The table in words.</param>
/// <param name="Columns">The names of its columns in CSV, in order.</param>
/// <param name="Notes">What a reader of the numbers should know.</param>
/// <param name="Variables">What is measured in it; empty where nothing is.</param>
public sealed record TableMetadata(
    string Title, IReadOnlyList<string> Columns, IReadOnlyList<string> Notes, IReadOnlyList<VariableMetadata> Variables)
{
    /// <summary>The day by which everything in it was known; absent where the table does not age.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateOnly? LastUpdated => Variables.Max(v => v.LastUpdated);

    /// <summary>The file.</summary>
    public Document ToDocument(string cacheControl)
        => new(JsonSerializer.SerializeToUtf8Bytes(this, JsonContracts.Readable.TableMetadata), JsonContracts.ContentType)
        {
            CacheControl = cacheControl,
        };
}

/// <summary>Something that is measured in a table.</summary>
/// <param name="Name">Its name in the table.</param>
/// <param name="Title">What it is.</param>
/// <param name="Unit">The unit.</param>
/// <param name="Source">Who says so.</param>
/// <param name="Licence">On which terms it may be used.</param>
/// <param name="LastUpdated">The day by which it was known; absent where the caller gave it.</param>
public sealed record VariableMetadata(
    string Name, string Title, string Unit, string Source, string Licence,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateOnly? LastUpdated);
