using System.Buffers;
using System.Numerics;
using ForecastFunctions.Core.Scenarios;

namespace ForecastFunctions.Core.Projections;

/// <summary>What the paths of a run carry for the layer of drivers and limits, beside what the plain model does.</summary>
/// <param name="draws">How many paths.</param>
/// <param name="scenario">Gives the base year, the switches, and what a token was expected to cost.</param>
internal sealed class LayerPaths(int draws, ResolvedScenario scenario) : IDisposable
{
    private static readonly int Lanes = Vector<double>.Count;

    private readonly LayerCoefficients[] _coefficients = ArrayPool<LayerCoefficients>.Shared.Rent((draws + Lanes - 1) / Lanes);
    private readonly LayerState[] _states = ArrayPool<LayerState>.Shared.Rent((draws + Lanes - 1) / Lanes);
    private readonly LayerCalendar _calendar = new(scenario);

    /// <summary>Puts a vector of paths at the opening of the base year.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <param name="draw">The first of the vector's draws among the columns.</param>
    /// <param name="group">The vector's place among the paths.</param>
    public void Load(ParameterColumns parameters, int draw, int group)
        => _coefficients[group] = LayerCoefficients.From(parameters, draw, scenario.BaseYear, out _states[group]);

    /// <summary>The state of a vector of paths.</summary>
    public LayerState StateOf(int group) => _states[group];

    /// <summary>Puts a vector of paths back, with D0 = b·K(0), the compute that demand would have filled in the middle of the base year.</summary>
    /// <param name="group">The vector's place among the paths.</param>
    /// <param name="state">The state to go back to.</param>
    /// <param name="installed">K(0), million H100e.</param>
    public void Return(int group, in LayerState state, Vector<double> installed)
    {
        _states[group] = state;
        _states[group].DemandScale = _coefficients[group].DemandBase * installed;
    }

    /// <summary>Moves a vector of paths over a quarter.</summary>
    public ModelFlows Advance<TAdjustments>(
        int group, ref ModelState state, in ModelCoefficients c, int year, int quarter, in TAdjustments events, out LayerFlows told)
        where TAdjustments : struct, IDriverAdjustments
        => LayeredModel.Advance(
            ref state, ref _states[group], c, _coefficients[group], _calendar.At(year, quarter), events, events, out told);

    /// <summary>Writes the layer's variables of a period that ends in a year.</summary>
    public void Write(VariableColumns columns, int group, int year, in ModelFlows flows, in LayerFlows told)
    {
        LayerVariableColumns.Write(columns, group * Lanes, scenario.Switches, _coefficients[group], flows, told);
        if (year == scenario.BaseYear)
            LayerVariableColumns.WriteNoLimits(columns, group * Lanes);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        ArrayPool<LayerCoefficients>.Shared.Return(_coefficients);
        ArrayPool<LayerState>.Shared.Return(_states);
    }
}
