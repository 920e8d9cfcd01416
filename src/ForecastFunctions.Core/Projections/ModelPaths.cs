using System.Buffers;
using System.Numerics;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Series;

namespace ForecastFunctions.Core.Projections;

/// <summary>
/// The paths of a run, as many as there are draws, all at the same moment: their coefficients, their state, and the
/// variables of the period last shown. One draw and ten thousand run through the same lines, and a draw's numbers do not
/// depend on how many others there are. Memory is draws × state, not draws × periods.
/// </summary>
internal sealed class ModelPaths : IDisposable
{
    private static readonly int Lanes = Vector<double>.Count;

    private readonly ModelCoefficients[] _coefficients;
    private readonly ModelState[] _states;
    private readonly LayerPaths? _layer;
    private readonly IReadOnlyList<ScenarioEvent> _events;
    private readonly double[] _occurrences;
    private readonly int _stride;
    private readonly int _baseYear;
    private readonly bool _ownsVariables;

    /// <summary>Paths of the plain model that are yet to be loaded.</summary>
    /// <param name="draws">How many.</param>
    /// <param name="baseYear">t0.</param>
    /// <param name="events">What may happen on a path.</param>
    public ModelPaths(int draws, int baseYear, IReadOnlyList<ScenarioEvent> events)
        : this(draws, baseYear, events, layer: null, variables: null)
    {
    }

    /// <summary>Paths of a scenario that are yet to be loaded.</summary>
    /// <param name="draws">How many.</param>
    /// <param name="scenario">Gives the base year, the switches and the events.</param>
    /// <param name="events">What may happen on a path, where that is not the scenario's events.</param>
    /// <param name="variables">
    /// Columns to write to, of other paths that are as many and have been looked at; without them the paths have their own.
    /// </param>
    public ModelPaths(
        int draws, ResolvedScenario scenario, IReadOnlyList<ScenarioEvent>? events = null, VariableColumns? variables = null)
        : this(draws, scenario.BaseYear, events ?? scenario.Events, scenario.HasLayer ? new LayerPaths(draws, scenario) : null, variables)
    {
    }

    private ModelPaths(
        int draws, int baseYear, IReadOnlyList<ScenarioEvent> events, LayerPaths? layer, VariableColumns? variables)
    {
        Groups = (draws + Lanes - 1) / Lanes;
        _stride = ColumnStride.Of(draws);
        _baseYear = baseYear;
        _events = events;
        _layer = layer;
        _coefficients = ArrayPool<ModelCoefficients>.Shared.Rent(Groups);
        _states = ArrayPool<ModelState>.Shared.Rent(Groups);
        _occurrences = ArrayPool<double>.Shared.Rent(events.Count * _stride);
        _ownsVariables = variables is null;
        Variables = variables ?? new VariableColumns(draws, _stride, hasLayer: layer is not null);
    }

    /// <summary>How many vectors of draws there are.</summary>
    public int Groups { get; }

    /// <summary>The variables of the period last shown.</summary>
    public VariableColumns Variables { get; }

    /// <summary>Whether an event happens on the paths, to be filled with 1 where it does and 0 where it does not.</summary>
    public Span<double> Occurrence(int eventIndex) => _occurrences.AsSpan(eventIndex * _stride, _stride);

    /// <summary>
    /// Sets the parameters of the paths from a draw on, as many as there are columns for, and puts them at the opening of
    /// the base year.
    /// </summary>
    /// <param name="parameters">The parameters.</param>
    /// <param name="firstDraw">A multiple of the lanes of a vector.</param>
    public void Load(ParameterColumns parameters, int firstDraw)
    {
        var firstGroup = firstDraw / Lanes;
        var groups = (parameters.Draws + Lanes - 1) / Lanes;
        for (var group = 0; group < groups && firstGroup + group < Groups; group++)
        {
            _coefficients[firstGroup + group] = ModelCoefficients.From(
                parameters, group * Lanes, _baseYear, out _states[firstGroup + group]);
            _layer?.Load(parameters, group * Lanes, firstGroup + group);
        }
    }

