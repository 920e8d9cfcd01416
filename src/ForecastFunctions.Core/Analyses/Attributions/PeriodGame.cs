using System.Numerics;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Series;
using V = System.Numerics.Vector<double>;

namespace ForecastFunctions.Core.Analyses.Attributions;

/// <summary>
/// Attributes the change of a scenario between two periods to its drivers: from the end of the first period on, each
/// either moves as it does or repeats its values of that period, and the model is evaluated for all such mixtures.
/// </summary>
/// <remarks>
/// What changes though every driver stands still is what the installed stock does by itself: it goes on growing, or is
/// retired. It has a name of its own, and no part in flows, whose drivers are all that they depend on.
/// </remarks>
internal static class PeriodGame
{
    /// <summary>The cause of what changes though no driver moves.</summary>
    public const string Stock = "stock";

    /// <summary>The drivers that may move or stand still.</summary>
    public static readonly IReadOnlyList<Driver> Players = Enum.GetValues<Driver>();

    /// <summary>The names of the causes, in the order in which their shares are given.</summary>
    public static readonly IReadOnlyList<string> Causes = [Stock, .. Players.Select(Drivers.NameOf)];

    private static readonly int Lanes = V.Count;

    public static Attribution Run(ResolvedScenario scenario, Period from, Period to)
    {
        var before = Record(scenario, from, out var held);
        var shares = ShapleyValues.Of(Players.Count, coalitions => Evaluate(scenario, from, to, held, coalitions));
        double[] stock = [.. shares.None.Zip(before, (none, start) => none - start)];
        return new Attribution(
            Causes, before, shares.All, [stock, .. shares.Values], [], shares.Evaluations);
    }

    /// <summary>The variables of the first period, and the drivers in its quarters.</summary>
    private static double[] Record(ResolvedScenario scenario, Period period, out double[][] held)
    {
        using var parameters = new ParameterColumns(scenario, draws: 1);
        using var variables = new VariableColumns(draws: 1, ColumnStride.Of(1));
        var c = ModelCoefficients.From(parameters, 0, scenario.BaseYear, out var state);
        var values = new double[4][];
        ModelFlows flows = default;
        foreach (var quarter in Quarters(scenario.BaseYear, period))
        {
            var recorded = new double[Players.Count];
            var recording = new Recording(EventsOf(scenario, quarter), recorded);
            var added = StructuralModel.Advance(ref state, c, quarter.Year - scenario.BaseYear, quarter.Quarter!.Value, recording);
            if (quarter.Start < period.Start)
                continue;
            values[quarter.Quarter!.Value - 1] = recorded;
            flows = quarter.Start == period.Start ? added : flows + added;
        }

        // Of a quarter alone, all later quarters repeat its values.
        held = [.. values.Select(v => v ?? values.First(other => other is not null))];
        variables.Write(0, c, flows, state);
        return [.. Variables.All.Select(v => variables[v][0])];
    }

    private static double[][] Evaluate(ResolvedScenario scenario, Period from, Period to, double[][] held, UInt128[] coalitions)
    {
        using var parameters = new ParameterColumns(scenario, coalitions.Length);
        using var variables = new VariableColumns(coalitions.Length, ColumnStride.Of(coalitions.Length));
        var quarters = Quarters(scenario.BaseYear, to).Select(q => (
            q.Year, Quarter: q.Quarter!.Value, q.Start, IsHeld: q.Start > from.End, Events: EventsOf(scenario, q))).ToList();
        for (var first = 0; first < coalitions.Length; first += Lanes)
        {
            var moves = Moves(coalitions.AsSpan(first, Math.Min(Lanes, coalitions.Length - first)));
            var c = ModelCoefficients.From(parameters, first, scenario.BaseYear, out var state);
            ModelFlows flows = default;
            foreach (var (year, quarter, start, isHeld, events) in quarters)
            {
                var added = isHeld
                    ? StructuralModel.Advance(
                        ref state, c, year - scenario.BaseYear, quarter, new Holding(events, held[quarter - 1], moves))
                    : StructuralModel.Advance(ref state, c, year - scenario.BaseYear, quarter, events);
                flows = start <= to.Start ? added : flows + added;
            }

            variables.Write(first, c, flows, state);
        }

        return [.. Variables.All.Select(v => variables[v].ToArray())];
    }

    /// <summary>For each driver, which of a vector's coalitions it moves in.</summary>
    private static Vector<long>[] Moves(ReadOnlySpan<UInt128> coalitions)
    {
        var moves = new Vector<long>[Players.Count];
        Span<long> lanes = stackalloc long[Lanes];
        for (var player = 0; player < Players.Count; player++)
        {
            lanes.Fill(-1);
            for (var lane = 0; lane < coalitions.Length; lane++)
                lanes[lane] = (coalitions[lane] >> player & UInt128.One) == UInt128.One ? -1 : 0;
            moves[player] = new Vector<long>(lanes);
        }

        return moves;
    }

    /// <summary>The quarters from the base year to the end of a period.</summary>
    private static PeriodRange Quarters(int baseYear, Period to)
        => new(Period.OfQuarter(baseYear, 1), Period.OfQuarter(to.Year, to.Quarter ?? 4));

    /// <summary>What the scenario's events, as far as they are more likely than not, do in a quarter.</summary>
    private static DriverAdjustments EventsOf(ResolvedScenario scenario, Period quarter)
    {
        var adjustments = DriverAdjustments.None;
        foreach (var e in scenario.Events.Where(e => e.Probability > 0.5 && e.ActsIn(quarter.Year, quarter.Quarter!.Value)))
        {
            if (e.Effect == EventEffect.Multiply)
                adjustments[(int)e.Driver].Factor *= new V(e.Amount);
            else
                adjustments[(int)e.Driver].Addend += new V(e.Amount);
        }

        return adjustments;
    }

    /// <summary>Notes the drivers on their way.</summary>
    private readonly struct Recording(DriverAdjustments events, double[] values) : IDriverAdjustments
    {
        public V Of(Driver driver, V value) => Note(driver, events.Of(driver, value));

        public V OfOddsAgainst(Driver odds, V value) => Note(odds, events.OfOddsAgainst(odds, value));

        private V Note(Driver driver, V value)
        {
            values[(int)driver] = value[0];
            return value;
        }
    }

    /// <summary>Replaces the drivers that do not move by the values that they are held at.</summary>
    private readonly struct Holding(DriverAdjustments events, double[] held, Vector<long>[] moves) : IDriverAdjustments
    {
        public V Of(Driver driver, V value) => Hold(driver, events.Of(driver, value));

        public V OfOddsAgainst(Driver odds, V value) => Hold(odds, events.OfOddsAgainst(odds, value));

        private V Hold(Driver driver, V value)
            => Vector.ConditionalSelect(moves[(int)driver], value, new V(held[(int)driver]));
    }
}
