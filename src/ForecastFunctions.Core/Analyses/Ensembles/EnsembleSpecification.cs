using System.Text.Json;
using ForecastFunctions.Core.Analyses.Sensitivities;
using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Series;
using ForecastFunctions.Core.Statistics;

namespace ForecastFunctions.Core.Analyses.Ensembles;

/// <summary>
/// Many deterministic runs of one scenario, which differ in some beliefs. Each member is the very run that a request for it alone
/// would give, with its id and its numbers.
/// </summary>
public sealed record EnsembleSpecification
{
    /// <summary>The kind, by the name of its resource.</summary>
    public const string Kind = "ensembles";

    /// <summary>The version of the model that the members are of.</summary>
    public required string ModelVersion { get; init; }

    /// <summary>The baseline that the members are of.</summary>
    public required string BaselineVersion { get; init; }

    /// <summary>The scenario to build on.</summary>
    public required Scenario Scenario { get; init; }

    /// <summary>What every member sets.</summary>
    public required IReadOnlyDictionary<Parameter, ParameterSetting> Settings { get; init; }

    /// <summary>What may happen on a path, beside what the scenario has.</summary>
    public IReadOnlyList<ScenarioEvent> Events { get; init; } = [];

    /// <summary>What the request calls the members; <see langword="null"/> where it does not.</summary>
    public string? Label { get; init; }

    /// <summary>What differs from member to member.</summary>
    public required EnsembleDesign Design { get; init; }

    /// <summary>What is looked at.</summary>
    public required ModelOutputs Outputs { get; init; }

    /// <summary>The periods of each member's run: from the first to the last that is looked at.</summary>
    public PeriodRange Range => new(Outputs.Periods[0], Outputs.Periods[^1]);

    /// <summary>The specification as JSON, always the same text for the same ensemble.</summary>
    public string CanonicalForm => Projections.CanonicalForm.Write(Kind, ModelVersion, BaselineVersion, json =>
    {
        json.WriteString("scenario", Scenario.Name);
        if (Scenario.Owner is { } owner)
            json.WriteString("owner", owner);
        WriteSettings(json, "extends", Scenario.Settings);
        WriteEvents(json, "extendsEvents", Scenario.Events);
        WriteSettings(json, "settings", Settings);
        WriteEvents(json, "events", Events);
        if (Label is not null)
            json.WriteString("label", Label);
        json.WriteStartArray("beliefs");
        foreach (var belief in Design.Beliefs)
            Write(json, belief);
        json.WriteEndArray();
        json.WriteNumber("draws", Design.Draws);
        json.WriteNumber("seed", Design.Seed);
        CanonicalOutputs.Write(json, Outputs);
    });

    /// <summary>Reads a canonical form back.</summary>
    /// <exception cref="FormatException">It is not one of an ensemble.</exception>
    public static EnsembleSpecification Parse(string canonicalForm)
    {
        try
        {
            using var document = JsonDocument.Parse(canonicalForm);
            var root = document.RootElement;
            return new EnsembleSpecification
            {
                ModelVersion = Projections.CanonicalForm.Text(root, "modelVersion"),
                BaselineVersion = Projections.CanonicalForm.Text(root, "baselineVersion"),
                Scenario = new Scenario(Projections.CanonicalForm.Text(root, "scenario"), "", "", ReadSettings(root, "extends"))
                {
                    Owner = root.TryGetProperty("owner", out var owner) ? owner.GetString() : null,
                    Events = ReadEvents(root, "extendsEvents"),
                },
                Settings = ReadSettings(root, "settings"),
                Events = ReadEvents(root, "events"),
                Label = root.TryGetProperty("label", out var label) ? label.GetString() : null,
                Design = new EnsembleDesign(
                    [.. root.GetProperty("beliefs").EnumerateArray().Select(Read)], root.GetProperty("draws").GetInt32(),
                    root.GetProperty("seed").GetUInt64()),
                Outputs = CanonicalOutputs.Read(root),
            };
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or ArgumentException)
        {
            throw new FormatException("This is not the canonical form of an ensemble.", e);
        }
    }

