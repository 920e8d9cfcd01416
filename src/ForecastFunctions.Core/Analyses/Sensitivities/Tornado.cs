using ForecastFunctions.Core.Scenarios;

namespace ForecastFunctions.Core.Analyses.Sensitivities;

/// <summary>The range over which a parameter is varied.</summary>
public sealed record InputRange
{
    /// <summary>A range within the bounds that the parameter has on a baseline.</summary>
    /// <exception cref="ArgumentException">The parameter is a choice, or low is not below high.</exception>
    public InputRange(Parameter parameter, double low, double high)
    {
        if (parameter.IsChoice)
            throw new ArgumentException($"{parameter} is a choice among words, which has no range.", nameof(parameter));
        if (!(low < high))
            throw new ArgumentException($"The low value of {parameter} lies below the high one.", nameof(low));
        Parameter = parameter;
        Low = low + 0.0;
        High = high + 0.0;
    }

    /// <summary>The parameter.</summary>
    public Parameter Parameter { get; }

    /// <summary>The low value, in the parameter's unit.</summary>
    public double Low { get; }

    /// <summary>The high value.</summary>
    public double High { get; }

    /// <summary>What the operator had the spread of the law multiplied by of which the range is; 1 of a range that is stated.</summary>
    public double Widening
    {
        get;
        init => field = Scenarios.Widening.Checked(value);
    }
        = 1;

    /// <summary>From one percentile of a parameter's law to another, within the parameter's bounds.</summary>
    /// <param name="parameter">A parameter with a law.</param>
    /// <param name="lowPercent">The lower percentage, between 0 and 100.</param>
    /// <param name="highPercent">The higher percentage.</param>
    /// <param name="baseYear">The base year, from which some bounds count.</param>
    /// <returns>The range, or <see langword="null"/> where both ends are the same bound.</returns>
    public static InputRange? OfLaw(ResolvedParameter parameter, double lowPercent, double highPercent, int baseYear)
    {
        var bounds = parameter.Parameter.BoundsFor(baseYear);
        var low = Math.Clamp(parameter.Percentile(lowPercent), bounds.Min, bounds.Max);
        var high = Math.Clamp(parameter.Percentile(highPercent), bounds.Min, bounds.Max);
        return low < high ? new InputRange(parameter.Parameter, low, high) { Widening = parameter.Widening } : null;
    }
}

/// <summary>What a parameter does to an output at the ends of its range, all others at their deterministic values.</summary>
/// <param name="Range">The range.</param>
/// <param name="LowOutput">The output at the low value.</param>
/// <param name="HighOutput">The output at the high value.</param>
public sealed record TornadoBar(InputRange Range, double LowOutput, double HighOutput)
{
    /// <summary>
    /// How far apart the two outputs are. It tells nothing of what lies between: an output that rises and falls again may
    /// have none.
    /// </summary>
    public double Swing => Math.Abs(HighOutput - LowOutput);
}

/// <summary>The tornado of an output.</summary>
/// <param name="Output">The output.</param>
/// <param name="Base">Its value in the deterministic run.</param>
/// <param name="Bars">A bar for each parameter, the widest first; of equal ones, in the catalogue's order.</param>
public sealed record OutputTornado(ModelOutput Output, double Base, IReadOnlyList<TornadoBar> Bars);

/// <summary>One parameter at a time from low to high.</summary>
public static class Tornado
{
    /// <summary>Runs one path for the deterministic values and two for each range, all of them together.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="ranges">The ranges; each parameter once.</param>
    /// <param name="outputs">What to look at.</param>
    public static IReadOnlyList<OutputTornado> Run(ResolvedScenario scenario, IReadOnlyList<InputRange> ranges, ModelOutputs outputs)
    {
        var paths = 1 + 2 * ranges.Count;
        var parameters = ranges.Select((range, i) =>
        {
            var column = new double[paths];
            Array.Fill(column, scenario[range.Parameter]);
            (column[1 + 2 * i], column[2 + 2 * i]) = (range.Low, range.High);
            return (range.Parameter, new ReadOnlyMemory<double>(column));
        }).ToList();
        var values = outputs.All.Select(_ => new Memory<double>(new double[paths])).ToList();
        new OutputPaths(scenario, outputs).Run(paths, parameters, [], values);
        return
        [
            .. outputs.All.Select((output, index) =>
            {
                var column = values[index].ToArray();
                var bars = ranges.Select((range, i) => new TornadoBar(range, column[1 + 2 * i], column[2 + 2 * i]));
                return new OutputTornado(
                    output, column[0], [.. bars.OrderByDescending(b => b.Swing).ThenBy(b => b.Range.Parameter.Index)]);
            }),
        ];
    }
}
