using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Series;

namespace ForecastFunctions.Core.Projections;

/// <summary>
/// All that decides the numbers of a run. Its canonical form is what <see cref="RunId"/> hashes and what is stored
/// with a run, so a run can be computed again years later without the request that first asked for it.
/// </summary>
public sealed class ProjectionSpecification
{
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A projection of a resolved scenario over a range.</summary>
    /// <param name="baselineVersion">The baseline that the scenario was resolved on.</param>
    /// <param name="scenario">Gives a value for every parameter.</param>
    /// <param name="range">The periods to answer.</param>
    /// <exception cref="ArgumentOutOfRangeException">The range begins before the scenario's base year.</exception>
    public ProjectionSpecification(string baselineVersion, ResolvedScenario scenario, PeriodRange range)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(range.From.Year, scenario.BaseYear, nameof(range));
        BaselineVersion = baselineVersion;
        Scenario = scenario;
        Range = range;
        CanonicalForm = Write(this);
        RunId = RunId.Of(CanonicalForm);
    }

    /// <summary>The version of the equations.</summary>
    public string ModelVersion => Projections.ModelVersion.Current;

    /// <summary>The baseline that the scenario was resolved on.</summary>
    public string BaselineVersion { get; }

    /// <summary>The scenario, with a value for every parameter.</summary>
    public ResolvedScenario Scenario { get; }

    /// <summary>The periods to answer.</summary>
    public PeriodRange Range { get; }

    /// <summary>The specification as JSON, always the same text for the same run.</summary>
    public string CanonicalForm { get; }

    /// <summary>The run's name.</summary>
    public RunId RunId { get; }

    /// <summary>Reads a canonical form back.</summary>
    /// <param name="canonicalForm">What <see cref="CanonicalForm"/> gave.</param>
    /// <exception cref="ModelVersionGoneException">It was written by a version of the model that is not this one.</exception>
    /// <exception cref="FormatException">It is not a canonical form.</exception>
    public static ProjectionSpecification Parse(string canonicalForm)
    {
        try
        {
            using var document = JsonDocument.Parse(canonicalForm);
            var root = document.RootElement;
            var modelVersion = root.GetProperty("modelVersion").GetString();
            if (!string.Equals(modelVersion, Projections.ModelVersion.Current, StringComparison.Ordinal))
                throw new ModelVersionGoneException(modelVersion ?? "");

            var scenario = root.GetProperty("scenario");
            var parameters = scenario.GetProperty("parameters").EnumerateObject().Select(p =>
            {
                var parameter = Parameters.Find(p.Name) ?? throw new FormatException($"There is no parameter {p.Name}.");
                return new ResolvedParameter(
                    parameter,
                    parameter.IsChoice ? parameter.IndexOfChoice(p.Value.GetProperty("value").GetString()!) : p.Value.GetProperty("value").GetDouble(),
                    Enum.Parse<ParameterOrigin>(p.Value.GetProperty("origin").GetString()!),
                    Enum.Parse<ParameterStatus>(p.Value.GetProperty("status").GetString()!));
            });
            var resolved = ResolvedScenario.Restore(
                scenario.GetProperty("label").GetString()!,
                scenario.GetProperty("extends").GetString()!,
                scenario.GetProperty("baseYear").GetInt32(),
                parameters);
            return Period.TryParse(root.GetProperty("from").GetString(), out var from) && Period.TryParse(root.GetProperty("to").GetString(), out var to)
                ? new ProjectionSpecification(root.GetProperty("baselineVersion").GetString()!, resolved, new PeriodRange(from, to))
                : throw new FormatException("The range of a stored run is not one.");
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or ArgumentException)
        {
            throw new FormatException("This is not the canonical form of a projection.", e);
        }
    }

    private static string Write(ProjectionSpecification specification)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Compact))
        {
            json.WriteStartObject();
            json.WriteString("modelVersion", specification.ModelVersion);
            json.WriteString("baselineVersion", specification.BaselineVersion);
            json.WriteString("from", specification.Range.From.ToString());
            json.WriteString("to", specification.Range.To.ToString());
            json.WriteStartObject("scenario");
            json.WriteString("label", specification.Scenario.Label);
            json.WriteString("extends", specification.Scenario.Extends);
            json.WriteNumber("baseYear", specification.Scenario.BaseYear);
            json.WriteStartObject("parameters");
            foreach (var (parameter, value, origin, status) in specification.Scenario.Parameters)
            {
                json.WriteStartObject(parameter.Id);
                if (parameter.IsChoice)
                    json.WriteString("value", parameter.Format(value));
                else
                    json.WriteNumber("value", value);
                json.WriteString("origin", origin.ToString());
                json.WriteString("status", status.ToString());
                json.WriteEndObject();
            }

            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }
}

/// <summary>A stored run was computed by a version of the model that this program no longer holds.</summary>
/// <param name="version">That version.</param>
public sealed class ModelVersionGoneException(string version)
    : Exception($"The run was computed by version {version} of the model; this is version {ModelVersion.Current}.")
{
    /// <summary>The version that computed the run.</summary>
    public string Version { get; } = version;
}
