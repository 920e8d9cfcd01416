using ForecastFunctions.Core.Scenarios;

namespace ForecastFunctions.Core.Analyses.Sensitivities;

/// <summary>
/// A scenario as a function of what is uncertain in it: every parameter with a law, and every event that may or may not
/// happen. All are independent of each other: correlations do not enter.
/// </summary>
public sealed class ScenarioModel : IUncertainModel
{
    /// <summary>What the name of an event begins with among inputs.</summary>
    public const string EventPrefix = "event:";

    private readonly OutputPaths _paths;
    private readonly ResolvedParameter[] _parameters;
    private readonly (int Index, ScenarioEvent Event)[] _events;
    private readonly int _baseYear;

    /// <summary>The model of a scenario.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="outputs">What it is to give.</param>
    public ScenarioModel(ResolvedScenario scenario, ModelOutputs outputs)
    {
        _baseYear = scenario.BaseYear;
        _parameters = [.. UncertainIn(scenario)];
        _events = [.. scenario.Events.Index().Where(e => IsUncertain(e.Item)).Select(e => (e.Index, e.Item))];
        _paths = new OutputPaths(scenario, outputs);
        Inputs = InputsOf(scenario);
        Outputs = outputs.All.Count;
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Inputs { get; }

    /// <inheritdoc/>
    public int Outputs { get; }

    /// <summary>The names of what is uncertain in a scenario: parameters in the catalogue's order, then events in theirs.</summary>
    public static IReadOnlyList<string> InputsOf(ResolvedScenario scenario)
        =>
        [
            .. UncertainIn(scenario).Select(p => p.Parameter.Id),
            .. scenario.Events.Where(IsUncertain).Select(e => EventPrefix + e.Name),
        ];

    /// <inheritdoc/>
    public void Draw(int input, Span<double> uniforms)
    {
        if (input >= _parameters.Length)
        {
            var probability = _events[input - _parameters.Length].Event.Probability;
            foreach (ref var u in uniforms)
                u = u < probability ? 1 : 0;
            return;
        }

        _parameters[input].Quantile(uniforms, _parameters[input].Parameter.BoundsFor(_baseYear));
    }

    /// <inheritdoc/>
    public void Evaluate(IReadOnlyList<ReadOnlyMemory<double>> inputs, IReadOnlyList<Memory<double>> outputs)
        => _paths.Run(
            outputs[0].Length,
            [.. _parameters.Select((p, i) => (p.Parameter, inputs[i]))],
            [.. _events.Select((e, i) => (e.Index, inputs[_parameters.Length + i]))],
            outputs);

    /// <summary>The parameters with a law, as far as they have any effect on the run.</summary>
    internal static IEnumerable<ResolvedParameter> UncertainIn(ResolvedScenario scenario)
        => scenario.Parameters.Where(p => IsUncertain(p) && scenario.HasEffect(p.Parameter));

    internal static bool IsUncertain(ResolvedParameter parameter) => parameter.IsUncertain;

    private static bool IsUncertain(ScenarioEvent e) => e.Probability is > 0 and < 1;
}
