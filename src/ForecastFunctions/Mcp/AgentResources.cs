using System.Buffers;
using System.Text;
using System.Text.Json;
using ForecastFunctions.Application.Catalogue;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Http;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace ForecastFunctions.Mcp;

/// <summary>What agents can read without asking a tool: the presets and the variables.</summary>
internal static class AgentResources
{
    private const string Variables = "forecast://variables";
    private const string Scenario = "forecast://scenarios/";
    private const string MediaType = "application/json";

    /// <summary>Every resource.</summary>
    public static IReadOnlyList<Resource> All { get; } =
    [
        new Resource
        {
            Uri = Variables, Name = "variables", MimeType = MediaType,
            Description = "What runs answer: every variable with its unit, definition and formula.",
        },
        .. Presets.Catalogue.Select(p => new Resource
        {
            Uri = Scenario + p.Name, Name = p.Name, Title = p.Title, MimeType = MediaType, Description = p.Reading,
        }),
    ];

    /// <summary>Reads one.</summary>
    /// <exception cref="McpProtocolException">There is no such resource.</exception>
    public static ReadResourceResult Read(string uri)
    {
        var text = string.Equals(uri, Variables, StringComparison.Ordinal)
            ? Encoding.UTF8.GetString(JsonText.WritePage(null, CatalogueTables.Variables, Core.Projections.RunVariables.Catalogue, null, null))
            : uri.StartsWith(Scenario, StringComparison.Ordinal) && Presets.Find(uri[Scenario.Length..]) is { } preset
                ? Write(preset)
                : throw new McpProtocolException($"There is no resource '{uri}'; resources/list names them.", McpErrorCode.InvalidParams);
        return new ReadResourceResult { Contents = [new TextResourceContents { Uri = uri, MimeType = MediaType, Text = text }] };
    }

    private static string Write(Scenario preset)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("name", preset.Name);
            json.WriteString("title", preset.Title);
            json.WriteString("reading", preset.Reading);
            json.WriteString("modelVersion", ModelVersion.Of(preset));
            json.WriteStartObject("parameters");
            foreach (var (parameter, setting) in preset.Settings.OrderBy(s => s.Key.Index))
                json.WriteString(parameter.Id, setting.ToText(parameter));
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
