using System.Text.Json;
using System.Text.Json.Serialization;
using ForecastFunctions.Core.Refreshes;
using ForecastFunctions.Core.Storage;

namespace ForecastFunctions.Infrastructure.Tables;

/// <summary>A report of a refresh as stored: UTF-8 JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(RefreshReport))]
internal sealed partial class RefreshReportJson : JsonSerializerContext
{
    public static byte[] Write(RefreshReport report) => JsonSerializer.SerializeToUtf8Bytes(report, Default.RefreshReport);

    /// <param name="json">What was stored.</param>
    /// <param name="name">What to call it in the error.</param>
    public static RefreshReport Read(ReadOnlySpan<byte> json, string name)
    {
        try
        {
            return JsonSerializer.Deserialize(json, Default.RefreshReport) ?? throw new DamagedContentException(name, "it is null");
        }
        catch (JsonException exception)
        {
            throw new DamagedContentException(name, "it is not a report", exception);
        }
    }
}
