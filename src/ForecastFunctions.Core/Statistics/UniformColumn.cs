using System.Runtime.Intrinsics;

namespace ForecastFunctions.Core.Statistics;

/// <summary>
/// The uniforms of one parameter in a run: n numbers strictly between 0 and 1, each a function of the seed, the
/// parameter's id, its dimension, the replicate and its index alone. Other parameters, blocks and threads do not enter,
/// so any part can be filled on any thread, and adding a parameter moves no other's draws.
/// </summary>
public abstract class UniformColumn
{
    /// <summary>The most draws a column can hold, 2^24.</summary>
    public const int MostDraws = 1 << 24;

    private protected UniformColumn(int draws) => Draws = draws;

    /// <summary>The number of draws in the column.</summary>
    public int Draws { get; }

    /// <summary>
    /// Declares a column; nothing is drawn yet, except for the order of the strata of a Latin hypercube.
    /// </summary>
    /// <param name="sampling">How to draw.</param>
    /// <param name="seed">The seed of the run.</param>
    /// <param name="parameterId">The parameter's id; its exact characters key the stream.</param>
    /// <param name="dimension">
    /// The parameter's dimension of the Sobol' sequence, 1 to <see cref="SobolSequence.Dimensions"/>. Two parameters of
    /// a run must not share one: their scrambles would differ, but their points would remain dependent. The low
    /// dimensions have the best pairwise projections and belong to the most influential parameters. Other samplings
    /// ignore it.
    /// </param>
    /// <param name="draws">The number of draws, 1 to <see cref="MostDraws"/>.</param>
    /// <param name="replicate">
    /// Which independent replicate of the column: another scramble, order or stream. The spread of an estimate over
    /// replicates gives its standard error.
    /// </param>
    /// <exception cref="ArgumentException">The id is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number or the sampling is out of its range.</exception>
    public static UniformColumn Create(
        Sampling sampling, ulong seed, string parameterId, int dimension, int draws, int replicate = 0)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(parameterId);
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(dimension, SobolSequence.Dimensions);
        ArgumentOutOfRangeException.ThrowIfLessThan(draws, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(draws, MostDraws);
        ArgumentOutOfRangeException.ThrowIfNegative(replicate);
        var generator = CounterGenerator.For(seed, parameterId, replicate, (ulong)sampling);
        return sampling switch
        {
            Sampling.Sobol => new SobolColumn(new SobolSequence(dimension), new NestedScramble(generator), draws),
            Sampling.LatinHypercube => new LatinHypercubeColumn(generator, draws),
            Sampling.Plain => new PlainColumn(generator, draws),
            _ => throw new ArgumentOutOfRangeException(nameof(sampling), sampling, "Unknown sampling."),
        };
    }

    /// <summary>Fills a block with the draws from <paramref name="firstDraw"/> on.</summary>
    /// <param name="u">Receives the uniforms.</param>
    /// <param name="firstDraw">The index of the first of them in the column, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The block leaves the column.</exception>
    public void Fill(Span<double> u, int firstDraw)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(firstDraw);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(firstDraw, Draws - u.Length);
        FillCore(u, firstDraw);
    }

    private protected abstract void FillCore(Span<double> u, int firstDraw);

    private sealed class PlainColumn(CounterGenerator generator, int draws) : UniformColumn(draws)
    {
        private protected override void FillCore(Span<double> u, int firstDraw)
        {
            for (var i = 0; i < u.Length; i++)
                u[i] = CounterGenerator.ToUniform(generator[(ulong)(firstDraw + i)]);
        }
    }

    private sealed class LatinHypercubeColumn : UniformColumn
    {
        private readonly CounterGenerator _generator;
        private readonly int[] _strata;

        internal LatinHypercubeColumn(CounterGenerator generator, int draws)
            : base(draws)
        {
            _generator = generator;
            _strata = new int[draws];
            // Fisher and Yates's shuffle, inside out (Durstenfeld 1964): every order is equally likely. The product's
            // upper word is uniform to 2^-40 for the largest column (Lemire 2019, without rejection).
            for (var i = 0; i < draws; i++)
            {
                var j = (int)Math.BigMul(generator[(ulong)(draws + i)], (ulong)(i + 1), out _);
                _strata[i] = _strata[j];
                _strata[j] = i;
            }
        }

        private protected override void FillCore(Span<double> u, int firstDraw)
        {
            // The largest double below 1: a draw at the very top of the last stratum would round up to 1.
            const double Highest = 1 - 1.0 / (1L << 53);
            for (var i = 0; i < u.Length; i++)
            {
                var within = CounterGenerator.ToUniform(_generator[(ulong)(firstDraw + i)]);
                u[i] = Math.Min((_strata[firstDraw + i] + within) / Draws, Highest);
            }
        }
    }

    private sealed class SobolColumn(SobolSequence sequence, NestedScramble scramble, int draws) : UniformColumn(draws)
    {
        private protected override void FillCore(Span<double> u, int firstDraw)
        {
            // Four draws at a time from a multiple of four on; at the ends of the block some of them lie outside.
            var q = (uint)firstDraw / 4;
            var first = sequence[4 * q];
            for (var at = (int)(4 * q) - firstDraw; at < u.Length; at += 4)
            {
                var four = CounterGenerator.ToUniform(
                    scramble.Apply(Vector256.Create((ulong)first) ^ sequence.FirstFour));
                first = sequence.NextOfFour(first, ++q);
                if (at >= 0 && at + 4 <= u.Length)
                {
                    four.CopyTo(u[at..]);
                }
                else
                {
                    for (var lane = Math.Max(0, -at); lane < 4 && at + lane < u.Length; lane++)
                        u[at + lane] = four[lane];
                }
            }
        }
    }
}
