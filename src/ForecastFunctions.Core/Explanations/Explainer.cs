using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Series;

namespace ForecastFunctions.Core.Explanations;

/// <summary>Follows equations back to what they rest on, one path at a scenario's values, and takes each step once.</summary>
/// <param name="scenario">The scenario.</param>
/// <param name="baseline">The baseline that it was resolved on: it tells where values come from.</param>
internal sealed class Explainer(ResolvedScenario scenario, Baseline baseline)
{
    private readonly Dictionary<(Quantity Quantity, Period Period), ExplanationStep> _taken = [];
    private readonly StepList _steps = new();

    /// <summary>The steps that have been taken, in their order.</summary>
    public IReadOnlyList<ExplanationStep> Steps => _steps.All;

    /// <summary>The step that gives a quantity in a period; it is taken where it has not been.</summary>
    public ExplanationStep StepOf(Quantity quantity, Period period)
    {
        if (_taken.TryGetValue((quantity, period), out var taken))
            return taken;
        var moment = new Moment(scenario, period);
        var formula = quantity.FormulaAt(moment);
        if (quantity.DriverAt(moment) is { } driver && moment.EventsOn(driver) is { Count: > 0 } events)
        {
            var before = Take(moment, Symbols.BeforeEvents(quantity.Symbol), $"{quantity.Name}, before events", null, formula, quantity.Unit);
            formula = AfterEvents(new StepOperand(before), driver, events, quantity.Unit);
        }

        return _taken[(quantity, period)] = Take(moment, quantity.Symbol, quantity.Name, quantity.Variable, formula, quantity.Unit);
    }

    private ExplanationStep Take(Moment moment, string symbol, string name, Variable? variable, Expression formula, string unit)
        => _steps.Take(moment.Period, symbol, name, variable, formula, unit, operand => InputOf(operand, moment));

    private ExplanationInput InputOf(Operand operand, Moment moment)
    {
        switch (operand)
        {
            case GivenOperand given:
                return given.Input;
            case ParameterOperand { Parameter: var parameter }:
                return ParameterInputs.Of(scenario.Find(parameter)!, scenario, baseline);
            case ExpectedOperand { Parameter: var parameter }:
                return ParameterInputs.OfBaseline(
                    BaselineValues.Of(parameter, baseline) with { Value = scenario.Expected![parameter] },
                    Symbols.Expected(ParameterInputs.SymbolOf(parameter)), baseline);
            case StepOperand { Step: var step }:
                return StepList.InputOf(step, step.Symbol);
            case QuantityOperand { Quantity: var quantity, Place: var place }:
                var (period, symbol) = Locate(quantity, place, moment.Period);
                return StepList.InputOf(StepOf(quantity, period), symbol);
            default:
                throw new InvalidOperationException($"There is no operand {operand.GetType()}.");
        }
    }

    private (Period Period, string Symbol) Locate(Quantity quantity, Place place, Period period) => place switch
    {
        _ when quantity.IsConstant => (Period.OfYear(scenario.BaseYear), quantity.Symbol),
        Place.Same when quantity.IsAtEnd && period.Step == Step.Year => Locate(quantity, Place.Q4, period),
        Place.Same => (period, quantity.Symbol),
        Place.Before => (period.Plus(-1), Symbols.Before(quantity.Symbol)),
        Place.Year => (Period.OfYear(period.Year), Symbols.Of(quantity.Symbol, "Y")),
        Place.BaseMiddle => (Period.OfQuarter(scenario.BaseYear, 2), Symbols.Of(quantity.Symbol, "0")),
        _ => (Period.OfQuarter(period.Year, place - Place.Q1 + 1), Symbols.Of(quantity.Symbol, place.ToString())),
    };

    /// <summary>
    /// The driver after the events: multiplied, then added to, and never below a hundredth of itself. Of odds, what multiplies
    /// the odds for a share divides those against it.
    /// </summary>
    private static Expression AfterEvents(Expression before, Driver driver, IReadOnlyList<ScenarioEvent> events, string unit)
    {
        var after = before;
        foreach (var (index, e) in events.Where(e => e.Effect == EventEffect.Multiply).Index())
        {
            var factor = EventOperand(e, $"f{index + 1}", e.Amount, "1", "multiplies");
            after = Drivers.AreOdds(driver) ? after / factor : after * factor;
        }

        foreach (var (index, e) in events.Where(e => e.Effect == EventEffect.Add).Index())
            after += EventOperand(e, $"a{index + 1}", e.QuarterlyAddend, unit, "adds, in a quarter");
        return Drivers.AreOdds(driver) ? after : Expression.Max(after, 0.01 * before);
    }

    private static Expression EventOperand(ScenarioEvent e, string symbol, double value, string unit, string what)
        => Expression.Given(new ExplanationInput(symbol, value, unit, InputOrigin.Event, $"What the event {what}")
        {
            Id = e.Name,
            Basis = e.ToString(),
        });
}
