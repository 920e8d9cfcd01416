using System.Text.Json;
using System.Text.Json.Serialization;
using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.Storage;

namespace ForecastFunctions.Infrastructure.Tables;

/// <summary>A baseline as stored: UTF-8 JSON, read back through the constructors, which check everything again.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(Baseline))]
internal sealed partial class BaselineJson : JsonSerializerContext
{
    public static byte[] Write(Baseline baseline) => JsonSerializer.SerializeToUtf8Bytes(baseline, Default.Baseline);

    /// <param name="json">What was stored.</param>
    /// <param name="name">What to call it in the error.</param>
    /// <param name="contentHash">The hash its content must have.</param>
    public static Baseline Read(ReadOnlySpan<byte> json, string name, string? contentHash)
    {
        var baseline = Parse(json, name);
        return string.Equals(baseline.ContentHash, contentHash, StringComparison.Ordinal)
            ? baseline
            : throw new DamagedContentException(name, "its content hash does not match");
    }

    private static Baseline Parse(ReadOnlySpan<byte> json, string name)
    {
        try
        {
            return JsonSerializer.Deserialize(json, Default.Baseline)
                ?? throw new DamagedContentException(name, "it is null");
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            throw new DamagedContentException(name, "it is not a baseline", exception);
        }
    }
}
