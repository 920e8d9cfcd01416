using ForecastFunctions.Core.Statistics;
using MathNet.Numerics.Distributions;

namespace ForecastFunctions.Core.Analyses.Sensitivities;

/// <summary>How much of an output's variance an input accounts for.</summary>
/// <param name="First">First order: the share that would be gone if the input alone were known. An estimate, and never clipped.</param>
/// <param name="FirstError">Its standard error.</param>
/// <param name="Total">Total order: the share that would be left if all other inputs were known.</param>
/// <param name="TotalError">Its standard error.</param>
public readonly record struct VarianceIndex(double First, double FirstError, double Total, double TotalError);

/// <summary>The variance of outputs, shared out to inputs.</summary>
/// <param name="Means">The mean of each output.</param>
/// <param name="Variances">The variance of each output; zero where no input moves it, and its indices are then not numbers.</param>
/// <param name="Indices">For each input that was asked for, the indices by output.</param>
/// <param name="Evaluations">How many points the model was evaluated at.</param>
public sealed record VarianceDecomposition(
    IReadOnlyList<double> Means, IReadOnlyList<double> Variances, IReadOnlyList<IReadOnlyList<VarianceIndex>> Indices, long Evaluations);

/// <summary>
/// Variance-based sensitivity indices (Sobol' 1993) of a model with independent inputs. With two independent sets of base
/// points A and B, and A_B^i the points of A with input i taken from B, the first order is estimated by
/// mean(f(B)·(f(A_B^i) − f(A)))/V (Saltelli et al. 2010) and the total order by mean((f(A) − f(A_B^i))²)/(2V)
/// (Jansen 1999); outputs are centred first, which leaves the expectation and takes variance away.
/// </summary>
/// <remarks>
/// The base points are Owen-scrambled Sobol' points in twice as many dimensions as there are inputs, in independent
/// replicates. An index is a quotient of two means over all replicates; its standard error is that of the replicates'
/// residuals, numerator minus index times variance (the ratio estimator's linearisation), and so knows what scrambled
/// points gain over independent ones, which a bootstrap over single points would not. Intervals follow from it by a t
/// distribution with one degree of freedom fewer than there are replicates.
/// </remarks>
public static class VarianceIndices
{
    /// <summary>How many independent parts the base points are drawn in.</summary>
    public const int Replicates = 8;

    /// <summary>The fewest base draws.</summary>
    public const int MinDraws = 64;

    /// <summary>The most base draws that the estimator takes.</summary>
    public const int MaxDraws = 1 << 16;

    /// <summary>The most inputs: each takes two dimensions of the Sobol' sequence.</summary>
    public const int MaxInputs = SobolSequence.Dimensions / 2;

    /// <summary>How many standard errors an interval reaches to either side.</summary>
    /// <param name="level">The level in percent, between 0 and 100.</param>
    public static double ErrorsOfInterval(double level) => StudentT.InvCDF(0, 1, Replicates - 1, 0.5 + level / 200);

    /// <summary>Estimates the indices, with (2 + inputs asked for) × base draws evaluations of the model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="of">The places of the inputs whose indices are wanted; all inputs vary, whichever are.</param>
    /// <param name="draws">How many base draws: a power of two.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="threads">The most threads to use; the numbers do not depend on it.</param>
    /// <param name="progress">Is told the share of the work that is done, at most once for each input.</param>
    /// <param name="cancellationToken">Ends the work between two inputs.</param>
    /// <exception cref="ArgumentException">The number of draws is not a power of two, or there are too many inputs.</exception>
    public static VarianceDecomposition Estimate(
        IUncertainModel model, IReadOnlyList<int> of, int draws, ulong seed, int threads = 1,
        IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(draws, MinDraws);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(draws, MaxDraws);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        if (!int.IsPow2(draws))
            throw new ArgumentException($"The number of base draws is a power of two, not {draws}.", nameof(draws));
        if (model.Inputs.Count > MaxInputs)
            throw new ArgumentException($"A model has at most {MaxInputs} inputs, not {model.Inputs.Count}.", nameof(model));

        var options = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken };
        var points = BasePoints.Draw(model, draws, seed, options);
        var (a, b) = (Columns(model, draws), Columns(model, draws));
        Parallel.For(0, 2, options, half => model.Evaluate(half == 0 ? points.A : points.B, half == 0 ? a : b));

        var variances = new OutputVariance[model.Outputs];
        for (var output = 0; output < variances.Length; output++)
            variances[output] = OutputVariance.Of(a[output].Span, b[output].Span);

        var indices = new VarianceIndex[of.Count][];
        var done = 0;
        Parallel.For(0, of.Count, options, () => Columns(model, draws), (place, _, mixed) =>
        {
            model.Evaluate(points.WithFromB(of[place]), mixed);
            indices[place] =
            [
                .. variances.Select((v, output) => v.IndexOf(a[output].Span, b[output].Span, mixed[output].Span)),
            ];
            progress?.Report((Interlocked.Increment(ref done) + 2.0) / (of.Count + 2));
            return mixed;
        }, _ => { });
        return new VarianceDecomposition(
            [.. variances.Select(v => v.Mean)], [.. variances.Select(v => v.Variance)], indices, (of.Count + 2L) * draws);
    }

    private static Memory<double>[] Columns(IUncertainModel model, int draws)
        => [.. Enumerable.Range(0, model.Outputs).Select(_ => new Memory<double>(new double[draws]))];
}
