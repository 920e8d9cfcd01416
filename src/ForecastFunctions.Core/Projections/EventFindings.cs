using System.Globalization;
using System.Numerics;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Series;

namespace ForecastFunctions.Core.Projections;

/// <summary>What a reader should know of a run's events.</summary>
public static class EventFindings
{
    /// <summary>
    /// Events that a deterministic run takes as certain or leaves out, events that act in no quarter of the run, and those
    /// that a driver's floor cuts: a driver keeps a hundredth of itself, whatever is taken away; and events on a driver that has no part
    /// in the run.
    /// </summary>
    /// <param name="specification">The run.</param>
    public static IReadOnlyList<ProjectionWarning> Warnings(ProjectionSpecification specification)
    {
        var scenario = specification.Scenario;
        var quarters = Quarters(scenario.BaseYear, specification.Range.To);
        var warnings = new List<ProjectionWarning>();
        foreach (var e in scenario.Events)
        {
            if (!Drivers.HasEffect(e.Driver, scenario.Switches))
            {
                warnings.Add(new("event-without-effect",
                    $"Event '{e.Name}' acts on {Drivers.NameOf(e.Driver)}, which has no part in this run, so it changes nothing: "
                    + (e.Driver < Driver.PowerLimit ? "that wants ratio.source=drivers." : "that wants limits.mode=report or clip.")));
            }
            else if (e.IsLeftOut(scenario.BaseYear))
            {
                warnings.Add(new("event-before-base-year",
                    $"Event '{e.Name}' began in {e.Start}, before {scenario.BaseYear}, the base year of the baseline, in which what it did is "
                    + "a part already; it is left out."));
            }
            else if (!quarters.Any(q => e.ActsIn(q.Year, q.Quarter!.Value)))
            {
                warnings.Add(new("event-outside-run",
                    $"Event '{e.Name}' acts in no quarter from {quarters.From} to {quarters.To}, so it changes nothing."));
            }
            else if (specification.Draws is null && e.Probability is > 0 and < 1)
            {
                warnings.Add(new(e.IsTakenAsCertain ? "event-taken-as-certain" : "event-left-out", string.Create(
                    CultureInfo.InvariantCulture,
                    $"Event '{e.Name}' has a probability of {e.Probability:R}. This run has no draws, so it is "
                    + $"{(e.IsTakenAsCertain ? "taken as certain, since it is more likely than not" : "left out, since it is not more likely than not")}; "
                    + $"with draws it happens on that share of the paths.")));
            }
        }

        warnings.AddRange(Floored(scenario, quarters).Select(f => new ProjectionWarning("event-cut-by-floor",
            $"Events take '{Drivers.NameOf(f.Driver)}' below a hundredth of what it would be, first in {f.Quarter}; it stays at that hundredth.")));
        return warnings;
    }

    /// <summary>The drivers that are cut on the path at the scenario's values on which all events happen, and the first quarter.</summary>
    private static IEnumerable<(Driver Driver, Period Quarter)> Floored(ResolvedScenario scenario, PeriodRange quarters)
    {
        if (scenario.Events.Count == 0)
            yield break;
        using var parameters = new ParameterColumns(scenario, draws: 1);
        var path = new SinglePath(scenario, parameters, 0, EventsIn);
        var seen = new HashSet<Driver>();
        foreach (var quarter in quarters)
        {
            var floored = new List<Driver>();
            var watched = new Watched(EventsIn(quarter), floored);
            path.Advance(quarter, watched, watched, out _);
            foreach (var driver in floored.Where(seen.Add))
                yield return (driver, quarter);
        }

        LayerAdjustments EventsIn(Period quarter)
            => SinglePath.EventsOf(scenario, quarter, e => e.Probability > 0, e => e.QuarterlyAddend);
    }

    private static PeriodRange Quarters(int baseYear, Period to)
        => new(Period.OfQuarter(baseYear, 1), Period.OfQuarter(Math.Max(to.Year, baseYear), to.Year < baseYear ? 4 : to.Quarter ?? 4));

    /// <summary>Adjustments that tell where a floor has cut.</summary>
    private readonly struct Watched(LayerAdjustments adjustments, List<Driver> floored) : IDriverAdjustments
    {
        public Vector<double> Of(Driver driver, Vector<double> value)
        {
            var adjustment = adjustments[(int)driver];
            if (Vector.LessThanAny(value * adjustment.Factor + adjustment.Addend, value * new Vector<double>(0.01)))
                floored.Add(driver);
            return adjustments.Of(driver, value);
        }

        public Vector<double> OfOddsAgainst(Driver odds, Vector<double> value) => adjustments.OfOddsAgainst(odds, value);
    }
}
