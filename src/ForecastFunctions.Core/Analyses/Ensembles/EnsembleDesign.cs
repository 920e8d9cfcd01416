using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Statistics;

namespace ForecastFunctions.Core.Analyses.Ensembles;

/// <summary>
/// What the members of an ensemble believe: every combination of the grids' values, the last grid's changing first, and for each of
/// them the same draws of the laws. Draws are points of a scrambled Sobol' sequence in each parameter's own dimension, so neither
/// another belief nor another grid moves them.
/// </summary>
public sealed class EnsembleDesign
{
    /// <summary>The most members.</summary>
    public const int MaxMembers = 100_000;

    /// <summary>A design.</summary>
    /// <param name="beliefs">What differs, each parameter once.</param>
    /// <param name="draws">How many draws there are for each combination of the grids; 1 where nothing is drawn.</param>
    /// <param name="seed">The seed of the draws.</param>
    /// <exception cref="ArgumentException">
    /// Nothing differs, a parameter is there twice, there are draws of nothing, or more members than <see cref="MaxMembers"/>.
    /// </exception>
    public EnsembleDesign(IReadOnlyList<VariedBelief> beliefs, int draws, ulong seed)
    {
        if (beliefs.Count == 0 || beliefs.Select(b => b.Parameter).Distinct().Count() != beliefs.Count)
            throw new ArgumentException("At least one belief is wanted, and each parameter once.", nameof(beliefs));
        ArgumentOutOfRangeException.ThrowIfLessThan(draws, 1);
        if (draws > 1 && !beliefs.Any(b => b is VariedBelief.Law))
            throw new ArgumentException("There are draws, and nothing that is drawn.", nameof(draws));
        Beliefs = beliefs;
        Draws = draws;
        Seed = seed;
        Count = CountOf(beliefs, draws) is <= MaxMembers and var count
            ? (int)count : throw new ArgumentException($"An ensemble has at most {MaxMembers} members.", nameof(beliefs));
    }

    /// <summary>What differs.</summary>
    public IReadOnlyList<VariedBelief> Beliefs { get; }

    /// <summary>How many draws there are for each combination of the grids.</summary>
    public int Draws { get; }

    /// <summary>The seed of the draws.</summary>
    public ulong Seed { get; }

    /// <summary>How many members there are.</summary>
    public int Count { get; }

    /// <summary>How many members a design would have, however many.</summary>
    public static long CountOf(IReadOnlyList<VariedBelief> beliefs, int draws)
        => beliefs.OfType<VariedBelief.Grid>().Aggregate((long)draws, (count, grid) => Math.Min(count * grid.Values.Count, int.MaxValue));

    /// <summary>The values of some members: one after the other, of each a value for each belief in their order.</summary>
    /// <param name="first">The first member, from 0.</param>
    /// <param name="count">How many.</param>
    /// <param name="baseYear">The base year, which some bounds count from.</param>
    public double[] Values(int first, int count, int baseYear)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Count - first);
        var values = new double[count * Beliefs.Count];
        foreach (var (place, belief) in Beliefs.Index())
        {
            if (belief is VariedBelief.Grid grid)
                FillGrid(values, place, grid, first, count);
            else
                FillLaw(values, place, (VariedBelief.Law)belief, first, count, baseYear);
        }

        return values;
    }

    private void FillGrid(double[] values, int place, VariedBelief.Grid grid, int first, int count)
    {
        var step = Draws * Beliefs.Skip(place + 1).OfType<VariedBelief.Grid>().Aggregate(1, (product, other) => product * other.Values.Count);
        for (var member = 0; member < count; member++)
            values[(member * Beliefs.Count) + place] = grid.Values[(first + member) / step % grid.Values.Count];
    }

    private void FillLaw(double[] values, int place, VariedBelief.Law belief, int first, int count, int baseYear)
    {
        var (parameter, law) = belief;
        var column = UniformColumn.Create(Sampling.Sobol, Seed, parameter.Id, parameter.Dimension, Draws);
        var drawn = new ResolvedParameter(parameter, law.Median, law, ParameterOrigin.Request, ParameterStatus.Assumed);
        var bounds = parameter.BoundsFor(baseYear);
        for (var done = 0; done < count;)
        {
            // From one combination of the grids to the next the draws begin again.
            var draw = (first + done) % Draws;
            var part = new double[Math.Min(count - done, Draws - draw)];
            column.Fill(part, draw);
            drawn.Quantile(part, bounds);
            for (var i = 0; i < part.Length; i++)
                values[((done + i) * Beliefs.Count) + place] = part[i] + 0.0;
            done += part.Length;
        }
    }
}
