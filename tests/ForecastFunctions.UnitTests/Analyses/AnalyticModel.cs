using ForecastFunctions.Core.Analyses.Sensitivities;

namespace ForecastFunctions.UnitTests.Analyses;

/// <summary>A function of uniforms, whose indices are known.</summary>
internal sealed class AnalyticModel(int inputs, params Func<double[], double>[] functions) : IUncertainModel
{
    public IReadOnlyList<string> Inputs { get; } = [.. Enumerable.Range(1, inputs).Select(i => $"x{i}")];

    public int Outputs => functions.Length;

    public void Draw(int input, Span<double> uniforms)
    {
    }

    public void Evaluate(IReadOnlyList<ReadOnlyMemory<double>> columns, IReadOnlyList<Memory<double>> outputs)
    {
        var point = new double[inputs];
        for (var i = 0; i < outputs[0].Length; i++)
        {
            for (var input = 0; input < inputs; input++)
                point[input] = columns[input].Span[i];
            for (var output = 0; output < functions.Length; output++)
                outputs[output].Span[i] = functions[output](point);
        }
    }
}
