using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Series;
using static ForecastFunctions.Core.Explanations.Expression;

namespace ForecastFunctions.Core.Explanations;

/// <summary>The moment for which an equation is wanted.</summary>
/// <param name="Scenario">The scenario.</param>
/// <param name="Period">The quarter or year.</param>
internal sealed record Moment(ResolvedScenario Scenario, Period Period)
{
    /// <summary>Whether nothing of the model lies before: the first quarter of the base year.</summary>
    public bool IsFirst => Period == Period.OfQuarter(Scenario.BaseYear, 1);

    /// <summary>Whether it lies in the base year, in which spend is a path and no limit is looked at.</summary>
    public bool IsInBaseYear => Period.Year == Scenario.BaseYear;

    /// <summary>The switches by which the layer of drivers and limits is attached.</summary>
    public LayerSwitches Switches => Scenario.Switches;

    /// <summary>Whether the layer has a part in the run.</summary>
    public bool HasLayer => Scenario.HasLayer;

    /// <summary>Whether limits are enforced.</summary>
    public bool IsClipped => Switches.Limits == LimitMode.Clip && !IsInBaseYear;

    /// <summary>Y.</summary>
    public Expression Year => Given(ExplanationInput.OfPeriod("Y", Period.Year, "year", "The calendar year"));

    /// <summary>q, 1 to 4.</summary>
    public Expression Quarter => Given(ExplanationInput.OfPeriod("q", Period.Quarter!.Value, "1", "The quarter, 1 to 4"));

    /// <summary>t0.</summary>
    public Expression BaseYear => Given(new ExplanationInput(
        "t0", Scenario.BaseYear, "year", InputOrigin.Baseline, "The base year of the baseline"));

    /// <summary>The word that is chosen for a parameter.</summary>
    public string Choice(Parameter parameter) => parameter.Format(Scenario[parameter]);

    /// <summary>The events that a deterministic run takes as certain and that act on a driver in the quarter.</summary>
    public IReadOnlyList<ScenarioEvent> EventsOn(Driver driver) => Period.Quarter is { } quarter
        ? [.. Scenario.Events.Where(
            e => e.Driver == driver && e.IsTakenAsCertain && !e.IsLeftOut(Scenario.BaseYear) && e.ActsIn(Period.Year, quarter))]
        : [];

    /// <summary>Whether an event acts on a driver in the quarter.</summary>
    public bool IsActedOn(Driver driver) => EventsOn(driver).Count > 0;
}
