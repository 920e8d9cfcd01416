using System.Text.Json.Serialization;

namespace ForecastFunctions.Application.Contract;

/// <summary>What a table is: the file <c>.metadata.json</c> beside it.</summary>
/// <param name="Title">The table in words.</param>
/// <param name="Columns">The names of its columns in CSV, in order.</param>
/// <param name="Notes">What a reader of the numbers should know.</param>
/// <param name="Variables">What is measured in it; empty where nothing is.</param>
public sealed record TableDescription(
    string Title, IReadOnlyList<string> Columns, IReadOnlyList<string> Notes, IReadOnlyList<MeasuredVariable> Variables)
{
    /// <summary>The day by which everything in it was known; absent where the table does not age.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateOnly? LastUpdated => Variables.Max(v => v.LastUpdated);
}

/// <summary>Something that is measured in a table.</summary>
/// <param name="Name">Its name in the table.</param>
/// <param name="Title">What it is.</param>
/// <param name="Unit">The unit.</param>
/// <param name="Source">Who says so.</param>
/// <param name="Licence">On which terms it may be used.</param>
/// <param name="LastUpdated">The day by which it was known; absent where the caller gave it.</param>
public sealed record MeasuredVariable(
    string Name, string Title, string Unit, string Source, string Licence,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateOnly? LastUpdated);