    /// <summary>The run of a member.</summary>
    /// <param name="baseline">The baseline of <see cref="BaselineVersion"/>.</param>
    /// <param name="values">The values of the member's beliefs, in their order.</param>
    /// <exception cref="ArgumentException">The settings contradict each other with these values.</exception>
    public ProjectionSpecification RunOf(Baseline baseline, ReadOnlySpan<double> values)
    {
        var settings = new Dictionary<Parameter, ParameterSetting>(Settings);
        for (var i = 0; i < values.Length; i++)
            settings[Design.Beliefs[i].Parameter] = new ParameterSetting.Fixed(values[i]);
        return new ProjectionSpecification(
            BaselineVersion, ResolvedScenario.Resolve(baseline, Scenario, settings, Events, Label), Range);
    }

    /// <summary>Computes some consecutive members. Their numbers do not depend on which others are computed with them.</summary>
    /// <param name="baseline">The baseline of <see cref="BaselineVersion"/>.</param>
    /// <param name="first">The first member, from 0.</param>
    /// <param name="count">How many.</param>
    /// <param name="cancellationToken">Ends the work between two members.</param>
    /// <exception cref="ModelVersionGoneException">The ensemble is of a version of the model that is not live.</exception>
    public EnsembleMembers Compute(Baseline baseline, int first, int count, CancellationToken cancellationToken)
    {
        Projections.ModelVersion.RequireLive(ModelVersion);
        var (beliefs, outputs) = (Design.Beliefs.Count, Outputs.All);
        var inputs = Design.Values(first, count, baseline.BaseYear);
        var numbers = new double[count * outputs.Count];
        var runIds = new byte[count * 16];
        for (var member = 0; member < count; member++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var run = RunOf(baseline, inputs.AsSpan(member * beliefs, beliefs));
            if (!string.Equals(run.ModelVersion, ModelVersion, StringComparison.Ordinal))
                throw new ModelVersionGoneException(ModelVersion);
            var projection = run.Compute(threads: 1, cancellationToken);
            for (var i = 0; i < outputs.Count; i++)
            {
                numbers[(member * outputs.Count) + i]
                    = projection.Value(outputs[i].Period.Ordinal - run.Projected.From.Ordinal, outputs[i].Variable);
            }

            Convert.FromHexString(run.RunId.ToString(), runIds.AsSpan(member * 16, 16), out _, out _);
        }

        return new EnsembleMembers(count, inputs, numbers, runIds);
    }

    private static void WriteSettings(Utf8JsonWriter json, string name, IEnumerable<KeyValuePair<Parameter, ParameterSetting>> settings)
    {
        json.WriteStartObject(name);
        foreach (var (parameter, setting) in settings.OrderBy(s => s.Key.Index))
            json.WriteString(parameter.Id, setting.ToText(parameter));
        json.WriteEndObject();
    }

    private static Dictionary<Parameter, ParameterSetting> ReadSettings(JsonElement root, string name)
        => root.GetProperty(name).EnumerateObject().ToDictionary(
            s => Parameters.Find(s.Name) ?? throw new FormatException($"There is no parameter {s.Name}."),
            s => ParameterSetting.Parse(Parameters.Find(s.Name)!, s.Value.GetString() ?? ""));

    private static void WriteEvents(Utf8JsonWriter json, string name, IReadOnlyList<ScenarioEvent> events)
    {
        json.WriteStartArray(name);
        foreach (var e in events)
            CanonicalScenario.WriteEvent(json, e);
        json.WriteEndArray();
    }

    private static List<ScenarioEvent> ReadEvents(JsonElement root, string name)
        => [.. root.GetProperty(name).EnumerateArray().Select(CanonicalScenario.ReadEvent)];

    private static void Write(Utf8JsonWriter json, VariedBelief belief)
    {
        json.WriteStartObject();
        json.WriteString("parameter", belief.Parameter.Id);
        if (belief is VariedBelief.Grid grid)
        {
            json.WriteStartArray("values");
            foreach (var value in grid.Values)
                json.WriteNumberValue(value);
            json.WriteEndArray();
        }
        else
        {
            json.WriteString("law", ((VariedBelief.Law)belief).Distribution.ToString());
        }

        json.WriteEndObject();
    }

    private static VariedBelief Read(JsonElement json)
    {
        var parameter = CanonicalOutputs.ReadParameter(json.GetProperty("parameter"));
        return json.TryGetProperty("values", out var values)
            ? new VariedBelief.Grid(parameter, [.. values.EnumerateArray().Select(v => v.GetDouble())])
            : new VariedBelief.Law(parameter, Distribution.Parse(Projections.CanonicalForm.Text(json, "law")));
    }
}
