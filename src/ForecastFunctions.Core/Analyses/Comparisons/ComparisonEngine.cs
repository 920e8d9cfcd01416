using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;

namespace ForecastFunctions.Core.Analyses.Comparisons;

/// <summary>Computes comparisons: the paths of all scenarios move together, so a difference is taken path by path.</summary>
internal static class ComparisonEngine
{
    /// <summary>Computes a comparison.</summary>
    /// <param name="specification">What to compute.</param>
    /// <param name="threads">The most threads to use; the numbers do not depend on it.</param>
    /// <param name="cancellationToken">Ends the work between two periods.</param>
    public static Comparison Run(ComparisonSpecification specification, int threads, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        return specification.Draws is { } settings
            ? RunDraws(specification, settings, threads, cancellationToken)
            : RunCentral(specification);
    }

    private static Comparison RunCentral(ComparisonSpecification specification)
    {
        Projection[] levels = [.. specification.Levels.Select(s => ProjectionEngine.RunCentral(s, specification.Projected))];
        var compared = levels.Take(specification.Scenarios.Count).Where((_, place) => specification.Vintage is not null || place != specification.Reference);
        var references = specification.Vintage is null ? [levels[specification.Reference]] : levels[specification.Scenarios.Count..];
        return new Comparison(
            [.. compared.Select((scenario, place) => Difference(specification, scenario, references[references.Length == 1 ? 0 : place]))],
            specification.WithLevels ? levels : []);
    }

    private static Projection Difference(ComparisonSpecification specification, Projection scenario, Projection reference)
    {
        var variables = specification.Variables;
        double[] Values(Projection of)
            => [.. Enumerable.Range(0, of.Range.Count).SelectMany(period => variables.Select(variable => of.Value(period, variable)))];

        var (values, others, differences) = (Values(scenario), Values(reference), new double[scenario.Range.Count * variables.Count]);
        Comparison.Subtract(values, others, differences);
        for (var i = 0; i < values.Length; i++)
        {
            if (double.IsNaN(values[i] - others[i]))
                differences[i] = double.NaN;
        }

        return new Projection(scenario.Range, scenario.Statistics, differences, variables: variables);
    }

    private static Comparison RunDraws(
        ComparisonSpecification specification, DrawSettings settings, int threads, CancellationToken cancellationToken)
    {
        var moves = Moves(specification);
        var paths = new List<ModelPaths>();
        var (stride, hasLayer) = (ColumnStride.Of(settings.Draws), moves.Exists(m => m.Scenario.HasLayer));

        // References are written to one place and what is compared with them to another, which stay in the cache.
        using var references = new VariableColumns(settings.Draws, stride, hasLayer);
        using var others = new VariableColumns(settings.Draws, stride, hasLayer);
        PathStatistics[] levels = specification.WithLevels
            ? [.. specification.Levels.Select(s => new PathStatistics(specification.Projected, settings, RunVariables.Of(s)))]
            : [];
        try
        {
            foreach (var (scenario, isReference, _, _) in moves)
            {
                cancellationToken.ThrowIfCancellationRequested();
                paths.Add(new ModelPaths(settings.Draws, scenario, variables: isReference ? references : others));
                ProjectionEngine.Sample(paths[^1], scenario, settings, threads);
            }

            DifferenceStatistics[] differences = [.. specification.Compared.Select(_ => new DifferenceStatistics(specification, settings))];
            var shown = 0;
            var earliest = moves.MinBy(m => m.Scenario.BaseYear)!.Scenario;
            foreach (var period in ProjectionEngine.FromBaseYear(earliest, specification.Projected))
            {
                var isShown = period >= specification.Projected.From;
                foreach (var (i, (scenario, _, place, compared)) in moves.Index())
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    if (period.Year >= scenario.BaseYear)
                        ProjectionEngine.Advance(paths[i], period, isShown, threads);
                    if (!isShown)
                        continue;
                    var level = specification.WithLevels ? levels[place] : null;
                    var difference = compared is { } c ? differences[c] : null;
                    var variables = RunVariables.Of(scenario);
                    ProjectionEngine.Each(variables.Count, threads, index => Add(variables[index], paths[i].Variables));

                    void Add(Variable variable, VariableColumns columns)
                    {
                        if (RunVariables.HasValue(variable, scenario.BaseYear, period))
                            level?.Add(shown, variable, columns[variable]);
                        else
                            level?.AddNone(shown, variable);
                        if (difference is null || !specification.Variables.Contains(variable))
                            return;
                        if (RunVariables.HasValue(variable, specification.BaseYear, period))
                            difference.Add(shown, variable, columns[variable], references[variable]);
                        else
                            difference.AddNone(shown, variable);
                    }
                }

                shown += isShown ? 1 : 0;
            }

            return new Comparison([.. differences.Select(d => d.ToProjection())], [.. levels.Select(l => l.ToProjection())]);
        }
        finally
        {
            paths.ForEach(p => p.Dispose());
            foreach (var level in levels)
                level.Dispose();
        }
    }

    /// <summary>The order in which scenarios move in a period: a reference before what is compared with it.</summary>
    private static List<Move> Moves(ComparisonSpecification specification)
    {
        var scenarios = specification.Scenarios;
        if (specification.Vintage is not { } vintage)
        {
            var others = scenarios.Index().Where(s => s.Index != specification.Reference).Select(
                (s, compared) => new Move(s.Item, IsReference: false, s.Index, compared));
            return [new(scenarios[specification.Reference], IsReference: true, specification.Reference, null), .. others];
        }

        var moves = new List<Move>();
        for (var place = 0; place < scenarios.Count; place++)
        {
            if (place < vintage.Scenarios.Count)
                moves.Add(new(vintage.Scenarios[place], IsReference: true, scenarios.Count + place, null));
            moves.Add(new(scenarios[place], IsReference: false, place, place));
        }

        return moves;
    }

    /// <summary>A scenario that moves.</summary>
    /// <param name="Scenario">The scenario.</param>
    /// <param name="IsReference">Whether those that follow are compared with it.</param>
    /// <param name="Level">Its place among the levels.</param>
    /// <param name="Compared">Its place among the differences; of a reference there is none.</param>
    private sealed record Move(ResolvedScenario Scenario, bool IsReference, int Level, int? Compared);
}
