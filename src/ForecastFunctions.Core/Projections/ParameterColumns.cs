using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;
using ForecastFunctions.Core.Scenarios;

namespace ForecastFunctions.Core.Projections;

/// <summary>The draws of every parameter: one column each, as long as there are draws.</summary>
public sealed class ParameterColumns : IDisposable
{
    private readonly double[] _values;
    private readonly int _stride;
    private readonly int _count;
    private readonly ResolvedScenario _scenario;

    /// <summary>
    /// Columns for so many draws, each filled with the scenario's values: of the plain model's parameters, and where the layer has a
    /// part in the scenario, of the layer's too.
    /// </summary>
    /// <param name="scenario">Gives the value of every parameter.</param>
    /// <param name="draws">How many paths; at least 1.</param>
    public ParameterColumns(ResolvedScenario scenario, int draws)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(draws, 1);
        Draws = draws;
        _scenario = scenario;

        // Columns are padded to whole vectors with usable numbers, so that no lane ever takes a scalar path:
        // vectorised functions differ from scalar ones in their last bits.
        _stride = ColumnStride.Of(draws);
        var all = scenario.HasLayer ? ParameterCatalogue.All : Parameters.All;
        _count = all.Count;
        _values = ArrayPool<double>.Shared.Rent(_count * _stride);
        foreach (var parameter in all)
            _values.AsSpan(parameter.Index * _stride, _stride).Fill(scenario[parameter]);
    }

    /// <summary>Whether there is a column of a parameter.</summary>
    public bool Has(Parameter parameter) => parameter.Index < _count;

    /// <summary>How many draws there are.</summary>
    public int Draws { get; }

    /// <summary>The draws of one parameter.</summary>
    public Span<double> this[Parameter parameter] => _values.AsSpan(parameter.Index * _stride, Draws);

    /// <summary>Gives parameters that follow another one its draws, within their own bounds.</summary>
    /// <param name="except">Parameters whose columns have been set themselves.</param>
    internal void Follow(params IReadOnlyCollection<Parameter> except)
    {
        foreach (var follower in _scenario.Parameters)
        {
            if (follower.Follows is not { } other || except.Contains(follower.Parameter) || !Has(follower.Parameter) || !Has(other))
                continue;
            var bounds = follower.Parameter.BoundsFor(_scenario.BaseYear);
            TensorPrimitives.Clamp(this[other], bounds.Min, bounds.Max, this[follower.Parameter]);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => ArrayPool<double>.Shared.Return(_values);

    internal Vector<double> Load(Parameter parameter, int draw) => new(_values.AsSpan(parameter.Index * _stride + draw));
}
