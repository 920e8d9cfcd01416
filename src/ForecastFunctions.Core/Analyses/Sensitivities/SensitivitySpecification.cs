using System.Text.Json;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;

namespace ForecastFunctions.Core.Analyses.Sensitivities;

/// <summary>All that decides the answer to what drives some outputs of a scenario.</summary>
public sealed class SensitivitySpecification : IRunSpecification<SensitivitySpecification, SensitivityResult>
{
    /// <summary>A sensitivity analysis.</summary>
    /// <param name="baselineVersion">The baseline that the scenario was resolved on.</param>
    /// <param name="scenario">The scenario.</param>
    /// <param name="outputs">What to look at.</param>
    /// <param name="method">How.</param>
    /// <param name="modelVersion">The version of the model; given only where a stored run is read.</param>
    /// <exception cref="ArgumentException">An input is not uncertain in the scenario, or a range leaves its parameter's bounds.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A period is before the base year or after the last year.</exception>
    public SensitivitySpecification(
        string baselineVersion, ResolvedScenario scenario, ModelOutputs outputs, SensitivityMethod method,
        string? modelVersion = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(outputs.Periods[0].Year, scenario.BaseYear, nameof(outputs));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(outputs.Periods[^1].Year, ProjectionSpecification.LastYear, nameof(outputs));
        if (outputs.Variables.FirstOrDefault(v => !RunVariables.Has(scenario, v)) is { } absent)
            throw new ArgumentException($"The run has no variable {absent}.", nameof(outputs));
        if (outputs.All.FirstOrDefault(o => !RunVariables.HasValue(o.Variable, scenario.BaseYear, o.Period)) is { Variable: not null } before)
            throw new ArgumentException($"{before.Variable} has no value in {before.Period}.", nameof(outputs));
        Check(method, scenario);
        ModelVersion = modelVersion ?? Projections.ModelVersion.Of([scenario]);
        BaselineVersion = baselineVersion;
        Scenario = scenario;
        Outputs = outputs;
        Method = method;
        CanonicalForm = Projections.CanonicalForm.Write(Kind, ModelVersion, baselineVersion, WriteMembers);
        RunId = RunId.Of(CanonicalForm);
    }

    /// <inheritdoc/>
    public static string Kind => "sensitivities";

    /// <inheritdoc/>
    public string ModelVersion { get; }

    /// <inheritdoc/>
    public string BaselineVersion { get; }

    /// <summary>The scenario.</summary>
    public ResolvedScenario Scenario { get; }

    /// <inheritdoc/>
    public IReadOnlyList<ResolvedScenario> Scenarios => [Scenario];

    /// <inheritdoc/>
    public long DrawsEvaluated => Method switch
    {
        SensitivityMethod.VarianceBased sobol => (sobol.Inputs.Count + 2L) * sobol.Draws,
        SensitivityMethod.OneAtATime tornado => 1 + 2L * tornado.Ranges.Count,
        _ => 1,
    };

    /// <inheritdoc/>
    public long Numbers => DrawsEvaluated * Outputs.Periods.Count * RunVariables.Of(Scenario).Count;

    /// <summary>What to look at.</summary>
    public ModelOutputs Outputs { get; }

    /// <summary>How.</summary>
    public SensitivityMethod Method { get; }

    /// <summary>What the operator had multiplied the uncertainty by of the laws that the analysis is of.</summary>
    public Widening Widening => Method is SensitivityMethod.OneAtATime tornado
        ? Widening.Of(tornado.Ranges.Select(r => (r.Parameter, r.Widening)))
        : Scenario.Widening;

    /// <summary>Is told the share of the work that is done; no part of what is asked.</summary>
    public IProgress<double>? Progress { get; init; }

    /// <inheritdoc/>
    public string CanonicalForm { get; }

    /// <inheritdoc/>
    public RunId RunId { get; }

