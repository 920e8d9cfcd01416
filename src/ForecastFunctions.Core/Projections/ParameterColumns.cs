using System.Buffers;
using System.Numerics;
using ForecastFunctions.Core.Scenarios;

namespace ForecastFunctions.Core.Projections;

/// <summary>The draws of every parameter: one column each, as long as there are draws.</summary>
public sealed class ParameterColumns : IDisposable
{
    private readonly double[] _values;
    private readonly int _stride;

    /// <summary>Columns for so many draws, each filled with the scenario's values.</summary>
    /// <param name="scenario">Gives the value of every parameter.</param>
    /// <param name="draws">How many paths; at least 1.</param>
    public ParameterColumns(ResolvedScenario scenario, int draws)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(draws, 1);
        Draws = draws;

        // Columns are padded to whole vectors with usable numbers, so that no lane ever takes a scalar path:
        // vectorised functions differ from scalar ones in their last bits.
        _stride = ColumnStride.Of(draws);
        _values = ArrayPool<double>.Shared.Rent(Parameters.All.Count * _stride);
        foreach (var parameter in Parameters.All)
            _values.AsSpan(parameter.Index * _stride, _stride).Fill(scenario[parameter]);
    }

    /// <summary>How many draws there are.</summary>
    public int Draws { get; }

    /// <summary>The draws of one parameter.</summary>
    public Span<double> this[Parameter parameter] => _values.AsSpan(parameter.Index * _stride, Draws);

    /// <inheritdoc/>
    public void Dispose() => ArrayPool<double>.Shared.Return(_values);

    internal Vector<double> Load(Parameter parameter, int draw) => new(_values.AsSpan(parameter.Index * _stride + draw));
}
