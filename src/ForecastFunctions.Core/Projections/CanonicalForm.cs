using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Series;
using ForecastFunctions.Core.Statistics;

namespace ForecastFunctions.Core.Projections;

/// <summary>
/// Writes a specification as JSON in one fixed way, and reads it back. What does not bear on the numbers is left out: a
/// deterministic run's laws, say.
/// </summary>
internal static class CanonicalForm
{
    /// <summary>The member by which a parameter says that the operator had its spread multiplied; absent where it was not.</summary>
    public const string WidenedMember = "widened";

    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(ProjectionSpecification run) => Write(kind: null, run.ModelVersion, run.BaselineVersion, json =>
    {
        WriteRange(json, run.Range);
        json.WritePropertyName("scenario");
        WriteScenario(json, run.Scenario, withLaws: run.Draws is not null);
        if (run.Draws is { } draws)
            WriteDraws(json, draws);
    });

    public static ProjectionSpecification Read(string canonicalForm) => Read(canonicalForm, (root, version) => new ProjectionSpecification(
        Text(root, "baselineVersion"),
        ReadScenario(root.GetProperty("scenario")),
        ReadRange(root),
        root.TryGetProperty("draws", out var settings) ? ReadDraws(settings) : null,
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

    /// <summary>Writes a scenario.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="scenario">The scenario.</param>
    /// <param name="withLaws">Whether the run draws the parameters, so that laws, their moves and followers bear on it.</param>
    /// <param name="withFollowers">Whether followers bear on it though it draws nothing.</param>
    public static void WriteScenario(Utf8JsonWriter json, ResolvedScenario scenario, bool withLaws, bool withFollowers = false)
    {
        json.WriteStartObject();
        json.WriteString("label", scenario.Label);
        json.WriteString("extends", scenario.Extends);
        if (scenario.Owner is { } owner)
            json.WriteString("owner", owner);
        json.WriteNumber("baseYear", scenario.BaseYear);
        json.WriteStartObject("parameters");
        foreach (var resolved in scenario.Parameters.Where(p => !p.IsLater))
        {
            var (parameter, value, law, origin, status) = resolved;
            json.WriteStartObject(parameter.Id);
            if (parameter.IsChoice)
                json.WriteString("value", parameter.Format(value));
            else
                json.WriteNumber("value", value);
            if (withLaws && law is not null)
                json.WriteString("law", law.ToString());
            if (withLaws && resolved is { IsUncertain: true, Widening: not 1 })
                json.WriteNumber(WidenedMember, resolved.Widening);
            if (withLaws && resolved.Change is { } change)
                json.WriteNumber(change.Kind == ChangeKind.Add ? ParameterSetting.AddMember : ParameterSetting.TimesMember, change.Amount);
            if ((withLaws || withFollowers) && resolved.Follows is { } other)
                json.WriteString(ParameterSetting.SameAsMember, other.Id);
            json.WriteString("origin", origin.ToString());
            json.WriteString("status", status.ToString());
            json.WriteEndObject();
        }

        json.WriteEndObject();
        if (scenario.Expected is { } expected)
        {
            json.WriteStartObject("expected");
            foreach (var parameter in ExpectedCost.DecidedBy)
                json.WriteNumber(parameter.Id, expected[parameter]);
            json.WriteEndObject();
        }

        if (scenario.Events.Count > 0)
        {
            json.WriteStartArray("events");
            foreach (var e in scenario.Events)
                WriteEvent(json, e);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    /// <summary>What the spread of a parameter was multiplied by; 1 where nothing is said.</summary>
    public static double ReadWidening(JsonElement json) => json.TryGetProperty(WidenedMember, out var factor) ? factor.GetDouble() : 1;

    public static ResolvedScenario ReadScenario(JsonElement json)
    {
        List<ResolvedParameter> parameters = [.. json.GetProperty("parameters").EnumerateObject().Select(p =>
        {
            var parameter = FindParameter(p.Name);
            return new ResolvedParameter(
                parameter,
                parameter.IsChoice ? parameter.IndexOfChoice(Text(p.Value, "value")) : p.Value.GetProperty("value").GetDouble(),
                p.Value.TryGetProperty("law", out var law) ? Distribution.Parse(law.GetString() ?? "") : null,
                Word<ParameterOrigin>(p.Value, "origin"),
                Word<ParameterStatus>(p.Value, "status"))
            {
                Widening = ReadWidening(p.Value),
                Change = ReadChange(p.Value),
                Follows = p.Value.TryGetProperty(ParameterSetting.SameAsMember, out _)
                    ? Parameters.Find(Text(p.Value, ParameterSetting.SameAsMember)) : null,
            };
        })];

        AddLater(parameters);
        var expected = json.TryGetProperty("expected", out var known)
            ? new ExpectedCost(known.EnumerateObject().Select(v => KeyValuePair.Create(FindParameter(v.Name), v.Value.GetDouble()))) : null;
        var events = json.TryGetProperty("events", out var list) ? list.EnumerateArray().Select(ReadEvent).ToList() : [];
        return ResolvedScenario.Restore(
            Text(json, "label"), Text(json, "extends"), json.TryGetProperty("owner", out _) ? Text(json, "owner") : null,
            json.GetProperty("baseYear").GetInt32(), parameters, events, expected);
    }

    /// <summary>
    /// What the catalogue has got since the run was stored stands at the end of the plain model's parameters or of the layer's; the run
    /// is of its default, by which nothing changes.
    /// </summary>
    private static void AddLater(List<ResolvedParameter> parameters)
    {
        var ofPlain = parameters.TakeWhile(p => !p.Parameter.IsOfLayer).Count();
        var later = Parameters.All.Skip(ofPlain);
        if (LayerSwitches.Of(p => parameters.Find(given => given.Parameter == p)?.Value).IsOn)
        {
            var ofLayer = parameters.Count(p => p.Parameter is { IsOfLayer: true, IsOptional: false });
            later = later.Concat(LayerParameters.All.Where(p => !p.IsOptional).Skip(ofLayer));
        }

        parameters.AddRange(later.ToList().Select(p => new ResolvedParameter(p, p.Default, null, ParameterOrigin.Baseline, p.Status)
        {
            IsLater = true,
        }));
    }

    private static Parameter FindParameter(string id)
        => Parameters.Find(id) ?? throw new FormatException($"There is no parameter {id}.");

    private static ParameterChange? ReadChange(JsonElement json)
        => json.TryGetProperty(ParameterSetting.AddMember, out var addend) ? new(ChangeKind.Add, addend.GetDouble())
            : json.TryGetProperty(ParameterSetting.TimesMember, out var factor) ? new(ChangeKind.Times, factor.GetDouble())
            : null;

    public static void WriteEvent(Utf8JsonWriter json, ScenarioEvent e)
    {
        json.WriteStartObject();
        json.WriteString("name", e.Name);
        json.WriteString("driver", Drivers.NameOf(e.Driver));
        json.WriteString("effect", e.Effect.ToString());
        json.WriteNumber("amount", e.Amount);
        json.WriteString("start", e.Start.ToString());
        if (e.Quarters is { } quarters)
            json.WriteNumber("quarters", quarters);
        json.WriteNumber("probability", e.Probability);
        json.WriteEndObject();
    }

    public static ScenarioEvent ReadEvent(JsonElement json) => new(
        Text(json, "name"),
        Drivers.ByName[Text(json, "driver")],
        Word<EventEffect>(json, "effect"),
        json.GetProperty("amount").GetDouble(),
        ReadPeriod(json, "start"),
        json.TryGetProperty("quarters", out var quarters) ? quarters.GetInt32() : null,
        json.GetProperty("probability").GetDouble());

    public static void WriteDraws(Utf8JsonWriter json, DrawSettings draws)
    {
        json.WriteStartObject("draws");
        json.WriteNumber("count", draws.Draws);
        json.WriteNumber("seed", draws.Seed);
        json.WriteString("sampling", draws.Sampling.ToString());
        json.WriteStartArray("percentiles");
        foreach (var percentile in draws.Percentiles)
            json.WriteNumberValue(percentile);
        json.WriteEndArray();

        json.WriteStartArray("correlations");
        foreach (var (first, second, value) in draws.Correlations.Pairs)
        {
            json.WriteStartObject();
            json.WriteString("first", first);
            json.WriteString("second", second);
            json.WriteNumber("value", value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteBoolean("repair", draws.Correlations.Repair);
        json.WriteStartArray("thresholds");
        foreach (var (variable, level) in draws.Thresholds)
        {
            json.WriteStartObject();
            json.WriteString("variable", variable.Name);
            json.WriteNumber("level", level);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (draws.Joint.Count > 0)
            WriteJoint(json, draws.Joint);
        json.WriteEndObject();
    }

    public static DrawSettings ReadDraws(JsonElement json) => new(
        json.GetProperty("count").GetInt32(),
        json.GetProperty("seed").GetUInt64(),
        Word<Sampling>(json, "sampling"),
        [.. json.GetProperty("percentiles").EnumerateArray().Select(p => p.GetDouble())],
        new StatedCorrelations(
            [.. json.GetProperty("correlations").EnumerateArray().Select(c => new RankCorrelation(
                Text(c, "first"), Text(c, "second"), c.GetProperty("value").GetDouble()))],
            json.GetProperty("repair").GetBoolean()),
        [.. json.GetProperty("thresholds").EnumerateArray().Select(t => new Threshold(
            Variables.Find(Text(t, "variable")) ?? throw new FormatException($"There is no variable {Text(t, "variable")}."),
            t.GetProperty("level").GetDouble()))],
        json.TryGetProperty("joint", out var joint) ? [.. joint.EnumerateArray().Select(ReadJoint)] : []);

    private static void WriteJoint(Utf8JsonWriter json, IReadOnlyList<JointThreshold> joint)
    {
        json.WriteStartArray("joint");
        foreach (var threshold in joint)
        {
            json.WriteStartObject();
            json.WriteString("name", threshold.Name);
            json.WriteStartArray("conditions");
            foreach (var (variable, level, isAbove) in threshold.Conditions)
            {
                json.WriteStartObject();
                json.WriteString("variable", variable.Name);
                json.WriteNumber(isAbove ? "above" : "below", level);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static JointThreshold ReadJoint(JsonElement json) => new(
        Text(json, "name"),
        [.. json.GetProperty("conditions").EnumerateArray().Select(c => new ThresholdCondition(
            Variables.Find(Text(c, "variable")) ?? throw new FormatException($"There is no variable {Text(c, "variable")}."),
            c.TryGetProperty("above", out var above) ? above.GetDouble() : c.GetProperty("below").GetDouble(),
            c.TryGetProperty("above", out _)))]);

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
