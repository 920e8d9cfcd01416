namespace ForecastFunctions.Core.Analyses.Sensitivities;

/// <summary>
/// A function of independent uncertain inputs, worked on in columns: as many points at once as a column is long. A
/// point's outputs depend on that point alone.
/// </summary>
public interface IUncertainModel
{
    /// <summary>The inputs, by names that differ; each name keys the draws of its input.</summary>
    IReadOnlyList<string> Inputs { get; }

    /// <summary>How many numbers it gives for a point.</summary>
    int Outputs { get; }

    /// <summary>Turns uniforms into values of an input, in place.</summary>
    /// <param name="input">The input's place.</param>
    /// <param name="uniforms">Numbers strictly between 0 and 1; afterwards, values of the input.</param>
    void Draw(int input, Span<double> uniforms);

    /// <summary>Gives the outputs at as many points as the columns are long; may be called by several threads at once.</summary>
    /// <param name="inputs">A column of values for each input.</param>
    /// <param name="outputs">Receives a column for each output, as long as the inputs'.</param>
    void Evaluate(IReadOnlyList<ReadOnlyMemory<double>> inputs, IReadOnlyList<Memory<double>> outputs);
}
