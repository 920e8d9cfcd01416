using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Series;

namespace ForecastFunctions.Core.Analyses.Sensitivities;

/// <summary>
/// Runs the model along paths whose parameters are given, and keeps some outputs of each. A path's outputs equal those of
/// a projection with the same parameters.
/// </summary>
/// <param name="scenario">Gives what the columns do not.</param>
/// <param name="outputs">What to keep.</param>
internal sealed class OutputPaths(ResolvedScenario scenario, ModelOutputs outputs)
{
    /// <summary>How many paths move together: what they carry stays within a core's own cache.</summary>
    private const int PathsPerBlock = 512;

    /// <summary>The quarters or years from the opening of the base year to the last period of interest.</summary>
    private readonly PeriodRange _range = new(
        outputs.Periods[0].Step == Step.Year ? Period.OfYear(scenario.BaseYear) : Period.OfQuarter(scenario.BaseYear, 1),
        outputs.Periods[^1]);

    /// <summary>Whether an event happens in a deterministic run.</summary>
    public static double CentralOccurrence(ScenarioEvent e) => e.Probability > 0.5 ? 1 : 0;

    /// <summary>Runs as many paths as the columns are long.</summary>
    /// <param name="paths">How many.</param>
    /// <param name="parameters">Columns of parameters; those without one have the scenario's value.</param>
    /// <param name="occurrences">Columns of events, 1 where they happen; those without one go as in a deterministic run.</param>
    /// <param name="values">Receives a column for each output.</param>
    public void Run(
        int paths, IReadOnlyList<(Parameter Parameter, ReadOnlyMemory<double> Column)> parameters,
        IReadOnlyList<(int Event, ReadOnlyMemory<double> Column)> occurrences, IReadOnlyList<Memory<double>> values)
    {
        var block = Math.Min(paths, PathsPerBlock);
        using var model = new ModelPaths(block, scenario);
        using var columns = new ParameterColumns(scenario, block);
        Parameter[] given = [.. parameters.Select(p => p.Parameter)];
        foreach (var (index, e) in scenario.Events.Index())
            model.Occurrence(index).Fill(CentralOccurrence(e));
        for (var first = 0; first < paths; first += block)
        {
            var count = Math.Min(block, paths - first);
            foreach (var (parameter, column) in parameters)
                column.Span.Slice(first, count).CopyTo(columns[parameter]);
            columns.Follow(given);
            foreach (var (e, column) in occurrences)
                column.Span.Slice(first, count).CopyTo(model.Occurrence(e));
            model.Load(columns, 0);
            Advance(model, first, count, values);
        }
    }

    private void Advance(ModelPaths model, int first, int count, IReadOnlyList<Memory<double>> values)
    {
        var place = 0;
        foreach (var period in _range)
        {
            var isShown = period == outputs.Periods[place];
            model.Advance(period, 0, model.Groups, isShown);
            if (!isShown)
                continue;
            foreach (var (index, variable) in outputs.Variables.Index())
                model.Variables[variable][..count].CopyTo(values[index * outputs.Periods.Count + place].Span[first..]);
            place++;
        }
    }
}
