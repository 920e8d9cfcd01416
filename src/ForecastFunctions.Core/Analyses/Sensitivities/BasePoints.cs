using ForecastFunctions.Core.Statistics;

namespace ForecastFunctions.Core.Analyses.Sensitivities;

/// <summary>Two independent sets of points, a column for each input, in independent replicates one after the other.</summary>
/// <param name="A">The first set.</param>
/// <param name="B">The second set.</param>
internal sealed record BasePoints(IReadOnlyList<ReadOnlyMemory<double>> A, IReadOnlyList<ReadOnlyMemory<double>> B)
{
    /// <summary>Draws both sets as the two halves of Sobol' points.</summary>
    public static BasePoints Draw(IUncertainModel model, int draws, ulong seed, ParallelOptions options)
    {
        var inputs = model.Inputs.Count;
        var columns = new ReadOnlyMemory<double>[2 * inputs];
        Parallel.For(0, columns.Length, options, dimension =>
        {
            var input = dimension % inputs;
            var id = dimension < inputs ? model.Inputs[input] : $"second {model.Inputs[input]}";
            var column = new double[draws];
            var each = draws / VarianceIndices.Replicates;
            for (var r = 0; r < VarianceIndices.Replicates; r++)
                UniformColumn.Create(Sampling.Sobol, seed, id, dimension + 1, each, r).Fill(column.AsSpan(r * each, each), 0);
            model.Draw(input, column);
            columns[dimension] = column;
        });
        return new BasePoints(columns[..inputs], columns[inputs..]);
    }

    /// <summary>A, with one input from B.</summary>
    public IReadOnlyList<ReadOnlyMemory<double>> WithFromB(int input) => [.. A.Select((column, i) => i == input ? B[i] : column)];
}
