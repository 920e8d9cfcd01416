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
/// retired. It has a name of its own, and no part in flows, whose drivers are all that they depend on; but where spend is what
/// demand calls for, it has: what is installed is not bought again.
/// </remarks>
internal static class PeriodGame
{
    /// <summary>The cause of what changes though no driver moves.</summary>
    public const string Stock = "stock";

    private static readonly int Lanes = V.Count;

    /// <summary>
    /// The drivers that may move or stand still. What follows from others is none: of a run with drivers the ratio and tokens, and
    /// spend where it is what demand calls for. Limits are drivers where they are enforced.
    /// </summary>
    public static IReadOnlyList<Driver> PlayersOf(ResolvedScenario scenario) => scenario.Switches switch
    {
        { IsOn: false } => Drivers.OfPlainModel,
        var switches =>
        [
            .. Enum.GetValues<Driver>().Where(d => d switch
            {
                Driver.Ratio => !switches.Drivers,
                Driver.Spend => !switches.Demand,
                Driver.PowerLimit or Driver.PackagingLimit or Driver.CapitalLimit => switches.Limits == LimitMode.Clip,
                Driver.Tokens => false,
                >= Driver.Users => switches.Drivers,
                _ => true,
            }),
        ],
    };

    /// <summary>The names of the causes, in the order in which their shares are given.</summary>
    public static IReadOnlyList<string> CausesOf(ResolvedScenario scenario) => [Stock, .. PlayersOf(scenario).Select(Drivers.NameOf)];

    public static Attribution Run(ResolvedScenario scenario, Period from, Period to, IReadOnlyList<Variable> variables)
    {
        var players = PlayersOf(scenario);
        var before = Record(scenario, from, variables, out var held);
        var shares = ShapleyValues.Of(
            players.Count, coalitions => Evaluate(scenario, from, to, variables, held, coalitions, players));
        double[] stock = [.. shares.None.Zip(before, (none, start) => none - start)];
        return new Attribution(
            CausesOf(scenario), before, shares.All, [stock, .. shares.Values],
            shares.StandardErrors.Count == 0 ? [] : [new double[before.Length], .. shares.StandardErrors], shares.Evaluations, variables);
    }

    /// <summary>The variables of the first period, and the drivers in its quarters.</summary>
    private static double[] Record(ResolvedScenario scenario, Period period, IReadOnlyList<Variable> shown, out Moments[] held)
    {
        using var parameters = new ParameterColumns(scenario, draws: 1);
        using var variables = new VariableColumns(draws: 1, ColumnStride.Of(1), scenario.HasLayer);
        var path = new SinglePath(scenario, parameters, 0, quarter => EventsOf(scenario, quarter));
        var values = new Moments?[4];
        ModelFlows flows = default;
        LayerFlows told = default;
        foreach (var quarter in Quarters(scenario.BaseYear, period))
        {
            var recorded = new Moments(new double[LayerAdjustments.Count], new double[LayerAdjustments.Count]);
            var events = EventsOf(scenario, quarter);
            var added = path.Advance(
                quarter, new Recording(events, recorded.Middle), new Recording(events, recorded.End), out var more);
            if (quarter.Start < period.Start)
                continue;
            values[quarter.Quarter!.Value - 1] = recorded;
            flows = quarter.Start == period.Start ? added : flows + added;
            told = quarter.Start == period.Start ? more : told + more;
        }

        // Of a quarter alone, all later quarters repeat its values.
        held = [.. values.Select(v => v ?? values.First(other => other is not null)!)];
        path.Write(variables, 0, flows, told);
        return [.. shown.Select(v => variables[v][0])];
    }

    private static double[][] Evaluate(
        ResolvedScenario scenario, Period from, Period to, IReadOnlyList<Variable> shown, Moments[] held, UInt128[] coalitions,
        IReadOnlyList<Driver> players)
    {
        using var parameters = new ParameterColumns(scenario, coalitions.Length);
        using var variables = new VariableColumns(coalitions.Length, ColumnStride.Of(coalitions.Length), scenario.HasLayer);
        var quarters = Quarters(scenario.BaseYear, to)
            .Select(q => (Quarter: q, IsHeld: q.Start > from.End, Events: EventsOf(scenario, q))).ToList();
        for (var first = 0; first < coalitions.Length; first += Lanes)
        {
            var moves = Moves(coalitions.AsSpan(first, Math.Min(Lanes, coalitions.Length - first)), players);
            var path = new SinglePath(scenario, parameters, first, quarter => EventsOf(scenario, quarter));
            ModelFlows flows = default;
            LayerFlows told = default;
            foreach (var (quarter, isHeld, events) in quarters)
            {
                LayerFlows more;
                var (middle, end) = (held[quarter.Quarter!.Value - 1].Middle, held[quarter.Quarter.Value - 1].End);
                var added = isHeld
                    ? path.Advance(quarter, new Holding(events, middle, moves), new Holding(events, end, moves), out more)
                    : path.Advance(quarter, events, events, out more);
                flows = quarter.Start <= to.Start ? added : flows + added;
                told = quarter.Start <= to.Start ? more : told + more;
            }

            path.Write(variables, first, flows, told);
        }

        return [.. shown.Select(v => variables[v].ToArray())];
    }

    /// <summary>For each driver, which of a vector's coalitions it moves in; one that is no player moves in all.</summary>
    private static Vector<long>[] Moves(ReadOnlySpan<UInt128> coalitions, IReadOnlyList<Driver> players)
    {
        var moves = new Vector<long>[LayerAdjustments.Count];
        Array.Fill(moves, Vector<long>.AllBitsSet);
        Span<long> lanes = stackalloc long[Lanes];
        for (var player = 0; player < players.Count; player++)
        {
            lanes.Fill(-1);
            for (var lane = 0; lane < coalitions.Length; lane++)
                lanes[lane] = (coalitions[lane] >> player & UInt128.One) == UInt128.One ? -1 : 0;
            moves[(int)players[player]] = new Vector<long>(lanes);
        }

        return moves;
    }

    /// <summary>The quarters from the base year to the end of a period.</summary>
    private static PeriodRange Quarters(int baseYear, Period to)
        => new(Period.OfQuarter(baseYear, 1), Period.OfQuarter(to.Year, to.Quarter ?? 4));

    /// <summary>What the scenario's events, as far as they are more likely than not, do in a quarter.</summary>
    private static LayerAdjustments EventsOf(ResolvedScenario scenario, Period quarter)
        => SinglePath.EventsOf(scenario, quarter, e => e.Probability > 0.5, e => e.Amount);

    /// <summary>The drivers at the middle of a quarter, and those of the layer at its end.</summary>
    private sealed record Moments(double[] Middle, double[] End);

    /// <summary>Notes the drivers on their way.</summary>
    private readonly struct Recording(LayerAdjustments events, double[] values) : IDriverAdjustments
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
    private readonly struct Holding(LayerAdjustments events, double[] held, Vector<long>[] moves) : IDriverAdjustments
    {
        public V Of(Driver driver, V value) => Hold(driver, events.Of(driver, value));

        public V OfOddsAgainst(Driver odds, V value) => Hold(odds, events.OfOddsAgainst(odds, value));

        private V Hold(Driver driver, V value)
            => Vector.ConditionalSelect(moves[(int)driver], value, new V(held[(int)driver]));
    }
}
