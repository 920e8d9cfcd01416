using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Series;

namespace ForecastFunctions.Core.Analyses.Sensitivities;

/// <summary>A variable in a period.</summary>
/// <param name="Variable">The variable.</param>
/// <param name="Period">The period.</param>
public readonly record struct ModelOutput(Variable Variable, Period Period);

/// <summary>Which numbers of a path are of interest: each of some variables in each of some periods.</summary>
public sealed record ModelOutputs
{
    /// <summary>The most variables × periods.</summary>
    public const int MaxCount = 2_048;

    /// <summary>Outputs.</summary>
    /// <param name="variables">At least one, each once.</param>
    /// <param name="periods">At least one, ascending, all years or all quarters.</param>
    /// <exception cref="ArgumentException">One of these is not so, or there are more than <see cref="MaxCount"/> outputs.</exception>
    public ModelOutputs(IReadOnlyList<Variable> variables, IReadOnlyList<Period> periods)
    {
        if (variables.Count == 0 || variables.Distinct().Count() != variables.Count)
            throw new ArgumentException("At least one variable is wanted, and each once.", nameof(variables));
        if (periods.Count == 0 || periods.Any(p => p.Step != periods[0].Step) || periods.Zip(periods.Skip(1)).Any(p => p.First >= p.Second))
            throw new ArgumentException("At least one period is wanted, and they ascend and have one length.", nameof(periods));
        if ((long)variables.Count * periods.Count > MaxCount)
            throw new ArgumentException($"There are at most {MaxCount} outputs.", nameof(variables));
        Variables = variables;
        Periods = periods;
        All = [.. variables.SelectMany(v => periods.Select(p => new ModelOutput(v, p)))];
    }

    /// <summary>The variables.</summary>
    public IReadOnlyList<Variable> Variables { get; }

    /// <summary>The periods, ascending.</summary>
    public IReadOnlyList<Period> Periods { get; }

    /// <summary>Every output: variable by variable, and of each the periods.</summary>
    public IReadOnlyList<ModelOutput> All { get; }
}