    /// <inheritdoc cref="IRunSpecification{TSelf, TResult}.Parse"/>
    public static SensitivitySpecification Parse(string canonicalForm) => Projections.CanonicalForm.Read(canonicalForm, (root, version) =>
        new SensitivitySpecification(
            Projections.CanonicalForm.Text(root, "baselineVersion"),
            CanonicalScenario.Read(root.GetProperty("scenario")),
            CanonicalOutputs.Read(root),
            root.TryGetProperty("ranges", out var ranges)
                ? new SensitivityMethod.OneAtATime([.. ranges.EnumerateArray().Select(r => new InputRange(
                    CanonicalOutputs.ReadParameter(r.GetProperty("parameter")),
                    r.GetProperty("low").GetDouble(), r.GetProperty("high").GetDouble())
                {
                    Widening = CanonicalScenario.ReadWidening(r),
                })])
                : new SensitivityMethod.VarianceBased(
                    root.GetProperty("baseDraws").GetInt32(),
                    root.GetProperty("seed").GetUInt64(),
                    [.. root.GetProperty("inputs").EnumerateArray().Select(i => i.GetString() ?? "")]),
            version));

    /// <inheritdoc/>
    public SensitivityResult Compute(int threads, CancellationToken cancellationToken = default)
    {
        Projections.ModelVersion.RequireLive(ModelVersion);
        if (Method is not SensitivityMethod.VarianceBased method)
            return new SensitivityResult(Tornado.Run(Scenario, ((SensitivityMethod.OneAtATime)Method).Ranges, Outputs));
        var model = new ScenarioModel(Scenario, Outputs);
        var inputs = model.Inputs.Index().ToDictionary(i => i.Item, i => i.Index, StringComparer.Ordinal);
        return new SensitivityResult(VarianceIndices.Estimate(
            model, [.. method.Inputs.Select(i => inputs[i])], method.Draws, method.Seed, threads, Progress, cancellationToken),
            new DecomposedColumns(Outputs.All, method.Inputs));
    }

    /// <inheritdoc/>
    public bool Fits(SensitivityResult result) => (Method, result) switch
    {
        (SensitivityMethod.VarianceBased asked, { Decomposition: { } found, Columns: var columns })
            => found.Means.Count == Outputs.All.Count && found.Indices.Count == asked.Inputs.Count
                && (columns is null || (columns.Outputs.SequenceEqual(Outputs.All)
                    && columns.Inputs.SequenceEqual(asked.Inputs, StringComparer.Ordinal))),
        (SensitivityMethod.OneAtATime asked, { Decomposition: null })
            => result.Tornadoes.Select(t => t.Output).SequenceEqual(Outputs.All)
                && result.Tornadoes.All(t => t.Bars.Select(b => b.Range).ToHashSet().SetEquals(asked.Ranges.Select(r => r with { Widening = 1 }))),
        _ => false,
    };

    private static void Check(SensitivityMethod method, ResolvedScenario scenario)
    {
        if (method is SensitivityMethod.VarianceBased sobol)
        {
            var known = ScenarioModel.InputsOf(scenario);
            if (sobol.Inputs.FirstOrDefault(i => !known.Contains(i, StringComparer.Ordinal)) is { } unknown)
                throw new ArgumentException($"{unknown} is not uncertain in this scenario.", nameof(method));
        }

        foreach (var range in (method as SensitivityMethod.OneAtATime)?.Ranges ?? [])
        {
            if (!scenario.HasEffect(range.Parameter))
                throw new ArgumentException($"{range.Parameter} has no effect on this run.", nameof(method));
            var bounds = range.Parameter.BoundsFor(scenario.BaseYear);
            if (!bounds.Contains(range.Low) || !bounds.Contains(range.High))
                throw new ArgumentException($"{range.Parameter} lies from {bounds.Min} to {bounds.Max}.", nameof(method));
        }
    }

    private void WriteMembers(Utf8JsonWriter json)
    {
        CanonicalOutputs.Write(json, Outputs);
        if (Method is SensitivityMethod.VarianceBased sobol)
        {
            json.WriteNumber("baseDraws", sobol.Draws);
            json.WriteNumber("seed", sobol.Seed);
            json.WriteStartArray("inputs");
            foreach (var input in sobol.Inputs)
                json.WriteStringValue(input);
            json.WriteEndArray();
        }
        else
        {
            json.WriteStartArray("ranges");
            foreach (var range in ((SensitivityMethod.OneAtATime)Method).Ranges)
            {
                json.WriteStartObject();
                json.WriteString("parameter", range.Parameter.Id);
                json.WriteNumber("low", range.Low);
                json.WriteNumber("high", range.High);
                if (range.Widening != 1)
                    json.WriteNumber(CanonicalScenario.WidenedMember, range.Widening);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WritePropertyName("scenario");
        CanonicalScenario.Write(json, Scenario, withLaws: Method is SensitivityMethod.VarianceBased, withFollowers: true);
    }
}
