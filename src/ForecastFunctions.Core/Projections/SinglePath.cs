using System.Numerics;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Series;

namespace ForecastFunctions.Core.Projections;

/// <summary>
/// One vector of paths of a scenario, of the plain model or with the layer, for those that look into its quarters: they decide what
/// happens to the drivers, and see what flows.
/// </summary>
internal sealed class SinglePath
{
    private readonly ResolvedScenario _scenario;
    private readonly LayerCalendar? _calendar;
    private readonly ModelCoefficients _coefficients;
    private readonly LayerCoefficients _layerCoefficients;
    private ModelState _state;
    private LayerState _layer;

    /// <summary>Paths at the opening of the base year.</summary>
    /// <param name="scenario">Gives the base year and the switches.</param>
    /// <param name="parameters">The parameters.</param>
    /// <param name="draw">The first of the vector's draws.</param>
    /// <param name="events">What events do in a quarter, of which the first two of the base year decide the scale of demand.</param>
    public SinglePath(ResolvedScenario scenario, ParameterColumns parameters, int draw, Func<Period, LayerAdjustments> events)
    {
        _scenario = scenario;
        _coefficients = ModelCoefficients.From(parameters, draw, scenario.BaseYear, out _state);
        if (!scenario.HasLayer)
            return;
        _calendar = new LayerCalendar(scenario);
        _layerCoefficients = LayerCoefficients.From(parameters, draw, scenario.BaseYear, out _layer);
        var opening = (_state, _layer);
        for (var quarter = 1; quarter <= 2; quarter++)
        {
            var happening = events(Period.OfQuarter(scenario.BaseYear, quarter));
            Advance(Period.OfQuarter(scenario.BaseYear, quarter), happening, happening, out _);
        }

        var installed = _state.Installed.Sum;
        (_state, _layer) = opening;
        _layer.DemandScale = _layerCoefficients.DemandBase * installed;
    }

    /// <summary>Moves over a quarter.</summary>
    /// <param name="quarter">The quarter that follows the last one.</param>
    /// <param name="events">What happens to the drivers at its middle.</param>
    /// <param name="endEvents">What happens at its end to those of the layer.</param>
    /// <param name="told">Receives what the layer tells.</param>
    public ModelFlows Advance<TAdjustments>(Period quarter, in TAdjustments events, in TAdjustments endEvents, out LayerFlows told)
        where TAdjustments : struct, IDriverAdjustments
    {
        if (_calendar is not null)
        {
            return LayeredModel.Advance(
                ref _state, ref _layer, _coefficients, _layerCoefficients, _calendar.At(quarter.Year, quarter.Quarter!.Value),
                events, endEvents, out told);
        }

        told = default;
        return StructuralModel.Advance(ref _state, _coefficients, quarter.Year - _scenario.BaseYear, quarter.Quarter!.Value, events);
    }

    /// <summary>Writes the variables of a period.</summary>
    public void Write(VariableColumns columns, int draw, in ModelFlows flows, in LayerFlows told)
    {
        columns.Write(draw, _coefficients, flows, _state);
        if (_calendar is not null)
            LayerVariableColumns.Write(columns, draw, _scenario.Switches, _layerCoefficients, flows, told);
    }

    /// <summary>What a scenario's events, as far as some are taken to happen, do in a quarter.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="quarter">The quarter.</param>
    /// <param name="happens">Whether an event happens.</param>
    /// <param name="addend">What it adds where it adds.</param>
    public static LayerAdjustments EventsOf(
        ResolvedScenario scenario, Period quarter, Func<ScenarioEvent, bool> happens, Func<ScenarioEvent, double> addend)
    {
        var adjustments = LayerAdjustments.None;
        foreach (var e in scenario.Events.Where(
            e => happens(e) && !e.IsLeftOut(scenario.BaseYear) && e.ActsIn(quarter.Year, quarter.Quarter!.Value)))
        {
            if (e.Effect == EventEffect.Multiply)
                adjustments[(int)e.Driver].Factor *= new Vector<double>(e.Amount);
            else
                adjustments[(int)e.Driver].Addend += new Vector<double>(addend(e));
        }

        return adjustments;
    }
}
