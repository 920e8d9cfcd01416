using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ForecastFunctions.Core.Series;

namespace ForecastFunctions.Core.Projections;

/// <summary>
/// Writes a specification as JSON in one fixed way, and reads it back. What does not bear on the numbers is left out: a
/// deterministic run's laws, say. Its parts are <see cref="CanonicalScenario"/> and <see cref="CanonicalDraws"/>.
/// </summary>
internal static class CanonicalForm
{
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(ProjectionSpecification run) => Write(kind: null, run.ModelVersion, run.BaselineVersion, json =>
    {
        WriteRange(json, run.Range);
        json.WritePropertyName("scenario");
        CanonicalScenario.Write(json, run.Scenario, withLaws: run.Draws is not null);
        if (run.Draws is { } draws)
            CanonicalDraws.Write(json, draws);
    });

    public static ProjectionSpecification Read(string canonicalForm) => Read(canonicalForm, (root, version) => new ProjectionSpecification(
        Text(root, "baselineVersion"),
        CanonicalScenario.Read(root.GetProperty("scenario")),
        ReadRange(root),
        root.TryGetProperty("draws", out var settings) ? CanonicalDraws.Read(settings) : null,
        version));

    /// <summary>Writes the form of a run of any kind.</summary>
    /// <param name="kind">The kind; it is left out of a projection's form, which is older than the other kinds.</param>
    /// <param name="modelVersion">The version of the model that the run is of.</param>
    /// <param name="baselineVersion">The baseline.</param>
    /// <param name="writeMembers">Writes what else decides the numbers.</param>
    public static string Write(string? kind, string modelVersion, string baselineVersion, Action<Utf8JsonWriter> writeMembers)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Compact))
        {
            json.WriteStartObject();
            if (kind is not null)
                json.WriteString("kind", kind);
            json.WriteString("modelVersion", modelVersion);
            json.WriteString("baselineVersion", baselineVersion);
            writeMembers(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    /// <summary>Reads a form back, of whatever version of the model: the run has that version, and so the id of this very text.</summary>
    /// <param name="canonicalForm">The form.</param>
    /// <param name="read">Makes the specification of the form's object and the version of the model.</param>
    /// <exception cref="ModelVersionGoneException">It is of a version that is not live, and says what cannot be said today.</exception>
    /// <exception cref="FormatException">It is not a canonical form.</exception>
    public static T Read<T>(string canonicalForm, Func<JsonElement, string, T> read)
        where T : IRunSpecification
    {
        var modelVersion = ModelVersion.Current;
        try
        {
            using var document = JsonDocument.Parse(canonicalForm);
            modelVersion = Text(document.RootElement, "modelVersion");
            var specification = read(document.RootElement, modelVersion);
            if (ModelVersion.IsLive(modelVersion) && !string.Equals(modelVersion, ModelVersion.Of(specification.Scenarios), StringComparison.Ordinal))
                throw new FormatException($"This is not what a run of version {modelVersion} is of.");

            // One run has one form: whatever reads as a run but is written otherwise would go by another name.
            return string.Equals(specification.CanonicalForm, canonicalForm, StringComparison.Ordinal)
                ? specification
                : throw new FormatException("This reads as a run, but is not its canonical form.");
        }
        catch (Exception e) when (!ModelVersion.IsLive(modelVersion) && (IsOfForm(e) || e is FormatException))
        {
            // What else a form of a version that is not live holds cannot be known.
            throw new ModelVersionGoneException(modelVersion);
        }
        catch (Exception e) when (IsOfForm(e))
        {
            throw new FormatException("This is not the canonical form of such a run.", e);
        }

        static bool IsOfForm(Exception e) => e is JsonException or KeyNotFoundException or InvalidOperationException or ArgumentException;
    }

    /// <summary>The kind of run that a form is of.</summary>
    public static string KindOf(string canonicalForm)
    {
        try
        {
            using var document = JsonDocument.Parse(canonicalForm);
            return document.RootElement.TryGetProperty("kind", out _) ? Text(document.RootElement, "kind") : ProjectionSpecification.Kind;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new FormatException("This is not the canonical form of a run.", e);
        }
    }

    public static void WriteRange(Utf8JsonWriter json, PeriodRange range)
    {
        json.WriteString("from", range.From.ToString());
        json.WriteString("to", range.To.ToString());
    }

    public static PeriodRange ReadRange(JsonElement json) => new(ReadPeriod(json, "from"), ReadPeriod(json, "to"));

    public static string Text(JsonElement json, string name)
        => json.GetProperty(name).GetString() ?? throw new FormatException($"{name} is a text.");

    public static T Word<T>(JsonElement json, string name)
        where T : struct, Enum
        => Enum.TryParse<T>(Text(json, name), out var value) && Enum.IsDefined(value)
            ? value
            : throw new FormatException($"{name} is not one of the words of {typeof(T).Name}.");

    public static Period ReadPeriod(JsonElement json, string name)
        => Period.TryParse(Text(json, name), out var period) ? period : throw new FormatException($"{name} is a period.");
}
