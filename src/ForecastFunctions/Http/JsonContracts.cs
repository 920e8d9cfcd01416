using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using ForecastFunctions.Attributions;
using ForecastFunctions.Baselines;
using ForecastFunctions.Catalogue;
using ForecastFunctions.Comparisons;
using ForecastFunctions.Health;
using ForecastFunctions.Index;
using ForecastFunctions.OData;
using ForecastFunctions.Projections;
using ForecastFunctions.Refreshes;
using ForecastFunctions.Scenarios;

namespace ForecastFunctions.Http;

/// <summary>Every shape that leaves the service as JSON: in camelCase.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(TableMetadata))]
[JsonSerializable(typeof(IndexAnswer))]
[JsonSerializable(typeof(ODataErrorAnswer))]
[JsonSerializable(typeof(HealthAnswer))]
[JsonSerializable(typeof(ReadinessAnswer))]
[JsonSerializable(typeof(ProjectionAnswer))]
[JsonSerializable(typeof(ComparisonAnswer))]
[JsonSerializable(typeof(AttributionAnswer))]
[JsonSerializable(typeof(ListAnswer<ParameterRow>))]
[JsonSerializable(typeof(ListAnswer<VariableRow>))]
[JsonSerializable(typeof(ListAnswer<ScenarioRow>))]
[JsonSerializable(typeof(ScenarioDetail))]
[JsonSerializable(typeof(ListAnswer<ResolvedParameterRow>))]
[JsonSerializable(typeof(ListAnswer<BaselineRow>))]
[JsonSerializable(typeof(BaselineDetail))]
[JsonSerializable(typeof(ListAnswer<ObservationRow>))]
[JsonSerializable(typeof(ListAnswer<BaselineDiffRow>))]
[JsonSerializable(typeof(double))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(RefreshRow))]
[JsonSerializable(typeof(ListAnswer<RefreshRow>))]
public sealed partial class JsonContracts : JsonSerializerContext
{
    /// <summary>
    /// The contracts, with letters such as × and ' written as they are: the answers are sent as JSON and never
    /// sniffed for HTML, so there is nothing to escape them for.
    /// </summary>
    public static readonly JsonContracts Readable = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    /// <summary>The media type of JSON answers.</summary>
    public const string ContentType = "application/json; charset=utf-8";

    /// <summary>An enumeration's value as the contract spells it.</summary>
    public static string Word<T>(T value)
        where T : struct, Enum
        => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