    /// <summary>Moves some of the paths over a period.</summary>
    /// <param name="period">The period that follows the last one.</param>
    /// <param name="firstGroup">The first group to move.</param>
    /// <param name="endGroup">The group after the last.</param>
    /// <param name="isShown">Whether the period's variables are wanted.</param>
    public void Advance(Period period, int firstGroup, int endGroup, bool isShown)
    {
        for (var group = firstGroup; group < endGroup; group++)
        {
            if (_layer is not null)
                AdvanceLayered(_layer, period, group, isShown);
            else
                AdvancePlain(period, group, isShown);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        ArrayPool<ModelCoefficients>.Shared.Return(_coefficients);
        ArrayPool<ModelState>.Shared.Return(_states);
        ArrayPool<double>.Shared.Return(_occurrences);
        _layer?.Dispose();
        if (_ownsVariables)
            Variables.Dispose();
    }

    private void AdvancePlain(Period period, int group, bool isShown)
    {
        ref var state = ref _states[group];
        ref readonly var coefficients = ref _coefficients[group];
        ModelFlows flows;
        if (period.Quarter is { } quarter)
        {
            flows = Advance(ref state, coefficients, period.Year, quarter, group);
        }
        else
        {
            flows = Advance(ref state, coefficients, period.Year, 1, group);
            for (var q = 2; q <= 4; q++)
                flows += Advance(ref state, coefficients, period.Year, q, group);
        }

        if (isShown)
            Variables.Write(group * Lanes, coefficients, flows, state);
    }

    private void AdvanceLayered(LayerPaths layer, Period period, int group, bool isShown)
    {
        ref var state = ref _states[group];
        ref readonly var coefficients = ref _coefficients[group];
        var first = period.Quarter ?? 1;
        if (period.Year == _baseYear && first == 1)
            FindDemandScale(layer, group);

        var flows = AdvanceLayered(layer, ref state, coefficients, period.Year, first, group, out var told);
        for (var q = 2; period.Quarter is null && q <= 4; q++)
        {
            flows += AdvanceLayered(layer, ref state, coefficients, period.Year, q, group, out var more);
            told += more;
        }

        if (isShown)
        {
            Variables.Write(group * Lanes, coefficients, flows, state);
            layer.Write(Variables, group, period.Year, flows, told);
        }
    }

    private ModelFlows Advance(ref ModelState state, in ModelCoefficients c, int year, int quarter, int group)
    {
        if (_events.Count == 0)
            return StructuralModel.Advance(ref state, c, year - _baseYear, quarter, new NoAdjustments());

        var adjustments = DriverAdjustments.None;
        Adjust(adjustments, year, quarter, group);
        return StructuralModel.Advance(ref state, c, year - _baseYear, quarter, adjustments);
    }

    /// <summary>
    /// Sets D0 = b·K(0): K(0) is what is installed after the second quarter of the base year, and neither spend nor limits of that
    /// year depend on demand. So its first two quarters are gone through ahead, on a copy.
    /// </summary>
    private void FindDemandScale(LayerPaths layer, int group)
    {
        var state = _states[group];
        var opening = layer.StateOf(group);
        for (var quarter = 1; quarter <= 2; quarter++)
            AdvanceLayered(layer, ref state, _coefficients[group], _baseYear, quarter, group, out _);
        layer.Return(group, opening, state.Installed.Sum);
    }

    private ModelFlows AdvanceLayered(
        LayerPaths layer, ref ModelState state, in ModelCoefficients c, int year, int quarter, int group, out LayerFlows told)
    {
        if (!ActsAny(year, quarter))
            return layer.Advance(group, ref state, c, year, quarter, new NoAdjustments(), out told);

        var adjustments = LayerAdjustments.None;
        Adjust(adjustments, year, quarter, group);
        return layer.Advance(group, ref state, c, year, quarter, adjustments, out told);
    }

    private bool ActsAny(int year, int quarter)
    {
        for (var i = 0; i < _events.Count; i++)
        {
            if (_events[i].ActsIn(year, quarter) && !_events[i].IsLeftOut(_baseYear))
                return true;
        }

        return false;
    }

    private void Adjust(Span<Adjustment> adjustments, int year, int quarter, int group)
    {
        for (var i = 0; i < _events.Count; i++)
        {
            var e = _events[i];
            if (!e.ActsIn(year, quarter) || (int)e.Driver >= adjustments.Length || e.IsLeftOut(_baseYear))
                continue;
            var happens = new Vector<double>(_occurrences.AsSpan(i * _stride + group * Lanes));
            ref var adjustment = ref adjustments[(int)e.Driver];
            if (e.Effect == EventEffect.Multiply)
            {
                adjustment.Factor *= Vector.ConditionalSelect(
                    Vector.Equals(happens, Vector<double>.One), new Vector<double>(e.Amount), Vector<double>.One);
            }
            else
            {
                adjustment.Addend += happens * new Vector<double>(e.QuarterlyAddend);
            }
        }
    }
}
